// What a user says about how a list is asked for and wrapped.
import { sortKeys } from '../../../internal/sort-keys.js'
import type { EnvelopeMember, EnvelopeRole, Filter, ListSpec, Paging, SortSpec } from '../list-model.js'
import { keepEqual } from './keep-equal.js'
import { mergeFindings } from './merge-findings.js'
import type { BindingDraft, OperationContext } from './operation-context.js'
import type { OperationOverride } from './overrides.js'
import { isPlace, parseItems, parsePlace } from './written-forms.js'

const settings = ['items', 'paging', 'filters', 'order', 'sort', 'envelope', 'headers'] as const

type Draft = { -readonly [K in keyof ListSpec]: ListSpec[K] }

/** Sets `list`, and takes it away from what is none. False, with an issue, where it is a list and nobody knows where its items stand. */
export function overrideList(
  next: BindingDraft,
  override: OperationOverride,
  context: OperationContext
): boolean {
  if (next.does.value !== 'list') {
    delete next.list
    for (const name of settings) {
      if (override[name] !== undefined)
        context.unusable(
          [name],
          `\`${name}\` is about lists, and this operation is a \`${next.does.value}\`.`,
          'Leave it out, or say `does: list`.'
        )
    }
    return true
  }
  const written = override.items === undefined ? undefined : parseItems(override.items)
  const items =
    written && context.isInResponse([...written.items, '*', ...written.item], ['items']) ? written : undefined
  const list: Draft | undefined = next.list ? { ...next.list } : leastList(next, items !== undefined, context)
  if (!list) {
    context.unusable(
      ['does'],
      'Where the response holds the items of this list is not known; the operation stays as it was.',
      "Say it with `items`: the member with the array, or '' where the whole body is the array."
    )
    return false
  }
  if (items) {
    list.items = context.set(items.items)
    list.item = items.item
    delete list.keyed
    next.output = context.set({ kind: 'items', at: items.items })
  }
  if (override.paging) list.paging = pagingOf(list.paging, override.paging, context)
  if (override.order) list.order = context.set(override.order)
  if (override.filters) list.filters = filtersOf(list.filters, override.filters, context)
  if (override.sort === false) delete list.sort
  else if (override.sort) overrideSort(list, override.sort, context)
  if (override.envelope || override.headers) list.envelope = envelopeOf(list.envelope, override, context)
  next.list = next.list ? keepEqual(next.list, list) : list
  return true
}

/** A list that nothing is known of but where its items stand. */
function leastList({ output }: BindingDraft, isSaid: boolean, context: OperationContext): Draft | undefined {
  const { kind, at } = output.value
  if (kind !== 'items' && !isSaid) return undefined
  const { items, item } = parseItems(at)
  return {
    items: context.derived(items, 'where the response has them'),
    item,
    paging: context.derived({ style: 'none', defaultSize: 20 }, 'no parameters are known to page by'),
    envelope: [],
    filters: [],
    order: context.derived('oldest', 'the order of creation')
  }
}

function pagingOf(
  old: ListSpec['paging'],
  said: Partial<Paging>,
  context: OperationContext
): ListSpec['paging'] {
  const { size, defaultSize, maxSize, in: place } = old.value
  const isOther = said.style !== undefined && said.style !== old.value.style
  // How one style is asked for says nothing of another.
  const base: Paging = isOther
    ? {
        style: 'none',
        defaultSize,
        ...(place ? { in: place } : {}),
        ...(size === undefined ? {} : { size }),
        ...(maxSize === undefined ? {} : { maxSize })
      }
    : old.value
  const next: Paging = { ...base, ...said }
  const names = (['parameter', 'before', 'size'] as const).filter((name) => said[name] !== undefined)
  const part = next.in ?? 'query'
  if (!names.every((name) => context.isParameter({ in: part, name: said[name]! }, ['paging', name])))
    return old
  if (next.style !== 'none' && next.parameter === undefined) {
    context.unusable(
      ['paging'],
      `Pages by \`${next.style}\` are asked for with a parameter, and none is known.`,
      'Say it with `parameter`.'
    )
    return old
  }
  return context.set(next)
}

function filtersOf(
  filters: readonly Filter[],
  said: NonNullable<OperationOverride['filters']>,
  context: OperationContext
): readonly Filter[] {
  return mergeFindings(
    filters,
    said,
    ({ parameter, member }) => (member === undefined ? parameter : `${parameter}[${member}]`),
    (name, filter, old) => {
      if (filter === false) return undefined
      const path = ['filters', name]
      const { at: written, operator: saidOperator } = isPlace(filter)
        ? { at: filter, operator: undefined }
        : filter
      const at = parsePlace(written)
      if (!context.isParameter({ in: 'query', name }, path) || !context.isInEntity(at, path)) return old
      const operator = saidOperator ?? old?.operator
      return {
        ...(old ?? nameParts(name, context)),
        operator: operator ?? (at.length === 0 ? 'search' : 'equal'),
        ...context.set(at)
      }
    }
  )
}

/** `created[gte]` is a member of the parameter `created`, unless it is itself the name of a parameter. */
function nameParts(
  name: string,
  { source, summary }: OperationContext
): Pick<Filter, 'parameter' | 'member'> {
  const parts = /^([^[]+)\[([^\]]+)\]$/.exec(name)
  const declared = source?.operation(summary.key).parameters ?? []
  if (!parts || declared.some((parameter) => parameter.name === name)) return { parameter: name }
  return { parameter: parts[1]!, member: parts[2]! }
}

function overrideSort(
  list: Draft,
  said: Exclude<NonNullable<OperationOverride['sort']>, false>,
  context: OperationContext
): void {
  const { parameter, direction, values, defaultDirection } = said
  if (!context.isParameter({ in: 'query', name: parameter }, ['sort', 'parameter'])) return
  if (
    direction !== undefined &&
    !context.isParameter({ in: 'query', name: direction }, ['sort', 'direction'])
  )
    return
  const places = sortKeys(Object.keys(values ?? {})).map(
    (value) => [value, parsePlace(values![value]!)] as const
  )
  if (!places.every(([value, place]) => context.isInEntity(place, ['sort', 'values', value]))) return
  const spec: SortSpec = {
    parameter,
    ...(direction === undefined ? {} : { direction }),
    values: Object.fromEntries(places),
    defaultDirection: defaultDirection ?? list.sort?.value.defaultDirection ?? 'ascending'
  }
  list.sort = context.set(spec)
}

function envelopeOf(
  envelope: readonly EnvelopeMember[],
  { envelope: members, headers }: OperationOverride,
  context: OperationContext
): readonly EnvelopeMember[] {
  type Said = false | EnvelopeRole
  const byMember = mergeFindings<EnvelopeMember, Said>(
    envelope,
    members ?? {},
    ({ at, header }) => (header === undefined ? at.join('.') : ''),
    (member, role, old) => {
      if (role === false) return undefined
      const at = old?.at ?? parsePlace(member)
      return context.isInResponse(at, ['envelope', member]) ? { at, ...context.set(role) } : old
    }
  )
  return mergeFindings<EnvelopeMember, Said>(
    byMember,
    headers ?? {},
    ({ header }) => header ?? '',
    (header, role) => (role === false ? undefined : { at: [], header, ...context.set(role) })
  )
}
