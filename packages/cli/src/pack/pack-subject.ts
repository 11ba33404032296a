// What the examples of a starting pack are about: the resource that shows most, and what its things and operations are called there.
import type { Binding, OperationSummary, Place, Resource, Sandbox } from '@sandbed/core'
import { viewModel, type ModelView } from '../inspect/model-view.js'

/** An API to write a pack for. */
export interface PackSubject {
  readonly sandbox: Sandbox
  readonly model: ModelView
  /** The resources that things can be kept of, those first that show most. */
  readonly resources: readonly Resource[]
  /** What a pack calls an operation: its operationId where no other has it, else its key. */
  operationName(key: string): string
}

/** Looks at an API. */
export function packSubject(sandbox: Sandbox): PackSubject {
  const model = viewModel(sandbox.model)
  const scores = new Map(model.resources.map((resource) => [resource, score(resource, model)]))
  const { operations } = sandbox
  const ids = Map.groupBy(operations, ({ operationId }) => operationId)
  const byKey = new Map(operations.map((operation) => [operation.key, operation]))
  const isName = ({ operationId }: OperationSummary): boolean =>
    operationId !== undefined && ids.get(operationId)!.length === 1 && !byKey.has(operationId)
  return {
    sandbox,
    model,
    resources: model.resources
      .filter(({ kind }) => kind.value !== 'ambient')
      .toSorted((a, b) => scores.get(b)! - scores.get(a)!),
    operationName(key) {
      const operation = byKey.get(key)
      return operation && isName(operation) ? operation.operationId! : key
    }
  }
}

/** Things of many kinds have states and are made; what stands below others needs those first. */
function score({ name, kind, state, creatable, parents, id, schema }: Resource, model: ModelView): number {
  const moves = model.bindingsOf(name).some(({ action }) => action?.value.to !== undefined)
  return (
    (state ? 8 : 0) +
    (moves ? 8 : 0) +
    (creatable.value ? 4 : 0) +
    (id?.at ? 2 : 0) +
    (schema ? 1 : 0) +
    (kind.value === 'collection' ? 6 : 0) -
    5 * parents.length
  )
}

/** What one thing of a resource is called, in one word: `webhook-endpoint`. */
export function nounOf({ noun, name }: Resource): string {
  const words = (noun ?? name).replaceAll(/[^A-Za-z0-9]+/g, '-').replaceAll(/^-+|-+$/g, '')
  return words === '' ? 'thing' : words.slice(0, 40)
}

/** What it is called in prose, with its article. */
export function aThing(resource: Resource): string {
  const noun = resource.noun ?? resource.name
  return `${/^[aeiou]/i.test(noun) ? 'an' : 'a'} ${noun}`
}

/** A place as a pack writes it where it has to be a text; `undefined` where a name has a dot in it. */
export function writtenMember(place: Place): string | undefined {
  return place.length > 0 && place.every((name) => name !== '' && name !== '*' && !name.includes('.'))
    ? place.join('.')
    : undefined
}

/** A place behind a name, in an expression: `order.id`, `order["x-id"]`. */
export function memberExpression(of: string, place: Place): string {
  return place.reduce(
    (text, name) =>
      /^[A-Za-z_]\w*$/.test(name) && !keywords.has(name)
        ? `${text}.${name}`
        : `${text}[${JSON.stringify(name)}]`,
    of
  )
}

const keywords = new Set(['in', 'true', 'false', 'null'])

/** The operation that makes things of a resource. */
export function createOf({ name }: Resource, model: ModelView): Binding | undefined {
  return model.bindingsOf(name).find(({ does }) => does.value === 'create')
}
