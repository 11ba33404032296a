// What a thing stands below, in the words of the API.
import type { World } from '../../state/world.js'
import type { Entity } from '../stateful/entity.js'

/** The member `parents` of a thing as users see it: the ids of what it stands below, by resource, those of parents of parents among them. None where it stands below nothing. */
export function parentsOf(
  world: World,
  { parents }: Pick<Entity, 'parents'>
): { readonly parents?: { readonly [resource: string]: string } } {
  const queue = Object.entries(parents)
  if (queue.length === 0) return {}
  const found: Record<string, string> = Object.create(null)
  for (const [resource, at] of queue) {
    if (Object.hasOwn(found, resource)) continue
    const parent = at.startsWith('#')
      ? world.collection<Entity>(resource).get(Number(at.slice(1)))
      : undefined
    found[resource] = parent?.id ?? at.slice(1)
    if (parent) queue.push(...Object.entries(parent.parents))
  }
  return { parents: found }
}
