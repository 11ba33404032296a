import { expect, it } from 'vitest'
import { replaceAt } from './replace-at.js'

const value = { a: [{ b: 1 }, 2], 'x/y': 3 }

it.each([
  [[], 7, 7],
  [['a', '0', 'b'], 7, { a: [{ b: 7 }, 2], 'x/y': 3 }],
  [['a', '0', 'b'], undefined, { a: [{}, 2], 'x/y': 3 }],
  [['a', '0'], undefined, { a: [2], 'x/y': 3 }],
  [['x/y'], 7, { a: [{ b: 1 }, 2], 'x/y': 7 }],
  [[], undefined, value],
  [['a', '2'], 7, value],
  [['a', 'map'], 7, value],
  [['c'], 7, value],
  [['toString'], 7, value],
  [['x/y', 'z'], 7, value]
])('at %j, %j', (tokens, replacement, expected) => {
  const before = JSON.stringify(value)
  expect(replaceAt(value, tokens, replacement)).toEqual(expected)
  expect(JSON.stringify(value)).toBe(before)
})

it('__proto__ is an ordinary name', () => {
  const hostile: unknown = JSON.parse('{"__proto__":{"a":1}}')
  expect(JSON.stringify(replaceAt(hostile, ['__proto__', 'a'], 2))).toBe('{"__proto__":{"a":2}}')
})
