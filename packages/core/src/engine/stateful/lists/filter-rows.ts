// The filters a request asks for, carried out: by an index where there is one, else as a test for each row.
import { canonicalJson } from '../../../internal/canonical-json.js'
import { getOwn, isObject, type JsonObject } from '../../../internal/json.js'
import type { Place } from '../../../release/resources/inferred.js'
import type { Filter, ListSpec } from '../../../release/resources/list-model.js'
import { compareForRange } from './compare-values.js'
import { readParameter, type ListQuery } from './read-parameter.js'
import type { Rows } from './rows.js'
import { searchTest } from './search-terms.js'
import { equalityKey, foldCase, keysAt, valuesAt } from './values-at.js'

/** Whether an entity is in a list. */
export type Test = (value: JsonObject) => boolean

/** What is left of the rows. */
export interface Filtered {
  /** Narrowed by indexes. */
  readonly rows: Rows
  /** What no index could say; absent: all rows are in. */
  readonly test?: Test
  /** The filters in force as a text: equal filters have equal texts. */
  readonly key: string
}

/** Applies every filter that the query asks for; all of them must hold. */
export function filterRows(spec: ListSpec, query: ListQuery, rows: Rows): Filtered {
  const asked: [string, unknown][] = []
  const tests: Test[] = []
  let narrowed = rows
  for (const filter of spec.filters) {
    const wanted = wantedBy(spec, filter, query)
    if (wanted === undefined) continue
    asked.push([`${filter.parameter}\n${filter.member ?? ''}\n${filter.operator}`, wanted])
    const few = byIndex(filter, wanted, narrowed)
    if (few) narrowed = few
    else tests.push(testOf(filter, wanted))
  }
  const key = asked.length === 0 ? '' : canonicalJson(asked)
  if (tests.length === 0) return { rows: narrowed, key }
  const [only] = tests
  return {
    rows: narrowed,
    key,
    test: tests.length === 1 ? only! : (value) => tests.every((test) => test(value))
  }
}

function wantedBy(spec: ListSpec, filter: Filter, query: ListQuery): unknown {
  const whole = readParameter(query, filter.parameter)
  if (filter.member !== undefined)
    return isObject(whole) ? (getOwn(whole, filter.member) ?? undefined) : undefined
  if (whole === undefined || (typeof whole === 'string' && filter.ignore?.includes(whole))) return undefined
  // `created[gte]=1` asks by the member, which has a filter of its own.
  if (
    isObject(whole) &&
    spec.filters.some(({ parameter, member }) => member !== undefined && parameter === filter.parameter)
  )
    return undefined
  if (Array.isArray(whole) && whole.length === 0) return undefined
  return whole
}

function byIndex({ operator, value: place }: Filter, wanted: unknown, rows: Rows): Rows | undefined {
  if (operator !== 'equal' && operator !== 'any-of') return undefined
  const [one, more] = operator === 'any-of' ? listOf(wanted) : Array.isArray(wanted) ? wanted : [wanted]
  return more === undefined && typeof one !== 'object' ? rows.equal(place, one) : undefined
}

function testOf({ operator, value: place }: Filter, wanted: unknown): Test {
  switch (operator) {
    case 'equal':
      return isObject(wanted)
        ? membersEqual(place, wanted)
        : oneOf(place, Array.isArray(wanted) ? wanted : [wanted])
    case 'any-of':
      return oneOf(place, listOf(wanted))
    case 'contains':
      return place.includes('*') ? allIn(place, wanted) : partOf(place, wanted)
    case 'search':
      return searchTest(equalityKey(wanted) ?? '')
    case 'above':
      return inRange(place, wanted, (order) => order > 0)
    case 'at-least':
      return inRange(place, wanted, (order) => order >= 0)
    case 'below':
      return inRange(place, wanted, (order) => order < 0)
    case 'at-most':
      return inRange(place, wanted, (order) => order <= 0)
  }
}

/** Several values: a list, or one text with commas. */
function listOf(wanted: unknown): readonly unknown[] {
  if (Array.isArray(wanted)) return wanted
  return typeof wanted === 'string' && wanted.includes(',')
    ? wanted.split(',').map((part) => part.trim())
    : [wanted]
}

function oneOf(place: Place, wanted: readonly unknown[]): Test {
  const keys = new Set(wanted.map(equalityKey))
  keys.delete(undefined)
  return (value) => keysAt(value, place).some((key) => keys.has(key))
}

/** `metadata[plan]=gold`: each member that is asked for. */
function membersEqual(place: Place, wanted: Record<string, unknown>): Test {
  const tests = Object.entries(wanted).map(([name, one]) =>
    oneOf([...place, name], Array.isArray(one) ? one : [one])
  )
  return (value) => tests.every((test) => test(value))
}

/** All that is asked for is in the array; a text with commas is several, unless an item is just that text. */
function allIn(place: Place, wanted: unknown): Test {
  const whole = equalityKey(wanted)
  const keys = listOf(wanted).map(equalityKey)
  return (value) => {
    const own = new Set(keysAt(value, place))
    return (whole !== undefined && own.has(whole)) || keys.every((key) => key !== undefined && own.has(key))
  }
}

function partOf(place: Place, wanted: unknown): Test {
  const part = foldCase(equalityKey(wanted) ?? '')
  return (value) => keysAt(value, place).some((key) => foldCase(key).includes(part))
}

function inRange(place: Place, bound: unknown, fits: (order: number) => boolean): Test {
  return (value) =>
    valuesAt(value, place).some((one) => {
      const order = compareForRange(one, bound)
      return order !== undefined && fits(order)
    })
}
