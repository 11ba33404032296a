// A persistent map from whole numbers to values: a 32-way radix trie that counts what is below each node. Collections keep their
// records in one. Ways that do not fork are skipped and empty nodes are not kept, so the shape follows from the keys alone,
// whatever was inserted and deleted on the way: that is what lets equal states have equal hashes.
import { hasSlot, indexOfSlot } from './bits.js'

/** The values of up to 32 keys, from `base` on. */
export interface Leaf<T> {
  readonly level: 0
  /** The lowest key that belongs here: a multiple of 32. */
  readonly base: number
  /** Bit `i` is set when the key `base + i` is there; its value stands at that place among the set bits. */
  readonly bitmap: number
  readonly count: number
  readonly values: readonly T[]
  readonly children: undefined
}

/** Two or more nodes whose keys agree above `level`. */
export interface Branch<T> {
  readonly level: number
  /** The lowest key that belongs here: a multiple of 32 to the power of `level + 1`. */
  readonly base: number
  /** Bit `i` is set when there is a child for the keys from `base + i * 32^level` on. */
  readonly bitmap: number
  /** How many values are below. */
  readonly count: number
  readonly values: undefined
  readonly children: readonly Trie<T>[]
}

/** A trie with at least one value; an empty one is `undefined`. */
export type Trie<T> = Leaf<T> | Branch<T>

/** Powers of 32: a slot at level `n` spans `spans[n]` keys. Enough for every safe integer. */
const spans: number[] = [1]
for (let level = 0; level < 12; level++) spans.push(spans[level]! * 32)

function leaf<T>(base: number, bitmap: number, values: readonly T[]): Leaf<T> {
  return { level: 0, base, bitmap, count: values.length, values, children: undefined }
}

function branch<T>(
  level: number,
  base: number,
  bitmap: number,
  count: number,
  children: readonly Trie<T>[]
): Branch<T> {
  return { level, base, bitmap, count, values: undefined, children }
}

/** A trie with one value. Keys are safe integers from 0 on. */
export function trieOf<T>(key: number, value: T): Trie<T> {
  return leaf(baseAt(key, 0), 1 << (key % 32), [value])
}

function baseAt(key: number, level: number): number {
  return key - (key % spans[level + 1]!)
}

/** Whether the key belongs below a node, there or not. */
export function covers(node: Trie<unknown>, key: number): boolean {
  return key >= node.base && key < node.base + spans[node.level + 1]!
}

/** The slot of a node that a key it covers belongs to. */
export function slotOf(node: Trie<unknown>, key: number): number {
  return Math.floor((key - node.base) / spans[node.level]!)
}

/** The child in a slot, if there is one. */
export function childAt<T>(node: Branch<T>, slot: number): Trie<T> | undefined {
  return hasSlot(node.bitmap, slot) ? node.children[indexOfSlot(node.bitmap, slot)] : undefined
}

/** The value of a key. */
export function getValue<T>(trie: Trie<T> | undefined, key: number): T | undefined {
  let node = trie
  while (node !== undefined && covers(node, key)) {
    const slot = slotOf(node, key)
    if (!hasSlot(node.bitmap, slot)) return undefined
    const index = indexOfSlot(node.bitmap, slot)
    if (node.children === undefined) return node.values[index]
    node = node.children[index]
  }
  return undefined
}

/** All that is in either trie; where both have a key, the value of `newer`. Costs what they overlap in. */
export function mergeTries<T>(older: Trie<T>, newer: Trie<T>): Trie<T> {
  if (older.level === newer.level && older.base === newer.base) {
    if (older.children === undefined || newer.children === undefined)
      return mergeLeaves(older as Leaf<T>, newer as Leaf<T>)
    return mergeBranches(older, newer)
  }
  const [outer, inner] = older.level > newer.level ? [older, newer] : [newer, older]
  if (outer.children === undefined || !covers(outer, inner.base)) return fork(older, newer)
  const slot = slotOf(outer, inner.base)
  const child = childAt(outer, slot)
  if (child === undefined) return addChild(outer, slot, inner)
  return replaceChild(outer, slot, outer === older ? mergeTries(child, newer) : mergeTries(older, child))
}

