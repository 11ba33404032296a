// Where a thing is read: the path of the operation that reads it, filled with its id and the names of its parents.
import type { World } from '../../../state/world.js'
import type { Engine } from '../../engine.js'
import type { Entity } from '../entity.js'
import type { ResourceView, Understanding } from '../resource-view.js'
import { parentEntity, type Scope } from '../scope.js'

/** What an address is read from. */
export interface Standpoint {
  readonly engine: Engine
  readonly understanding: Understanding
  readonly world: World
  readonly view: ResourceView
  readonly scope: Scope
}

/** The path, below the base path where there is only one; `undefined` where nothing reads one such thing, or a parent's name is not known. */
export function addressOf(at: Standpoint, entity: Pick<Entity, 'id' | 'parents'>): string | undefined {
  const { engine, understanding, view, scope } = at
  if (entity.id === '') return undefined
  const parents = scope.map((step) => step.resource)
  for (const { operation, key, within } of understanding.readsOf(view.resource.name, parents)) {
    const values = new Map([[key!.value.name, entity.id]])
    for (const { resource, parameter } of within) {
      const text = parameter === undefined ? undefined : parentText(at, entity, resource)
      if (text !== undefined) values.set(parameter!, text)
    }
    const path = filledPath(engine.release.operation(operation).path, values)
    if (path !== undefined) return basePathOf(engine) + path
  }
  return undefined
}

/** The base path, where there is only one. */
export function basePathOf(engine: Engine): string {
  const [only = '', ...others] = engine.release.index.basePaths
  return others.length === 0 ? only : ''
}

/** What a path says for a parent of a thing; `undefined` where that is not known. */
function parentText(
  { understanding, world, scope }: Standpoint,
  { parents }: Pick<Entity, 'parents'>,
  resource: string
): string | undefined {
  const step = scope.find((one) => one.resource === resource)
  if (step) return step.text
  const at = Object.hasOwn(parents, resource) ? parents[resource]! : undefined
  return at?.startsWith('=') ? at.slice(1) : at && parentEntity(understanding, world, resource, at)?.id
}

/** A path template with its parameters; `undefined` where one is missing. */
function filledPath(path: string, values: ReadonlyMap<string, string>): string | undefined {
  const names = [...path.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name!)
  if (names.some((name) => !values.has(name))) return undefined
  return path.replaceAll(/\{([^{}]*)\}/g, (_, name: string) => pathText(values.get(name)!))
}

/** A text as it is written in a path. */
export function pathText(text: string): string {
  return encodeURIComponent(text.toWellFormed())
}
