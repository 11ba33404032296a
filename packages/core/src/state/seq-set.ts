// A persistent ordered set of whole numbers: what a secondary index keeps for each of its keys. Most keys of most indexes have one
// record, so a set of one is the number itself; up to 64 are a sorted array; more are a B-tree of such arrays that counts what is below.
import type { Direction } from './trie-order.js'

/** At least one number; an empty set is `undefined`. */
export type SeqSet = number | readonly number[] | Inner

interface Inner {
  readonly count: number
  /** What child `i` holds is not below `firsts[i]`, for `i > 0`, and below `firsts[i + 1]`. */
  readonly firsts: readonly number[]
  /** All of the same height; none is a lone number. */
  readonly children: readonly SeqSet[]
}

const width = 64

/** How many numbers are in the set. */
export function countSeqs(set: SeqSet | undefined): number {
  if (set === undefined) return 0
  if (typeof set === 'number') return 1
  return isList(set) ? set.length : set.count
}

function isList(set: SeqSet): set is readonly number[] {
  return Array.isArray(set)
}

function inner(children: readonly SeqSet[], firsts: readonly number[]): Inner {
  let count = 0
  for (const child of children) count += countSeqs(child)
  return { count, firsts, children }
}

function firstOf(set: SeqSet): number {
  if (typeof set === 'number') return set
  return (isList(set) ? set : set.firsts)[0]!
}

/** The set of one number, or of an ascending list of two or more, in time linear to its length. */
export function seqSetFrom(list: number | readonly number[]): SeqSet {
  if (typeof list === 'number') return list
  let nodes: SeqSet[] = chunks(list)
  while (nodes.length > 1) nodes = chunks(nodes).map((children) => inner(children, children.map(firstOf)))
  return nodes[0]!
}

function chunks<T>(list: readonly T[]): T[][] {
  const parts: T[][] = []
  for (let i = 0; i < list.length; i += width) parts.push(list.slice(i, i + width))
  return parts
}

/** How many of a sorted list are below `seq`. */
function countBelow(list: readonly number[], seq: number): number {
  let [low, high] = [0, list.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (list[middle]! < seq) low = middle + 1
    else high = middle
  }
  return low
}

/** The child that `seq` belongs to. */
function childFor(set: Inner, seq: number): number {
  return Math.max(0, countBelow(set.firsts, seq + 1) - 1)
}

/** The set with a number; the set itself when it has it. */
export function addSeq(set: SeqSet | undefined, seq: number): SeqSet {
  if (set === undefined || set === seq) return seq
  const parts = addBelow(typeof set === 'number' ? [set] : set, seq)
  return parts.length === 1 ? parts[0]! : inner(parts, parts.map(firstOf))
}

/** One node, or the two it had to be split into. */
function addBelow(set: Exclude<SeqSet, number>, seq: number): readonly SeqSet[] {
  if (isList(set)) {
    const index = countBelow(set, seq)
    if (set[index] === seq) return [set]
    const list = set.toSpliced(index, 0, seq)
    if (list.length <= width) return [list]
    const cut = splitAt(index === set.length)
    return [list.slice(0, cut), list.slice(cut)]
  }
  const index = childFor(set, seq)
  const child = set.children[index] as Exclude<SeqSet, number>
  const [left, right] = addBelow(child, seq)
  if (left === child) return [set]
  const children = set.children.with(index, left!)
  if (right === undefined) return [{ count: set.count + 1, firsts: set.firsts, children }]
  const firsts = set.firsts.toSpliced(index + 1, 0, firstOf(right))
  children.splice(index + 1, 0, right)
  if (children.length <= width) return [{ count: set.count + 1, firsts, children }]
  const cut = splitAt(index === set.children.length - 1)
  return [inner(children.slice(0, cut), firsts.slice(0, cut)), inner(children.slice(cut), firsts.slice(cut))]
}

/** New records have the highest numbers: splitting before the last one then leaves full nodes behind. */
function splitAt(atEnd: boolean): number {
  return atEnd ? width : width / 2
}

/** The set without a number, `undefined` when that was the last; the set itself when it does not have it. */
export function removeSeq(set: SeqSet, seq: number): SeqSet | undefined {
  let left = removeBelow(set, seq)
  while (typeof left === 'object' && !isList(left) && left.children.length === 1) left = left.children[0]!
  return left !== undefined && left !== set && countSeqs(left) === 1 && isList(left) ? left[0]! : left
}

function removeBelow(set: SeqSet, seq: number): SeqSet | undefined {
  if (typeof set === 'number') return set === seq ? undefined : set
  if (isList(set)) {
    const index = countBelow(set, seq)
    if (set[index] !== seq) return set
    return set.length === 1 ? undefined : set.toSpliced(index, 1)
  }
  const index = childFor(set, seq)
  const child = set.children[index]!
  const left = removeBelow(child, seq)
  if (left === child) return set
  if (left !== undefined)
    return { count: set.count - 1, firsts: set.firsts, children: set.children.with(index, left) }
  if (set.children.length === 1) return undefined
  const children = set.children.toSpliced(index, 1)
  return { count: set.count - 1, firsts: set.firsts.toSpliced(index, 1), children }
}

/** How many numbers of the set are below `seq`, whether it is there or not. */
export function rankOfSeq(set: SeqSet | undefined, seq: number): number {
  let rank = 0
  let node = set
  while (typeof node === 'object' && !isList(node)) {
    const index = childFor(node, seq)
    for (let i = 0; i < index; i++) rank += countSeqs(node.children[i])
    node = node.children[index]
  }
  if (node === undefined) return rank
  return rank + (typeof node === 'number' ? Number(node < seq) : countBelow(node, seq))
}

/** Up to `limit` numbers after the first `offset` of a direction. Costs O(log n + limit). Offsets below 0 count as 0. */
export function sliceSeqs(
  set: SeqSet | undefined,
  offset: number,
  limit: number,
  direction: Direction
): number[] {
  const found: number[] = []
  if (set !== undefined && limit > 0)
    collect(set, Math.max(0, offset), limit, direction === 'descending', found)
  return found
}

function collect(set: SeqSet, skip: number, limit: number, descends: boolean, found: number[]): void {
  if (typeof set === 'number') {
    if (skip === 0) found.push(set)
    return
  }
  const items = isList(set) ? set : set.children
  const last = items.length - 1
  for (let i = isList(set) ? skip : 0; i <= last && found.length < limit; i++) {
    const item = items[descends ? last - i : i]!
    if (isList(set)) {
      found.push(item as number)
    } else if (skip < countSeqs(item)) {
      collect(item, skip, limit, descends, found)
      skip = 0
    } else {
      skip -= countSeqs(item)
    }
  }
}
