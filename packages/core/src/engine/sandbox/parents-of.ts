// What a thing stands below, in the words of the API.
import type { World } from '../../state/world.js'
import type { Entity } from '../stateful/entity.js'

/** The ids of what a thing stands below, by resource; those of parents of parents among them. */
export function parentsOf(world: World, parents: Entity['parents']): { readonly [resource: string]: string } {
  const found: Record<string, string> = Object.create(null)
  const queue = Object.entries(parents)
  for (const [resource, at] of queue) {
    if (Object.hasOwn(found, resource)) continue
    const parent = at.startsWith('#')
      ? world.collection<Entity>(resource).get(Number(at.slice(1)))
      : undefined
    found[resource] = parent?.id ?? at.slice(1)
    if (parent) queue.push(...Object.entries(parent.parents))
  }
  return found
}
