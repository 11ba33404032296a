// Small readers of values that nobody has checked yet, to be put together: each gives the value, or says what is wrong with it and
// gives nothing. What `read-overrides.ts` is written in.
import { getOwn, isObject, printScalar, setOwn } from '../../internal/json.js'
import { joinPointer } from '../../internal/json-pointer.js'
import { suggest } from '../../internal/suggest.js'
import type { Report } from './report.js'

/** Reads the value that stands at a pointer; `undefined` where it is not usable, which was then reported. */
export type Reader<T> = (value: unknown, at: string, report: Report) => T | undefined

/** Any text but the empty one. */
export const text: Reader<string> = (value, at, report) =>
  typeof value === 'string' && value !== '' ? value : refuse(value, at, report, 'text')

/** True or false. */
export const flag: Reader<boolean> = (value, at, report) =>
  typeof value === 'boolean' ? value : refuse(value, at, report, 'true or false')

/** Any plain JSON. */
export const json: Reader<unknown> = (value, at, report) => {
  if (typeof value === 'function') return refuse(value, at, report, 'plain JSON')
  const pointer = typeof value === 'object' && value !== null ? functionIn(value, at) : undefined
  if (pointer === undefined) return value
  report(() => ({
    code: 'override-invalid',
    severity: 'error',
    pointer,
    message: 'A function stands here; it must be plain JSON.'
  }))
  return undefined
}

/** An object of plain JSON whatever its members. */
export const object: Reader<Record<string, unknown>> = (value, at, report) =>
  isObject(value)
    ? (json(value, at, report) as Record<string, unknown> | undefined)
    : refuse(value, at, report, 'an object')

/** A whole number within bounds, both included. */
export function count(min: number, max: number = Number.MAX_SAFE_INTEGER): Reader<number> {
  return (value, at, report) =>
    Number.isInteger(value) && (value as number) >= min && (value as number) <= max
      ? (value as number)
      : refuse(
          value,
          at,
          report,
          max === Number.MAX_SAFE_INTEGER
            ? `a whole number from ${min}`
            : `a whole number from ${min} to ${max}`
        )
}

/** A number within bounds, both included. */
export function amount(min: number, max: number): Reader<number> {
  return (value, at, report) =>
    typeof value === 'number' && value >= min && value <= max
      ? value
      : refuse(value, at, report, `a number from ${min} to ${max}`)
}

/** Text of a form. `expected` ends the sentence "must be …". */
export function matching(pattern: RegExp, expected: string): Reader<string> {
  return (value, at, report) =>
    typeof value === 'string' && pattern.test(value) ? value : refuse(value, at, report, expected)
}

/** Exactly this scalar. */
export function exactly<const T extends string | number | boolean>(wanted: T): Reader<T> {
  return (value, at, report) =>
    value === wanted ? wanted : refuse(value, at, report, JSON.stringify(wanted))
}

