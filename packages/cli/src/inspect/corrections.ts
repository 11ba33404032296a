// What a user would write to put a finding right: the present findings in the format of overrides, to be changed and cut down.
import type { Binding, IdShape, ListSpec, Resource } from '@sandbed/core'
import { dotted } from './wording.js'

/** How many filters or members of an envelope are written out. */
const most = 5

/** The override of an operation that says what is known of it already. */
export function operationOverride(binding: Binding): Record<string, unknown> {
  const { does, resource, key, input, output, within, list, action } = binding
  // Of an operation about no resource, nothing but what it does after all can be said.
  if (does.value === 'none' || !resource)
    return {
      does: binding.operation.startsWith('GET ') ? 'read' : 'action',
      resource: within.at(-1)?.resource ?? 'things'
    }
  return {
    does: does.value,
    resource: resource.value,
    ...(key ? { key: `${key.value.in}.${key.value.name}` } : {}),
    ...(input
      ? { input: [input.value.in, ...input.value.at, ...(input.value.many ? ['*'] : [])].join('.') }
      : {}),
    ...(list ? listOverride(list) : { output: { kind: output.value.kind, at: dotted(output.value.at) } }),
    ...(within.length === 0 ? {} : { within }),
    ...(action?.value.to === undefined ? {} : { to: action.value.to }),
    ...(action?.value.from === undefined ? {} : { from: action.value.from }),
    ...(action?.value.sets === undefined ? {} : { sets: action.value.sets }),
    ...(action?.value.copies === undefined ? {} : { copies: true })
  }
}

function listOverride({ items, item, paging, filters, order, envelope }: ListSpec): Record<string, unknown> {
  const members = envelope.filter(({ header }) => header === undefined).slice(0, most)
  const headers = envelope.filter(({ header }) => header !== undefined).slice(0, most)
  return {
    items: dotted(item.length === 0 ? items.value : [...items.value, '*', ...item]),
    paging: paging.value,
    ...mapped('filters', filters.slice(0, most), ({ parameter, member, value, operator }) => [
      member === undefined ? parameter : `${parameter}[${member}]`,
      { at: dotted(value), operator }
    ]),
    order: order.value,
    ...mapped('envelope', members, ({ at, value }) => [dotted(at), value]),
    ...mapped('headers', headers, ({ header, value }) => [header!, value])
  }
}

/** The override of a resource that says what is known of it already. */
export function resourceOverride({
  id,
  creatable,
  state,
  tombstone,
  timestamps,
  references
}: Resource): Record<string, unknown> {
  return {
    ...(id?.at ? { id: dotted(id.at.value) } : {}),
    ...(id ? { shape: writtenShape(id.shape.value) } : {}),
    creatable: creatable.value,
    ...(state ? { state: { at: dotted(state.at), initial: state.initial.value, values: state.value } } : {}),
    ...mapped('timestamps', timestamps.slice(0, most), ({ at, value }) => [dotted(at), value]),
    ...mapped('references', references.slice(0, most), ({ at, value }) => [dotted(at), value]),
    ...(tombstone
      ? {
          tombstone: {
            at: dotted(tombstone.value.at),
            ...(tombstone.value.kind === 'state' ? { state: tombstone.value.state } : {})
          }
        }
      : {})
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
    return shape.from === undefined ? 'slug' : { kind: 'slug', from: dotted(shape.from) }
  if (shape.kind === 'sequence')
    return Object.keys(shape).length === 2 && shape.start === 1 ? 'integer' : shape
  const kind = kinds.find(([, alphabet]) => alphabet === shape.alphabet)?.[0]
  const isShort =
    kind !== undefined && !/[{}]/.test(shape.prefix) && shape.prefix.length <= 64 && shape.length < 200
  return isShort ? `${shape.prefix}{${shape.length}${kind}}` : shape
}
