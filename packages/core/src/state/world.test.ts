import { expect, it } from 'vitest'
import fc from 'fast-check'
import { Collection, emptyCollection } from './collection.js'
import { stateHash } from './hash.js'
import { emptyWorld, type World } from './world.js'

interface Item {
  readonly id: string
}
const items = (...ids: string[]) => emptyCollection<Item>().insertMany(ids.map((id) => ({ id })))

it('a collection that nobody made is empty', () => {
  const world = emptyWorld()
  expect(world.collection('pets').size).toBe(0)
  expect(world.names()).toEqual([])
  expect(world.values).toEqual({})
})

it('a write gives a new world, and the old one stays as it is', () => {
  const before = emptyWorld().withCollection('pets', items('rex'))
  const after = before.withCollection(
    'pets',
    before.collection<Item>('pets').insert({ id: 'tom' }).collection
  )
  const later = after.withValues({ now: 5 })
  expect(before.collection('pets').size).toBe(1)
  expect(after.collection('pets').size).toBe(2)
  expect(later.collection('pets')).toBe(after.collection('pets'))
  expect([after.values, later.values]).toEqual([{}, { now: 5 }])
})

it('what changes nothing gives the same world', () => {
  const world = emptyWorld().withCollection('pets', items('rex'))
  expect(world.withCollection('pets', world.collection('pets'))).toBe(world)
  expect(world.withCollection('cats', emptyCollection())).toBe(world)
  expect(world.withValues(world.values)).toBe(world)
})

it('names are data, in order, and those of bookkeeping start with $', () => {
  const names = ['zebras', '__proto__', 'constructor', '$idempotency', '', 'Äpfel', '😀']
  const world = names.reduce((world, name) => world.withCollection(name, items(name)), emptyWorld())
  expect(world.names()).toEqual(['', '$idempotency', '__proto__', 'constructor', 'zebras', 'Äpfel', '😀'])
  expect(world.names('domain')).not.toContain('$idempotency')
  for (const name of names) expect(world.collection<Item>(name).get(0)).toEqual({ id: name })
  expect(world.collection('toString').size).toBe(0)
})

it('a collection that was emptied keeps counting, one that never had a record is as good as none', () => {
  const emptied = emptyWorld().withCollection('pets', items('rex').delete(0))
  expect(emptied.names()).toEqual(['pets'])
  expect(emptied.collection('pets').next).toBe(1)
  expect(emptied.withCollection('pets', emptyCollection()).names()).toEqual([])
})

it('indexes of empty collections do not get mixed up', () => {
  const world = emptyWorld()
  world.collection<Item>('pets').index('key', ({ id }) => [id])
  const other = world.collection<{ name: string }>('cats')
  other.index('key', ({ name }) => [name])
  expect(
    other
      .insert({ name: 'tom' })
      .collection.index('key', () => [])
      .count('tom')
  ).toBe(1)
})

it('a thousand forks of one world live side by side', () => {
  const size = 20_000
  const pets = emptyCollection<{ id: number; fork: number }>().insertMany(
    Array.from({ length: size }, (_, id) => ({ id, fork: -1 }))
  )
  pets.index('id', ({ id }) => [String(id)])
  const origin = emptyWorld().withCollection('pets', pets)
  const hash = stateHash(origin)
  const forks = Array.from({ length: 1_000 }, (_, fork): World => {
    const changed = origin
      .collection<{ id: number; fork: number }>('pets')
      .set(fork * 7, { id: fork * 7, fork })
      .delete(fork + 10_000)
      .insert({ id: size, fork }).collection
    return origin.withCollection('pets', changed).withValues({ fork })
  })
  for (const [fork, world] of forks.entries()) {
    const changed = world.collection<{ id: number; fork: number }>('pets')
    expect(changed.size).toBe(size)
    expect(changed.get(fork * 7)).toEqual({ id: fork * 7, fork })
    expect(changed.get(((fork + 1) % 1_000) * 7)?.fork).toBe(-1)
    expect(changed.index('id', () => []).first(String(size))).toEqual([size, { id: size, fork }])
    expect(changed.index('id', () => []).count(String(fork + 10_000))).toBe(0)
    expect(world.values).toEqual({ fork })
  }
  expect(stateHash(origin)).toBe(hash)
  expect(origin.collection('pets').size).toBe(size)
})

it('how much there is follows from what there is, whatever happened before', () => {
  const record = fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 4 })
  const step = fc.record({ name: fc.constantFrom('a', 'b', '$c'), at: fc.nat(8), record: fc.option(record) })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      let world = emptyWorld()
      for (const one of steps) {
        const all = world.collection<object>(one.name)
        const seq = all.at(one.at)?.[0]
        const next =
          seq === undefined
            ? all.insert(one.record ?? {}).collection
            : one.record
              ? all.set(seq, one.record)
              : all.delete(seq)
        world = world.withCollection(one.name, next)
      }
      let again = emptyWorld()
      for (const name of world.names()) {
        const { next, size } = world.collection(name)
        const anew = Collection.from(next, world.collection(name))
        expect([anew.size, anew.bytes]).toEqual([size, world.collection(name).bytes])
        again = again.withCollection(name, anew)
      }
      expect([world.size, world.bytes]).toEqual([again.size, again.bytes])
    })
  )
})

it('what there is of a text counts by its characters', () => {
  const bytes = (text: string) => emptyCollection<object>().insert({ text }).collection.bytes
  expect(bytes('x'.repeat(1_000)) - bytes('')).toBe(1_000)
  const many = emptyCollection<object>().insertMany([{ a: [1, 2n, null] }, {}])
  expect(many.delete(0).delete(1).bytes).toBe(0)
})
