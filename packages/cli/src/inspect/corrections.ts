// What a user would write to put a finding right: the present findings in the format of overrides, to be changed and cut down.
import type { Binding, IdShape, ListSpec, Place, Resource, SortSpec } from '@sandbed/core'
import { dotted } from './wording.js'

/** How many filters or members of an envelope are written out. */
const most = 5

/** A place as it is written in an override: a text, or a list of names where dots could be misread. */
function written(place: Place): WrittenPlace {
  return place.every(isPlainName) ? dotted(place) : place
}

type WrittenPlace = string | Place
const isPlainName = (name: string): boolean => name !== '' && !name.includes('.')

/** The override of an operation that says what is known of it already. */
export function operationOverride(binding: Binding): Record<string, unknown> {
  const { does, resource, key, input, output, within, list, action } = binding
  // Of an operation about no resource, nothing but what it might be about can be said.
  if (does.value === 'none' || !resource) return likely(binding)
  return {
    does: does.value,
    resource: resource.value,
    ...(key ? { key: `${key.value.in}.${key.value.name}` } : {}),
    ...(within.length === 0 ? {} : { within }),
    ...(input && input.value.at.every(isPlainName)
      ? { input: [input.value.in, ...input.value.at, ...(input.value.many ? ['*'] : [])].join('.') }
      : {}),
    ...(list ? listOverride(list) : { output: { kind: output.value.kind, at: written(output.value.at) } }),
    ...(action?.value.to === undefined ? {} : { to: action.value.to }),
    ...(action?.value.from === undefined ? {} : { from: action.value.from }),
    ...(action?.value.sets === undefined ? {} : { sets: action.value.sets }),
    ...(action?.value.copies === undefined ? {} : { copies: true })
  }
}

/** A first attempt, from the method and the path. */
function likely({ operation, within }: Binding): Record<string, unknown> {
  const [method, path = ''] = operation.split(' ')
  const words = path.split('/').filter((word) => /^[a-z][\w-]*$/i.test(word) && !/^v\d+$/i.test(word))
  const does = method !== 'GET' ? 'action' : path.endsWith('}') ? 'read' : 'list'
  return { does, resource: within.at(-1)?.resource ?? words[0] ?? 'things' }
}

function listOverride({
  items,
  item,
  paging,
  filters,
  order,
  sort,
  envelope
}: ListSpec): Record<string, unknown> {
  const members = envelope
    .filter(({ header, at }) => header === undefined && at.every(isPlainName))
    .slice(0, most)
  const headers = envelope.filter(({ header }) => header !== undefined).slice(0, most)
  return {
    items: written(item.length === 0 ? items.value : [...items.value, '*', ...item]),
    paging: paging.value,
    ...mapped('filters', filters.slice(0, most), ({ parameter, member, value, operator }) => [
      member === undefined ? parameter : `${parameter}[${member}]`,
      { at: written(value), operator }
    ]),
    order: order.value,
    ...(sort ? { sort: sortOverride(sort.value) } : {}),
    ...mapped('envelope', members, ({ at, value }) => [dotted(at), value]),
    ...mapped('headers', headers, ({ header, value }) => [header!, value])
  }
}

function sortOverride({ values, ...rest }: SortSpec): Record<string, unknown> {
  const entries = Object.entries(values).slice(0, most)
  return { ...rest, ...mapped('values', entries, ([value, place]) => [value, written(place)]) }
}

/** The override of a resource that says what is known of it already. */
export function resourceOverride(resource: Resource): Record<string, unknown> {
  const { kind, id, creatable, parents, state, tombstone, timestamps, references, onDelete } = resource
  const { derived, counts = [] } = resource
  return {
    kind: kind.value,
    ...(id?.at ? { id: written(id.at.value) } : {}),
    ...(id ? { shape: writtenShape(id.shape.value), chosenByClient: id.chosenByClient.value } : {}),
    creatable: creatable.value,
    ...mapped('parents', parents.slice(0, most), ({ resource: parent, at }) => [
      parent,
      at ? written(at.value) : true
    ]),
    ...mapped(
      'references',
      references.filter(({ at }) => at.every(isPlainName)).slice(0, most),
      ({ at, value }) => [dotted(at), value]
    ),
    ...mapped(
      'timestamps',
      timestamps.filter(({ at }) => at.every(isPlainName)).slice(0, most),
      ({ at, value }) => [dotted(at), value]
    ),
    ...mapped('derived', (derived?.value ?? []).slice(0, most), ({ at, template }) => [dotted(at), template]),
    ...mapped('counts', counts.slice(0, most), ({ at, value, state: of }) => [
      dotted(at),
      of === undefined ? value : { of: value, state: of }
    ]),
    ...(state ? { state: { at: written(state.at), initial: state.initial.value, values: state.value } } : {}),
    ...(tombstone
      ? {
          tombstone: {
            at: written(tombstone.value.at),
            ...(tombstone.value.kind === 'state' ? { state: tombstone.value.state } : {})
          }
        }
      : {}),
    onDelete: onDelete.value
  }
}

function mapped<T>(
  name: string,
  list: readonly T[],
  entry: (item: T) => readonly [string, unknown]
): Record<string, unknown> {
  return list.length === 0 ? {} : { [name]: Object.fromEntries(list.map(entry)) }
}

const kinds: readonly (readonly [string, string])[] = [
  ['', '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'],
  [':lower', '0123456789abcdefghijklmnopqrstuvwxyz'],
  [':upper', '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'],
  [':hex', '0123456789abcdef'],
  [':digits', '0123456789']
]

/** The short form of a shape where it has one. */
function writtenShape(shape: IdShape): unknown {
  if (shape.kind === 'uuid' || shape.kind === 'ulid' || shape.kind === 'schema') return shape.kind
  if (shape.kind === 'slug')
    return shape.from === undefined ? 'slug' : { kind: 'slug', from: written(shape.from) }
  if (shape.kind === 'sequence')
    return Object.keys(shape).length === 2 && shape.start === 1 ? 'integer' : shape
  const kind = kinds.find(([, alphabet]) => alphabet === shape.alphabet)?.[0]
  const isShort =
    kind !== undefined && !/[{}]/.test(shape.prefix) && shape.prefix.length <= 64 && shape.length < 200
  return isShort ? `${shape.prefix}{${shape.length}${kind}}` : shape
}
