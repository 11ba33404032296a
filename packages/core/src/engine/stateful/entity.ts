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
  return parents
    .map(([resource, at]) => `${resource} ${at}`)
    .toSorted((a, b) => (a < b ? -1 : 1))
    .join('\t')
}

/** Index keys of a thing that lists show: for all, for each parent, and for its parents together. */
export function scopeKeys({ parents, deleted }: Entity): readonly string[] {
  if (deleted !== undefined && deleted !== 'ended') return []
  const each = Object.keys(parents).map((resource) => [resource, parents[resource]!] as const)
  const keys = ['', ...each.map((one) => scopeKey([one]))]
  return each.length > 1 ? [...keys, scopeKey(each)] : keys
}
