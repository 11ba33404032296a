import { describe, expect, it } from 'vitest'
import { compileExpression } from './compile-expression.js'
import type { Scope } from './compiled.js'
import { evaluate } from './evaluate.js'

const scope: Scope = {
  entity: 'map',
  before: 'map',
  request: 'map',
  items: 'list',
  now: 'number',
  value: 'any'
}
const entity = {
  id: 'pay_1',
  amount: 4002,
  quantity: 7,
  fee: 0.5,
  status: 'authorized',
  note: null,
  paid: false,
  tags: ['new', 'eu'],
  mixed: [1, 'a', null, { k: 1 }],
  card: { brand: 'visa', 'exp-month': 12 }
}
const variables = { entity, request: { body: { amount: 2 } }, items: [3, 1, 2], now: 1_000, value: 2n ** 53n }

/** The value, or `{ fault }`, or `{ message, position }` when it does not compile. */
function outcome(text: string, given: object = variables): unknown {
  const expression = compileExpression(text, scope)
  if ('message' in expression) return expression
  const evaluated = evaluate(expression, given as typeof variables)
  return 'value' in evaluated ? evaluated.value : evaluated
}

describe('values', () => {
  it.each<[string, unknown]>([
    ['entity.amount - request.body.amount', 4000],
    ['entity.amount - 1', 4001],
    ['entity.amount > 100', true],
    ['entity.amount == 4002', true],
    ['entity.amount == 4002.0', true],
    ['entity.amount * 2', 8004],
    ['entity.quantity % 3', 1],
    ['entity.quantity / 2', 3.5],
    ['items.size() / 2', 1.5],
    ['items.size() > 2', true],
    ['size(items) - 1 == entity.quantity - 5', true],
    ['1.5 + 1', 2.5],
    ['-entity.fee', -0.5],
    ['0 * -1', 0],
    ['-7 % 3', -1],
    ['0x1F', 31],
    ['1e3', 1000],
    ["entity.status + '!'", 'authorized!'],
    ["entity.status == 'authorized' && !entity.paid", true],
    ["entity.status in ['authorized', 'captured']", true],
    ["entity.status in ['a', 1, null]", false],
    ['{"k": 1} in entity.mixed', true],
    ["'brand' in entity.card", true],
    ["'toString' in entity.card", false],
    ["entity.card['exp-month']", 12],
    ['entity.note', null],
    ['entity.note == null', true],
    ['entity.amount == null', false],
    ['entity.amount == entity.status', false],
    ['entity.amount != entity.status', true],
    ['entity.paid ? 1 : "no"', 'no'],
    ['[entity.amount, "x", null, {"a": [true]}]', [4002, 'x', null, { a: [true] }]],
    ['entity.tags + ["x", 1]', ['new', 'eu', 'x', 1]],
    ['{"total": entity.amount, "tags": entity.tags}', { total: 4002, tags: ['new', 'eu'] }],
    ["'a' < 'b' && 1 < 2.5 && false < true", true],
    ['items[0] + items[2]', 5],
    ['now', 1000],
    ['"""a\nb"""', 'a\nb'],
    ["'\\u00e9' + r'\\d'", 'é\\d'],
    ['1 + // as a comment says\n 2', 3]
  ])('%s', (text, value) => {
    expect(outcome(text)).toEqual(value)
  })
})

describe('members that may be absent', () => {
  it.each<[string, unknown]>([
    ['has(entity.id)', true],
    ['has(entity.zip)', false],
    ['has(entity.note)', true],
    ['has(entity.?card.brand)', true],
    ['has(entity.?address.city)', false],
    ['entity.?zip.orValue(1) + 1', 2],
    ['entity.?amount.orValue(1)', 4002],
    ['entity.?note.orValue("x")', null],
    ['entity.?card.?brand.orValue("none")', 'visa'],
    ['entity.?address.city.orValue("none")', 'none'],
    ['entity.?zip.orValue(entity.?code).orValue("none")', 'none'],
    ['entity[?"zip"].orValue(0)', 0],
    ['items[?5].orValue(0)', 0],
    ['entity.?zip.hasValue()', false],
    ['entity.?id.hasValue()', true]
  ])('%s', (text, value) => {
    expect(outcome(text)).toEqual(value)
  })

  it.each<[string, string]>([
    ['entity.zip', "`entity.zip` does not exist: `entity` has no member 'zip'"],
    ['entity.card.zip + 1', "`entity.card.zip` does not exist: `entity.card` has no member 'zip'"],
    ['entity.note.zip', '`entity.note.zip`: `entity.note` is null, which has no members'],
    ['entity.status.zip', '`entity.status.zip`: `entity.status` is a string, which has no members'],
    ['items[3]', '`items[3]` does not exist: `items` has no item 3'],
    ['items[-1]', '`items[-1]` does not exist: `items` has no item -1'],
    ['items[0.5]', '`items[0.5]` does not exist: `items` has no item 0.5'],
    ['has(entity.note.zip)', 'has(): `entity.note` is null, which has no members'],
    ['before.amount', "There is no 'before' this time"]
  ])('%s is a fault', (text, fault) => {
    expect(outcome(text)).toEqual({ fault })
  })
})

