// The path before the thing itself: which parents it leads through, and whether a thing stands below them.
import { setOwn } from '../../internal/json.js'
import type { Resource, Step } from '../../release/resources/model.js'
import type { World } from '../../state/world.js'
import type { Input } from '../stages.js'
import type { Entity } from './entity.js'
import { factAt, idText } from './facts.js'
import { childrenOf, thingsNamed, thingsWithId, thingsOf, type Kept } from './things.js'
import type { ResourceView, Understanding } from './resource-view.js'

/** One parent on the way. */
export interface ScopeStep {
  readonly resource: string
  /** What the path says. */
  readonly text: string
  /** `#seq` of the parent that is kept, or `=text`. */
  readonly at: string
}

/** The parents of a path, outermost first. */
export type Scope = readonly ScopeStep[]

/** A parent that does not exist. */
export interface MissingParent {
  readonly missing: string
  readonly text: string
}

/**
 * Looks the parents up. One that the API cannot create is taken to exist under any name, unless the model is strict about it. `refuses`: the
 * operation declares what it answers where something is missing.
 */
export function scopeOf(
  understanding: Understanding,
  world: World,
  steps: readonly Step[],
  path: Input['path'],
  refuses = true
): Scope | MissingParent {
  const scope: ScopeStep[] = []
  for (const step of steps) {
    const { resource, parameter } = step
    if (parameter === undefined) continue
    const text = idText(path[parameter]) ?? ''
    const view = understanding.view(resource)
    const kept = findThing(world, view, text, scope)
    if (kept && kept[1].deleted === undefined) scope.push({ resource, text, at: `#${kept[0]}` })
    else if (
      !kept &&
      (existsUnasked(view.resource, text) ||
        mayComeElsewhere(view.resource, step, refuses) ||
        (step.elsewhere && hasBelow(understanding, world, view, text)))
    )
      scope.push({ resource, text, at: `=${text}` })
    else return { missing: resource, text }
  }
  return scope
}

/** Whether a thing that is not kept is there all the same. */
export function existsUnasked({ creatable, strict, known }: Resource, id: string): boolean {
  if (known?.includes(id)) return true
  return !creatable.value && strict !== true && id !== ''
}

/** Whether the API has ways to make one that are not about it: then a parent that is not kept may be there all the same. */
function mayComeElsewhere({ creatable, strict }: Resource, { elsewhere }: Step, refuses: boolean): boolean {
  return strict !== true && (creatable.confidence < 0.7 || (elsewhere === true && !refuses))
}

/** Whether something was made below a parent that is not kept: then it is there for whoever asks. */
function hasBelow(understanding: Understanding, world: World, view: ResourceView, text: string): boolean {
  return view.children.some((name) => {
    const [first] = childrenOf(world, understanding.view(name), view.resource.name, `=${text}`)
    return first !== undefined
  })
}

/** The thing that an id names below a scope; deleted ones that are kept are found too. */
export function findThing(world: World, view: ResourceView, id: string, scope: Scope): Kept | undefined {
  const below = scope.map(({ resource, at, text }) => ({ resource, marks: [at, `=${text}`] }))
  for (const kept of thingsNamed(world, view, id, below)) if (standsBelow(view, kept[1], scope)) return kept
  return undefined
}

/** Whether a thing stands below every parent of a scope. What it does not say of a parent is not held against it. */
export function standsBelow({ resource }: ResourceView, entity: Entity, scope: Scope): boolean {
  return scope.every((step) => {
    const own = Object.hasOwn(entity.parents, step.resource) ? entity.parents[step.resource] : undefined
    if (own !== undefined) return own === step.at || own === `=${step.text}`
    const at = resource.parents.find((parent) => parent.resource === step.resource)?.at
    const named = at && idText(factAt(entity.facts, at.value))
    return named === undefined || named === step.text
  })
}

/** The parents of a new thing: those of its path, those its members name, and one that can only be meant. */
export function parentsOf(
  understanding: Understanding,
  world: World,
  view: ResourceView,
  facts: unknown,
  scope: Scope
): Record<string, string> {
  const parents: Record<string, string> = {}
  for (const step of scope) setOwn(parents, step.resource, step.at)
  for (const { resource, at } of view.resource.parents) {
    if (Object.hasOwn(parents, resource) || !at) continue
    const text = idText(factAt(facts, at.value))
    if (text === undefined) continue
    const [kept] = thingsWithId(world, understanding.view(resource), text)
    setOwn(parents, resource, kept ? `#${kept[0]}` : `=${text}`)
  }
  const only = meantParent(understanding, view, scope)
  if (only && !scope.some((step) => step.resource === only.resource))
    setOwn(parents, only.resource, `=${only.text}`)
  return parents
}

/**
 * Made at `/orgs/{org}/repos`, read at `/repos/{owner}/{repo}`: the one name that the path of the thing asks for and the path of its
 * making does not say is the one that only the latter says.
 */
export function meantParent(
  understanding: Understanding,
  view: ResourceView,
  scope: Scope
): { resource: string; text: string } | undefined {
  const asked = [...view.itemParents].filter(
    (name) => isNamedOnly(understanding, name) && !scope.some((step) => step.resource === name)
  )
  const said = scope.filter(({ resource, at }) => at.startsWith('=') && !view.itemParents.has(resource))
  return asked.length === 1 && said.length === 1 ? { resource: asked[0]!, text: said[0]!.text } : undefined
}

function isNamedOnly(understanding: Understanding, name: string): boolean {
  return !understanding.view(name).resource.creatable.value
}

/** The entity that a parent's mark leads to. */
export function parentEntity(
  understanding: Understanding,
  world: World,
  resource: string,
  at: string
): Entity | undefined {
  return at.startsWith('#')
    ? thingsOf(world, understanding.view(resource)).get(Number(at.slice(1)))
    : undefined
}
