// The order in a trie: which place a key has, and what stands from a place on. The counts in its nodes make both cheap at any size.
import { hasSlot, indexOfSlot } from './bits.js'
import { covers, slotOf, type Trie } from './trie.js'

/** From the lowest key up, or from the highest down. */
export type Direction = 'ascending' | 'descending'

/** A key and its value. */
export type Entry<T> = readonly [key: number, value: T]

/** How many keys are lower than `key`, whether it is there or not. */
export function rankOfKey(trie: Trie<unknown> | undefined, key: number): number {
  let rank = 0
  for (let node = trie; node !== undefined;) {
    if (key <= node.base) return rank
    if (!covers(node, key)) return rank + node.count
    const slot = slotOf(node, key)
    const index = indexOfSlot(node.bitmap, slot)
    if (node.children === undefined) return rank + index
    for (let i = 0; i < index; i++) rank += node.children[i]!.count
    node = hasSlot(node.bitmap, slot) ? node.children[index] : undefined
  }
  return rank
}

/**
 * Up to `limit` entries after the first `offset` of a direction. Costs O(log n + limit), wherever it starts.
 * Offsets below 0 count as 0.
 */
export function sliceTrie<T>(
  trie: Trie<T> | undefined,
  offset: number,
  limit: number,
  direction: Direction
): Entry<T>[] {
  const found: Entry<T>[] = []
  if (trie !== undefined && limit > 0)
    collect(trie, Math.max(0, offset), limit, direction === 'descending', found)
  return found
}

function collect<T>(node: Trie<T>, skip: number, limit: number, descends: boolean, found: Entry<T>[]): void {
  if (node.children === undefined) {
    for (let i = 0, passed = 0; i < 32 && found.length < limit; i++) {
      const slot = descends ? 31 - i : i
      if (!hasSlot(node.bitmap, slot) || passed++ < skip) continue
      found.push([node.base + slot, node.values[indexOfSlot(node.bitmap, slot)]!])
    }
    return
  }
  const last = node.children.length - 1
  for (let i = 0; i <= last && found.length < limit; i++) {
    const child = node.children[descends ? last - i : i]!
    if (skip < child.count) {
      collect(child, skip, limit, descends, found)
      skip = 0
    } else {
      skip -= child.count
    }
  }
}

/** All entries, one after the other. */
export function* walkTrie<T>(trie: Trie<T> | undefined, direction: Direction): Generator<Entry<T>, void> {
  const count = trie?.count ?? 0
  for (let offset = 0; offset < count; offset += 256) yield* sliceTrie(trie, offset, 256, direction)
}
