// Where a seed stands: the parents that it names under `$parents`, as a path would name them.
import { joinPointer } from '../../../internal/json-pointer.js'
import { isObject, printScalar, setOwn } from '../../../internal/json.js'
import { suggest } from '../../../internal/suggest.js'
import type { World } from '../../../state/world.js'
import { factAt, idText, type Facts } from '../facts.js'
import type { OnFault } from './seed-fault.js'
import type { ResourceView, Understanding } from '../resource-view.js'
import { meantParent, parentEntity, scopeOf, type Scope, type ScopeStep } from '../scope.js'
import { thingsOf } from '../things.js'

/** The parents of a seed, outermost first; `undefined` where one is not there or was not said. */
export function seedScope(
  understanding: Understanding,
  world: World,
  view: ResourceView,
  given: Facts,
  said: unknown,
  onFault: OnFault
): Scope | undefined {
  const names = parentNames(view, said, onFault)
  if (!names) return undefined
  const steps = Object.keys(names).map((resource) => ({ resource, parameter: resource }))
  const found = scopeOf(understanding, world, inOrder(view, steps), names)
  if ('missing' in found) {
    onFault({
      pointer: joinPointer('/$parents', found.missing),
      message: `There is no ${found.missing} with the id '${found.text.slice(0, 100)}'.`,
      hint: `Give \`${found.missing}\` such a seed, or list the name as \`known\`.`
    })
    return undefined
  }
  const scope = inOrder(view, withGrandparents(understanding, world, view, found))
  const missing = missingParents(understanding, view, given, scope)
  if (missing.length === 0) return scope
  onFault({
    pointer: '',
    message: `It does not say what it stands below: ${missing.map((name) => `\`${name}\``).join(', ')}.`,
    hint: `Say it as \`$parents: { ${missing.map((name) => `${name}: <id>`).join(', ')} }\`.`
  })
  return undefined
}

/** What stands under `$parents`, when it is a map from parents to ids. */
function parentNames(
  { resource }: ResourceView,
  said: unknown,
  onFault: OnFault
): Record<string, string> | undefined {
  const names: Record<string, string> = {}
  if (said === undefined) return names
  if (!isObject(said)) {
    onFault({
      pointer: '/$parents',
      message: `${printScalar(said).slice(0, 60)} stands here; it must be an object, parent resource -> id.`
    })
    return undefined
  }
  const known = resource.parents.map((parent) => parent.resource)
  for (const name of Object.keys(said)) {
    const id = said[name]
    const pointer = joinPointer('/$parents', name)
    if (!known.includes(name)) {
      const nearest = suggest(name, known) ?? known[0]
      onFault({
        pointer,
        message: `\`${name.slice(0, 100)}\` is no parent of ${resource.name}.`,
        hint: nearest === undefined ? 'It has none.' : `Did you mean \`${nearest}\`?`
      })
      return undefined
    }
    if (typeof id !== 'string' && typeof id !== 'number') {
      onFault({ pointer, message: `${printScalar(id).slice(0, 60)} stands here; it must be an id.` })
      return undefined
    }
    setOwn(names, name, String(id))
  }
  return names
}

/** Outermost first, as the paths have them. */
function inOrder<T extends { readonly resource: string }>(
  { resource }: ResourceView,
  steps: readonly T[]
): T[] {
  const rank = new Map(resource.parents.map((parent, index) => [parent.resource, index]))
  return steps.toSorted((a, b) => rank.get(a.resource)! - rank.get(b.resource)!)
}

/** A parent that is kept knows what it stands below itself. */
function withGrandparents(
  understanding: Understanding,
  world: World,
  { resource }: ResourceView,
  scope: Scope
): Scope {
  const whole = new Map(scope.map((step) => [step.resource, step]))
  for (const { resource: parent, at } of scope) {
    const marks = parentEntity(understanding, world, parent, at)?.parents ?? {}
    for (const { resource: name } of resource.parents) {
      const mark = Object.hasOwn(marks, name) ? marks[name]! : undefined
      if (mark !== undefined && !whole.has(name)) whole.set(name, stepTo(understanding, world, name, mark))
    }
  }
  return [...whole.values()]
}

function stepTo(understanding: Understanding, world: World, resource: string, at: string): ScopeStep {
  const kept = at.startsWith('#')
    ? thingsOf(world, understanding.view(resource)).get(Number(at.slice(1)))
    : undefined
  return { resource, at, text: kept?.id ?? at.slice(1) }
}

/** What would have to be said for the thing to be reached by the path that needs least; empty where one can be filled in. */
function missingParents(
  understanding: Understanding,
  view: ResourceView,
  given: Facts,
  scope: Scope
): readonly string[] {
  const said = new Set(scope.map(({ resource }) => resource))
  for (const { resource, at } of view.resource.parents)
    if (at && idText(factAt(given, at.value)) !== undefined) said.add(resource)
  const meant = meantParent(understanding, view, scope)
  if (meant) said.add(meant.resource)
  let least: readonly string[] | undefined
  for (const path of pathsOf(understanding, view)) {
    const missing = path.filter((name) => !said.has(name))
    if (!least || missing.length < least.length) least = missing
  }
  return least ?? []
}

const paths = new WeakMap<ResourceView, readonly (readonly string[])[]>()

/** The parents on each path that leads to one thing, or where there is none, to all of them. */
function pathsOf({ model }: Understanding, view: ResourceView): readonly (readonly string[])[] {
  const known = paths.get(view)
  if (known) return known
  const bindings = Object.values(model.bindings).filter(
    ({ resource }) => resource?.value === view.resource.name
  )
  const keyed = bindings.filter(({ key }) => key !== undefined)
  const found = (keyed.length > 0 ? keyed : bindings).map(({ within }) =>
    within.flatMap(({ resource, parameter }) => (parameter === undefined ? [] : [resource]))
  )
  paths.set(view, found)
  return found
}
