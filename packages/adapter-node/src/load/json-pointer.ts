// JSON Pointers (RFC 6901) as the loader needs them: as text, as tokens, and as the fragment of a `$ref`.

/** Appends tokens to a pointer: `('/a', ['b/c'])` is `/a/b~1c`. */
export function joinPointer(pointer: string, tokens: readonly string[]): string {
  let result = pointer
  for (const token of tokens) result += `/${token.replaceAll('~', '~0').replaceAll('/', '~1')}`
  return result
}

/** Splits a pointer into unescaped tokens; `''` is the whole document. */
export function parsePointer(pointer: string): string[] {
  if (pointer === '') return []
  const tokens = pointer.split('/')
  return tokens.slice(1).map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'))
}

/** Looks a pointer up by own properties only; `undefined` when it leads nowhere. */
export function getPointer(document: unknown, pointer: string): unknown {
  let value = document
  for (const token of parsePointer(pointer)) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, token)) return undefined
    value = (value as Record<string, unknown>)[token]
  }
  return value
}

/** A pointer as a URI fragment with its `#` (RFC 6901, section 6). */
export function toFragment(pointer: string): string {
  return `#${pointer.toWellFormed().replace(/[^\w\-.~!$&'()*+,;=:@/?]/gu, encodeURIComponent)}`
}

/** The pointer in a URI fragment given without its `#`; a broken percent-encoding is taken literally. */
export function fromFragment(fragment: string): string {
  try {
    return decodeURIComponent(fragment)
  } catch {
    return fragment
  }
}

/** True for a plain object (not null, not an array). */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Sets an own member whatever its name: `__proto__` stays data. */
export function setMember(target: object, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true })
}
