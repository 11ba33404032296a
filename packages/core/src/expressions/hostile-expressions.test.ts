// Expressions and data that are made to do harm end soon, with a reason.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileExpression } from './compile-expression.js'
import { evaluate } from './evaluate.js'

const scope = { entity: 'any', list: 'list', text: 'string' } as const
const list = Array.from({ length: 10_000 }, (_, index) => index)
const text = 'a'.repeat(500_000)
const part = `${'a'.repeat(125_000)}b${'a'.repeat(125_000)}`

/** The CPU time, in milliseconds, and the outcome. */
function run(expression: string, variables: object = { list, text, entity: { part } }) {
  const start = process.cpuUsage()
  const compiled = compileExpression(expression, scope)
  const outcome = 'message' in compiled ? compiled : evaluate(compiled, variables as { list: unknown })
  const { user, system } = process.cpuUsage(start)
  return { outcome, took: (user + system) / 1000 }
}

describe('ends within a second, with a reason', () => {
  it.each<[string, string]>([
    ['10,000 parentheses', '('.repeat(10_000) + '1' + ')'.repeat(10_000)],
    ['2,000 parentheses', '('.repeat(2000) + '1' + ')'.repeat(2000)],
    ['2,000 brackets', '['.repeat(2000) + ']'.repeat(2000)],
    ['4,000 exclamation marks', '!'.repeat(4000) + 'true'],
    ['4,000 minus signs', '-'.repeat(4000) + '1'],
    ['2,000 terms', Array.from({ length: 2000 }, () => '1').join('+')],
    ['2,000 members', 'entity' + '.a'.repeat(2000)],
    ['1,000 conditions', 'true ? 1 : '.repeat(350) + '1'],
    ['1 MB of text', `'${'a'.repeat(1_000_000)}' + 1`],
    ['1 MB of digits', '1'.repeat(1_000_000)],
    ['1 MB of operators', '+'.repeat(1_000_000)],
    ['4,000 digits', '1'.repeat(4000)],
    ['nested macros', 'list.map(a, list.map(b, list.map(c, list.map(d, a + b + c + d))))'],
    ['nested macros that are caught', 'list.exists(a, list.exists(b, list.exists(c, a.x || b.x))) || true'],
    ['faults that are caught', 'list.all(a, list.all(b, a.x == b.x || b.y == 1))'],
    [
      'texts that double',
      "['x'].map(a, a+a+a+a+a+a+a+a+a+a).map(a, a+a+a+a+a+a+a+a+a+a).map(a, a+a+a+a+a+a+a+a+a+a).map(a, a+a+a+a+a+a+a+a+a+a).map(a, a+a+a+a+a+a+a+a+a+a).map(a, a+a+a+a+a+a+a+a+a+a).map(a, a+a+a+a+a+a+a+a+a+a)"
    ],
    ['lists that double', '[list].map(a, a+a+a+a+a+a+a+a).map(a, a+a+a+a+a+a+a+a).map(a, a+a+a+a+a+a+a+a)'],
    [
      'results that share',
      '[list].map(a, [a,a,a,a,a,a,a,a]).map(a, [a,a,a,a,a,a,a,a]).map(a, [a,a,a,a,a,a,a,a])'
    ],
    [
      'numbers that square',
      'list.map(n, n + 2).map(n, n*n*n*n*n*n*n*n).map(n, n*n*n*n*n*n*n*n).map(n, n*n*n*n*n*n*n*n).map(n, n*n*n*n*n*n*n*n)'
    ],
    [
      'a search that compares everything',
      'text.contains(entity.part) || list.all(n, text.contains(entity.part))'
    ],
    ['lists that are compared', 'list.all(a, list == list.map(b, b))'],
    ['long texts that are compared', "list.all(a, text + 'a' == text + 'b' || true)"],
    ['long texts that are split', 'list.map(a, text.split("").size()).size()'],
    [
      'backtracking',
      "list.exists(a, (text + string(a)).matches('^(a+)+$') || (text + string(a)).matches('(a|aa)+b'))"
    ],
    ['quadratic patterns', "list.exists(a, (text + string(a)).matches('a*a*a*b'))"]
  ])('%s', (_, expression) => {
    const { outcome, took } = run(expression)
    const reason = 'fault' in outcome ? outcome.fault : 'message' in outcome ? outcome.message : ''
    expect(reason).not.toBe('')
    expect(reason.length).toBeLessThan(300)
    expect(took).toBeLessThan(1000)
  })
})

