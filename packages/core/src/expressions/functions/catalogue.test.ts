// Every function that expressions may call.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileExpression } from '../compile-expression.js'
import { evaluate } from '../evaluate.js'
import { functions } from './catalogue.js'
import { describedFunctions } from './described.js'

function outcome(text: string, value?: unknown): unknown {
  const expression = compileExpression(text, { value: 'any' })
  if ('message' in expression) return expression
  const evaluated = evaluate(expression, { value })
  return 'value' in evaluated ? evaluated.value : evaluated
}

describe('lists', () => {
  it.each<[string, unknown]>([
    ['[3, 1, 2].sort()', [1, 2, 3]],
    ["['b', 'a', 'B'].sort()", ['B', 'a', 'b']],
    ['[].sort()', []],
    ['[3, 1.5, 2].min() + [3, 1].max()', 4.5],
    ["['b', 'a'].min() + ['b', 'a'].max()", 'ab']
  ])('%s', (text, value) => {
    expect(outcome(text)).toEqual(value)
  })

  it.each<[string, string]>([
    ["[1, 'a'].sort()", 'Only numbers, or only strings, have an order: the list holds others'],
    ['[[1], [2]].max()', 'Only numbers, or only strings, have an order: the list holds others'],
    ['[].min()', 'An empty list has neither a least nor a greatest item']
  ])('%s has no value', (text, fault) => {
    expect(outcome(text)).toEqual({ fault })
  })
})

it('each is described', () => {
  const forms = ['has(1)', '.matches(1)', '.orValue(1)', '.hasValue(0)']
  const over = ['.all(2)', '.exists(2)', '.exists_one(2)', '.filter(2)', '.map(2)', '.map(3)']
  const order = (a: string, b: string) => (a < b ? -1 : 1)
  expect(Object.keys(describedFunctions).toSorted(order)).toEqual(
    [...functions.keys(), ...forms, ...over].toSorted(order)
  )
})

describe('texts', () => {
  it.each<[string, unknown]>([
    ["size('')", 0],
    ["'naïve 😀'.size()", 7],
    ["'abc'.startsWith('ab') && 'abc'.endsWith('bc') && 'abc'.contains('b')", true],
    ["'AbÇ'.lowerAscii()", 'abÇ'],
    ["'aBç'.upperAscii()", 'ABç'],
    ["' a\\n'.trim()", 'a'],
    ["'😀a😀'.indexOf('a')", 1],
    ["'a'.indexOf('x')", -1],
    ["'😀ab'.substring(1)", 'ab'],
    ["'😀ab'.substring(0, 2)", '😀a'],
    ["'a,b'.split(',')", ['a', 'b']],
    ["'a😀'.split('')", ['a', '😀']],
    ["['a', 'b'].join('-') + ['a', 'b'].join()", 'a-bab'],
    ["'pay_12'.matches('^pay_[0-9]+$')", true],
    ["'pay'.matches('^x')", false],
    ["'ab'.matches('(a|b)*$')", true]
  ])('%s', (text, value) => {
    expect(outcome(text)).toEqual(value)
  })

  it.each<[string, string]>([
    ["'abc'.substring(2, 1)", 'substring() from 2 to 1 is not within a text of 3 characters'],
    ["'abc'.substring(0.5)", 'substring() from 0.5 to 3 is not within a text of 3 characters'],
    ["['a', 1].join()", 'join() takes a list of strings: turn others into some with string()']
  ])('%s is a fault', (text, fault) => {
    expect(outcome(text)).toEqual({ fault })
  })
})