describe('comprehensions', () => {
  it.each<[string, unknown]>([
    ['items.map(i, i * entity.quantity)', [21, 7, 14]],
    ['items.map(i, i > 1, i * 2)', [6, 4]],
    ['items.filter(i, i > 1)', [3, 2]],
    ['items.all(i, i > 0)', true],
    ['items.exists(i, i == 2)', true],
    ['items.exists_one(i, i > 1)', false],
    ['[].all(i, false)', true],
    ['items.map(i, items.map(j, i * j).sum())', [18, 6, 12]],
    ['items.map(i, items.filter(i, i > 2))', [[3], [3], [3]]],
    ['{"b": 1, "a": 2}.map(name, name)', ['a', 'b']],
    ["entity.card.exists(name, name.startsWith('exp'))", true],
    // A side that decides does so whether or not the other has a value.
    ['entity.zip == 1 || true', true],
    ['false && entity.zip == 1', false],
    ['entity.zip == 1 && false', false],
    ['entity.mixed.exists(m, m.k == 1)', true],
    ['entity.mixed.all(m, m > 1)', false]
  ])('%s', (text, value) => {
    expect(outcome(text)).toEqual(value)
  })

  it('an undecided outcome is the first fault', () => {
    expect(outcome('entity.mixed.exists(m, m.k == 2)')).toEqual({
      fault: '`m.k`: `m` is a number, which has no members'
    })
    expect(outcome('entity.zip == 1 || false')).toEqual({
      fault: "`entity.zip` does not exist: `entity` has no member 'zip'"
    })
  })
})

describe('whole numbers beyond 2^53', () => {
  it.each<[string, unknown]>([
    ['value', 2n ** 53n],
    ['value + 1', 2n ** 53n + 1n],
    ['value - 1', 2 ** 53 - 1],
    ['9007199254740991 + 1', 2n ** 53n],
    ['value == 9007199254740992', true],
    ['value > 9007199254740991', true],
    ['value * value', 2n ** 106n],
    ['value / 2', 2 ** 52],
    ['value % 10', 2],
    ['-value', -(2n ** 53n)],
    ['value * 0.5', 2 ** 52],
    ['string(value)', '9007199254740992'],
    ['int("-9007199254740993")', -(2n ** 53n) - 1n],
    ['1e21 == 1000000000000000000000', true]
  ])('%s', (text, value) => {
    expect(outcome(text)).toEqual(value)
  })

  it.each([
    ['1 / 0', '`1 / 0` divides by zero'],
    ['1 % 0', '`1 % 0` divides by zero'],
    ['1e300 * 1e300', '`1e300 * 1e300` is too large for a number']
  ])('%s has no value that JSON could write', (text, fault) => {
    expect(outcome(text)).toEqual({ fault })
  })
})