it('what takes too much is not gone around', () => {
  const forever = 'list.all(a, list.all(b, list.all(c, true)))'
  for (const expression of [
    forever,
    `${forever} || true`,
    `true && ${forever}`,
    `[1].exists(x, ${forever} || x == 1)`
  ])
    expect(run(expression).outcome).toEqual({
      fault: 'The expression takes more than the 1000000 steps it may'
    })
})

it('values that are nested without end are not compared', () => {
  const deep = () => JSON.parse('['.repeat(5000) + ']'.repeat(5000)) as unknown
  const variables = { entity: deep(), list: deep() }
  for (const expression of ['entity == list', 'entity == list || true'])
    expect(run(expression, variables).outcome).toEqual({
      fault: 'Values nested deeper than 2000 levels are not compared'
    })
})

it('limits can be set', () => {
  const expression = compileExpression('list.map(i, i)', scope)
  if ('message' in expression) throw new Error(expression.message)
  expect(evaluate(expression, { list }, { steps: 100 })).toEqual({
    fault: 'The expression takes more than the 100 steps it may'
  })
  expect(evaluate(expression, { list }, { size: 100 })).toEqual({
    fault: 'The result is larger than the 100 it may be'
  })
  expect(evaluate(expression, { list: [1, 2] }, { steps: 100, size: 100 })).toEqual({ value: [1, 2] })
})

describe('names that objects inherit', () => {
  const inherited = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', 'prototype']

  it.each(inherited)('%s is not there unless it is data', (name) => {
    const data = JSON.parse(`{ "${name}": 7, "amount": 1 }`) as object
    const read = (expression: string, entity: object) => run(expression, { entity }).outcome
    expect(read(`has(entity.${name})`, {})).toEqual({ value: false })
    expect(read(`entity['${name}']`, {})).toHaveProperty('fault')
    expect(read(`entity.?${name}.orValue(0)`, {})).toEqual({ value: 0 })
    expect(read(`'${name}' in entity`, {})).toEqual({ value: false })
    expect(read(`entity.${name}`, data)).toEqual({ value: 7 })
    expect(read(`'${name}' in entity`, data)).toEqual({ value: true })
    // A sender does not get around a rule by an odd member.
    expect(read('entity.amount == 1', data)).toEqual({ value: true })
    expect(read('entity == {"amount": 1}', data)).toEqual({ value: false })
  })

  it.each(inherited)('%s is a member like any other in a map that an expression makes', (name) => {
    const { outcome } = run(`{'${name}': 1}`)
    expect(outcome).toEqual({ value: JSON.parse(`{ "${name}": 1 }`) })
    expect(Object.keys((outcome as { value: object }).value)).toEqual([name])
  })

  it('items of lists have no members', () => {
    expect(run('list.length').outcome).toHaveProperty('message')
    expect(run('entity.length', { entity: [1] }).outcome).toHaveProperty('fault')
    expect(run("entity['length']", { entity: [1] }).outcome).toHaveProperty('fault')
    expect(run('entity.length', { entity: 'abc' }).outcome).toHaveProperty('fault')
  })
})

it('any text is an expression or has an issue within it', () => {
  const words =
    "entity list text . .? a ( ) [ ] { } : , ? + - * / % == != < && || ! in 1 2.5 's' \" \\ null true map all has size math matches orValue // x é 1u b'' = ` 0x e9"
  const token = fc.constantFrom(...words.split(' '), ' ', '\n', '\u0000')
  fc.assert(
    fc.property(
      fc.oneof(
        fc.array(token, { maxLength: 40 }).map((tokens) => tokens.join('')),
        fc.string()
      ),
      (text) => {
        const compiled = compileExpression(text, scope)
        if ('message' in compiled) {
          expect(compiled.message).not.toBe('')
          expect(compiled.position).toBeGreaterThanOrEqual(0)
          expect(compiled.position).toBeLessThanOrEqual(text.length)
        } else evaluate(compiled, { entity: { a: 1 }, list: [1], text: 's' })
      }
    ),
    { numRuns: 5000 }
  )
})
