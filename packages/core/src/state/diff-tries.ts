// What two tries do not share. Subtrees that are one object on both sides are not looked into.
import { hasSlot, indexOfSlot } from './bits.js'
import { childAt, covers, slotOf, type Trie } from './trie.js'
import { walkTrie } from './trie-order.js'

/** Takes a key whose values on both sides are not one and the same; `undefined` where the key is not there. */
type Visit<T> = (key: number, before: T | undefined, after: T | undefined) => void

/** Visits every key that only one side has, or with another value object, in ascending order. */
export function diffTries<T>(before: Trie<T> | undefined, after: Trie<T> | undefined, visit: Visit<T>): void {
  if (before === after) return
  if (before === undefined || after === undefined) {
    for (const [key, value] of walkTrie(before, 'ascending')) visit(key, value, undefined)
    for (const [key, value] of walkTrie(after, 'ascending')) visit(key, undefined, value)
    return
  }
  const level = Math.max(before.level, after.level)
  const outer = before.level === level ? before : after
  const inner = outer === before ? after : before
  if (!covers(outer, inner.base)) {
    const removedFirst = before.base < after.base
    if (removedFirst) diffTries(before, undefined, visit)
    diffTries(undefined, after, visit)
    if (!removedFirst) diffTries(before, undefined, visit)
    return
  }
  for (let slot = 0; slot < 32; slot++) {
    if (outer.children === undefined) diffValues(before, after, slot, visit)
    else diffTries(partIn(before, level, slot, outer), partIn(after, level, slot, outer), visit)
  }
}

/** The part of a trie that lies in one slot of the outer of two nodes. */
function partIn<T>(node: Trie<T>, level: number, slot: number, outer: Trie<T>): Trie<T> | undefined {
  if (node.level === level) return node.children === undefined ? undefined : childAt(node, slot)
  return slotOf(outer, node.base) === slot ? node : undefined
}

function diffValues<T>(before: Trie<T>, after: Trie<T>, slot: number, visit: Visit<T>): void {
  const [a, b] = [valueAt(before, slot), valueAt(after, slot)]
  if (a !== b) visit(before.base + slot, a, b)
}

function valueAt<T>(node: Trie<T>, slot: number): T | undefined {
  return hasSlot(node.bitmap, slot) ? node.values?.[indexOfSlot(node.bitmap, slot)] : undefined
}
