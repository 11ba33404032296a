// The nodes of a persistent hash trie: entries and children kept apart, each in an array of what is there. Texts come from requests, so many
// may be made to have one hash: they are told apart by other hashes first, and in the end by their order in a sorted list.
import { hasSlot, indexOfSlot } from './bits.js'

/** Gives a text one of 2^32 hashes; other seeds, other hashes. */
export type HashFunction = (text: string, seed: number) => number

/** A node, of some level from 0 (the root's) down. */
export interface HashNode<V> {
  /** Bit `i`: an entry whose hash goes on with `i` is here. */
  readonly entryBits: number
  /** Bit `i`: two or more entries whose hashes go on with `i` are in a child. */
  readonly childBits: number
  readonly keys: readonly string[]
  readonly values: readonly V[]
  readonly children: readonly HashNode<V>[]
}

/** An entry on its way into a node; `hash` is the one that the level above used. */
export interface HashedEntry<V> {
  readonly key: string
  readonly value: V
  hash: number
}

// 32 bits last for 7 levels of 5. After them comes another hash; after four hashes a node is a sorted list.
const levelsPerHash = 7
const listLevel = 4 * levelsPerHash
const noChildren: readonly never[] = []

/** A node that has entries only. */
export function hashLeaf<V>(entryBits: number, keys: readonly string[], values: readonly V[]): HashNode<V> {
  return { entryBits, childBits: 0, keys, values, children: noChildren }
}

/** The hash that a level looks at: the one of the level above, until its bits are used up. */
function hashAt(hash: HashFunction, key: string, level: number, above: number): number {
  return level % levelsPerHash === 0 ? hash(key, 0x811c9dc5 + level) : above
}

function slotAt(hashed: number, level: number): number {
  return (hashed >>> ((level % levelsPerHash) * 5)) & 31
}

/** The value of a key below the root. */
export function getIn<V>(hash: HashFunction, root: HashNode<V>, key: string): V | undefined {
  let node = root
  for (let level = 0, hashed = 0; level < listLevel; level++) {
    hashed = hashAt(hash, key, level, hashed)
    const slot = slotAt(hashed, level)
    if (hasSlot(node.entryBits, slot)) {
      const index = indexOfSlot(node.entryBits, slot)
      return node.keys[index] === key ? node.values[index] : undefined
    }
    if (!hasSlot(node.childBits, slot)) return undefined
    node = node.children[indexOfSlot(node.childBits, slot)]!
  }
  const index = placeInList(node.keys, key)
  return node.keys[index] === key ? node.values[index] : undefined
}

/** The node with an entry; the node itself when it has that very one. */
export function setIn<V>(
  hash: HashFunction,
  node: HashNode<V>,
  level: number,
  entry: HashedEntry<V>
): HashNode<V> {
  const { key, value } = entry
  if (level === listLevel) return setInList(node, key, value)
  entry.hash = hashAt(hash, key, level, entry.hash)
  const slot = slotAt(entry.hash, level)
  const { entryBits, childBits, keys, values, children } = node
  if (hasSlot(childBits, slot)) {
    const index = indexOfSlot(childBits, slot)
    const child = setIn(hash, children[index]!, level + 1, entry)
    if (child === children[index]) return node
    return { entryBits, childBits, keys, values, children: children.with(index, child) }
  }
  const index = indexOfSlot(entryBits, slot)
  if (!hasSlot(entryBits, slot)) {
    const moreKeys = keys.toSpliced(index, 0, key)
    const moreValues = values.toSpliced(index, 0, value)
    return { entryBits: entryBits | (1 << slot), childBits, keys: moreKeys, values: moreValues, children }
  }
  if (keys[index] === key) {
    if (values[index] === value) return node
    return { entryBits, childBits, keys, values: values.with(index, value), children }
  }
  // Both go one level down. The hash of the one that was here is only taken again where its bits go on.
  const other = { key: keys[index]!, value: values[index]!, hash: 0 }
  other.hash = hashAt(hash, other.key, level - (level % levelsPerHash), 0)
  return {
    entryBits: entryBits & ~(1 << slot),
    childBits: childBits | (1 << slot),
    keys: keys.toSpliced(index, 1),
    values: values.toSpliced(index, 1),
    children: children.toSpliced(indexOfSlot(childBits, slot), 0, nodeFrom(hash, [other, entry], level + 1))
  }
}

