// The other way round of `diff-json.ts`: a JSON value and its changes -> what it became.
import { isObject, setOwn } from '../internal/json.js'
import { parsePointer } from '../internal/json-pointer.js'
import { without } from '../internal/without.js'
import type { Change } from './diff-json.js'

/** Makes the changes one after the other, in the order in which `diffJson` gives them. A place that leads nowhere is left as it is. */
export function changeJson(value: unknown, changes: readonly Change[]): unknown {
  return changes.reduce((changed, change) => changeAt(changed, parsePointer(change.pointer), change), value)
}

function changeAt(value: unknown, [name, ...rest]: readonly string[], change: Change): unknown {
  if (name === undefined) return 'after' in change ? change.after : undefined
  if (Array.isArray(value)) return changeItem(value, name, rest, change)
  if (!isObject(value)) return value
  const isThere = Object.hasOwn(value, name)
  if (rest.length === 0 && !('after' in change)) return isThere ? without(value, name) : value
  if (rest.length > 0 && !isThere) return value
  const changed = { ...value }
  setOwn(changed, name, changeAt(value[name], rest, change))
  return changed
}

function changeItem(
  items: readonly unknown[],
  name: string,
  rest: readonly string[],
  change: Change
): unknown {
  const at = Number(name)
  const isLast = at === items.length && rest.length === 0
  if (!Number.isInteger(at) || at < 0 || (at >= items.length && !isLast)) return items
  if (rest.length === 0 && !('after' in change)) return items.toSpliced(at, 1)
  return items.toSpliced(at, 1, changeAt(items[at], rest, change))
}