describe('what is known to be wrong is an issue, with its position', () => {
  it.each<[string, number, string]>([
    ["'a' + 1", 0, "'+' does not take a string and a number"],
    ["1 + ('a' - 1)", 5, "'-' takes a number, and `'a'` is a string"],
    ["now + 'a'", 0, "'+' does not take a number and a string"],
    ["now == 'a'", 0, 'A number never equals a string'],
    ['!now', 1, "'!' takes a boolean, and `now` is a number"],
    ['true && now', 8, "'&&' takes a boolean, and `now` is a number"],
    ['now.year', 0, '`now` is a number, which has no members'],
    ['1 in now', 5, "The right side of 'in' must be a list or a map, and `now` is a number"],
    ['items.map(i, entty.id)', 13, "There is nothing called `entty` here; did you mean 'entity'?"],
    ['items.filter(i, 1)', 16, 'A condition of filter() must be a boolean, and `1` is a number'],
    [
      'i + items.map(i, i)[0]',
      0,
      'There is nothing called `i` here; there are: entity, before, request, items, now, value'
    ],
    [
      'toString',
      0,
      'There is nothing called `toString` here; there are: entity, before, request, items, now, value'
    ],
    ['entity.?zip + 1', 0, '`entity.?zip` may be absent: say what then, with .orValue(...)'],
    ['[entity.?zip]', 1, '`entity.?zip` may be absent: say what then, with .orValue(...)'],
    ['entity.?zip', 0, 'This may be absent: say what then, with .orValue(...)'],
    [
      'entity.zip.orValue(1)',
      0,
      'orValue() is for what may be absent, as entity.?note is, and `entity.zip` is not'
    ],
    ['trim(1)', 0, 'There is no function trim()'],
    ["'a'.trimm()", 0, 'There is no function trimm(); did you mean trim()?'],
    ["'a'.trim(1)", 0, 'trim() does not take this many arguments'],
    ['size(1)', 5, 'size() takes a string or a list or a map, and `1` is a number'],
    ['has(entity)', 0, 'has() takes one member, as in has(entity.note)'],
    ["'a'.matches('(')", 12, ''],
    ["'a'.matches(entity.id)", 12, 'matches() takes a pattern in quotes'],
    ['{1: 2}', 1, 'The name of a member must be a string, and `1` is a number'],
    ["b'x'", 0, 'JSON has neither bytes nor unsigned numbers'],
    ['1u', 0, 'JSON has neither bytes nor unsigned numbers'],
    ['1 +', 3, ''],
    ['(1', 2, ''],
    ['', 0, ''],
    ['1 2', 2, ''],
    ['a = 1', 2, 'CEL writes `&&`, `||` and `!`'],
    ['now > 0 and now < 9', 8, 'CEL writes `&&`, `||` and `!`'],
    ["'a", 0, ''],
    ['import', 0, '']
  ])('%s', (text, position, message) => {
    const issue = outcome(text) as { message: string; position: number }
    expect(issue.position).toBe(position)
    if (message) expect(issue.message).toContain(message)
  })

  it('what is known of the values of an expression says whether it can be a condition', () => {
    const kindOf = (text: string) => {
      const compiled = compileExpression(text, scope)
      return 'kind' in compiled ? compiled.kind : compiled
    }
    expect(kindOf('entity.amount > 1')).toBe('boolean')
    expect(kindOf('entity.paid')).toBe('any')
    expect(kindOf('entity.amount - 1')).toBe('number')
    expect(kindOf("entity.amount + '1'")).toBe('string')
  })
})

describe('kinds that only show in the values are faults', () => {
  it.each([
    [
      'entity.amount + entity.status',
      "`entity.amount + entity.status`: '+' does not take a number and a string"
    ],
    ['entity.status - 1', "'-' takes a number, and `entity.status` is a string"],
    ['entity.note > 1', "'>' takes a number or a string or a boolean, and `entity.note` is null"],
    [
      'entity.amount ? 1 : 2',
      'What stands before the question mark must be a boolean, and `entity.amount` is a number'
    ],
    ['entity.status && true', "'&&' takes a boolean, and `entity.status` is a string"],
    ['entity.amount.size()', 'size() takes a string or a list or a map, and `entity.amount` is a number'],
    ['{entity.id: 1, "pay_1": 2}', "A map has the member 'pay_1' twice"]
  ])('%s', (text, fault) => {
    expect(outcome(text)).toEqual({ fault })
  })
})

it('gives what is read from data as it is, and changes none of it', () => {
  const frozen = Object.freeze({ tags: Object.freeze(['a']) })
  expect(outcome('entity.tags', { entity: frozen })).toBe(frozen.tags)
  expect(outcome('entity.tags + ["b"]', { entity: frozen })).toEqual(['a', 'b'])
})

it('an expression can be evaluated again and again, and from within itself', () => {
  const expression = compileExpression('items.map(i, i + entity.amount)', scope)
  if ('message' in expression) throw new Error(expression.message)
  for (const amount of [1, 2]) {
    expect(evaluate(expression, { items: [1], entity: { amount } })).toEqual({ value: [1 + amount] })
  }
})
