// How one JSON value became another: the places that differ, as deep down as they can be told.
import { canonicalJson } from '../internal/canonical-json.js'
import { getOwn, isObject } from '../internal/json.js'
import { joinPointer } from '../internal/json-pointer.js'
import { sortKeys } from '../internal/sort-keys.js'

/** One place that differs. No `before`: it was added. No `after`: it was removed. */
export interface Change {
  /** JSON Pointer (RFC 6901) into the value; `''` when all of it was replaced. */
  readonly pointer: string
  readonly before?: unknown
  readonly after?: unknown
}

/**
 * The changes that lead from one JSON value to another, to be made one after the other: members by name, items of arrays by index (what
 * is missing at the end of an array is removed from the last on). Empty when both mean the same.
 */
export function diffJson(before: unknown, after: unknown): Change[] {
  const changes: Change[] = []
  compare(before, after, '', changes)
  return changes
}

function compare(before: unknown, after: unknown, pointer: string, changes: Change[]): void {
  if (before === after) return
  if (before === undefined) changes.push({ pointer, after })
  else if (after === undefined) changes.push({ pointer, before })
  else if (Array.isArray(before) && Array.isArray(after)) compareItems(before, after, pointer, changes)
  else if (isObject(before) && isObject(after)) compareMembers(before, after, pointer, changes)
  else if (!sameScalar(before, after)) changes.push({ pointer, before, after })
}

function compareItems(
  before: readonly unknown[],
  after: readonly unknown[],
  pointer: string,
  changes: Change[]
): void {
  for (let i = 0; i < after.length; i++) compare(before[i], after[i], joinPointer(pointer, i), changes)
  for (let i = before.length - 1; i >= after.length; i--)
    changes.push({ pointer: joinPointer(pointer, i), before: before[i] })
}

function compareMembers(
  before: Record<string, unknown>,
  after: Record<string, unknown>,
  pointer: string,
  changes: Change[]
): void {
  for (const name of sortKeys([...new Set([...Object.keys(before), ...Object.keys(after)])]))
    compare(getOwn(before, name), getOwn(after, name), joinPointer(pointer, name), changes)
}

/** A whole number is the same whether it is kept as a number or as a bigint. */
function sameScalar(before: unknown, after: unknown): boolean {
  return (
    typeof before !== typeof after &&
    typeof before !== 'object' &&
    typeof after !== 'object' &&
    canonicalJson(before) === canonicalJson(after)
  )
}
