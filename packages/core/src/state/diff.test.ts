import fc from 'fast-check'
import { expect, it } from 'vitest'
import { canonicalJson } from '../internal/canonical-json.js'
import { Collection, emptyCollection } from './collection.js'
import { diffJson, type Change } from './diff-json.js'
import { diffWorlds, type CollectionDiff } from './diff.js'
import { stateHash } from './hash.js'
import { parsePointer } from '../internal/json-pointer.js'
import { setOwn } from '../internal/json.js'
import { emptyWorld, type World } from './world.js'

const worldOf = (name: string, ...records: object[]) =>
  emptyWorld().withCollection(name, emptyCollection<object>().insertMany(records))

it('tells what was added, changed and removed', () => {
  const before = worldOf('pets', { id: 'rex', age: 1 }, { id: 'tom' }, { id: 'ada' })
  const pets = before.collection<object>('pets')
  const after = before.withCollection(
    'pets',
    pets
      .set(0, { id: 'rex', age: 2, tags: ['old'] })
      .delete(1)
      .insert({ id: 'kim' }).collection
  )
  expect(diffWorlds(before, after)).toEqual({
    pets: {
      added: [{ seq: 3, record: { id: 'kim' } }],
      changed: [
        {
          seq: 0,
          before: { id: 'rex', age: 1 },
          after: { id: 'rex', age: 2, tags: ['old'] },
          patch: [
            { pointer: '/age', before: 1, after: 2 },
            { pointer: '/tags', after: ['old'] }
          ]
        }
      ],
      removed: [{ seq: 1, record: { id: 'tom' } }]
    }
  })
  expect(diffWorlds(before, before)).toEqual({})
})

it('bookkeeping is compared when asked for', () => {
  const [before, after] = [worldOf('$keys', { key: 1 }), worldOf('$keys', { key: 2 })]
  expect(diffWorlds(before, after)).toEqual({})
  expect(diffWorlds(before, after, 'everything')['$keys']!.changed[0]!.patch).toEqual([
    { pointer: '/key', before: 1, after: 2 }
  ])
})

it('a record that was replaced by an equal one did not change', () => {
  const before = worldOf('pets', { id: 'rex', tags: ['a', { b: 1 }], gone: undefined })
  const after = before.withCollection(
    'pets',
    before.collection<object>('pets').set(0, { tags: ['a', { b: 1 }], id: 'rex' })
  )
  expect(diffWorlds(before, after)).toEqual({})
})

it('names of collections and members are data', () => {
  const hostile = JSON.parse('{"__proto__":1,"a/b~c":2}') as object
  const diff = diffWorlds(worldOf('__proto__', {}), worldOf('__proto__', hostile))
  expect(Object.keys(diff)).toEqual(['__proto__'])
  expect(diff['__proto__']!.changed[0]!.patch).toEqual([
    { pointer: '/__proto__', after: 1 },
    { pointer: '/a~1b~0c', after: 2 }
  ])
})

it.each([
  [
    'items added at the end',
    [1],
    [1, 2, 3],
    [
      ['/1', undefined, 2],
      ['/2', undefined, 3]
    ]
  ],
  [
    'items removed, from the last on',
    [1, 2, 3],
    [1],
    [
      ['/2', 3, undefined],
      ['/1', 2, undefined]
    ]
  ],
  ['an item changed deep down', [{ a: { b: 1 } }], [{ a: { b: null } }], [['/0/a/b', 1, null]]],
  ['an object in place of an array', { a: [] }, { a: {} }, [['/a', [], {}]]],
  ['a whole number kept as a bigint', { a: 12n }, { a: 12 }, []],
  [
    'a whole number that is another',
    { a: 2n ** 64n },
    { a: 2n ** 64n + 1n },
    [['/a', 2n ** 64n, 2n ** 64n + 1n]]
  ]
])('%s', (_, before, after, expected) => {
  const changes = diffJson(before, after)
  expect(changes.map(({ pointer, before, after }) => [pointer, before, after])).toEqual(expected)
})

/** Makes the changes, one after the other. */
function patched(value: unknown, patch: readonly Change[]): unknown {
  return patch.reduce((value, change) => patchedAt(value, parsePointer(change.pointer), change), value)
}

