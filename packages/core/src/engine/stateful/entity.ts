// What is kept of one thing, and the index keys by which it stands below its parents.
import type { Facts } from './facts.js'

/** The record of one thing. Plain JSON; never changed, only replaced. */
export interface Entity {
  /** What the API calls it, as text. Things below different parents may share an id. `''` for a singleton. */
  readonly id: string
  /** What it was called before: still good for finding it, unless another has the name by now. */
  readonly formerIds?: readonly string[]
  /** Seeds what is made up for it. */
  readonly key: number
  /** What is known: its members as responses show them, and what clients sent beyond those. */
  readonly facts: Facts
  /** Resource -> `#seq` of a kept parent, or `=name` of one that is only named. */
  readonly parents: { readonly [resource: string]: string }
  /** Epoch milliseconds of the sandbox's clock. */
  readonly created: number
  readonly updated: number
  /** Counts changes, from 1. */
  readonly revision: number
  /**
   * Deleted, and kept because later reads still show it (`shown`), because that is a state like others, by which lists are narrowed
   * (`ended`), or so that it stays away (`gone`).
   */
  readonly deleted?: 'shown' | 'ended' | 'gone'
}

/** The index key of things below some parents; `''` for none. */
export function scopeKey(parents: readonly (readonly [resource: string, at: string])[]): string {
  // As JSON no name can pass for two, whatever signs it holds.
  return parents.length === 0
    ? ''
    : JSON.stringify(
        parents.map(([resource, at]) => [resource, at]).toSorted(([a], [b]) => (a! < b! ? -1 : 1))
      )
}

/** The index key by which things below the innermost of some parents are found; `''` for none. */
export function innermostKey(parents: readonly { readonly resource: string; readonly at: string }[]): string {
  // A kept parent is below its own parents already; of those that are only named all have to be the same.
  const steps = parents.at(-1)?.at.startsWith('#') ? parents.slice(-1) : parents
  return scopeKey(steps.map(({ resource, at }) => [resource, at]))
}

/**
 * Index keys of a thing that lists show: for all, for each parent, for its parents together, and for those that are named together on a
 * path. `paths`: the resources that paths lead through; a thing may have more parents than any of them.
 */
export function scopeKeys(entity: Entity, paths: readonly (readonly string[])[]): readonly string[] {
  return entity.deleted === 'shown' ? [] : shownKeys(entity, paths)
}

/** The same for lists that are asked for what was deleted: what reads still show is in them. */
export function shownKeys(
  { parents, deleted }: Entity,
  paths: readonly (readonly string[])[]
): readonly string[] {
  if (deleted === 'gone') return []
  const own = Object.keys(parents)
  const together = paths.filter((path) => path.every((resource) => Object.hasOwn(parents, resource)))
  const keys = [...own.map((resource) => [resource]), own, ...together].map((resources) =>
    scopeKey(resources.map((resource) => [resource, parents[resource]!]))
  )
  return [...new Set(['', ...keys])]
}

/** Whether nothing that is known of their parents tells the two things apart. */
export function sameParents(a: Entity, b: Entity): boolean {
  return Object.keys(a.parents).every(
    (resource) => b.parents[resource] === undefined || a.parents[resource] === b.parents[resource]
  )
}
