// The shape of JSON, and the two guards everything needs.

/** A JSON value; a bigint is a whole number beyond the safe range (see `readNumber`), which only requests hold. */
export type Json = null | boolean | number | bigint | string | readonly Json[] | JsonObject
export interface JsonObject {
  readonly [key: string]: Json
}

/** True for a plain JSON object (not null, not an array). */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A value as it may be shown in a message: scalars as they are, anything else by its kind. Never throws, whatever members the value has. */
export function printScalar(value: unknown): string {
  if (typeof value === 'object')
    return value === null ? 'null' : Array.isArray(value) ? 'an array' : 'an object'
  return String(value)
}

/** Sets an own property whatever its name: `__proto__` stays data. */
export function setOwn(target: object, key: string, value: unknown): void {
  if (key === '__proto__') {
    Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true })
  } else {
    ;(target as Record<string, unknown>)[key] = value
  }
}

/** Reads an own property; inherited names such as `toString` give `undefined`. */
export function getOwn(target: object, key: string): unknown {
  return Object.hasOwn(target, key) ? (target as Record<string, unknown>)[key] : undefined
}
