// Which timer of a collection fires next: a heap that is remembered beside the collection and handed on from each write to the next one. It is
// no part of the state: where nobody remembers it, as after an import, it is found out again in one pass.
import type { Collection } from '../state/collection.js'
import { dropFirst, heapOf, heapOfMany, mergeHeaps, type TimerHeap } from './timer-heap.js'
import type { TimerKey, TimerRecord } from './timer.js'

/** A collection of timers. */
export type Timers = Collection<TimerRecord>

/** The timers in the order in which they fire; those that were deleted stay in until their turn comes. */
export interface TimerOrder {
  readonly heap: TimerHeap
  /** How many keys the heap has, of deleted timers too. */
  readonly nodes: number
  /** Whether it stays with its collection when it is handed on: so for one that is gone back to, and forked, again and again. */
  readonly isKept: boolean
}

// One entry for each line of writes, not for each write: a map full of collections that are long gone keeps the garbage collector busy
// for longer than all the rest takes.
const orders = new WeakMap<Timers, TimerOrder>()

/** The order of a collection, with a timer that is there on top. */
export function orderOf(timers: Timers): TimerOrder {
  const known = orders.get(timers)
  const order = known ? prune(known, timers) : findOrder(timers)
  if (order !== known) orders.set(timers, order)
  return order
}

/** The order of a collection, if it is known: for `rememberOrder`, when what follows may be undone. */
export function knownOrder(timers: Timers): TimerOrder | undefined {
  return orders.get(timers)
}

/** Remembers an order that was handed on meanwhile. */
export function rememberOrder(timers: Timers, order: TimerOrder): void {
  orders.set(timers, order)
}

/** Hands the order on to the collection with one more timer. */
export function orderAfterInsert(before: Timers, after: Timers, key: TimerKey): void {
  const order = before.size === 0 ? nothing : orders.get(before)
  if (order === undefined) return
  const heap = mergeHeaps(order.heap, heapOf(key))
  handOn(before, order, after, { heap, nodes: order.nodes + 1, isKept: false })
}

/** Hands the order on to the collection without a timer. */
export function orderAfterDelete(before: Timers, after: Timers): void {
  const order = orders.get(before)
  // Forgotten when most of it is gone: timers that are made and cancelled for ever must not pile up.
  if (order && order.nodes <= 2 * after.size + 64)
    handOn(before, order, after, prune({ ...order, isKept: false }, after))
}

const nothing: TimerOrder = { heap: undefined, nodes: 0, isKept: true }

function handOn(before: Timers, order: TimerOrder, after: Timers, next: TimerOrder): void {
  if (!order.isKept) orders.delete(before)
  orders.set(after, next)
}

function findOrder(timers: Timers): TimerOrder {
  const keys = Array.from(timers, ([seq, { dueAt, priority }]) => ({ dueAt, priority, seq }))
  return { heap: heapOfMany(keys), nodes: keys.length, isKept: true }
}

/** Takes off the top what is not there any more. */
function prune(order: TimerOrder, timers: Timers): TimerOrder {
  let { heap, nodes } = order
  for (; heap && !timers.get(heap.seq); nodes--) heap = dropFirst(heap)
  return heap === order.heap ? order : { heap, nodes, isKept: order.isKept }
}
