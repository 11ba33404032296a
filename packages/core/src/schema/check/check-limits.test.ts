// What hostile schemas and values may cost a check: loops, chains, doubling, depth, long lists.
import { expect, test } from 'vitest'
import type { Schema, SchemaSource } from '../schema.js'
import { createChecker } from './create-checker.js'

const checker = createChecker({ schema: () => undefined })

function sourceOf(schemas: { [key: string]: Schema }): SchemaSource {
  return { schema: (key) => (Object.hasOwn(schemas, key) ? schemas[key] : undefined) }
}

test('references that only lead to each other ask for nothing', () => {
  const loops = createChecker(
    sourceOf({
      '#/a': { $ref: '#/b' },
      '#/b': { $ref: '#/a' },
      '#/c': { allOf: [{ $ref: '#/d' }], type: 'string' },
      '#/d': { anyOf: [{ $ref: '#/c' }, { $ref: '#/d' }] },
      '#/doubling': { allOf: [{ $ref: '#/doubling' }, { $ref: '#/doubling' }] }
    })
  )
  expect(loops.isValid({ $ref: '#/a' }, 1)).toBe(true)
  expect(loops.isValid({ $ref: '#/c' }, 'x')).toBe(true)
  expect(loops.isValid({ $ref: '#/c' }, 1)).toBe(false)
  expect(loops.isValid({ $ref: '#/doubling' }, {})).toBe(true)
  expect(loops.isValid({ $ref: '#/gone' }, {})).toBe(true)
})

test('chains of 10,000 references end', () => {
  const chain = createChecker({
    schema: (key) => (key === '#/10000' ? { type: 'string' } : { $ref: `#/${Number(key.slice(2)) + 1}` })
  })
  expect(chain.isValid({ $ref: '#/0' }, 'x')).toBe(true)
  expect(chain.isValid({ $ref: '#/0' }, 1)).toBe(false)
  const structured = createChecker({
    schema: (key) => ({ allOf: [{ $ref: `#/${Number(key.slice(2)) + 1}` }] })
  })
  expect(structured.check({ $ref: '#/0' }, 1)).toEqual([
    { pointer: '', keyword: '$ref', message: 'is nested too deeply to be checked' }
  ])
})

test('references that double 40 times are given up, not followed 2^40 times', () => {
  const doubling = createChecker({
    schema(key) {
      const level = Number(key.slice(2))
      const next = { $ref: `#/${level + 1}` }
      return level === 40 ? { type: 'object' } : { allOf: [next, { ...next }] }
    }
  })
  expect(doubling.isValid({ $ref: '#/0' }, {})).toBe(false)
})

function nest<T>(depth: number, leaf: T, wrap: (inner: T) => T): T {
  let nested = leaf
  for (let i = 0; i < depth; i++) nested = wrap(nested)
  return nested
}

test('schemas 1,000 deep and values 512 deep are checked to the bottom', () => {
  const wraps: ((inner: Schema) => Schema)[] = [
    (inner) => ({ allOf: [inner] }),
    (inner) => ({ oneOf: [inner, false] }),
    (inner) => ({ type: 'object', properties: { a: inner } })
  ]
  for (const wrap of wraps) {
    const deep = nest<Schema>(1000, { type: 'string' }, wrap)
    expect(checker.check(deep, 1).length).toBeGreaterThan(0)
  }
  const tree: Schema = {
    type: 'object',
    unevaluatedProperties: false,
    allOf: [{ anyOf: [{ properties: { a: { $ref: '#/tree' }, b: { items: { $ref: '#/tree' } } } }] }]
  }
  const trees = createChecker(
    sourceOf({ '#/tree': tree, '#/entry': { oneOf: [{ $ref: '#/tree' }, { type: 'null' }] } })
  )
  const value = nest<unknown>(256, {}, (inner) => ({ b: [inner] }))
  expect(trees.isValid({ $ref: '#/tree' }, value)).toBe(true)
  const broken = nest<unknown>(256, { c: 1 }, (inner) => ({ b: [inner] }))
  expect(trees.check({ $ref: '#/tree' }, broken)[0]).toMatchObject({ pointer: `${'/b/0'.repeat(256)}/c` })
})

test('a value deeper than the stack is refused, and the next one checked as ever', () => {
  const anything: Schema = { anyOf: [{ items: { $ref: '#/a' } }] }
  const deep = nest<unknown>(5000, [], (inner) => [inner])
  const trees = createChecker(sourceOf({ '#/a': { allOf: [{ anyOf: [{ oneOf: [anything, false] }] }] } }))
  expect(trees.check({ $ref: '#/a' }, deep)).toEqual([
    expect.objectContaining({ message: 'is nested too deeply to be checked' })
  ])
  expect(trees.isValid({ $ref: '#/a' }, [[]])).toBe(true)
  const direct = nest<Schema>(20_000, {}, (items) => ({ allOf: [{ anyOf: [{ items }] }] }))
  expect(
    checker.check(
      direct,
      nest<unknown>(20_000, [], (inner) => [inner])
    )
  ).toHaveLength(1)
})

test('equal items are found in long lists, and among alike ones', () => {
  const unique = { uniqueItems: true }
  const list = Array.from({ length: 50_000 }, (_, i) => ({ id: i, tags: ['x'] }))
  expect(checker.isValid(unique, list)).toBe(true)
  expect(checker.isValid(unique, [...list, { tags: ['x'], id: 7 }])).toBe(false)
  expect(
    checker.isValid(unique, [1, '1', [1], ['1'], { a: 1 }, '{"a":1}', null, 'null', true, 'true', {}, []])
  ).toBe(true)
  expect(checker.isValid(unique, [0, -0])).toBe(false)
  expect(checker.isValid(unique, [[Infinity], [Infinity]])).toBe(false)
})