function mergeLeaves<T>(older: Leaf<T>, newer: Leaf<T>): Leaf<T> {
  if (newer.count === 1) {
    const slot = 31 - Math.clz32(newer.bitmap)
    const index = indexOfSlot(older.bitmap, slot)
    const value = newer.values[0] as T
    return hasSlot(older.bitmap, slot)
      ? leaf(older.base, older.bitmap, older.values.with(index, value))
      : leaf(older.base, older.bitmap | newer.bitmap, older.values.toSpliced(index, 0, value))
  }
  const values: T[] = []
  for (let slot = 0, i = 0, j = 0; slot < 32; slot++) {
    const before = hasSlot(older.bitmap, slot) ? older.values[i++] : undefined
    if (hasSlot(newer.bitmap, slot)) values.push(newer.values[j++] as T)
    else if (hasSlot(older.bitmap, slot)) values.push(before as T)
  }
  return leaf(older.base, older.bitmap | newer.bitmap, values)
}

function mergeBranches<T>(older: Branch<T>, newer: Branch<T>): Branch<T> {
  let merged = older
  for (let slot = 0; slot < 32; slot++) {
    const added = childAt(newer, slot)
    const child = childAt(merged, slot)
    if (added === undefined) continue
    merged =
      child === undefined
        ? addChild(merged, slot, added)
        : replaceChild(merged, slot, mergeTries(child, added))
  }
  return merged
}

/** The branch over two nodes neither of which covers the other. */
function fork<T>(a: Trie<T>, b: Trie<T>): Branch<T> {
  let level = Math.max(a.level, b.level) + 1
  while (baseAt(a.base, level) !== baseAt(b.base, level)) level++
  const [low, high] = a.base < b.base ? [a, b] : [b, a]
  const base = baseAt(low.base, level)
  const only = branch(level, base, 1 << Math.floor((low.base - base) / spans[level]!), low.count, [low])
  return addChild(only, slotOf(only, high.base), high)
}

function addChild<T>(node: Branch<T>, slot: number, child: Trie<T>): Branch<T> {
  const children = node.children.toSpliced(indexOfSlot(node.bitmap, slot), 0, child)
  return branch(node.level, node.base, node.bitmap | (1 << slot), node.count + child.count, children)
}

function replaceChild<T>(node: Branch<T>, slot: number, child: Trie<T>): Branch<T> {
  const index = indexOfSlot(node.bitmap, slot)
  const count = node.count - node.children[index]!.count + child.count
  return branch(node.level, node.base, node.bitmap, count, node.children.with(index, child))
}

/** The trie without a key; the trie itself when the key is not there. */
export function deleteKey<T>(node: Trie<T>, key: number): Trie<T> | undefined {
  if (!covers(node, key)) return node
  const slot = slotOf(node, key)
  if (!hasSlot(node.bitmap, slot)) return node
  const index = indexOfSlot(node.bitmap, slot)
  const rest = node.bitmap & ~(1 << slot)
  if (node.children === undefined)
    return rest === 0 ? undefined : leaf(node.base, rest, node.values.toSpliced(index, 1))
  const child = node.children[index]!
  const left = deleteKey(child, key)
  if (left === child) return node
  if (left !== undefined) return replaceChild(node, slot, left)
  if (node.children.length === 2) return node.children[1 - index]
  return branch(node.level, node.base, rest, node.count - 1, node.children.toSpliced(index, 1))
}

/** Builds a trie from entries in ascending order of their keys, in time linear to their number. */
export function trieFrom<T>(entries: Iterable<readonly [number, T]>): Trie<T> | undefined {
  let nodes: Trie<T>[] = []
  let base = -1
  let bitmap = 0
  let values: T[] = []
  const close = () => values.length > 0 && nodes.push(leaf(base, bitmap, values))
  for (const [key, value] of entries) {
    if (baseAt(key, 0) !== base) {
      close()
      base = baseAt(key, 0)
      bitmap = 0
      values = []
    }
    bitmap |= 1 << (key % 32)
    values.push(value)
  }
  close()
  for (let level = 1; nodes.length > 1; level++) nodes = gather(nodes, level)
  return nodes[0]
}

/** Puts nodes that share a base at `level` under one branch; those that are alone stay as they are. */
function gather<T>(nodes: readonly Trie<T>[], level: number): Trie<T>[] {
  const gathered: Trie<T>[] = []
  for (let start = 0; start < nodes.length;) {
    const base = baseAt(nodes[start]!.base, level)
    let [end, bitmap, count] = [start, 0, 0]
    for (; end < nodes.length && baseAt(nodes[end]!.base, level) === base; end++) {
      bitmap |= 1 << Math.floor((nodes[end]!.base - base) / spans[level]!)
      count += nodes[end]!.count
    }
    gathered.push(
      end - start === 1 ? nodes[start]! : branch(level, base, bitmap, count, nodes.slice(start, end))
    )
    start = end
  }
  return gathered
}
