// The headers that a response declares, generated from their schemas.
import { connectionFields, headerValue } from '../../http/headers.js'
import { deriveKey, hashText } from '../../internal/random.js'
import { isObject, setOwn } from '../../internal/json.js'
import type { HeaderSpec } from '../../release/release.js'
import type { Engine } from '../engine.js'
import { stayInside } from './stay-inside.js'
import type { Plan } from '../stages.js'

// A simulated one would break the message.
const hostFields = new Set([...connectionFields, 'content-encoding', 'date'])

/** Declared headers -> values, safe on the wire. `body` is what the response holds, before it is written; `told` has the values that are known: `undefined` for a header that is left out. */
export function responseHeaders(
  engine: Engine,
  plan: Plan,
  key: number,
  body?: unknown,
  told: { readonly [name: string]: string | undefined } = {}
): Record<string, string> {
  const headers: Record<string, string> = {}
  // Where there is one server it is clear below which path the client believes the API to be.
  const [only = '', ...others] = engine.release.index.basePaths
  const basePath = others.length === 0 ? only : ''
  for (const header of plan.spec?.headers ?? []) {
    if (hostFields.has(header.name)) continue
    if (Object.hasOwn(told, header.name)) {
      const value = told[header.name]
      if (value !== undefined) setOwn(headers, header.name, headerValue(value))
      continue
    }
    const value =
      location(header, plan, body, basePath) ??
      headerContent(engine, header, deriveKey(key, hashText(header.name)))
    const text = header.name === 'etag' ? quoted(printHeader(header, value)) : printHeader(header, value)
    const inside = stayInside(header.name, text)
    // Where the description insists on whole URLs, it gets them.
    const insists =
      inside !== undefined && inside !== text && !engine.checker.isValid(header.schema, inside, 'response')
    if (inside !== undefined) setOwn(headers, header.name, headerValue(insists ? text : inside))
  }
  return headers
}

/** An entity tag is a quoted string (RFC 9110, 8.8.3), which schemas seldom say. */
function quoted(text: string): string {
  return /^(?:W\/)?"[^"]*"$/.test(text) ? text : `"${text.replaceAll('"', '')}"`
}

/** `Location` of something created in a collection: its path and the id that the body tells (RFC 9110, 10.2.2). */
function location(
  { name, examples }: HeaderSpec,
  { request, status }: Plan,
  body: unknown,
  basePath: string
): string | undefined {
  const { method, path } = request.operation
  if (
    name !== 'location' ||
    examples ||
    status !== 201 ||
    method !== 'POST' ||
    path.includes('{') ||
    !isObject(body)
  )
    return undefined
  const id = Object.hasOwn(body, 'id') ? body['id'] : undefined
  return typeof id === 'string' || typeof id === 'number' || typeof id === 'bigint'
    ? `${basePath}${path}/${encodeURIComponent(String(id).toWellFormed())}`
    : undefined
}

function headerContent(engine: Engine, header: HeaderSpec, key: number): unknown {
  const example = header.examples?.find((candidate) =>
    engine.checker.isValid(header.schema, candidate, 'response')
  )
  if (example !== undefined) return example
  if (header.schema === true) return header.examples?.[0] ?? ''
  return engine.generator.generate(header.schema, {
    key,
    direction: 'response',
    now: engine.options.now,
    examples: 'first'
  }).value
}

/** Style `simple` (RFC 6570, 3.2.2), or JSON where the header is described by `content`. */
function printHeader(header: HeaderSpec, value: unknown): string {
  if (header.contentType !== undefined) return JSON.stringify(value)
  if (Array.isArray(value)) return value.map(printScalar).join(',')
  if (isObject(value)) {
    return Object.entries(value)
      .map(([name, member]) => `${name}${header.explode ? '=' : ','}${printScalar(member)}`)
      .join(',')
  }
  return printScalar(value)
}

function printScalar(value: unknown): string {
  if (value === null || value === undefined) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
