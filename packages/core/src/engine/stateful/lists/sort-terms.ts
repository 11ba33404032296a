// What a request asks a list to be sorted by. Whatever it names, the answer is an order: members that nothing has sort nothing.
import { isObject } from '../../../internal/json.js'
import type { Place } from '../../../release/resources/inferred.js'
import type { ListSpec, SortSpec } from '../../../release/resources/list-model.js'
import { readParameter, type ListQuery } from './read-parameter.js'

/** One member to sort by; the place `[]` is the order in which things came to be. */
export interface SortTerm {
  readonly place: Place
  readonly descending: boolean
}

const mostTerms = 5
const deepest = 8

/** The terms in order of weight; when nothing is asked for, the list's own order. */
export function sortTerms({ sort, order }: ListSpec, query: ListQuery): readonly SortTerm[] {
  const natural = { place: [], descending: order.value === 'newest' }
  if (!sort) return [natural]
  const { parameter, direction, defaultDirection } = sort.value
  const asked = readParameter(query, direction)
  const turned = typeof asked === 'string' ? directionIn(asked) : undefined
  const value = readParameter(query, parameter)
  if (value === undefined) return [turned === undefined ? natural : { place: [], descending: turned }]
  const usual = turned ?? defaultDirection === 'descending'
  const terms = termsIn(value).map(({ text, descending }) => termOf(sort.value, text, descending, usual))
  return terms.length === 0 ? [natural] : terms
}

interface Asked {
  readonly text: string
  readonly descending?: boolean | undefined
}

/** `a,-b`, `['a', '-b']` or `{ a: 'asc', b: 'desc' }`. */
function termsIn(value: unknown): readonly Asked[] {
  if (isObject(value)) {
    return Object.entries(value)
      .slice(0, mostTerms)
      .map(([text, way]) => ({ text, descending: typeof way === 'string' ? directionIn(way) : undefined }))
  }
  const texts = Array.isArray(value)
    ? value.slice(0, mostTerms)
    : String(value).slice(0, 2000).split(',', mostTerms)
  return texts
    .filter((text) => typeof text === 'string' && text.trim() !== '')
    .map((text: string) => ({ text: text.trim() }))
}

const ending = /(?<=[A-Za-z0-9\]])[-_:., |]*(?:desc(?:ending)?|asc(?:ending)?)$/i

function termOf({ values }: SortSpec, text: string, said: boolean | undefined, usual: boolean): SortTerm {
  const descending = said ?? directionIn(text) ?? usual
  if (Object.hasOwn(values, text)) return { place: values[text]!, descending }
  const bare = text.replace(/^[-+]/, '').replace(ending, '')
  if (Object.hasOwn(values, bare)) return { place: values[bare]!, descending }
  return { place: bare === '' || directionWord.test(bare) ? [] : bare.split('.', deepest), descending }
}

const directionWord = /^(?:asc|desc|ascending|descending)$/i

/** Whether a text asks for the highest first; `undefined` where it does not say. */
function directionIn(text: string): boolean | undefined {
  if (text.startsWith('-')) return true
  if (text.startsWith('+')) return false
  if (/^(?:newest|latest|recent|most[-_ ]?recent)/i.test(text)) return true
  if (/^oldest/i.test(text)) return false
  const word = directionWord.test(text) ? text : ending.exec(text)?.[0]
  return word === undefined ? undefined : /desc/i.test(word)
}
