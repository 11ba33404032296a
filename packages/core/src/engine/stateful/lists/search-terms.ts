// A search as people write it: words, phrases, and what members are to be: `email:'ada@example.com' AND created>1700000000 -draft`.
// What search languages have in common; what one of them says beyond that narrows nothing.
import { normaliseName } from '../../../internal/normalise-name.js'
import { isObject, type JsonObject } from '../../../internal/json.js'
import { compareForRange } from './compare-values.js'
import { equalityKey, foldCase, keysAt, valuesAt } from './values-at.js'

const mostTerms = 20
const mostTexts = 2000
const longest = 2000

type Test = (value: JsonObject) => boolean

const term =
  /(-?)(?:([A-Za-z_][\w.-]*(?:\[["']?[^\]"']*["']?\])*)(:?>=|:?<=|:?>|:?<|!=|[:=~]+))?("[^"]*"|'[^']*'|[^\s()]+)|[()]/g

/**
 * Reads a search. Terms with nothing or `AND` between them hold together, `OR` parts alternatives, `-` and `NOT` turn a term round. A word
 * stands somewhere in the entity; `name:value` is about the member of that name, where the entity has it. At most 20 terms count.
 */
export function searchTest(text: string): Test {
  const alternatives: Test[][] = [[]]
  let isTurned = false
  let count = 0
  for (const [whole, minus, name, operator, value] of text.slice(0, longest).matchAll(term)) {
    if (value === undefined || whole === 'AND' || whole === '&&' || count >= mostTerms) continue
    if (whole === 'OR' || whole === '||') alternatives.push([])
    else if (whole === 'NOT') isTurned = true
    else {
      count++
      const said = value.replace(/^(["'])(.*)\1$/s, '$2')
      const test = name === undefined ? holds(said) : about(name, operator!, said)
      const isNot = isTurned || minus === '-'
      alternatives.at(-1)!.push(isNot ? (entity) => !test(entity) : test)
      isTurned = false
    }
  }
  const asked = alternatives.filter((tests) => tests.length > 0)
  return (entity) => asked.length === 0 || asked.some((tests) => tests.every((test) => test(entity)))
}

/** A word or a phrase, anywhere. */
function holds(said: string): Test {
  const wanted = foldCase(said)
  return (entity) => textsOf(entity).some((text) => text.includes(wanted))
}

function about(name: string, operator: string, said: string): Test {
  const tokens = name
    .split(/[.[\]"']+/)
    .filter(Boolean)
    .map(normaliseName)
  const wanted = foldCase(said)
  return (entity) => {
    const place = placeIn(entity, tokens)
    // What there is no member for cannot be told: `repo:octo/hello`, `in:title`.
    if (place === undefined) return true
    if (/[<>]/.test(operator))
      return valuesAt(entity, place).some((value) => isWithin(compareForRange(value, said), operator))
    const keys = keysAt(entity, place).map(foldCase)
    if (operator === '!=') return !keys.includes(wanted)
    if (operator.includes('~')) return keys.some((key) => key.includes(wanted))
    return wanted.endsWith('*')
      ? keys.some((key) => key.startsWith(wanted.slice(0, -1)))
      : keys.includes(wanted) || (wanted === 'null' && keys.length === 0)
  }
}

function isWithin(order: number | undefined, operator: string): boolean {
  if (order === undefined) return false
  return (operator.includes('>') ? order > 0 : order < 0) || (order === 0 && operator.includes('='))
}

/** The place that names lead to, however they are spelt; an array on the way or at the end stands for its items. */
function placeIn(entity: JsonObject, names: readonly string[]): readonly string[] | undefined {
  const place: string[] = []
  let at: unknown = entity
  for (const name of names) {
    if (Array.isArray(at)) {
      place.push('*')
      at = at[0]
    }
    if (!isObject(at)) return undefined
    const own = Object.keys(at).find((one) => normaliseName(one) === name)
    if (own === undefined) return undefined
    place.push(own)
    at = at[own]
  }
  return Array.isArray(at) ? [...place, '*'] : place
}

function textsOf(entity: unknown): readonly string[] {
  const texts: string[] = []
  const queue: unknown[] = [entity]
  for (let i = 0; i < queue.length && i < mostTexts; i++) {
    const value = queue[i]
    const text = equalityKey(isObject(value) ? undefined : value)
    if (text !== undefined) texts.push(foldCase(text))
    else if (typeof value === 'object' && value !== null)
      queue.push(...Object.values(value).slice(0, mostTexts))
  }
  return texts
}
