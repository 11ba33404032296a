// JSON Schema names some targets by `$anchor` instead of by pointer.

import { isObject, joinPointer } from './json-pointer.js'

/** Anchor name -> pointer, for all anchors in a value; the first of a name counts. Each object is looked at once. */
export function indexAnchors(value: unknown): Map<string, string> {
  const anchors = new Map<string, string>()
  const seen = new Set<object>()
  const path: string[] = []
  function search(node: unknown): void {
    if (typeof node !== 'object' || node === null || seen.has(node)) return
    seen.add(node)
    for (const key of Object.keys(node)) {
      const member = (node as Record<string, unknown>)[key]
      if (typeof member === 'string' && isObject(node)) {
        const name = anchorName(key, member)
        if (name !== undefined && !anchors.has(name)) anchors.set(name, joinPointer('', path))
      }
      path.push(key)
      search(member)
      path.pop()
    }
  }
  search(value)
  return anchors
}

// Before 2019-09 an `$id` that is only a fragment did what `$anchor` does.
function anchorName(key: string, value: string): string | undefined {
  if (key === '$anchor' || key === '$dynamicAnchor') return value
  return key === '$id' && value.startsWith('#') ? value.slice(1) : undefined
}
