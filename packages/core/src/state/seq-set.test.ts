// A persistent ordered set of numbers is compared with a sorted array.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { addSeq, countSeqs, rankOfSeq, removeSeq, seqSetFrom, sliceSeqs, type SeqSet } from './seq-set.js'

const build = (seqs: Iterable<number>): SeqSet | undefined => {
  let set: SeqSet | undefined
  for (const seq of seqs) set = addSeq(set, seq)
  return set
}
const contentOf = (set: SeqSet | undefined) => sliceSeqs(set, 0, Infinity, 'ascending')
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i)

it('a set of one is the number itself', () => {
  expect(addSeq(undefined, 7)).toBe(7)
  expect(removeSeq(7, 7)).toBeUndefined()
  expect(removeSeq(addSeq(7, 9), 9)).toBe(7)
})

it('what changes nothing gives the same set', () => {
  for (const size of [1, 2, 64, 65, 5_000]) {
    const set = build(range(0, size))!
    expect(addSeq(set, size - 1)).toBe(set)
    expect(removeSeq(set, size)).toBe(set)
  }
})

it.each([
  ['ascending', range(0, 10_000)],
  ['descending', range(0, 10_000).toReversed()],
  ['from both ends', range(0, 10_000).map((i) => (i % 2 === 0 ? i : 20_000 - i))],
  ['far apart', range(0, 500).map((i) => i * 2 ** 43)]
])('numbers that come %s are in order, and found from any place', (_, seqs) => {
  const set = build(seqs)
  const sorted = seqs.toSorted((a, b) => a - b)
  expect(contentOf(set)).toEqual(sorted)
  expect(contentOf(seqSetFrom(sorted))).toEqual(sorted)
  expect(sliceSeqs(set, 0, Infinity, 'descending')).toEqual(sorted.toReversed())
  for (const offset of [0, 1, 63, 64, 65, 250, seqs.length - 1]) {
    expect(sliceSeqs(set, offset, 3, 'ascending')).toEqual(sorted.slice(offset, offset + 3))
    expect(sliceSeqs(set, offset, 3, 'descending')).toEqual(sorted.toReversed().slice(offset, offset + 3))
    expect(rankOfSeq(set, sorted[offset]!)).toBe(offset)
    expect(rankOfSeq(set, sorted[offset]! + 0.5)).toBe(offset + 1)
  }
})

it('can be emptied from either end and from the middle', () => {
  const seqs = range(0, 6_000)
  for (const order of [seqs, seqs.toReversed(), seqs.toSorted((a, b) => (a % 97) - (b % 97) || a - b)]) {
    let set: SeqSet | undefined = build(seqs)
    for (const [i, seq] of order.entries()) {
      set = set === undefined ? undefined : removeSeq(set, seq)
      expect(countSeqs(set)).toBe(seqs.length - 1 - i)
    }
    expect(set).toBeUndefined()
  }
})

it('does what a sorted array does', () => {
  const span = fc.record({ from: fc.nat(400), to: fc.nat(400), add: fc.boolean() })
  fc.assert(
    fc.property(fc.array(span, { maxLength: 20 }), (spans) => {
      const model = new Set<number>()
      let set: SeqSet | undefined
      for (const { from, to, add } of spans) {
        for (const seq of range(from, to)) {
          if (add) {
            model.add(seq)
            set = addSeq(set, seq)
          } else {
            model.delete(seq)
            set = set === undefined ? undefined : removeSeq(set, seq)
          }
        }
        const sorted = [...model].toSorted((a, b) => a - b)
        expect(contentOf(set)).toEqual(sorted)
        expect(countSeqs(set)).toBe(sorted.length)
        expect(rankOfSeq(set, to)).toBe(sorted.filter((seq) => seq < to).length)
      }
    }),
    { numRuns: 100 }
  )
})
