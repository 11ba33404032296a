import { expect, it } from 'vitest'
import { Collection, emptyCollection } from './collection.js'

interface Pet {
  readonly id: string
  readonly tags: readonly string[]
}
const pet = (id: string, ...tags: string[]): Pet => ({ id, tags })
const byTag = (record: Pet) => record.tags
const pets = emptyCollection<Pet>().insertMany([
  pet('rex', 'dog'),
  pet('tom', 'cat'),
  pet('ada', 'dog', 'old')
])

it('records get numbers in the order in which they are inserted', () => {
  const { collection, seq } = pets.insert(pet('kim'))
  expect(seq).toBe(3)
  expect(collection.size).toBe(4)
  expect(collection.get(3)).toEqual(pet('kim'))
  expect([...collection].map(([seq, { id }]) => [seq, id])).toEqual([
    [0, 'rex'],
    [1, 'tom'],
    [2, 'ada'],
    [3, 'kim']
  ])
  expect(pets.size).toBe(3)
})

it('a number is never given again', () => {
  const emptied = pets.delete(2).delete(1).delete(0)
  expect(emptied.size).toBe(0)
  expect(emptied.next).toBe(3)
  expect(emptied.insert(pet('kim')).seq).toBe(3)
})

it('what changes nothing gives the same collection', () => {
  expect(pets.set(1, pets.get(1)!)).toBe(pets)
  expect(pets.set(9, pet('kim'))).toBe(pets)
  expect(pets.delete(9)).toBe(pets)
  expect(pets.insertMany([])).toBe(pets)
})

it('pages start anywhere, from the oldest or from the newest', () => {
  const ids = (page: readonly (readonly [number, Pet])[]) => page.map(([, { id }]) => id)
  expect(ids(pets.page(1, 5))).toEqual(['tom', 'ada'])
  expect(ids(pets.page(0, 2, 'descending'))).toEqual(['ada', 'tom'])
  expect(ids([...pets.entries('descending')])).toEqual(['ada', 'tom', 'rex'])
  expect(pets.page(3, 5)).toEqual([])
  expect(pets.page(0, 0)).toEqual([])
  expect(pets.page(-5, 1)).toEqual([[0, pet('rex', 'dog')]])
  expect(pets.at(2)).toEqual([2, pet('ada', 'dog', 'old')])
  expect(pets.at(3)).toBeUndefined()
  expect(pets.at(-1)).toBeUndefined()
})

it('a cursor outlives the record that it points to', () => {
  const rest = pets.delete(1)
  expect(rest.rankOf(1)).toBe(1)
  expect(rest.page(rest.rankOf(1), 1)).toEqual([[2, pet('ada', 'dog', 'old')]])
  expect(rest.rankOf(99)).toBe(2)
})

it('an index finds records by key, and is kept up to date', () => {
  const index = pets.index('tag', byTag)
  expect(index.count('dog')).toBe(2)
  expect(index.first('dog')).toEqual([0, pet('rex', 'dog')])
  expect(index.page('dog', 0, 1, 'descending')).toEqual([[2, pet('ada', 'dog', 'old')]])
  expect(index.rankOf('dog', 2)).toBe(1)
  expect([...index.seqs('dog')]).toEqual([0, 2])
  expect(index.count('bird')).toBe(0)
  expect(index.first('bird')).toBeUndefined()

  const later = pets
    .set(1, pet('tom', 'dog'))
    .delete(0)
    .insert(pet('kim', 'bird', 'bird')).collection
  const maintained = later.index('tag', () => {
    throw new Error('an index is only built once')
  })
  expect([...maintained.seqs('dog')]).toEqual([1, 2])
  expect([...maintained.seqs('cat')]).toEqual([])
  expect([...maintained.seqs('bird', 'descending')]).toEqual([3])
  expect([...index.seqs('dog')]).toEqual([0, 2])
})

it('a page of an index shows records as they are now', () => {
  const indexed = pets.index('id', ({ id }) => [id]) && pets
  const renamed = indexed.set(0, pet('rex', 'wolf'))
  expect(renamed.index('id', ({ id }) => [id]).first('rex')).toEqual([0, pet('rex', 'wolf')])
})

it('keys are data, whatever their names', () => {
  const keys = ['__proto__', 'constructor', '', 'x'.repeat(10_000), '😀', '\ud800']
  const collection = emptyCollection<Pet>().insertMany(keys.map((key) => pet(key, key)))
  const index = collection.index('tag', byTag)
  for (const [seq, key] of keys.entries()) expect([...index.seqs(key)]).toEqual([seq])
  expect(index.count('toString')).toBe(0)
})

it('numbers may be as far apart as safe integers can be', () => {
  const seqs = [0, 31, 32, 1023, 1024, 2 ** 31, 2 ** 32 + 1, 2 ** 40, 2 ** 52 - 1, 2 ** 53 - 2]
  const collection = Collection.from(
    2 ** 53 - 1,
    seqs.map((seq) => [seq, pet(String(seq))])
  )
  for (const [rank, seq] of seqs.entries()) {
    expect(collection.get(seq)).toEqual(pet(String(seq)))
    expect(collection.rankOf(seq)).toBe(rank)
    expect(collection.get(seq + 1)?.id).toBe(seqs.includes(seq + 1) ? String(seq + 1) : undefined)
    expect(collection.delete(seq).size).toBe(seqs.length - 1)
  }
  expect([...collection].map(([seq]) => seq)).toEqual(seqs)
  expect([...collection.entries('descending')].map(([seq]) => seq)).toEqual(seqs.toReversed())
})

it('what a write does not touch is shared', () => {
  const collection = emptyCollection<Pet>().insertMany(
    Array.from({ length: 5_000 }, (_, i) => pet(String(i)))
  )
  const later = collection.set(4_000, pet('new'))
  const [before, after] = [collection.records!.children!, later.records!.children!]
  expect(before.filter((child, i) => child !== after[i])).toHaveLength(1)
})
