// Things that are there without having been made: what the API cannot create (a catalogue, an owner, an account), and singletons.
import { emptyWorld } from '../../state/world.js'
import { deriveKey, hashText } from '../../internal/random.js'
import type { Resource } from '../../release/resources/model.js'
import type { Changing } from './after-change.js'
import type { Entity } from './entity.js'
import type { Kept } from './things.js'
import { newborn } from './births/newborn.js'
import { existsUnasked, findThing } from './scope.js'
import { isWellFormedId } from './births/make-id.js'

/** How many things of an uncreatable kind a list shows before anything was changed. */
export const standingCount = 3

/** What nobody made must not depend on what else there is: it is made as if there were nothing. */
const nothing = emptyWorld()

/** What nobody made is as old as the sandbox, whenever it is looked at first. */
function fromTheStart(call: Changing): Changing {
  return { ...call, world: nothing, now: call.engine.options.now }
}

const made = new WeakMap<object, Map<string, Entity>>()

/** The n-th thing that stands in a collection nobody can add to. */
function standing(call: Changing, ordinal: number): Entity {
  return remembered(call, `n${ordinal}`, () =>
    newborn({ ...fromTheStart(call), sent: {}, ordinal: -1 - ordinal })
  )
}

/** A thing that exists because its name was said. */
function unasked(call: Changing, id: string): Entity {
  return remembered(call, `=${id}`, () =>
    newborn({ ...fromTheStart(call), sent: {}, id, ordinal: hashText(id) })
  )
}

/** These are functions of the engine and the path: the same each time, so they are made once, up to a bound. */
function remembered(call: Changing, name: string, make: () => Entity): Entity {
  const { engine, view, scope } = call
  let entities = made.get(engine)
  if (!entities || entities.size > 10_000) made.set(engine, (entities = new Map()))
  const key = JSON.stringify([view.resource.name, scope.map(({ text }) => text), name])
  const known = entities.get(key)
  if (known) return known
  const entity = { ...make(), key: deriveKey(engine.seedKey, hashText(key)) }
  // Below a kept parent it is that parent's: another world may have another one there.
  if (!scope.some(({ at }) => at.startsWith('#'))) entities.set(key, entity)
  return entity
}

/** The thing an id names: a kept one, or one that is there unasked; `undefined` where there is none, or it was deleted for good. */
export function lookUp(call: Changing, id: string): Kept | readonly [undefined, Entity] | undefined {
  const { world, view, scope } = call
  const kept = findThing(world, view, id, scope)
  if (kept) return kept[1].deleted === 'gone' ? undefined : kept
  const { resource } = view
  if (!existsUnasked(resource, id)) return undefined
  const names = saidNames(resource)
  if (view.standing && !names) {
    for (let n = 0; n < standingCount; n++)
      if (standing(call, n).id === id) return [undefined, standing(call, n)]
  }
  const shape = resource.id?.shape
  const isSaid = names?.includes(id) === true
  if (!isSaid && shape && shape.confidence >= 0.8 && !isWellFormedId(shape.value, id)) return undefined
  return [undefined, unasked(call, id)]
}

/** The singleton at a path: the kept one, or what it is before anybody changed it; `undefined` once it was deleted. */
export function singletonAt(call: Changing): Kept | readonly [undefined, Entity] | undefined {
  const kept = findThing(call.world, call.view, '', call.scope)
  if (kept) return kept[1].deleted === undefined ? kept : undefined
  return [
    undefined,
    remembered(call, '', () => newborn({ ...fromTheStart(call), sent: {}, id: '', ordinal: 0 }))
  ]
}

/** What a list shows of things nobody made and nobody changed yet. */
export function standingThings(call: Changing): readonly Entity[] {
  const { world, view, scope } = call
  if (!view.standing) return []
  const things =
    saidNames(view.resource)?.map((id) => unasked(call, id)) ??
    Array.from({ length: standingCount }, (_, n) => standing(call, n))
  return things.filter(({ id }) => !findThing(world, view, id, scope))
}

/** The names that there are, where a user said so: then none are made up. */
function saidNames({ known, strict }: Resource): readonly string[] | undefined {
  return known ?? (strict ? [] : undefined)
}
