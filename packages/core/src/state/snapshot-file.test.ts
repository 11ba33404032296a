import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import schema from '../../schemas/snapshot.schema.json' with { type: 'json' }
import { isSandboxError } from '../errors.js'
import { canonicalJson } from '../internal/canonical-json.js'
import { digestText } from '../internal/digest.js'
import type { JsonObject } from '../internal/json.js'
import { Collection, emptyCollection } from './collection.js'
import { stateHash } from './hash.js'
import { exportSnapshot, importSnapshot, snapshotFormatVersion } from './snapshot-file.js'
import { emptyWorld, type World } from './world.js'

const release = digestText('a release')
const notes = { release, meta: { name: 'before the test', seed: 'ci' } }
const isSnapshot = new Ajv2020().compile(schema)
const world = emptyWorld()
  .withValues({ now: 1_700_000_000_000 })
  .withCollection(
    'pets',
    emptyCollection<object>()
      .insertMany([{ id: 'rex' }, { id: 'tom' }])
      .delete(0)
  )
  .withCollection(
    '$keys',
    emptyCollection<object>()
      .insertMany([{ key: 'k' }])
      .delete(0)
  )

it('a snapshot is canonical JSON that holds everything', () => {
  const text = exportSnapshot(world, notes)
  const { digest, ...rest } = JSON.parse(text) as JsonObject
  expect(rest).toEqual({
    format: 'sandbed-snapshot',
    formatVersion: snapshotFormatVersion,
    release,
    meta: notes.meta,
    values: { now: 1_700_000_000_000 },
    collections: {
      pets: { next: 2, records: [[1, { id: 'tom' }]] },
      $keys: { next: 1, records: [] }
    }
  })
  expect(digest).toBe(digestText(canonicalJson(rest)))
  expect(text).toBe(canonicalJson({ ...rest, digest }))
})

const name = fc.oneof(
  fc.string({ maxLength: 3 }),
  fc.constantFrom('__proto__', 'constructor', '$keys', '\ud800')
)
const object = fc
  .dictionary(name, fc.jsonValue({ maxDepth: 2 }), { maxKeys: 4 })
  .map((value) => JSON.parse(JSON.stringify(value)) as JsonObject)
const collection = fc
  .tuple(fc.array(fc.tuple(fc.integer({ min: 1, max: 2 ** 20 }), object), { maxLength: 50 }), fc.nat(5))
  .map(([gaps, more]) => {
    let seq = -1
    const entries = gaps.map(([gap, record]) => [(seq += gap), record] as const)
    return Collection.from<object>(seq + 1 + more, entries)
  })
const anyWorld = fc
  .tuple(fc.array(fc.tuple(name, collection), { maxLength: 4 }), object)
  .map(([named, values]) =>
    named.reduce(
      (world, [name, collection]) => world.withCollection(name, collection),
      emptyWorld().withValues(values)
    )
  )

it('a world that is read back is the same, prints the same bytes and fits the published schema', () => {
  fc.assert(
    fc.property(anyWorld, object, (world, meta) => {
      const text = exportSnapshot(world, { release, meta })
      const read = importSnapshot(text, release)
      expect(exportSnapshot(read.world, { release, meta: read.meta })).toBe(text)
      expect(stateHash(read.world, 'everything')).toBe(stateHash(world, 'everything'))
      expect(importSnapshot(JSON.stringify(JSON.parse(text), null, 2), release).meta).toEqual(read.meta)
      isSnapshot(JSON.parse(text))
      expect(isSnapshot.errors).toBeNull()
    })
  )
})

it('a world that is read back goes on where it was', () => {
  const read = importSnapshot(exportSnapshot(world, notes), release).world
  expect(read.collection('pets').insert({ id: 'ada' }).seq).toBe(2)
  expect(read.collection('$keys').insert({ key: 'l' }).seq).toBe(1)
})

it('whole numbers beyond 2^53 keep all their digits', () => {
  const id = 9_007_199_254_740_993n
  const big = emptyWorld().withCollection('pets', emptyCollection<object>().insertMany([{ id }]))
  const text = exportSnapshot(big, notes)
  const read = importSnapshot(text, release).world
  expect(text).toContain('{"id":9007199254740993}')
  expect(read.collection<object>('pets').get(0)).toEqual({ id })
  expect(exportSnapshot(read, notes)).toBe(text)
})

