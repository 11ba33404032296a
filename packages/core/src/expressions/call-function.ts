// Functions in the place of expressions: called with the same names, their results taken as plain JSON. What they throw is a fault.
import { deepFreeze } from '../internal/freeze.js'
import { setOwn, type Json } from '../internal/json.js'
import { whole } from './arithmetic.js'
import { Fault, type Variables } from './frame.js'

/** Levels of the deepest result. */
const mostLevels = 100
/** Values of the largest result. */
const mostValues = 100_000

/** A function that a user wrote. */
export type UserFunction = (...args: never[]) => unknown

/** Calls it. Throws `Fault` where it throws, and where it gives a promise. */
export function callUser(call: UserFunction, ...args: readonly unknown[]): unknown {
  let result: unknown
  let isPromise: boolean
  try {
    result = (call as (...args: readonly unknown[]) => unknown)(...args)
    // In here, because looking at it may throw as well.
    isPromise = typeof (result as { then?: unknown } | null | undefined)?.then === 'function'
  } catch (error) {
    throw new Fault(`The function throws: ${messageOf(error)}`)
  }
  if (isPromise) throw new Fault('The function is asynchronous, and nothing waits for it')
  return result
}

/** What a function of the names gives. Throws `Fault`. */
export function resultOf(call: UserFunction, variables: Variables): Json {
  return plainJson(callUser(call, readOnly(variables)))
}

/** The names as a function may have them: nothing that it does to them stays. */
export function readOnly(variables: Variables): Variables {
  return withGetters(variables, (name, value) =>
    name === 'things' && typeof value === 'object' && value !== null
      ? withGetters(value as Variables, (_, things) => deepFreeze(things))
      : deepFreeze(value)
  )
}

/** An object whose members are made when they are asked for: there may be very many things. */
function withGetters(variables: Variables, make: (name: string, value: unknown) => unknown): Variables {
  const object = {}
  for (const name of Object.keys(variables))
    Object.defineProperty(object, name, { enumerable: true, get: () => make(name, variables[name]) })
  return Object.freeze(object)
}

/**
 * A copy as plain JSON: own members only, without those that are undefined; parts that stand in `base` at the same place stay the same
 * objects. Throws `Fault` for anything that JSON has not, for circles, and for what is too large.
 */
export function plainJson(value: unknown, base?: unknown): Json {
  let left = mostValues
  const copy = (part: unknown, before: unknown, level: number): Json => {
    if (part !== undefined && part === before) return part as Json
    if (--left < 0 || level > mostLevels) throw tooLarge()
    if (typeof part !== 'object' || part === null) return scalar(part)
    if (Array.isArray(part)) {
      if (part.length > left) throw tooLarge()
      const items = Array.isArray(before) ? (before as readonly unknown[]) : []
      // Not `map`, which passes over holes.
      return Array.from(part, (item: unknown, at) => copy(item, items[at], level + 1))
    }
    const prototype: unknown = Object.getPrototypeOf(part)
    if (prototype !== null && Object.getPrototypeOf(prototype as object) !== null)
      throw new Fault('The function gives an object of a class, and not plain JSON')
    const members = typeof before === 'object' && before !== null ? (before as Variables) : {}
    const object: { [name: string]: Json } = {}
    for (const name of Object.keys(part)) {
      const member = (part as Variables)[name]
      const earlier = Object.hasOwn(members, name) ? members[name] : undefined
      if (member !== undefined) setOwn(object, name, copy(member, earlier, level + 1))
    }
    return object
  }
  try {
    return copy(value, base, 0)
  } catch (error) {
    throw error instanceof Fault
      ? error
      : new Fault(`What the function gives cannot be read: ${messageOf(error)}`)
  }
}

function tooLarge(): Fault {
  return new Fault(`The function gives more than ${mostValues} values, or more than ${mostLevels} levels`)
}

function scalar(value: unknown): Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number' && Number.isFinite(value)) return value + 0
  if (typeof value === 'bigint') {
    const number = whole(value)
    if (typeof number !== 'string') return number
  }
  throw new Fault(
    value === undefined
      ? 'The function gives nothing'
      : `The function gives ${typeof value === 'number' ? String(value) : `a ${typeof value}`}, which JSON has not`
  )
}

function messageOf(error: unknown): string {
  try {
    const message = error instanceof Error ? error.message : error
    return String(message).slice(0, 200).replaceAll(/\s+/g, ' ').replace(/\.$/, '')
  } catch {
    return 'something that cannot be shown'
  }
}