describe('numbers', () => {
  it.each<[string, unknown]>([
    ["int('12')", 12],
    ['int(-3.9)', -3],
    ['int(-0.5)', 0],
    ["double('1.5e1')", 15],
    ["int('123456789012345678901')", 123456789012345678901n],
    ['string(1.50)', '1.5'],
    ["string(true) + string('x')", 'truex'],
    ['math.abs(-2)', 2],
    ['math.ceil(1.2) + math.floor(1.8) + math.trunc(-1.5)', 2],
    ['[0.49999999999999994, 2.5, -2.5, 1e300].map(x, math.round(x))', [0, 3, -3, 1e300]],
    ['math.least(2, 1) + math.greatest([1, 5, 3])', 6],
    ['[1, 2.5].sum() + [].sum()', 3.5],
    ['size([1]) + size({"a": 1})', 2]
  ])('%s', (text, value) => {
    expect(outcome(text)).toEqual(value)
  })

  it.each<[string, string]>([
    ["int('0x1')", "'0x1' is no number"],
    ["double(' 1')", "' 1' is no number"],
    ["double('Infinity')", "'Infinity' is no number"],
    ["double('1e999')", "'1e999' is no number"],
    ['math.least([])', 'An empty list has neither a least nor a greatest number'],
    ["[1, 'a'].sum()", 'The list holds a string where it must hold numbers only']
  ])('%s is a fault', (text, fault) => {
    expect(outcome(text)).toEqual({ fault })
  })
})

describe('time', () => {
  const day = 86_400_000

  it.each<[string, unknown]>([
    ["duration('1h30m')", 5_400_000],
    ["duration('-1.5s')", -1500],
    ["duration('250ms')", 250],
    ["duration('7d') == duration('P7D') && duration('1w') == duration('P1W')", true],
    ["duration('PT1H0.5S')", 3_600_500],
    ["timestamp('2026-03-01T10:00:00.25+01:00')", 1_772_355_600_250],
    ["timestamp('2026-03-01T10:00:00Z') + duration('7d') > timestamp('2026-03-08T09:59:59Z')", true],
    ["dateTime(timestamp('2024-02-29T23:59:59.001Z'))", '2024-02-29T23:59:59.001Z'],
    ["dateTime(0 - duration('1d'))", '1969-12-31T00:00:00Z']
  ])('%s', (text, value) => {
    expect(outcome(text)).toEqual(value)
  })

  it.each([
    'timestamp("2026-02-29T00:00:00Z")',
    'timestamp("2026-01-01")',
    'timestamp("2026-01-01T00:00:00")',
    'timestamp("2026-01-01T24:00:00Z")',
    'timestamp("0000-01-01T00:00:00Z")',
    'duration("")',
    'duration("P")',
    'duration("PT")',
    'duration("P1Y")',
    'duration("1")',
    'duration("1h ")',
    'dateTime(0.5)',
    'dateTime(1e300)'
  ])('%s is a fault', (text) => {
    expect(outcome(text)).toHaveProperty('fault')
  })

  it('is that of the calendar everywhere', () => {
    fc.assert(
      fc.property(fc.integer({ min: -62_135_596_800_000, max: 253_402_300_799_999 }), (instant) => {
        const written = new Date(instant).toISOString().replace('.000Z', 'Z')
        expect(outcome('dateTime(value)', instant)).toBe(written)
        expect(outcome('timestamp(value)', written)).toBe(instant)
        expect(outcome("value + duration('1d')", instant)).toBe(instant + day)
      }),
      { numRuns: 500 }
    )
  })
})

it('functions refuse what they do not take, and no value makes them throw', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...functions.keys()),
      fc.array(fc.jsonValue(), { minLength: 3, maxLength: 3 }),
      (signature, args) => {
        const { takes, gives } = functions.get(signature)!
        const given = takes.map((_, at) => `value[${at}]`)
        const name = signature.slice(0, signature.indexOf('('))
        const text = name.startsWith('.')
          ? `${given[0]}${name}(${given.slice(1).join()})`
          : `${name}(${given.join()})`
        const result = outcome(text, args)
        if (typeof result === 'object' && result !== null && 'fault' in result) return
        if (gives !== 'any') expect(Array.isArray(result) ? 'list' : typeof result).toBe(gives)
      }
    ),
    { numRuns: 3000 }
  )
})