/** One of some words. */
export function word<const T extends string>(words: readonly T[]): Reader<T> {
  const known: ReadonlySet<unknown> = new Set(words)
  return (value, at, report) =>
    known.has(value)
      ? (value as T)
      : refuse(value, at, report, `one of ${words.map((one) => `\`${one}\``).join(', ')}`, words)
}

/** A list, of at least `min` items. One item that is wrong makes the whole list unusable. */
export function listOf<T>(item: Reader<T>, min = 0): Reader<readonly T[]> {
  return (value, at, report) => {
    if (!Array.isArray(value) || value.length < min)
      return refuse(value, at, report, min === 0 ? 'a list' : 'a list that is not empty')
    const items = value.map((one, index) => item(one, joinPointer(at, index), report))
    return items.includes(undefined) ? undefined : (items as T[])
  }
}

/** An object with any names, which `name` may restrict. Members that are wrong are left out. */
export function mapOf<T>(member: Reader<T>, name?: Reader<string>): Reader<{ readonly [name: string]: T }> {
  return (value, at, report) => {
    if (!isObject(value)) return refuse(value, at, report, 'an object')
    const map: Record<string, T> = {}
    for (const key of Object.keys(value)) {
      if (value[key] === undefined) continue
      const pointer = joinPointer(at, key)
      if (name && name(key, pointer, report) === undefined) continue
      const read = member(value[key], pointer, report)
      if (read !== undefined) setOwn(map, key, read)
    }
    return map
  }
}

/** An object with known members. Those that are wrong or unknown are left out; without a required one it is unusable. */
export function objectOf<T extends object>(
  table: { readonly [K in keyof T]-?: Reader<Exclude<T[K], undefined>> },
  required: readonly (keyof T & string)[] = []
): Reader<T> {
  const readers = table as { readonly [name: string]: Reader<unknown> }
  const names = Object.keys(readers)
  return (value, at, report) => {
    if (!isObject(value)) return refuse(value, at, report, 'an object')
    const members: Record<string, unknown> = {}
    for (const key of Object.keys(value)) {
      if (value[key] === undefined) continue
      const reader = getOwn(readers, key) as Reader<unknown> | undefined
      if (reader) {
        const read = reader(value[key], joinPointer(at, key), report)
        if (read !== undefined) members[key] = read
      } else reportUnknown(key, at, names, report)
    }
    const missing = required.filter((name) => getOwn(value, name) === undefined)
    for (const name of missing) {
      report(() => ({
        code: 'override-invalid',
        severity: 'error',
        pointer: at,
        message: `The member \`${name}\` is missing.`
      }))
    }
    return required.every((name) => Object.hasOwn(members, name)) ? (members as T) : undefined
  }
}

/** One of several forms, told apart by the kind of the value. */
export function oneOf<T>(
  expected: string,
  forms: {
    readonly string?: Reader<T>
    readonly boolean?: Reader<T>
    readonly list?: Reader<T>
    readonly object?: Reader<T>
    readonly number?: Reader<T>
    readonly function?: Reader<T>
  }
): Reader<T> {
  return (value, at, report) => {
    const kind = Array.isArray(value) ? 'list' : value === null ? 'null' : typeof value
    const form = getOwn(forms, kind) as Reader<T> | undefined
    return form ? form(value, at, report) : refuse(value, at, report, expected)
  }
}

/** Objects of several kinds, told apart by their member `kind`. */
export function variant<T extends { readonly kind: string }>(kinds: {
  readonly [K in T['kind']]: Reader<Extract<T, { kind: K }>>
}): Reader<T> {
  const kind = word(Object.keys(kinds))
  return (value, at, report) => {
    if (!isObject(value)) return refuse(value, at, report, 'an object')
    const found = kind(getOwn(value, 'kind'), joinPointer(at, 'kind'), report)
    if (found === undefined) return undefined
    return (kinds as { readonly [name: string]: Reader<T> })[found]!(value, at, report)
  }
}

/** The pointer of the first function in a value that is otherwise plain JSON. */
function functionIn(value: object, at: string): string | undefined {
  for (const [name, member] of Object.entries(value)) {
    if (typeof member === 'function') return joinPointer(at, name)
    if (typeof member !== 'object' || member === null) continue
    const found = functionIn(member, joinPointer(at, name))
    if (found !== undefined) return found
  }
  return undefined
}

function refuse(
  value: unknown,
  pointer: string,
  report: Report,
  expected: string,
  words: readonly string[] = []
): undefined {
  report(() => {
    const shown =
      typeof value === 'string'
        ? JSON.stringify(value.slice(0, 60))
        : typeof value === 'function'
          ? 'A function'
          : printScalar(value).replace(/^a/, 'A')
    const nearest = typeof value === 'string' ? suggest(value, words) : undefined
    return {
      code: 'override-invalid',
      severity: 'error',
      pointer,
      message: `${shown} stands here; it must be ${expected}.`,
      ...(nearest === undefined ? {} : { hint: `Did you mean \`${nearest}\`?` })
    }
  })
}

function reportUnknown(key: string, at: string, names: readonly string[], report: Report): void {
  report(() => {
    const nearest = suggest(key, names)
    return {
      code: 'override-unknown',
      severity: 'warning',
      pointer: joinPointer(at, key),
      message: `Nothing is known by the name \`${key.slice(0, 60)}\` here; it is ignored.`,
      hint: nearest === undefined ? `Known are ${names.join(', ')}.` : `Did you mean \`${nearest}\`?`
    }
  })
}
