// The form in which tests say what they expect of a diff.
import type { AsymmetricMatcher } from './match-value.js'

/**
 * What is expected to have changed in one thing: its fields, as JSON Pointers (`/status`) or names (`status`), each with all that stands below it; or
 * fields with the values that they have now; or a matcher that the whole thing is given to, whatever changed in it.
 */
export type ExpectedFields = readonly string[] | { readonly [field: string]: unknown } | AsymmetricMatcher

/** Members that a thing has, among others, or a matcher for all of it. */
export type ExpectedThing = { readonly [member: string]: unknown } | AsymmetricMatcher

/**
 * What is expected of one resource. Any other name is the id of a thing that was changed; `changed` takes ids as well, for those that are called
 * like this. Of ids that things share below different parents, one says a parent's before: `octocat/1`.
 */
export interface ExpectedResource {
  /** How many, or which (in any order), or which by their ids. */
  readonly added?: number | readonly ExpectedThing[] | { readonly [id: string]: ExpectedThing }
  /** How many in all, or which by their ids. */
  readonly changed?: number | { readonly [id: string]: ExpectedFields }
  /** How many, or which: ids, or members that they had. */
  readonly removed?: number | readonly (string | ExpectedThing)[]
  readonly [id: string]:
    | ExpectedFields
    | number
    | readonly (string | ExpectedThing)[]
    | { readonly [id: string]: ExpectedFields | ExpectedThing }
    | undefined
}

/** What is expected of each resource; a matcher is given the whole `{ added, changed, removed }`. */
export interface ExpectedChanges {
  readonly [resource: string]: ExpectedResource | AsymmetricMatcher
}

/** How strictly: `only` what is expected may have changed, or that `at-least`. */
export type Strictness = 'only' | 'at-least'

/** One resource's expectations, each in one form. */
export interface Wanted {
  readonly added: Lot
  readonly changed: number | undefined
  readonly things: readonly (readonly [id: string, expected: ExpectedFields])[]
  readonly removed: Lot
}

/** So many, or these: by an id, by what they are like, or both. Undefined where nothing is said. */
export type Lot = number | readonly One[] | undefined

/** One thing of a lot. */
export interface One {
  readonly id?: string
  readonly like?: ExpectedThing
}

const kinds = new Set(['added', 'changed', 'removed'])

/** Brings what is said of a resource into one form. Throws a `TypeError` for what nobody can mean. */
export function wantedOf(resource: string, expected: ExpectedResource): Wanted {
  if (typeof expected !== 'object' || expected === null)
    throw new TypeError(
      `What is expected of '${resource}' is an object, such as { added: 1 } or { the_id: ['/status'] }; it is ${String(expected)}.`
    )
  const { added, changed, removed } = expected
  const named = typeof changed === 'object' ? Object.entries(changed) : []
  const direct = Object.entries(expected).filter(([name, value]) => !kinds.has(name) && value !== undefined)
  for (const [id, fields] of [...named, ...direct])
    if (typeof fields !== 'object' || fields === null)
      throw new TypeError(
        `What changed in '${resource}' '${id}' is said as ['/field'] or { field: value }; it is ${String(fields)}. Is '${id}' meant to be one of added, changed, removed?`
      )
  return {
    added: lotOf(added),
    changed: typeof changed === 'number' ? changed : undefined,
    things: [...named, ...direct] as [string, ExpectedFields][],
    removed: lotOf(removed)
  }
}

function lotOf(said: ExpectedResource['added'] | ExpectedResource['removed']): Lot {
  if (said === undefined || typeof said === 'number') return said
  if (Array.isArray(said))
    return (said as readonly (string | ExpectedThing)[]).map((one) =>
      typeof one === 'string' ? { id: one } : { like: one }
    )
  return Object.entries(said as { readonly [id: string]: ExpectedThing }).map(([id, like]) => ({ id, like }))
}
