// Reading a description as it was written: JSON Pointers and `$ref`s, by own properties only. Shares no code with the engine,
// because what is built on it judges the engine.

/** A description as parsed from JSON or YAML: unknown members all the way down. */
export type RawObject = { readonly [name: string]: unknown }

/** A value of the document together with where it stands. */
export interface Located {
  readonly pointer: string
  readonly value: RawObject
}

const maximumHops = 50

/** True for a JSON object (not null, not an array). */
export function isRawObject(value: unknown): value is RawObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** An own member of an object; `undefined` for anything else. */
export function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as RawObject)[name]
    : undefined
}

/** Appends tokens to a JSON Pointer. */
export function pointerTo(pointer: string, ...tokens: readonly string[]): string {
  return tokens.reduce(
    (path, token) => `${path}/${token.replaceAll('~', '~0').replaceAll('/', '~1')}`,
    pointer
  )
}

/** The value at a JSON Pointer (RFC 6901); `undefined` when there is none. */
export function valueAt(document: unknown, pointer: string): unknown {
  let value = document
  for (const token of pointer.split('/').slice(1)) {
    value = member(value, token.replaceAll('~1', '/').replaceAll('~0', '~'))
    if (value === undefined) return undefined
  }
  return value
}

/** The JSON Pointer of a local reference (`#/components/schemas/Pet`), percent-decoded; `undefined` for any other reference. */
export function localPointer(reference: string): string | undefined {
  if (reference !== '#' && !reference.startsWith('#/')) return undefined
  const fragment = reference.slice(1)
  try {
    return decodeURIComponent(fragment)
  } catch {
    return fragment
  }
}

/** The object at a pointer with `$ref`s followed to their end; `undefined` where they lead nowhere or round in a circle. */
export function locate(document: unknown, pointer: string): Located | undefined {
  for (let hop = 0; hop < maximumHops; hop++) {
    const value = valueAt(document, pointer)
    if (!isRawObject(value)) return undefined
    const reference = member(value, '$ref')
    if (typeof reference !== 'string') return { pointer, value }
    const next = localPointer(reference)
    if (next === undefined) return undefined
    pointer = next
  }
  return undefined
}
