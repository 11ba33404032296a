// What composing gives: a body that can be shown, and printed once however often it is.
import { isObject } from '../../../internal/json.js'
import { printJson } from '../../../internal/print-json.js'
import type { Place } from '../../../release/resources/inferred.js'
import { printedLength } from './printed-length.js'

/** A body, and what had to be done to make it valid. */
export interface Composed {
  readonly value: unknown
  readonly notes: readonly string[]
  /** It was found to be valid as it is. */
  readonly isValid?: boolean
  /** Its JSON, once it was printed. */
  json?: string
}

/** The JSON of a body. */
export function jsonOf(body: Composed): string {
  return (body.json ??= printJson(body.value))
}

/** The JSON of a body; `undefined` where it has more characters than `most`. */
export function jsonWithin(body: Composed, most: number): string | undefined {
  const known = body.json
  if (known !== undefined) return known.length <= most ? known : undefined
  if (printedLength(body.value, most) > most) return undefined
  const text = jsonOf(body)
  return text.length <= most ? text : undefined
}

/** The JSON of a value, at one place of which these bodies stand in an array: what of them was printed before is not printed again. */
export function jsonAround(value: unknown, place: Place, bodies: readonly Composed[]): string {
  const [token, ...rest] = place
  if (token === undefined) return `[${bodies.map(jsonOf).join(',')}]`
  if (!isObject(value)) return printJson(value)
  const members: string[] = []
  for (const name of Object.keys(value)) {
    if (value[name] === undefined) continue
    const text = name === token ? jsonAround(value[name], rest, bodies) : printJson(value[name])
    members.push(`${JSON.stringify(name)}:${text}`)
  }
  return `{${members.join(',')}}`
}
