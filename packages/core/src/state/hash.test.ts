import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { canonicalJson } from '../internal/canonical-json.js'
import { Collection, emptyCollection } from './collection.js'
import { stateHash } from './hash.js'
import { emptyWorld, type World } from './world.js'

const worldOf = (records: Iterable<readonly [number, object]>, next = 2 ** 40): World =>
  emptyWorld().withCollection('pets', Collection.from(next, records))
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

/** The hash of the records as its definition says, from the content alone. */
function rootByDefinition(records: readonly (readonly [number, object])[], span = 32): string {
  const blocks = Map.groupBy(records, ([seq]) => Math.floor(seq / span))
  if (blocks.size > 1) {
    const wider = Map.groupBy(records, ([seq]) => Math.floor(seq / (span * 32)))
    if (wider.size > 1) return rootByDefinition(records, span * 32)
    return sha256(`branch\n${[...blocks.values()].map((part) => rootByDefinition(part)).join('')}`)
  }
  if (span > 32) return rootByDefinition(records, span / 32)
  const lines = records.map(([seq, record]) => {
    const text = canonicalJson(record)
    return `${seq}:${text.length > 512 ? sha256(text) : text}\n`
  })
  return sha256(`leaf\n${lines.join('')}`)
}

const seq = fc.oneof(
  fc.nat(70),
  fc.nat(3_000),
  fc.maxSafeNat().map((n) => n % 2 ** 40)
)
const record = fc.oneof(
  fc.record({ a: fc.nat(2), b: fc.string({ maxLength: 2 }) }),
  fc.record({ long: fc.constant('é'.repeat(600)) })
)
const entries = fc
  .uniqueArray(fc.tuple(seq, record), { selector: ([seq]) => seq, minLength: 1, maxLength: 100 })
  .map((list) => list.toSorted(([a], [b]) => a - b))

it('the hash is what its definition says', () => {
  fc.assert(
    fc.property(entries, (entries) => {
      expect(stateHash(worldOf(entries))).toBe(sha256(canonicalJson({ pets: rootByDefinition(entries) })))
    })
  )
})

it('the hash of a given world stays what it is', () => {
  const empty = '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a'
  expect(stateHash(emptyWorld())).toBe(empty)
  const pets = Array.from({ length: 40 }, (_, i) => [i * 3, { id: `pet_${i}`, age: i }] as const)
  const world = worldOf(pets, 200).withValues({ now: 1 })
  expect([stateHash(world), stateHash(world, 'everything')]).toMatchInlineSnapshot(`
    [
      "4896002f3bbe71c5110522326a434f7ef53821d74c856c88d7e1cfcc67c5cb6d",
      "7422c31eb71cb28097565b2942c0124c900a793360eca9dd45c5cacc97b67e41",
    ]
  `)
})

it('equal content has equal hashes, however it came about', () => {
  const junk = fc.array(fc.tuple(seq, record), { maxLength: 40 })
  fc.assert(
    fc.property(entries, junk, fc.boolean(), (entries, junk, reverse) => {
      const wanted = new Map(entries)
      const all = new Map([...entries, ...junk].map(([seq]) => [seq, { of: 'something else' }] as const))
      // Everything there, in other versions, then set right and cleared of what does not belong, in some order.
      let collection = Collection.from<object>(
        2 ** 40,
        [...all].toSorted(([a], [b]) => a - b)
      )
      stateHash(emptyWorld().withCollection('pets', collection))
      for (const [seq] of reverse ? [...all].toReversed() : all) {
        const record = wanted.get(seq)
        collection = record === undefined ? collection.delete(seq) : collection.set(seq, { ...record })
      }
      const world = emptyWorld().withCollection('pets', collection)
      expect(stateHash(world)).toBe(stateHash(worldOf(entries)))
      expect(stateHash(world, 'everything')).toBe(stateHash(worldOf(entries), 'everything'))
    })
  )
})

it('inserting one by one, many at once and from entries is the same', () => {
  const records = Array.from({ length: 1_100 }, (_, id) => ({ id }))
  const many = emptyCollection<object>().insertMany(records)
  let single = emptyCollection<object>()
  for (const record of records) single = single.insert(record).collection
  let halves = emptyCollection<object>().insertMany(records.slice(0, 37))
  halves = halves.insertMany(records.slice(37))
  const hashes = [many, single, halves, Collection.from(1_100, [...many])].map((collection) =>
    stateHash(emptyWorld().withCollection('pets', collection), 'everything')
  )
  expect(new Set(hashes).size).toBe(1)
})

it('other content has another hash', () => {
  const change = fc.tuple(fc.nat(), fc.constantFrom('drop', 'move', 'edit'))
  fc.assert(
    fc.property(entries, change, (entries, [at, kind]) => {
      const index = at % entries.length
      const [seq, record] = entries[index]!
      const others = entries.toSpliced(index, 1)
      const taken = new Set(entries.map(([seq]) => seq))
      let free = seq + 1
      while (taken.has(free)) free++
      if (kind === 'move') others.push([free, record])
      if (kind === 'edit') others.push([seq, { ...record, more: 1 }] as never)
      expect(stateHash(worldOf(others.toSorted(([a], [b]) => a - b)))).not.toBe(stateHash(worldOf(entries)))
    })
  )
})

it('the domain is records and their places, everything is all there is', () => {
  const pets = emptyCollection<object>().insertMany([{ id: 1 }, { id: 2 }])
  const world = emptyWorld().withCollection('pets', pets)
  const others: [string, World, boolean][] = [
    ['values', world.withValues({ now: 1 }), true],
    ['bookkeeping', world.withCollection('$keys', pets), true],
    [
      'a number that was given and is free',
      world.withCollection('pets', pets.insert({}).collection.delete(2)),
      true
    ],
    ['a collection that was emptied', world.withCollection('cats', pets.delete(0).delete(1)), true],
    ['a collection that never had a record', world.withCollection('cats', emptyCollection()), false],
    ['an index', pets.index('id', () => ['x']) && world.withCollection('pets', pets), false]
  ]
  for (const [what, other, counts] of others) {
    expect([what, stateHash(other)]).toEqual([what, stateHash(world)])
    expect([what, stateHash(other, 'everything') !== stateHash(world, 'everything')]).toEqual([what, counts])
  }
  expect(stateHash(emptyWorld().withCollection('cats', pets))).not.toBe(stateHash(world))
})

it('whole numbers beyond 2^53 count with all their digits', () => {
  const [a, b] = [9_007_199_254_740_993n, 9_007_199_254_740_992n].map((id) =>
    stateHash(worldOf([[0, { id }]]))
  )
  expect(a).not.toBe(b)
  expect(b).toBe(stateHash(worldOf([[0, { id: 2 ** 53 }]])))
})

it('after one write only the way to it is hashed again', () => {
  let looks = 0
  const watched = (id: number) =>
    new Proxy({ id }, { ownKeys: (target) => (looks++, Reflect.ownKeys(target)) })
  const pets = emptyCollection<object>().insertMany(Array.from({ length: 5_000 }, (_, i) => watched(i)))
  looks = 0
  stateHash(emptyWorld().withCollection('pets', pets))
  expect(looks).toBe(5_000)
  const changed = pets.set(2_500, { id: -1 })
  looks = 0
  stateHash(emptyWorld().withCollection('pets', changed))
  expect(looks).toBe(31)
})
