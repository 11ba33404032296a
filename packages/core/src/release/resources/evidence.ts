// What inference looks at: operations as compiled, and the words of the author that compiling leaves out.
import { getPointer } from '../../internal/json-pointer.js'
import { isObject } from '../../internal/json.js'
import type { Schema } from '../../schema/schema.js'
import type { Operation } from '../release.js'
import { bodySchema } from '../schema-of-media.js'
import type { ReleaseSource } from '../release-source.js'
import type { Inferred } from './inferred.js'

/** The description, compiled and raw. */
export interface Evidence {
  readonly source: ReleaseSource
  /** The whole description as the author wrote it. */
  readonly document: Readonly<Record<string, unknown>>
  /** An operation as the author wrote it: summary, description, parameters with their descriptions. */
  raw(operation: string): Readonly<Record<string, unknown>>
}

/** Builds a finding; confidence is kept to two decimals. */
export function inferred<T>(value: T, confidence: number, reason: string): Inferred<T> {
  return { value, confidence: Math.round(confidence * 100) / 100, reason }
}

/** Follows a `$ref` (and chains of them) of the raw description. */
export function followRaw(evidence: Evidence, value: unknown): Readonly<Record<string, unknown>> | undefined {
  let at = value
  for (let step = 0; step < 20 && isObject(at); step++) {
    const ref = at['$ref']
    if (typeof ref !== 'string') return at
    if (!ref.startsWith('#')) return undefined
    at = getPointer(evidence.document, decodeURIComponent(ref.slice(1)))
  }
  return isObject(at) ? at : undefined
}

const deepest = 6
const mostParts = 20

/** A property of a raw schema, looked for through references, `allOf`, `anyOf` and `oneOf`; `undefined` where there is none. */
export function rawProperty(evidence: Evidence, rawSchema: unknown, name: string): unknown {
  const seen = new Set<unknown>()
  const search = (value: unknown, depth: number): unknown => {
    const schema = depth > deepest ? undefined : followRaw(evidence, value)
    if (!schema || seen.has(schema)) return undefined
    seen.add(schema)
    const properties = schema['properties']
    if (isObject(properties) && Object.hasOwn(properties, name)) return properties[name]
    for (const keyword of ['allOf', 'anyOf', 'oneOf']) {
      const parts = schema[keyword]
      if (!Array.isArray(parts)) continue
      for (const part of parts.slice(0, mostParts)) {
        const found = search(part, depth + 1)
        if (found !== undefined) return found
      }
    }
    return undefined
  }
  return search(rawSchema, 0)
}

/** The description of a raw schema: its own, else that of what it refers to; `''` where there is none. At most 4,000 characters. */
export function rawText(evidence: Evidence, raw: unknown): string {
  const own = isObject(raw) ? raw['description'] : undefined
  const text = typeof own === 'string' ? own : followRaw(evidence, raw)?.['description']
  return typeof text === 'string' ? text.slice(0, 4000) : ''
}

/** The schema of the success body of an operation, by status as declared. */
export function successBody(
  operation: Operation
): { status: string; schema: Schema | undefined } | undefined {
  const statuses = Object.keys(operation.responses)
  const good = statuses.filter((status) => /^2\d\d$/.test(status)).toSorted((a, b) => (a < b ? -1 : 1))
  // Beside a success, `default` is what goes wrong.
  const isSaid = good.length > 0 || statuses.includes('2XX')
  for (const status of isSaid ? [...good, '2XX'] : ['default']) {
    const response = operation.responses[status]
    if (!response) continue
    const schema = bodySchema(response.content)
    if (schema !== undefined) return { status, schema }
  }
  const first = good[0]
  return first === undefined ? undefined : { status: first, schema: undefined }
}
