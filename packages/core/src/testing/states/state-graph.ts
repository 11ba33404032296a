// What a sandbox holds, as facts about names: the ids that it made up are names that could be others, everything else is as it is.
import type { Sandbox } from '../../engine/sandbox/sandbox.js'
import type { Snapshot } from '../../engine/sandbox/snapshot.js'
import type { StateEntry } from '../../engine/sandbox/state-view.js'
import { getAt } from '../../internal/json-pointer.js'
import { getOwn } from '../../internal/json.js'
import type { Resource } from '../../release/resources/model.js'
import { ignoredBy, type Ignored } from '../ignored.js'
import { maskThing, type Masked, type Masking } from './mask-thing.js'
import { MadeNames } from './made-names.js'

/** What can be compared: a sandbox. */
export type Comparable = Pick<Sandbox, 'state' | 'model' | 'diff'>

/** One thing: what is said of which names. Two facts say the same of their names when their texts are equal. */
export interface Fact extends Masked {
  readonly entry: StateEntry
  /** How it was read. */
  readonly masking: Masking
}

/** All facts, and how often and where each name stands in them. */
export interface StateGraph {
  readonly facts: readonly Fact[]
  readonly names: MadeNames
  /** Name -> [fact, slot], flat. */
  readonly places: readonly (readonly number[])[]
}

/** How states are compared. */
export interface CompareOptions {
  /**
   * - `isomorphic`: ids that a sandbox made up may be spelled differently, in things and in all that refers to them (within URLs as well), so it does
   *   not matter in which order things were created.
   * - `exact`: ids are what they are.
   * @default 'isomorphic'
   */
  readonly ids?: 'isomorphic' | 'exact'
  /** When both were still alike, as a snapshot of either: what was there then keeps its ids. @default the beginning of each */
  readonly since?: Snapshot
  /** Members by name (`updated_at`), places (`/metadata/source`), places in one resource (`payments/memo`), whole resources (`logs/`). */
  readonly ignore?: Ignored
  /** Whether moments and version numbers that the sandbox writes by itself count: when a thing was created and updated. @default false */
  readonly stamps?: boolean
}

/** Reads a state. */
export function readState(
  sandbox: Comparable,
  { ids = 'isomorphic', since, ignore, stamps = false }: CompareOptions
): StateGraph {
  const { state, model } = sandbox
  const isIgnored = ignoredBy(ignore)
  const entries = state.resources
    .filter((resource) => !isIgnored(resource, []))
    .flatMap((resource) => state.list(resource))
  const names = new MadeNames()
  const resourceOf = (name: string): Resource | undefined =>
    getOwn(model.resources, name) as Resource | undefined
  if (ids === 'isomorphic') nameWhatWasMade(sandbox, since, names, resourceOf)
  const facts = entries.map((entry): Fact => {
    const masking: Masking = {
      names,
      resource: resourceOf(entry.resource),
      stamps,
      isIgnored: (path) => isIgnored(entry.resource, path)
    }
    return { entry, masking, ...maskThing(entry, masking) }
  })
  const places: number[][] = Array.from({ length: names.count }, () => [])
  for (const [at, { slots }] of facts.entries())
    for (const [slot, name] of slots.entries()) places[name]!.push(at, slot)
  return { facts, names, places }
}

/** Ids that clients choose, and those that were there before, are no names but what they are. */
function nameWhatWasMade(
  sandbox: Comparable,
  since: Snapshot | undefined,
  names: MadeNames,
  resourceOf: (name: string) => Resource | undefined
): void {
  const diff = sandbox.diff(since)
  for (const name of Object.keys(diff)) {
    const { id: identity, links } = resourceOf(name) ?? {}
    const isChosen = links !== undefined || identity?.chosenByClient.value === true
    for (const { id, parents, value } of diff[name]!.added) {
      const thing = { resource: name, id, ...(parents && { parents }) }
      names.addMade(thing)
      if (!isChosen && id !== '') names.add(thing)
      for (const { value: at } of identity?.alternates ?? []) {
        const other = getAt(value, at)
        if (typeof other === 'number' || typeof other === 'string') names.addAlternate(String(other))
      }
    }
  }
}
