// Which of two values comes first: numbers, points in time and texts, for ranges and for sorting. The same on every engine and in every locale.
import { instantOf } from './instant.js'

/**
 * Compares for a range: numbers with numbers, points in time with each other however they are written (ISO 8601, seconds, milliseconds),
 * texts by code unit. `undefined` for values that cannot be compared.
 */
export function compareForRange(value: unknown, bound: unknown): number | undefined {
  const [a, b] = [numberOf(value), numberOf(bound)]
  if (a !== undefined && b !== undefined) return order(a, b)
  const [from, to] = [instantOf(value), instantOf(bound)]
  if (from !== undefined && to !== undefined) return order(from, to)
  if (from !== undefined || to !== undefined) return undefined
  return typeof value === 'string' && typeof bound === 'string' ? order(value, bound) : undefined
}

/** What a row is sorted by: a number, a text, or `null` for everything else. */
export type SortKey = number | string | null

const longestKey = 200

/**
 * Makes a sort key of a value. Booleans count as 0 and 1; of a text the first 200 characters, for a key has to fit into a cursor; of a
 * whole number beyond 2^53 the nearest double: those with the same one go by age.
 */
export function sortKeyOf(value: unknown): SortKey {
  if (typeof value === 'boolean') return value ? 1 : 0
  if (typeof value === 'string') return value.slice(0, longestKey)
  if (typeof value === 'bigint') return Math.max(-Number.MAX_VALUE, Math.min(Number(value), Number.MAX_VALUE))
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}

/** Total order of sort keys: numbers, then texts by code unit; `null` comes last, in descending order too. */
export function compareSortKeys(a: SortKey, b: SortKey, descending: boolean): number {
  if (a === b) return 0
  if (a === null || b === null) return a === null ? 1 : -1
  const result = typeof a === typeof b ? order(a, b) : typeof a === 'number' ? -1 : 1
  return descending ? -result : result
}

function order<T extends number | bigint | string>(a: T, b: T): number {
  return a === b ? 0 : a < b ? -1 : 1
}

function numberOf(value: unknown): number | bigint | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return value
  if (typeof value !== 'string' || value.length > 30 || !/^-?\d+(?:\.\d+)?$/.test(value)) return undefined
  return Number(value)
}
