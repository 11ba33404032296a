// Changing one place of a JSON value without touching the value.
import { isObject, setOwn } from './json.js'
import { joinPointer, parsePointer } from './json-pointer.js'

/** Copies `value` with the place at `pointer` set to `replacement`, or removed when that is undefined. A place that is not there leaves the value as it is. */
export function replaceAt(value: unknown, pointer: string, replacement: unknown): unknown {
  const [token, ...rest] = parsePointer(pointer)
  if (token === undefined) return replacement === undefined ? value : replacement
  if (Array.isArray(value)) {
    const index = Number(token)
    if (!(index < value.length)) return value
    if (rest.length === 0 && replacement === undefined) return value.toSpliced(index, 1)
    return value.with(index, replaceAt(value[index], rest.reduce(joinPointer, ''), replacement))
  }
  if (!isObject(value) || !Object.hasOwn(value, token)) return value
  const copy: Record<string, unknown> = {}
  for (const name of Object.keys(value)) {
    if (name !== token) setOwn(copy, name, value[name])
    else if (rest.length > 0 || replacement !== undefined) {
      setOwn(copy, name, replaceAt(value[name], rest.reduce(joinPointer, ''), replacement))
    }
  }
  return copy
}
