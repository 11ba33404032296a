// A thing to begin with: one that Sandbed makes up itself, with the members that tell most, and found to be in order.
import type { Resource, SimulationPack } from '@sandbed/core'
import { isFault } from './pack-part.js'
import { writtenMember } from './pack-subject.js'
import type { Trial } from './trial.js'

/** A thing that can be there from the start. */
export interface ExampleSeed {
  readonly resource: Resource
  /** As a seed is written. */
  readonly seed: Readonly<Record<string, unknown>>
  /** What it stands below, under `$parents`; absent where it stands below nothing. */
  readonly parents?: Readonly<Record<string, string>>
  /** A member that says nothing about its id, its state or other things, where there is one. */
  readonly member?: readonly [name: string, value: string | number | boolean]
}

/** How many resources are tried. */
const mostTries = 6
const mostMembers = 6
const longestText = 60

/** A seed of the first of some resources of which one can be made. */
export function exampleSeed(resources: readonly Resource[], trial: Trial): ExampleSeed | undefined {
  for (const resource of resources.slice(0, mostTries)) {
    const seed = seedOf(resource, trial)
    if (seed) return seed
  }
  return undefined
}

function seedOf(resource: Resource, trial: Trial): ExampleSeed | undefined {
  const { name, parents } = resource
  const below =
    parents.length === 0 ? undefined : Object.fromEntries(parents.map((one) => [one.resource, '1']))
  const above = below && { $parents: below }
  const packOf = (seed: object): SimulationPack => ({ resources: { [name]: { seed: [{ ...seed }] } } })
  if (trial.issues(packOf({ ...above })).some(isFault)) return undefined
  const [made] = trial.sandbox(packOf({ ...above })).state.list(name)
  if (!made) return undefined
  const members = tellingMembers(resource, made.value)
  const id = idOf(resource, made.value)
  for (const some of [{ ...id, ...members }, { ...id }, {}]) {
    const seed = { ...some, ...above }
    if (trial.issues(packOf(seed)).some(isFault)) continue
    const state = resource.state?.at[0]
    const [member] = Object.entries(members).filter(([name]) => name !== state && Object.hasOwn(some, name))
    return { resource, seed, ...(below && { parents: below }), ...(member && { member }) }
  }
  return undefined
}

function idOf({ id }: Resource, value: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const place = id?.at?.value
  return place?.length === 1 && Object.hasOwn(value, place[0]!) ? { [place[0]!]: value[place[0]!] } : {}
}

/** A few short members that do not follow from anything else. */
function tellingMembers(
  { id, state, references, timestamps, parents, derived, counts = [], version }: Resource,
  value: Readonly<Record<string, unknown>>
): Record<string, string | number | boolean> {
  const follow = [
    id?.at?.value,
    ...(id?.alternates ?? []).map((one) => one.value),
    ...[...references, ...timestamps, ...(derived?.value ?? []), ...counts].map(({ at }) => at),
    ...parents.map(({ at }) => at?.value),
    version?.value.at
  ]
  const others = new Set(follow.map((place) => place?.[0]))
  const telling = Object.entries(value).filter(
    (entry): entry is [string, string | number | boolean] =>
      !others.has(entry[0]) && writtenMember([entry[0]]) !== undefined && isShort(entry[1])
  )
  const stateFirst = telling.toSorted(([a], [b]) => Number(b === state?.at[0]) - Number(a === state?.at[0]))
  return Object.fromEntries(stateFirst.slice(0, mostMembers))
}

/** A scalar that is no expression and fits on a line. */
function isShort(value: unknown): boolean {
  if (typeof value === 'string')
    return value !== '' && value.length <= longestText && value.isWellFormed() && !value.startsWith('=')
  return typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))
}
