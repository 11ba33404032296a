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
