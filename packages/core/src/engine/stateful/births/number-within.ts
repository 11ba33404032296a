// Numbers that count within a parent: the first issue of every repository is number 1.
import { normaliseName } from '../../../internal/normalise-name.js'
import type { World } from '../../../state/world.js'
import { innermostKey } from '../entity.js'
import type { ResourceView } from '../resource-view.js'
import type { Scope } from '../scope.js'

/** Names of ids that count; an `id` is one for all. */
const counting = /(number|no|iid|index|position|ordinal|sequence|line)$/

interface Count {
  readonly scope: string
  readonly next: number
}

const name = '$numbers'
const keysOf = ({ scope }: Count): readonly string[] => [scope]

/** The ordinal of the next thing below the innermost parent, from 0; `undefined` where ids do not count within parents. */
export function numberWithin(world: World, view: ResourceView, scope: Scope): number | undefined {
  const key = keyOf(view, scope)
  if (key === undefined) return undefined
  return world.collection<Count>(name).index('scope', keysOf).first(key)?.[1].next ?? 0
}

/** The world in which a number has been given. It is not given again, even when its thing is deleted. */
export function counted(world: World, view: ResourceView, scope: Scope): World {
  const key = keyOf(view, scope)
  if (key === undefined) return world
  const counts = world.collection<Count>(name)
  const [seq, count] = counts.index('scope', keysOf).first(key) ?? []
  const next = { scope: key, next: (count?.next ?? 0) + 1 }
  return world.withCollection(
    name,
    seq === undefined ? counts.insert(next).collection : counts.set(seq, next)
  )
}

function keyOf({ resource }: ResourceView, scope: Scope): string | undefined {
  const { id } = resource
  if (id?.shape.value.kind !== 'sequence' || scope.length === 0) return undefined
  if (!id.at || !counting.test(normaliseName(id.at.value.at(-1) ?? ''))) return undefined
  return `${resource.name}\t${innermostKey(scope)}`
}