function patchedAt(value: unknown, tokens: readonly string[], change: Change): unknown {
  const [token, ...below] = tokens
  if (token === undefined) return change.after
  const copy: object = Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) }
  const old = Object.hasOwn(copy, token) ? (copy as Record<string, unknown>)[token] : undefined
  const now = patchedAt(old, below, change)
  if (now !== undefined) setOwn(copy, token, now)
  else if (Array.isArray(copy)) copy.length--
  else delete (copy as Record<string, unknown>)[token]
  return copy
}

const json = fc.jsonValue({ maxDepth: 3 })
const record = fc.dictionary(fc.oneof(fc.string({ maxLength: 2 }), fc.constant('__proto__')), json, {
  maxKeys: 5
})

it('the changes lead from one value to the other', () => {
  fc.assert(
    fc.property(json, json, (before, after) => {
      const changes = diffJson(before, after)
      expect(canonicalJson(patched(before, changes))).toBe(canonicalJson(after))
      expect(changes.length === 0).toBe(canonicalJson(before) === canonicalJson(after))
    })
  )
})

/** Makes what a diff says happen to a collection. */
function applied(collection: Collection<object>, diff: CollectionDiff | undefined): Collection<object> {
  if (diff === undefined) return collection
  const records = new Map(collection)
  for (const { seq } of diff.removed) records.delete(seq)
  for (const { seq, record } of diff.added) records.set(seq, record)
  for (const { seq, patch } of diff.changed) records.set(seq, patched(records.get(seq), patch) as object)
  return Collection.from(
    2 ** 50,
    [...records].toSorted(([a], [b]) => a - b)
  )
}

const seqs = fc.oneof(fc.nat(70), fc.nat(3_000), fc.nat(2 ** 31))
const entries = fc
  .uniqueArray(fc.tuple(seqs, record), { selector: ([seq]) => seq, maxLength: 40 })
  .map((list) => list.toSorted(([a], [b]) => a - b))
const world = fc
  .dictionary(fc.constantFrom('a', 'b', '__proto__'), entries)
  .map((collections) =>
    Object.keys(collections).reduce(
      (world, name) =>
        world.withCollection<object>(name, Collection.from<object>(2 ** 50, collections[name]!)),
      emptyWorld()
    )
  )

function check(before: World, after: World): void {
  const diff = diffWorlds(before, after)
  const names = new Set([...before.names(), ...after.names()])
  const led = [...names].reduce(
    (world, name) => world.withCollection(name, applied(before.collection<object>(name), diff[name])),
    emptyWorld()
  )
  expect(stateHash(led)).toBe(stateHash(after))
  expect(Object.keys(diff).length === 0).toBe(stateHash(before) === stateHash(after))
  const back = diffWorlds(after, before)
  expect(Object.keys(back)).toEqual(Object.keys(diff))
  for (const [name, { added, removed, changed }] of Object.entries(diff)) {
    expect([back[name]!.removed, back[name]!.added]).toEqual([added, removed])
    for (const list of [added, removed, changed])
      expect(list.map(({ seq }) => seq)).toEqual(list.map(({ seq }) => seq).toSorted((a, b) => a - b))
  }
}

it('the diff of two worlds leads from one to the other, and the other way round it is the reverse', () => {
  fc.assert(fc.property(world, world, check), { numRuns: 50 })
})

it('so does the diff of a fork', () => {
  const edit = fc.record({ seq: seqs, record: fc.option(record), at: fc.boolean() })
  fc.assert(
    fc.property(entries, fc.array(edit, { maxLength: 12 }), (entries, edits) => {
      const start = Collection.from<object>(2 ** 50, entries)
      let collection = start
      for (const { seq, record, at } of edits) {
        const target = at ? (collection.at(seq % (collection.size + 1))?.[0] ?? seq) : seq
        if (record === null) collection = collection.delete(target)
        else if (collection.get(target) === undefined) collection = collection.insert(record).collection
        else collection = collection.set(target, record)
      }
      check(emptyWorld().withCollection('a', start), emptyWorld().withCollection('a', collection))
    }),
    { numRuns: 150 }
  )
})

it('costs what differs: shared records are not looked at', () => {
  let looks = 0
  const watched = (id: number) =>
    new Proxy({ id }, { ownKeys: (target) => (looks++, Reflect.ownKeys(target)) })
  const before = worldOf('pets', ...Array.from({ length: 10_000 }, (_, i) => watched(i)))
  const pets = before.collection<object>('pets')
  looks = 0
  const diff = diffWorlds(before, before.withCollection('pets', pets.set(5_000, { id: -1 })))
  expect(diff['pets']!.changed).toHaveLength(1)
  expect(looks).toBeLessThan(5)
})
