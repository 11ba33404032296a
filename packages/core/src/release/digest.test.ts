// One meaning, one release: key order, formatting and place of a description show neither in the digest nor in an answer.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  api,
  description,
  ownDescriptions,
  realDescription,
  realDescriptions
} from '../../test/support/descriptions.js'
import { createSandbox } from '../engine/sandbox/create-sandbox.js'
import { compileDescription } from './compile-description.js'
import { digestRelease } from './digest-release.js'

/** A copy with the members of every object in another order, drawn by `next`. */
function shuffled(value: unknown, next: () => number): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((item) => shuffled(item, next))
  const order = new Map(Object.keys(value).map((key) => [key, next()]))
  const entries = Object.entries(value).toSorted(([a], [b]) => order.get(a)! - order.get(b)!)
  return Object.fromEntries(entries.map(([key, member]) => [key, shuffled(member, next)]))
}

function generatorOf(seed: number): () => number {
  let state = seed >>> 0
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0)
}

function answers(value: unknown): string[] {
  const sandbox = createSandbox({ description: value, mode: 'dynamic' })
  return sandbox.operations.map(({ key }) =>
    JSON.stringify([sandbox.sampleRequest(key), sandbox.handle(sandbox.sampleRequest(key))])
  )
}

it.each(ownDescriptions)(
  '%s: the whole release and every answer are the same whatever the order of keys',
  (name) => {
    const original = description(name)
    const expected = JSON.stringify(compileDescription(original).release)
    const said = answers(original)
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const other = shuffled(original, generatorOf(seed))
        expect(JSON.stringify(compileDescription(other).release)).toBe(expected)
        expect(answers(other)).toEqual(said)
      }),
      { numRuns: 4 }
    )
  }
)

const small = realDescriptions.filter((name) => !/github|stripe|digitalocean/.test(name))
it
  .skipIf(small.length === 0)
  .each(small.length > 0 ? small : ['real descriptions: skipped, their folder is absent'])(
  '%s: equal digests for three orders of keys',
  (name) => {
    const original = realDescription(name)
    const { digest } = compileDescription(original).release!
    for (let seed = 0; seed < 3; seed++)
      expect(compileDescription(shuffled(original, generatorOf(seed))).release!.digest).toBe(digest)
  }
)

it('formatting does not matter', () => {
  const original = description('petstore.yaml')
  const { digest } = compileDescription(original).release!
  for (const indent of [0, 2, '\t'])
    expect(compileDescription(JSON.parse(JSON.stringify(original, null, indent))).release!.digest).toBe(
      digest
    )
})

it('the digest is that of everything else', () => {
  const { release } = compileDescription(api({}))
  expect(release!.digest).toMatch(/^[0-9a-f]{64}$/)
  expect(digestRelease(release!)).toBe(release!.digest)
})

it('another meaning has another digest', () => {
  const digests = [
    api({}),
    api({ '/a': {} }),
    api({ '/a': { get: { responses: {} } } }),
    api({ '/b': { get: { responses: {} } } }),
    api({}, { 'x-a': 1 })
  ]
  expect(new Set(digests.map((value) => compileDescription(value).release!.digest)).size).toBe(4)
})

it('numbers that JSON does not have are null, in the release and in its digest', () => {
  const { release } = compileDescription(api({}, { 'x-a': [Infinity, NaN], 'x-b': -0 }))
  expect(release!.index.extensions).toEqual({ 'x-a': [null, null], 'x-b': 0 })
  expect(digestRelease(JSON.parse(JSON.stringify(release)))).toBe(release!.digest)
})

it('the description is neither frozen nor changed by compiling it', () => {
  const original = description('todo.json')
  const before = JSON.stringify(original)
  compileDescription(original)
  expect(JSON.stringify(original)).toBe(before)
  expect(Object.isFrozen(original['info'])).toBe(false)
})
