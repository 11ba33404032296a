// Resources that a user's overrides name for the first time: what is taken of one until more is said.
import { getOwn } from '../../../internal/json.js'
import { suggest } from '../../../internal/suggest.js'
import { membersOf } from '../../../schema/members-of.js'
import { schemaOfPlace } from '../../schema-of-place.js'
import { inferred, successBody } from '../evidence.js'
import type { Place } from '../inferred.js'
import type { Binding, Classification, Parent, Resource, ResourceModel, SchemaPlace } from '../model.js'
import type { OperationOverride, Overrides } from './overrides.js'
import type { SaidOfOperation } from './said-of-operations.js'
import type { Origin } from './override-context.js'
import { isPlace, parseItems, parseKey, parsePlace } from './written-forms.js'

/** The resources that something is said to be about and the model does not have, by name. */
export function newResources(
  model: ResourceModel,
  { resources }: Overrides,
  said: ReadonlyMap<string, SaidOfOperation>,
  origin: Origin
): ReadonlyMap<string, Resource> {
  const users = new Map<string, SaidOfOperation[]>()
  for (const one of said.values()) {
    const { resource } = one.override
    if (resource === undefined || Object.hasOwn(model.resources, resource)) continue
    if (doesOf(model, one) === 'none') continue
    const others = users.get(resource)
    if (others) others.push(one)
    else users.set(resource, [one])
    // Who says more about it means it; else it may be a slip.
    if (!others && !(resources && Object.hasOwn(resources, resource))) reportNew(model, resource, one, origin)
  }
  return new Map([...users].map(([name, uses]) => [name, newResource(model, name, uses, origin)]))
}

function reportNew(model: ResourceModel, name: string, { pointerOf }: SaidOfOperation, from: Origin): void {
  from.report(() => {
    const nearest = suggest(name, Object.keys(model.resources))
    return {
      code: 'override-resource-new',
      severity: 'info',
      pointer: from.place(pointerOf(['resource'])),
      message: `There is no resource \`${name.slice(0, 100)}\` so far; one is made.`,
      ...(nearest === undefined
        ? {}
        : { hint: `Did you mean \`${nearest}\`? If not, name it under \`resources\` as well.` })
    }
  })
}

function bindingOf(model: ResourceModel, { summary }: SaidOfOperation): Binding | undefined {
  return getOwn(model.bindings, summary.key) as Binding | undefined
}

function doesOf(model: ResourceModel, one: SaidOfOperation): Classification {
  return one.override.does ?? bindingOf(model, one)?.does.value ?? 'none'
}

function newResource(
  model: ResourceModel,
  name: string,
  uses: readonly SaidOfOperation[],
  { origin, source }: Origin
): Resource {
  const taken = <T>(value: T, why: string) => inferred(value, 0.5, `${why}; ${origin} does not say`)
  let schema: SchemaPlace | undefined
  for (const one of uses) {
    const { key } = one.summary
    const at = schema || !source ? undefined : entityIn(one.override, bindingOf(model, one)?.output.value)
    const status = at && source && successBody(source.operation(key))?.status
    if (at && status !== undefined) schema = { operation: key, direction: 'response', status, at }
  }
  const isMade = uses.some((one) => doesOf(model, one) === 'create')
  const members = source && schema ? membersOf(source, schemaOfPlace(source, schema)) : undefined
  const hasId = !members || members.size === 0 || members.has('id')
  return {
    name,
    kind: taken('collection', 'a resource is a collection'),
    ...(schema ? { schema: taken(schema, 'the first operation that shows one') } : {}),
    id: {
      at: hasId ? taken(['id'], 'the id is `id`') : undefined,
      alternates: [],
      shape: schema
        ? taken({ kind: 'schema' }, 'as its schema generates it')
        : taken({ kind: 'uuid' }, 'no schema shows one'),
      chosenByClient: taken(false, 'no request is known to hold it')
    },
    creatable: taken(isMade, isMade ? 'an operation makes one' : 'no operation makes one'),
    parents: parentsOf(model, name, uses),
    references: [],
    timestamps: [],
    onDelete: taken('cascade', 'nothing is known of what stands below one')
  }
}

/** What the paths lead through before the key. */
function parentsOf(model: ResourceModel, name: string, uses: readonly SaidOfOperation[]): readonly Parent[] {
  const parents = new Set<string>()
  for (const one of uses) {
    const { key, within } = one.override
    const isAboutOne = !['list', 'create'].includes(doesOf(model, one))
    const last = isAboutOne ? /\{([^{}]+)\}$/.exec(one.summary.path)?.[1] : undefined
    const parameter = typeof key === 'string' ? parseKey(key)?.name : last
    for (const step of within ?? bindingOf(model, one)?.within ?? [])
      if (
        step.parameter !== parameter &&
        step.resource !== name &&
        Object.hasOwn(model.resources, step.resource)
      )
        parents.add(step.resource)
  }
  return [...parents].map((resource) => ({ resource }))
}

/** Where the success response of an operation will show one entity. */
function entityIn(
  { does, items, output }: OperationOverride,
  known: { readonly kind: string; readonly at: Place } | undefined
): Place | undefined {
  if (items !== undefined) {
    const written = parseItems(items)
    return [...written.items, '*', ...written.item]
  }
  const said =
    output === undefined
      ? undefined
      : isPlace(output)
        ? { kind: known?.kind ?? 'entity', at: parsePlace(output) }
        : { kind: output.kind, at: parsePlace(output.at ?? []) }
  const { kind, at } = said ?? known ?? { kind: 'none', at: [] }
  if (kind === 'items') return [...at, '*']
  const isShown = kind === 'entity' || (kind === 'other' && (does === 'read' || does === 'create'))
  return isShown ? at : undefined
}
