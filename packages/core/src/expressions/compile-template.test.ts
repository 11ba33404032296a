import { describe, expect, it } from 'vitest'
import type { Json } from '../internal/json.js'
import { compileTemplate, evaluateTemplate } from './compile-template.js'

const scope = { entity: 'map', now: 'number' } as const
const variables = { entity: { amount: 5, tags: ['a'], ['__proto__']: 1 }, now: 10 }

function outcome(template: Json, limits?: object): unknown {
  const compiled = compileTemplate(template, scope)
  if ('issues' in compiled) return compiled
  const evaluated = evaluateTemplate(compiled, variables, limits)
  return 'value' in evaluated ? evaluated.value : evaluated
}

describe('strings that begin with = are expressions, anything else is itself', () => {
  it.each<[Json, Json]>([
    ['=entity.amount * 2', 10],
    ['= entity.amount', 5],
    ['entity.amount', 'entity.amount'],
    ['', ''],
    [' =1', ' =1'],
    ['==1 + 1', '=1 + 1'],
    ['==', '='],
    ['===', '=='],
    [1, 1],
    [null, null],
    [2n ** 60n, 2n ** 60n],
    [
      { total: '=entity.amount', lines: [{ tag: '=entity.tags[0]' }, 'x', 1.5] },
      { total: 5, lines: [{ tag: 'a' }, 'x', 1.5] }
    ],
    [{ '=entity.amount': '==x' }, { '=entity.amount': '=x' }],
    [
      ['=entity.tags', '=null'],
      [['a'], null]
    ]
  ])('%o', (template, value) => {
    expect(outcome(template)).toEqual(value)
  })

  it('members keep their order, and odd names are data', () => {
    const template = JSON.parse('{ "b": "=1", "a": 2, "__proto__": "=3" }') as Json
    expect(Object.entries(outcome(template) as object)).toEqual([
      ['b', 1],
      ['a', 2],
      ['__proto__', 3]
    ])
  })
})

it('every mistake is an issue that says where the string is, and where in it', () => {
  expect(outcome({ ok: '=now', list: ['=1 +', { 'a/b': "=now + ('a' - 1)" }] })).toEqual({
    issues: [
      { pointer: '/list/0', position: 4, message: expect.any(String) as string },
      { pointer: '/list/1/a~1b', position: 8, message: "'-' takes a number, and `'a'` is a string" }
    ]
  })
  expect(outcome('=')).toEqual({
    issues: [{ pointer: '', position: 1, message: expect.any(String) as string }]
  })
})

it('a fault says which string it is about', () => {
  expect(outcome({ a: '=now', b: ['=entity.zip'] })).toEqual({
    fault: "`entity.zip` does not exist: `entity` has no member 'zip'",
    pointer: '/b/0'
  })
})

it('expressions of one template share the limits', () => {
  const one = '=entity.tags.map(t, t)'
  expect(outcome([one], { steps: 3 })).toEqual([['a']])
  expect(outcome([one, one], { steps: 3 })).toEqual({
    fault: 'The expression takes more than the 3 steps it may',
    pointer: '/1'
  })
})

it('what holds no expression is known to be constant', () => {
  const isConstant = (template: Json) =>
    (compileTemplate(template, scope) as { isConstant?: boolean }).isConstant
  expect(isConstant({ a: ['x', '==y', 1] })).toBe(true)
  expect(isConstant({ a: ['x', '=now'] })).toBe(false)
})

it('a template that is nested too deeply is an issue', () => {
  const deep = JSON.parse('['.repeat(5000) + ']'.repeat(5000)) as Json
  expect(outcome(deep)).toMatchObject({ issues: [{ message: 'This is nested deeper than 100 levels' }] })
})
