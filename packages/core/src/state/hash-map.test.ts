// A persistent map is compared with a Map, with good hashes and with bad ones.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { deriveKey, hashText } from '../internal/random.js'
import { HashMap } from './hash-map.js'
import type { HashFunction } from './hash-node.js'

const hostile = [
  '',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '0',
  '-1',
  '\u0000',
  '\ud800',
  'é',
  'e\u0301',
  '😀',
  'x'.repeat(10_000),
  `${'x'.repeat(9_999)}y`
]

/** `2 ** pairs` texts with one and the same hash, made of pairs of blocks that lead the hash to one state. */
function collidingKeys(pairs: number): string[] {
  let keys = ['']
  let prefix = ''
  for (let pair = 0; pair < pairs; pair++) {
    const seen = new Map<number, string>()
    let found: readonly [string, string] | undefined
    for (let i = 0; found === undefined; i++) {
      const units = deriveKey(pair, i)
      const block = String.fromCharCode(units & 0x7fff, units >>> 17, deriveKey(i, pair) & 0x7fff)
      const hash = hashText(prefix + block)
      const other = seen.get(hash)
      if (other === undefined) seen.set(hash, block)
      else if (other !== block) found = [other, block]
    }
    const [a, b] = found
    keys = keys.flatMap((key) => [key + a, key + b])
    prefix += a
  }
  return keys
}

const contentOf = <V>(map: HashMap<V>) => new Map(map.entries())

it('any text is a key', () => {
  let map = HashMap.empty<number>()
  hostile.forEach((key, i) => (map = map.set(key, i)))
  expect(contentOf(map)).toEqual(new Map(hostile.map((key, i) => [key, i])))
  for (const [i, key] of hostile.entries()) expect(map.get(key)).toBe(i)
  expect(HashMap.empty().get('__proto__')).toBeUndefined()
  for (const key of hostile) map = map.delete(key)
  expect(map.entries()).toEqual([])
})

it('what changes nothing gives the same map', () => {
  const map = HashMap.empty<number>().set('a', 1).set('b', 2)
  expect(map.set('a', 1)).toBe(map)
  expect(map.delete('c')).toBe(map)
})

it('keys made to have one hash are told apart, and cost no more than a few times what others cost', () => {
  const keys = collidingKeys(12)
  expect(new Set(keys).size).toBe(4096)
  expect(new Set(keys.map((key) => hashText(key))).size).toBe(1)
  let calls = 0
  const counting: HashFunction = (text, seed) => {
    calls++
    return hashText(text, seed)
  }
  let map = HashMap.empty<number>(counting)
  keys.forEach((key, i) => (map = map.set(key, i)))
  expect(calls).toBeLessThan(keys.length * 10)
  expect(contentOf(map)).toEqual(new Map(keys.map((key, i) => [key, i])))
  for (const key of keys) map = map.delete(key)
  expect(map.entries()).toEqual([])
})

const hashes: readonly (readonly [string, HashFunction])[] = [
  ['the usual hash', hashText],
  ['a hash of eight values', (text, seed) => hashText(text, seed) & 7],
  [
    'a hash that fails in its first three rounds',
    (text, seed) => (seed === 0x811c9dc5 + 21 ? hashText(text) : 0)
  ],
  ['a hash that is always the same', () => -1]
]

describe.each(hashes)('with %s', (_, hash) => {
  const key = fc.oneof(fc.constantFrom(...hostile), fc.string({ maxLength: 2 }))
  const step = fc.oneof(
    fc.record({ set: key, value: fc.integer({ min: 0, max: 3 }) }),
    fc.record({ delete: key })
  )

  it('does what a Map does, and earlier ones stay as they are', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
        const model = new Map<string, number>()
        let map = HashMap.empty<number>(hash)
        const kept: [HashMap<number>, Map<string, number>][] = []
        for (const [i, step] of steps.entries()) {
          if ('set' in step) {
            model.set(step.set, step.value)
            map = map.set(step.set, step.value)
            expect(map.get(step.set)).toBe(step.value)
          } else {
            model.delete(step.delete)
            map = map.delete(step.delete)
            expect(map.get(step.delete)).toBeUndefined()
          }
          if (i % 16 === 0) kept.push([map, new Map(model)])
        }
        kept.push([map, model])
        for (const [map, model] of kept) expect(contentOf(map)).toEqual(model)
        const atOnce = HashMap.from(model, (value) => value, hash)
        expect(contentOf(atOnce)).toEqual(model)
        for (const [key, value] of model) expect(atOnce.get(key)).toBe(value)
      }),
      { numRuns: 100 }
    )
  })
})
