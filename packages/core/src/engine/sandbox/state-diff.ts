// What became of things between two moments, as users see it: by resource, things by their ids, fields as JSON Pointers.
import { getOwn } from '../../internal/json.js'
import { joinPointer } from '../../internal/json-pointer.js'
import type { Resource, ResourceModel } from '../../release/resources/model.js'
import { diffWorlds, type CollectionDiff } from '../../state/diff.js'
import type { Change } from '../../state/diff-json.js'
import type { World } from '../../state/world.js'
import type { Entity } from '../stateful/entity.js'
import { parentsOf } from './parents-of.js'

/** A field that differs. No `before`: it was added. No `after`: it was removed. */
export interface FieldChange extends Change {
  /** It says no more than that something else changed: when a thing was updated last, which version it is. */
  readonly stamp?: true
}

/** A thing that is there at one of the two moments. */
export interface DiffThing {
  readonly id: string
  /** Its number among those of its resource. */
  readonly seq: number
  /** What it stands below, by resource, where it stands below anything. */
  readonly parents?: { readonly [resource: string]: string }
  /** The traces of what did it, oldest first, as far as the log has them; only where they were asked for. */
  readonly traces?: readonly string[]
  /** Its members, as `sandbox.state` shows them. */
  readonly value: { readonly [member: string]: unknown }
  /** What is kept of it. */
  readonly record: object
}

/** A thing that is there at both, and was changed. The value is what it is afterwards. */
export interface DiffChange extends Omit<DiffThing, 'record'> {
  /** What differs of its members: pointers into the value. Empty where it was written, and nothing came of that. */
  readonly fields: readonly FieldChange[]
  /** What is kept of it, and what differs of that. */
  readonly before: object
  readonly after: object
  readonly patch: readonly Change[]
}

/** What became of the things of one resource; each list from the oldest thing on. Things of which something is kept after they were deleted are removed. */
export interface ResourceDiff {
  readonly added: readonly DiffThing[]
  readonly changed: readonly DiffChange[]
  readonly removed: readonly DiffThing[]
}

/** The resources of which things differ, by name, names in order. An object without a prototype: any name may be one. */
export interface StateDiff {
  readonly [resource: string]: ResourceDiff
}

/** What a diff tells beside what changed. */
export interface DiffOptions {
  /** Whether each thing names the traces of what did it. @default false */
  readonly traces?: boolean
}

/** Finds the traces of what became of a thing. */
export type TracesOf = (resource: string, seq: number) => readonly string[]

/** Compares what two worlds show. `tracesOf` is asked for each thing. */
export function diffStates(
  before: World,
  after: World,
  model: ResourceModel,
  tracesOf?: TracesOf
): StateDiff {
  const diff: Record<string, ResourceDiff> = Object.create(null)
  const raw = diffWorlds(before, after)
  for (const name of Object.keys(raw)) {
    const stamps = stampsOf(getOwn(model.resources, name) as Resource | undefined)
    const found = shownDiff(raw[name]!, { before, after, stamps, tracesOf: tracesOf?.bind(undefined, name) })
    if (found.added.length + found.changed.length + found.removed.length > 0) diff[name] = found
  }
  return diff
}

/** What the things of one resource are shown with. */
interface Showing {
  readonly before: World
  readonly after: World
  readonly stamps: ReadonlySet<string>
  readonly tracesOf: ((seq: number) => readonly string[]) | undefined
}

function shownDiff(raw: CollectionDiff, { before, after, stamps, tracesOf }: Showing): ResourceDiff {
  const named = (world: World, seq: number, entity: Entity) => ({
    id: entity.id,
    seq,
    ...parentsOf(world, entity),
    ...(tracesOf && { traces: tracesOf(seq) })
  })
  const things = (world: World, rows: CollectionDiff['added']): readonly DiffThing[] =>
    rows
      .filter(({ record }) => isThere(record))
      .toSorted((a, b) => a.seq - b.seq)
      .map(({ seq, record }) => ({
        ...named(world, seq, record as Entity),
        value: (record as Entity).facts,
        record
      }))
  const came = raw.changed.filter((one) => !isThere(one.before))
  const went = raw.changed.filter((one) => !isThere(one.after))
  return {
    added: things(after, [...raw.added, ...came.map((one) => ({ seq: one.seq, record: one.after }))]),
    changed: raw.changed
      .filter((one) => isThere(one.before) && isThere(one.after))
      .map(({ seq, patch, ...kept }) => {
        const entity = kept.after as Entity
        const fields = fieldsIn(patch, stamps)
        return { ...named(after, seq, entity), value: entity.facts, fields, ...kept, patch }
      }),
    removed: things(before, [...raw.removed, ...went.map((one) => ({ seq: one.seq, record: one.before }))])
  }
}

function isThere(record: object): boolean {
  return (record as Entity).deleted === undefined
}

const facts = '/facts'

/** What differs of a record's facts, as places in those. */
function fieldsIn(patch: readonly Change[], stamps: ReadonlySet<string>): FieldChange[] {
  return patch
    .filter(({ pointer }) => pointer.startsWith(`${facts}/`))
    .map((change) => {
      const pointer = change.pointer.slice(facts.length)
      return { ...change, pointer, ...(stamps.has(pointer) && { stamp: true as const }) }
    })
}

/** Where a resource says when things of it were updated, and which version they are. */
function stampsOf(resource: Resource | undefined): ReadonlySet<string> {
  const updated = resource?.timestamps.filter(({ value }) => value === 'updated') ?? []
  const places = [...updated, ...(resource?.version ? [resource.version.value] : [])]
  return new Set(places.map(({ at }) => at.reduce(joinPointer, '')))
}
