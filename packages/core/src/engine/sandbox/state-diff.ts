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

type Changed = CollectionDiff['changed'][number]

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
  for (const resource of Object.keys(raw)) {
    const { added, changed, removed } = raw[resource]!
    const stamps = stampsOf(getOwn(model.resources, resource) as Resource | undefined)
    const named = (world: World, seq: number, { id, parents }: Entity) => ({
      id,
      seq,
      ...(Object.keys(parents).length > 0 && { parents: parentsOf(world, parents) }),
      ...(tracesOf && { traces: tracesOf(resource, seq) })
    })
    const shown = (world: World, seq: number, record: Entity): DiffThing => ({
      ...named(world, seq, record),
      value: record.facts,
      record
    })
    const found = {
      added: added.flatMap(({ seq, record }) =>
        isThere(record) ? [shown(after, seq, record as Entity)] : []
      ),
      changed: [] as DiffChange[],
      removed: removed.flatMap(({ seq, record }) =>
        isThere(record) ? [shown(before, seq, record as Entity)] : []
      )
    }
    for (const one of changed) {
      const [was, is] = [one.before as Entity, one.after as Entity]
      if (isThere(was) && isThere(is))
        found.changed.push({
          ...named(after, one.seq, is),
          ...changeIn(one, stamps)
        })
      else if (isThere(is)) found.added.push(shown(after, one.seq, is))
      else if (isThere(was)) found.removed.push(shown(before, one.seq, was))
    }
    if (found.added.length + found.changed.length + found.removed.length > 0)
      diff[resource] = {
        added: inOrder(found.added),
        changed: found.changed,
        removed: inOrder(found.removed)
      }
  }
  return diff
}

function changeIn({ before, after, patch }: Changed, stamps: ReadonlySet<string>) {
  return { value: (after as Entity).facts, fields: fieldsIn(patch, stamps), before, after, patch }
}

function isThere(record: object): boolean {
  return (record as Entity).deleted === undefined
}

function inOrder(things: DiffThing[]): readonly DiffThing[] {
  return things.toSorted((a, b) => a.seq - b.seq)
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
