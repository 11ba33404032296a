// Changing one place of a JSON value without touching the value.
import { isObject, setOwn } from './json.js'

/**
 * Copies `value` with the place that `tokens` (of a JSON Pointer, unescaped) lead to set to `replacement`, or removed when that is
 * undefined. A place that is not there leaves the value as it is.
 */
export function replaceAt(value: unknown, tokens: readonly string[], replacement: unknown): unknown {
  return replaceBelow(value, tokens, 0, replacement)
}

function replaceBelow(
  value: unknown,
  tokens: readonly string[],
  depth: number,
  replacement: unknown
): unknown {
  const token = tokens[depth]
  if (token === undefined) return replacement === undefined ? value : replacement
  const removes = depth === tokens.length - 1 && replacement === undefined
  if (Array.isArray(value)) {
    const index = Number(token)
    if (!(index < value.length)) return value
    if (removes) return value.toSpliced(index, 1)
    return value.with(index, replaceBelow(value[index], tokens, depth + 1, replacement))
  }
  if (!isObject(value) || !Object.hasOwn(value, token)) return value
  const copy: Record<string, unknown> = {}
  for (const name of Object.keys(value)) {
    if (name !== token) setOwn(copy, name, value[name])
    else if (!removes) setOwn(copy, name, replaceBelow(value[name], tokens, depth + 1, replacement))
  }
  return copy
}