/** Processor time in milliseconds: the machine may be busy. */
function timed(run: () => void): number {
  const before = process.cpuUsage().user
  run()
  return (process.cpuUsage().user - before) / 1000
}

function randomTexts(count: number, length: number): string[] {
  let state = 12_345
  const letter = () => ((state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0) & 0x10000 ? 'a' : 'b')
  return Array.from({ length: count }, () => Array.from({ length }, letter).join(''))
}

test('all searches of one check share an allowance, so that many texts take no longer than one', () => {
  // An automaton with 2^16 states; no text holds a match.
  const pattern = '((a|b)*a(a|b){15})c'
  const texts = randomTexts(200, 2000)
  const names = Object.fromEntries(texts.map((text) => [text, 1]))
  const items: Schema = { items: { type: 'string', pattern } }
  // What was searched decides; what nobody had the time for passes.
  expect(timed(() => expect(checker.check(items, texts)[0]).toMatchObject({ pointer: '/0' }))).toBeLessThan(
    500
  )
  expect(timed(() => checker.check({ patternProperties: { [pattern]: false } }, names))).toBeLessThan(500)
  expect(
    timed(() => checker.check({ items: { pattern: '^(a+)+$' } }, Array(5000).fill('a'.repeat(500) + '!')))
  ).toBeLessThan(500)
})

test('what was searched for earlier changes no verdict', () => {
  const items: Schema = { items: { pattern: '((a|b)*a(a|b){15})c' } }
  const texts = randomTexts(60, 2000)
  const fresh = createChecker({ schema: () => undefined })
  const first = fresh.check(items, texts)
  expect(first.length).toBeGreaterThan(0)
  fresh.check(items, randomTexts(50, 1500))
  expect(fresh.check(items, texts)).toEqual(first)
})

test('a long text takes a bounded time', () => {
  for (const [pattern, text] of [
    ['^(a|aa)+$', 'a'.repeat(400_000) + '!'],
    ['(?:.|\\n)*?x(?:.|\\n)*?y(?:.|\\n)*?z', 'xy'.repeat(200_000)],
    ['(?=.*a)(?=.*b)(?=.*c)(?=.*d).{5,}z$', 'abcd'.repeat(5000)]
  ] as const) {
    expect(checker.isValid({ pattern }, text)).toBe(false)
    expect(timed(() => checker.check({ pattern }, text))).toBeLessThan(300)
  }
})

test('alternatives and conditions that double at every level are given up soon, whatever is at the bottom', () => {
  const doubling: ((next: Schema) => Schema)[] = [
    (next) => ({ if: next, then: next, else: next }),
    (next) => ({ anyOf: [next, next] }),
    (next) => ({ oneOf: [next, next] }),
    (next) => ({ not: { anyOf: [next, next] } }),
    (next) => ({ anyOf: [next, { contains: next }, { items: next, minItems: 9 }] })
  ]
  const value = { list: Array.from({ length: 1000 }, (_, i) => [i]), text: 'x'.repeat(50_000) }
  const bottoms: Schema[] = [
    { type: 'string' },
    { properties: { list: true }, unevaluatedProperties: false },
    { properties: { list: { uniqueItems: true } } },
    { properties: { text: { pattern: '^x+$', minLength: 60_000 } } },
    { required: Array.from({ length: 300 }, (_, i) => (i < 299 ? 'list' : 'none')) }
  ]
  const tooLong = [{ pointer: '', keyword: '$ref', message: 'takes too long to be checked' }]
  for (const double of doubling)
    for (const bottom of bottoms) {
      const levels = Array.from({ length: 31 }, (_, n) => (n === 0 ? bottom : double({ $ref: `#/${n - 1}` })))
      const checks = createChecker({ schema: (key) => levels[Number(key.slice(2))] })
      const tracked: Schema = { $ref: '#/30', unevaluatedProperties: {} }
      expect(timed(() => checks.check(tracked, value))).toBeLessThan(1500)
    }
  const conditions = createChecker({
    schema: (key) => {
      const next = { $ref: `#/${Number(key.slice(2)) + 1}` }
      return key === '#/30' ? {} : { not: { if: next, then: next, else: next } }
    }
  })
  expect(timed(() => conditions.check({ $ref: '#/0' }, value))).toBeLessThan(1500)
  // A check that is given up is no success, under `not` neither.
  expect(conditions.check({ $ref: '#/0' }, 1)).toEqual(tooLong)
  expect(conditions.isValid({ $ref: '#/0' }, 1)).toBe(false)
  expect(conditions.isValid({ $ref: '#/29' }, 1)).toBe(false)
  expect(conditions.isValid({ $ref: '#/28' }, 1)).toBe(true)
})

test('a schema that looks for itself among the items is given up soon', () => {
  const self: Schema = {
    type: 'array',
    anyOf: [{ contains: { $ref: '#/a' } }, { contains: { $ref: '#/a' }, minContains: 2 }]
  }
  const trees = createChecker(sourceOf({ '#/a': self }))
  const value = nest<unknown>(100, 1, (inner) => [inner, inner])
  expect(timed(() => expect(trees.check({ $ref: '#/a' }, value)).toHaveLength(1))).toBeLessThan(1500)
})

test('flags and alternatives are looked for in each part once, however often schemas refer to themselves', () => {
  const all = Array.from({ length: 30 }, (): Schema => ({ $ref: '#/a' }))
  const loops = createChecker(
    sourceOf({ '#/a': { allOf: all, required: ['id'], oneOf: [{ allOf: all, type: 'null' }, { not: {} }] } })
  )
  expect(timed(() => loops.check({ $ref: '#/a' }, {}, 'request'))).toBeLessThan(1000)
})
