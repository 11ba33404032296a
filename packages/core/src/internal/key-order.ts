// The one order of object members that everything compiled has: `id` first, because people look for it there, then by code
// units. Key order of a description therefore never shows, neither in a digest nor in a body.
import { setOwn } from './json.js'
import { sortKeys } from './sort-keys.js'

/**
 * A JSON value with the members of every object in that order; what is in order already is not copied. Numbers that JSON does not
 * have become `null`; members that are no JSON at all (functions, undefined) are left out.
 */
export function inKeyOrder(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) {
    return typeof value === 'number' && !Number.isFinite(value) ? null : value
  }
  if (settled.has(value)) return value
  if (Array.isArray(value)) return orderItems(value)
  const source = value as Record<string, unknown>
  const names = Object.keys(source)
  const isOrdered = names.every((name, index) => index === 0 || compareKeys(names[index - 1]!, name) < 0)
  const ordered = isOrdered ? names : sortNames(names)
  let copy: Record<string, unknown> | undefined = isOrdered ? undefined : {}
  for (let i = 0; i < ordered.length; i++) {
    const name = ordered[i]!
    const member = source[name]
    const next = isJson(member) ? inKeyOrder(member) : undefined
    if (copy === undefined) {
      if (next === member && next !== undefined) continue
      copy = {}
      for (const earlier of ordered.slice(0, i)) setOwn(copy, earlier, source[earlier])
    }
    if (next !== undefined) setOwn(copy, name, next)
  }
  return copy ?? value
}

const settled = new WeakSet<object>()

/** The same for a value of our own making that nobody changes: within a larger value it is not looked at again. */
export function settleKeyOrder<T extends object>(value: T): T {
  const ordered = inKeyOrder(value) as T
  settled.add(ordered)
  return ordered
}

function sortNames(names: string[]): readonly string[] {
  const ordered = sortKeys(names)
  const id = ordered.indexOf('id')
  if (id > 0) ordered.unshift(...ordered.splice(id, 1))
  return ordered
}

function orderItems(items: readonly unknown[]): readonly unknown[] {
  let copy: unknown[] | undefined
  for (let i = 0; i < items.length; i++) {
    const item = items[i]
    const next = isJson(item) ? inKeyOrder(item) : null
    if (next === item) continue
    copy ??= items.slice()
    copy[i] = next
  }
  return copy ?? items
}

function isJson(value: unknown): boolean {
  return value !== undefined && typeof value !== 'function' && typeof value !== 'symbol'
}

/** `id` first, then by UTF-16 code units. */
export function compareKeys(a: string, b: string): number {
  if (a === b) return 0
  if (a === 'id') return -1
  if (b === 'id') return 1
  return a < b ? -1 : 1
}
