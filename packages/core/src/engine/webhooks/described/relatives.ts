// The kept things that a thing stands below or names: what payloads show beside it.
import { normaliseName } from '../../../internal/normalise-name.js'
import type { World } from '../../../state/world.js'
import type { Engine } from '../../engine.js'
import type { Entity } from '../../stateful/entity.js'
import { factAt } from '../../stateful/facts.js'
import { namedThing } from '../../stateful/links/named-thing.js'
import { thingsOf } from '../../stateful/things.js'

/** A thing beside another. */
export interface Relative {
  readonly resource: string
  /** The names by which a member may mean it, normalised: its noun, and the member of the other thing that names it. */
  readonly names: readonly string[]
  /** Its entity; where it is only named, its name; or what the other thing shows of it. */
  readonly entity?: Entity
  readonly value?: unknown
}

const most = 30

/** Finds them: parents from the innermost outwards, then what its members name. */
export function relativesOf(
  engine: Engine,
  world: World,
  resource: string,
  entity: Entity
): readonly Relative[] {
  const { understanding } = engine
  const found: Relative[] = []
  const seen = new Set<string>()
  const addParents = (name: string, { parents }: Entity): void => {
    for (const parent of Object.keys(parents)) {
      const mark = parents[parent]!
      if (found.length >= most || seen.has(parent + mark)) continue
      seen.add(parent + mark)
      if (!Object.hasOwn(understanding.model.resources, parent)) continue
      const names = namesOf(
        engine,
        parent,
        understanding
          .view(name)
          .resource.parents.find((one) => one.resource === parent)
          ?.at?.value.at(0)
      )
      const kept = mark.startsWith('#')
        ? thingsOf(world, understanding.view(parent)).get(Number(mark.slice(1)))
        : undefined
      if (kept) {
        found.push({ resource: parent, names, entity: kept })
        addParents(parent, kept)
      } else if (mark.startsWith('=')) found.push({ resource: parent, names, value: mark.slice(1) })
    }
  }
  addParents(resource, entity)
  for (const { at, value: target } of understanding.view(resource).resource.references) {
    if (found.length >= most || at.includes('*') || !Object.hasOwn(understanding.model.resources, target))
      continue
    const value = factAt(entity.facts, at)
    if (value === undefined || value === null) continue
    const names = namesOf(engine, target, at.at(-1))
    const isName = typeof value === 'string' || typeof value === 'number'
    const named = isName ? namedThing({ understanding, world }, [target], value, entity) : undefined
    found.push({ resource: target, names, ...(named ? { entity: named } : { value }) })
  }
  return found
}

function namesOf({ understanding }: Engine, resource: string, member: string | undefined): readonly string[] {
  const { noun = resource.split('.').at(-1)! } = understanding.view(resource).resource
  const names = [
    normaliseName(noun),
    ...(member === undefined ? [] : [normaliseName(member).replace(/id$/, '')])
  ]
  return [...new Set(names)]
}