/** The snapshot of `world` with members changed, and the digest made to fit. */
function changed(change: object): string {
  const { digest: _, ...rest } = JSON.parse(exportSnapshot(world, notes)) as JsonObject
  const file = { ...rest, ...change }
  return canonicalJson({ digest: digestText(canonicalJson(file)), ...file })
}
const pets = (value: unknown): string => changed({ collections: { pets: value } })
const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`

describe('refused, with what is wrong, where, and what to do:', () => {
  it.each([
    ['no text', '', /cannot be read as JSON\. Export one first/],
    ['no JSON', '{"format":', /cannot be read as JSON\. Export one first/],
    ['null', 'null', /not a Sandbed snapshot\. Export one first/],
    ['an array', '[]', /not a Sandbed snapshot/],
    ['something else', '{"format":"sandbed-release"}', /not a Sandbed snapshot/],
    ['an inherited member', '{"__proto__":{"format":"sandbed-snapshot"}}', /not a Sandbed snapshot/],
    ['deep nesting', nested(1_000), /nests deeper than 640 levels/],
    ['nesting that may be too deep for the engine', nested(1_000_000), /not a Sandbed snapshot/],
    [
      'a later version',
      changed({ formatVersion: 2 }),
      /format version 2; this version of Sandbed reads 1\. Export/
    ],
    ['a version of another kind', changed({ formatVersion: { a: 1 } }), /format version an object/],
    ['another release', changed({ release: 'b'.repeat(200) }), /the release b{80}…, not to .*own release/],
    ['no release', changed({ release: null }), /the release null, not to/],
    [
      'a changed record',
      exportSnapshot(world, notes).replace('tom', 'tim'),
      /damaged: \/digest is not the digest/
    ],
    [
      'a digest of another kind',
      changed({ digest: 5 }),
      /\/digest is not the digest of the rest\. Export it again/
    ],
    ['a number out of range', exportSnapshot(world, notes).replace('1700000000000', '1e999'), /\/digest/],
    ['an unknown member', changed({ 'a/b': 1 }), /\/a~1b is not a member of a snapshot/],
    ['values that are none', changed({ values: [] }), /\/values is not an object/],
    ['meta that is none', changed({ meta: 'x' }), /\/meta is not an object/],
    ['collections that are none', changed({ collections: null }), /\/collections is not an object/],
    ['a collection that is none', pets([]), /\/collections\/pets is not an object of `next` and `records`/],
    [
      'a collection with more',
      pets({ next: 1, records: [], more: 1 }),
      /is not an object of `next` and `records`/
    ],
    ['next of another kind', pets({ next: '1', records: [] }), /\/pets\/next is not an integer from 1/],
    ['next that is not whole', pets({ next: 1.5, records: [] }), /\/pets\/next/],
    ['next that nothing came before', pets({ next: 0, records: [] }), /\/pets\/next/],
    ['next with no room after it', pets({ next: 2 ** 53, records: [] }), /\/pets\/next/],
    ['records that are none', pets({ next: 1, records: {} }), /\/pets\/records is not an array/],
    ['a record without number', pets({ next: 1, records: [{}] }), /\/pets\/records\/0 is not a pair/],
    ['a record that is no object', pets({ next: 1, records: [[0, []]] }), /\/records\/0 is not a pair/],
    ['a negative number', pets({ next: 1, records: [[-1, {}]] }), /\/records\/0 is not a pair/],
    [
      'a number twice',
      pets({
        next: 9,
        records: [
          [2, {}],
          [2, {}]
        ]
      }),
      /\/records\/1\/0 does not come after/
    ],
    [
      'numbers out of order',
      pets({
        next: 9,
        records: [
          [2, {}],
          [1, {}]
        ]
      }),
      /\/records\/1\/0 does not come after/
    ],
    [
      'a number not below next',
      pets({ next: 2, records: [[2, {}]] }),
      /\/records\/0\/0 is not below `next`, 2/
    ]
  ])('%s', (_, text, message) => {
    let error: unknown
    try {
      importSnapshot(text, release)
    } catch (thrown) {
      error = thrown
    }
    expect(isSandboxError(error) && error.code).toBe('invalid-snapshot')
    expect((error as Error).message).toMatch(message)
    expect((error as Error).message.length).toBeLessThan(300)
  })
})

it('any damage is noticed: no text with a letter changed is read as another world', () => {
  const text = exportSnapshot(world, notes)
  fc.assert(
    fc.property(fc.nat(text.length - 1), fc.constantFrom(...'0129aez{}[]",: '), (at, letter) => {
      const damaged = text.slice(0, at) + letter + text.slice(at + 1)
      let read: World | undefined
      try {
        read = importSnapshot(damaged, release).world
      } catch (error) {
        expect(isSandboxError(error)).toBe(true)
      }
      if (read !== undefined) expect(exportSnapshot(read, notes)).toBe(text)
    }),
    { numRuns: 1_000 }
  )
})

describe('the published schema refuses', () => {
  it.each([
    ['another format', { format: 'sandbed-release' }],
    ['another version', { formatVersion: 2 }],
    ['a digest of another kind', { digest: 'abc' }],
    ['a member nobody knows', { more: 1 }],
    ['a record without number', { collections: { pets: { next: 1, records: [{}] } } }],
    ['a collection without next', { collections: { pets: { records: [] } } }]
  ])('%s', (_, change) => {
    expect(isSnapshot({ ...(JSON.parse(exportSnapshot(world, notes)) as object), ...change })).toBe(false)
  })
})
