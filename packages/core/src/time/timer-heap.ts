// The timers in the order in which they fire: a persistent leftist heap (C. A. Crane, 1972). Every change gives a new heap that shares with
// the old one, all but a few nodes; a heap is never a part of the state, only a memory of it.
import { firesBefore, type TimerKey } from './timer.js'

/** A heap with at least one key: its own, which fires before all others. */
export interface HeapNode extends TimerKey {
  /** The length of the way to the right, which is the shortest: at most the logarithm of the size. */
  readonly rank: number
  readonly left: TimerHeap
  readonly right: TimerHeap
}

/** An immutable heap; `undefined` is the empty one. */
export type TimerHeap = HeapNode | undefined

/** The heap of all keys of two. Takes time in the sum of the logarithms of their sizes. */
export function mergeHeaps(a: TimerHeap, b: TimerHeap): TimerHeap {
  if (a === undefined) return b
  if (b === undefined) return a
  return firesBefore(a, b) ? withRight(a, mergeHeaps(a.right, b)!) : withRight(b, mergeHeaps(a, b.right)!)
}

/** The key of a node over its left heap and another one, the one with the longer way on the left. */
function withRight({ dueAt, priority, seq, left }: HeapNode, right: HeapNode): HeapNode {
  if (left === undefined) return { dueAt, priority, seq, rank: 1, left: right, right: undefined }
  return left.rank >= right.rank
    ? { dueAt, priority, seq, rank: right.rank + 1, left, right }
    : { dueAt, priority, seq, rank: left.rank + 1, left: right, right: left }
}

/** The heap of one key. */
export function heapOf({ dueAt, priority, seq }: TimerKey): HeapNode {
  return { dueAt, priority, seq, rank: 1, left: undefined, right: undefined }
}

/** The heap of many keys, in any order. Takes time linear in their number. */
export function heapOfMany(keys: readonly TimerKey[]): TimerHeap {
  let heaps: TimerHeap[] = keys.map(heapOf)
  while (heaps.length > 1) {
    const merged: TimerHeap[] = []
    for (let i = 0; i < heaps.length; i += 2) merged.push(mergeHeaps(heaps[i], heaps[i + 1]))
    heaps = merged
  }
  return heaps[0]
}

/** The heap without the key that fires first. */
export function dropFirst(heap: HeapNode): TimerHeap {
  return mergeHeaps(heap.left, heap.right)
}
