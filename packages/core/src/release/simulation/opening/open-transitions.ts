// The transitions of a pack, checked against the states of their resources and the operations that do them.
import { suggest } from '../../../internal/suggest.js'
import type { Binding, Resource } from '../../resources/model.js'
import { openFormula, openTest } from './formulas.js'
import { namesHere } from '../names/names-here.js'
import { said } from './said.js'
import type { Transition } from '../opened.js'
import { eachOf, type Opening } from './opening.js'
import { openSetter } from './setters.js'
import type { TransitionSpec } from '../simulation.js'

/** What `after` and `on` mean by themselves. */
const reserved = ['create', 'created', 'updated', 'deleted']

/** Opens one that stands at a pointer; `undefined` where its resource is not there. */
export function openTransition(
  opening: Opening,
  name: string,
  spec: TransitionSpec,
  at: string
): Transition | undefined {
  if (reserved.includes(name))
    opening.invalid(
      at,
      `\`${name}\` cannot be the name of a transition: timers and events mean something else by it.`
    )
  const resource = opening.resource(spec.resource, `${at}/resource`)
  if (!resource) return undefined
  const { description, to, otherwise } = spec
  const from = eachOf(spec.from, `${at}/from`)
  for (const [state, pointer] of [...from, ...eachOf(to, `${at}/to`)])
    checkState(opening, resource, state, pointer)
  const names = namesHere(opening, { entity: resource, request: true, params: 'any' })
  const before = namesHere(opening, { request: true, params: 'any' })
  const set = spec.set && openSetter(opening, spec.set, `${at}/set`, resource, names)
  const id =
    spec.id === undefined
      ? undefined
      : openFormula(opening, spec.id, `${at}/id`, before, ['string', 'number'], 'An id is')
  const when = openTest(opening, spec.when, `${at}/when`, names)
  const whenText = typeof spec.when === 'string' ? spec.when.slice(1).trim() : spec.when && 'its condition'
  return {
    name,
    resource: resource.name,
    ...said({ description, to, otherwise, set, id, when, whenText }),
    ...(from.length > 0 && { from: from.map(([state]) => state) }),
    on: operationsOf(opening, spec, at),
    emit: eachOf(spec.emit, '').map(([type]) => type)
  }
}

function checkState(opening: Opening, { name, state }: Resource, wanted: string, at: string): void {
  if (!state) {
    opening.invalid(
      at,
      `No member of ${name} is known to say what state it is in.`,
      `Say which one does: resources: { ${JSON.stringify(name)}: { state: { at: 'status' } } }.`
    )
    return
  }
  if (state.value.includes(wanted)) return
  const nearest = suggest(wanted, state.value)
  opening.invalid(
    at,
    `\`${state.at.join('.')}\` of ${name} is never \`${wanted.slice(0, 60)}\`.`,
    nearest === undefined ? `It is: ${state.value.slice(0, 20).join(', ')}.` : `Did you mean \`${nearest}\`?`
  )
}

/** Keys of the operations that do it: those that are said, else the actions that lead to its state. */
function operationsOf(opening: Opening, spec: TransitionSpec, at: string): readonly string[] {
  const { bindings } = opening.model
  if (spec.on === undefined) return spec.to === undefined ? [] : actionsTo(bindings, spec.resource, spec.to)
  return eachOf(spec.on, `${at}/on`).flatMap(([name, pointer]) => {
    const operation = opening.operation(name, pointer)
    if (!operation) return []
    const binding = Object.hasOwn(bindings, operation.key) ? bindings[operation.key] : undefined
    if (spec.id === undefined && !namesThing(opening, binding, spec.resource))
      opening.invalid(
        pointer,
        `\`${operation.key}\` does not say which of ${spec.resource} it is about.`,
        'Say it with `id`, such as `id: =request.body.payment`.'
      )
    return [operation.key]
  })
}

function actionsTo(bindings: { readonly [key: string]: Binding }, resource: string, to: string): string[] {
  return Object.values(bindings)
    .filter((binding) => binding.resource?.value === resource && binding.action?.value.to === to)
    .map(({ operation }) => operation)
}

/** Whether an operation is about one thing of the resource: one that it names, makes, or the only one. */
function namesThing({ model }: Opening, binding: Binding | undefined, resource: string): boolean {
  if (binding?.resource?.value !== resource) return false
  return (
    binding.key !== undefined ||
    binding.picks !== undefined ||
    binding.does.value === 'create' ||
    model.resources[resource]?.kind.value === 'singleton'
  )
}
