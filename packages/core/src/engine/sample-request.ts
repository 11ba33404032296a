// A valid request to an operation, built from the operation's own schemas: for checks, examples and first tries.
import { serialiseParameter } from '../http/params/serialise-parameter.js'
import type { SerialisedBody } from '../http/bodies/serialise-body.js'
import { isForm, isJson, isMultipartForm } from '../http/media-type.js'
import { concreteMediaType } from '../http/negotiate.js'
import type { SandboxRequest } from '../http/message.js'
import { setOwn } from '../internal/json.js'
import { deriveKey, hashText } from '../internal/random.js'
import type { MediaType, Operation, Parameter } from '../release/release.js'
import { parseTemplate } from '../release/path-template.js'
import type { Schema } from '../schema/schema.js'
import { firstOfKind } from './bodies/first-of-kind.js'
import { specForValue } from './parameter-readers.js'
import { sampleCredentials } from './auth/sample-credentials.js'
import type { Engine } from './engine.js'
import { writeBody } from './bodies/write-body.js'

/**
 * Builds a request with every required parameter and, where there is one, a body. Examples of the description are used where
 * they are valid. Where credentials are looked at it carries placeholders. The same operation and seed give the same request.
 */
export function sampleRequest(engine: Engine, operation: Operation, seed = ''): SandboxRequest {
  const key = hashText(seed, hashText(operation.key))
  const query: string[] = []
  const cookies: string[] = []
  const headers: Record<string, string> = {}
  const pathValues = new Map<string, string>()
  const fixed = new Set<string>()
  for (const { in: place, name, value } of operation.conditions ?? []) {
    if (value === undefined) continue
    fixed.add(`${place} ${name}`)
    if (place === 'header') setOwn(headers, name.toLowerCase(), value)
    else query.push(`${encodeURIComponent(name.toWellFormed())}=${encodeURIComponent(value.toWellFormed())}`)
  }
  for (const parameter of operation.parameters) {
    if (!parameter.required || fixed.has(`${parameter.in} ${parameter.name}`)) continue
    const value = parameterValue(engine, parameter, deriveKey(key, hashText(parameter.name)))
    const text = serialiseParameter(specForValue(engine.release, operation, parameter, value), value)
    if (parameter.in === 'path') pathValues.set(parameter.name, text)
    else if (parameter.in === 'header') setOwn(headers, parameter.name.toLowerCase(), text)
    else if (text !== '') (parameter.in === 'query' ? query : cookies).push(text)
  }
  const credentials = sampleCredentials(engine, operation)
  query.push(...credentials.query)
  cookies.push(...credentials.cookies)
  for (const [name, value] of credentials.headers) setOwn(headers, name, value)
  if (cookies.length > 0) headers['cookie'] = cookies.join('; ')
  const path = fillTemplate(operation.path, pathValues)
  const url = query.length > 0 ? `${path}?${query.join('&')}` : path
  const body = sampleBody(engine, operation, deriveKey(key, 1))
  if (!body) return { method: operation.method, url, headers }
  return {
    method: operation.method,
    url,
    headers: { ...headers, 'content-type': body.contentType },
    body: body.body
  }
}

function parameterValue(engine: Engine, parameter: Parameter, key: number): unknown {
  const usable = (value: unknown) =>
    isSendable(parameter, value) && engine.checker.isValid(parameter.schema, value, 'request')
  const example = parameter.examples?.find(usable)
  if (example !== undefined) return example
  for (let attempt = 0; attempt < 20; attempt++) {
    // The first tries use the examples inside the schema; the later ones look for anything that can be sent.
    const value = generate(engine, parameter.schema, deriveKey(key, attempt), attempt < 2 ? 'first' : 'none')
    if (usable(value)) return value
  }
  return generate(engine, parameter.schema, key, 'first')
}

/** A path segment cannot be empty or a dot segment, and some values cannot be told from absent ones. */
function isSendable(parameter: Parameter, value: unknown): boolean {
  if (value === '' || value === null) return false
  if (Array.isArray(value)) return value.length > 0 && value.every((item) => item !== '' && item !== null)
  if (typeof value === 'object') return Object.keys(value as object).length > 0
  if (typeof value !== 'string') return true
  if (parameter.in === 'path') return !/^\.{1,2}$/.test(value) && !/[\p{Cc}\\]/u.test(value)
  return parameter.in !== 'header' || /^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/.test(value)
}

function fillTemplate(path: string, values: ReadonlyMap<string, string>): string {
  const segments = parseTemplate(path).map(({ parts }) =>
    parts
      .map((part) => (part.kind === 'literal' ? encodeLiteral(part.text) : (values.get(part.name) ?? 'x')))
      .join('')
  )
  return `/${segments.join('/')}`
}

function encodeLiteral(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replaceAll(/%(3A|40|24|2C|2B|3D|3B|26)/gi, (escaped) =>
    decodeURIComponent(escaped)
  )
}

function sampleBody(engine: Engine, operation: Operation, key: number): SerialisedBody | undefined {
  const content = operation.requestBody?.content ?? []
  const mediaType = firstOfKind(content, isJson, isForm, isMultipartForm) ?? content[0]
  if (!mediaType || operation.method === 'GET' || operation.method === 'HEAD') return undefined
  const value = bodyValue(engine, mediaType, key)
  return writeBody(engine, concreteMediaType(mediaType.type, undefined), value, mediaType)
}

function bodyValue(engine: Engine, { schema, examples }: MediaType, key: number): unknown {
  const declared = Object.values(examples ?? {})
  if (schema === undefined) return declared[0] ?? {}
  const example = declared.find((candidate) => engine.checker.isValid(schema, candidate, 'request'))
  return example ?? generate(engine, schema, key, 'first')
}

function generate(engine: Engine, schema: Schema, key: number, examples: 'first' | 'none'): unknown {
  return engine.generator.generate(schema, { key, examples, direction: 'request', now: engine.options.now })
    .value
}