/** The node without a key; the node itself when it does not have it. `above` is the hash that the level above used. */
export function deleteIn<V>(
  hash: HashFunction,
  node: HashNode<V>,
  level: number,
  above: number,
  key: string
): HashNode<V> {
  const { entryBits, childBits, keys, values, children } = node
  if (level === listLevel) {
    const index = placeInList(keys, key)
    return keys[index] === key ? hashLeaf(0, keys.toSpliced(index, 1), values.toSpliced(index, 1)) : node
  }
  const hashed = hashAt(hash, key, level, above)
  const slot = slotAt(hashed, level)
  const bit = 1 << slot
  const place = indexOfSlot(entryBits, slot)
  if (hasSlot(entryBits, slot)) {
    if (keys[place] !== key) return node
    const fewerKeys = keys.toSpliced(place, 1)
    const fewerValues = values.toSpliced(place, 1)
    return { entryBits: entryBits & ~bit, childBits, keys: fewerKeys, values: fewerValues, children }
  }
  if (!hasSlot(childBits, slot)) return node
  const index = indexOfSlot(childBits, slot)
  const child = deleteIn(hash, children[index]!, level + 1, hashed, key)
  if (child === children[index]) return node
  if (child.keys.length > 1 || child.children.length > 0)
    return { entryBits, childBits, keys, values, children: children.with(index, child) }
  // What is left alone moves up.
  return {
    entryBits: entryBits | bit,
    childBits: childBits & ~bit,
    keys: keys.toSpliced(place, 0, child.keys[0]!),
    values: values.toSpliced(place, 0, child.values[0]!),
    children: children.toSpliced(index, 1)
  }
}

/** The node of a level that has all the entries; their keys differ. */
export function nodeFrom<V>(
  hash: HashFunction,
  entries: readonly HashedEntry<V>[],
  level: number
): HashNode<V> {
  if (level === listLevel) {
    const sorted = entries.toSorted((a, b) => (a.key < b.key ? -1 : 1))
    const keys = sorted.map(({ key }) => key)
    return hashLeaf(
      0,
      keys,
      sorted.map(({ value }) => value)
    )
  }
  const slots: HashedEntry<V>[][] = []
  for (const entry of entries) {
    entry.hash = hashAt(hash, entry.key, level, entry.hash)
    const slot = slotAt(entry.hash, level)
    const others = slots[slot]
    if (others === undefined) slots[slot] = [entry]
    else others.push(entry)
  }
  let [entryBits, childBits] = [0, 0]
  const single: HashedEntry<V>[] = []
  const children: HashNode<V>[] = []
  for (let slot = 0; slot < slots.length; slot++) {
    const there = slots[slot]
    if (there === undefined) continue
    if (there.length === 1) {
      entryBits |= 1 << slot
      single.push(there[0]!)
    } else {
      childBits |= 1 << slot
      children.push(nodeFrom(hash, there, level + 1))
    }
  }
  const keys = single.map(({ key }) => key)
  const values = single.map(({ value }) => value)
  // A slice has no room to grow, which these arrays never do.
  return {
    entryBits,
    childBits,
    keys,
    values,
    children: children.length === 0 ? noChildren : children.slice()
  }
}

/** The index of the first key of a sorted list that does not come before `key`. */
function placeInList(keys: readonly string[], key: string): number {
  let [low, high] = [0, keys.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (keys[middle]! < key) low = middle + 1
    else high = middle
  }
  return low
}

function setInList<V>(node: HashNode<V>, key: string, value: V): HashNode<V> {
  const { keys, values } = node
  const index = placeInList(keys, key)
  if (keys[index] !== key)
    return hashLeaf(0, keys.toSpliced(index, 0, key), values.toSpliced(index, 0, value))
  return values[index] === value ? node : hashLeaf(0, keys, values.with(index, value))
}
