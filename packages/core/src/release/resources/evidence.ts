// What inference looks at: operations as compiled, and the words of the author that compiling leaves out.
import { getPointer } from '../../internal/json-pointer.js'
import { isObject } from '../../internal/json.js'
import type { Schema } from '../../schema/schema.js'
import type { MediaType, Operation } from '../release.js'
import { schemaOfMedia } from '../schema-of-media.js'
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

/** The raw description text of a property, looked for through references and `allOf`; `''` where there is none. */
export function propertyText(evidence: Evidence, rawSchema: unknown, name: string, depth = 0): string {
  const schema = followRaw(evidence, rawSchema)
  if (!schema || depth > 5) return ''
  const properties = schema['properties']
  if (isObject(properties) && Object.hasOwn(properties, name)) {
    const property = properties[name]
    const own = isObject(property) ? property['description'] : undefined
    const followed = followRaw(evidence, property)?.['description']
    return typeof own === 'string' ? own : typeof followed === 'string' ? followed : ''
  }
  for (const keyword of ['allOf', 'anyOf', 'oneOf']) {
    const parts = schema[keyword]
    if (!Array.isArray(parts)) continue
    for (const part of parts) {
      const text = propertyText(evidence, part, name, depth + 1)
      if (text !== '') return text
    }
  }
  return ''
}

/** The JSON (or first) media type of a `content`, which inference reads. */
export function mainContent(content: readonly MediaType[]): MediaType | undefined {
  return content.find(({ type }) => /[/+]json\b/i.test(type)) ?? content[0]
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
    const schema = schemaOfMedia(mainContent(response.content))
    if (schema !== undefined) return { status, schema }
  }
  const first = good[0]
  return first === undefined ? undefined : { status: first, schema: undefined }
}
