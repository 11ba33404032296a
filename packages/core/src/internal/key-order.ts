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
  if (Array.isArray(value)) return orderItems(value)
  const source = value as Record<string, unknown>
  const names = Object.keys(source)
  const ordered = sortKeys(names.slice())
  const id = ordered.indexOf('id')
  if (id > 0) ordered.unshift(...ordered.splice(id, 1))
  let same = true
  const members = ordered.map((name, index) => {
    const member = source[name]
    const next = isJson(member) ? inKeyOrder(member) : undefined
    if (next !== member || name !== names[index] || next === undefined) same = false
    return next
  })
  if (same) return value
  const copy: Record<string, unknown> = {}
  ordered.forEach((name, index) => {
    if (members[index] !== undefined) setOwn(copy, name, members[index])
  })
  return copy
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
