// The operations of a description as a reader meets them: path, parameters, body, and what a success looks like.
import { listOperations } from '../oracle/list-operations.js'
import { isRawObject, locate, member, pointerTo } from '../oracle/raw-document.js'
import { matchMediaType } from '../oracle/match-media-type.js'

/** A parameter and the JSON Pointer of its schema. */
export interface PlainParameter {
  readonly name: string
  readonly in: string
  readonly required: boolean
  readonly schema?: string
  readonly example?: unknown
}

/** One media type of a body, with the pointers of its schema and of the whole media type object. */
export interface PlainMedia {
  readonly type: string
  readonly pointer: string
  readonly schema?: string
}

/** An operation, read without any inference. */
export interface PlainOperation {
  /** `GET /pets/{id}`. */
  readonly key: string
  readonly method: string
  readonly path: string
  /** The path with empty braces and without an ending like `.json`: equal for templates that match the same requests. */
  readonly blank: string
  /** Names of the path parameters in their order. */
  readonly pathNames: readonly string[]
  readonly parameters: readonly PlainParameter[]
  readonly body: readonly PlainMedia[]
  readonly bodyRequired: boolean
  /** Media types of the lowest success status that has any. */
  readonly success: readonly PlainMedia[]
  readonly successStatuses: readonly string[]
  /** True when a success declares a header that says where the thing is. */
  readonly tellsLocation: boolean
  /** operationId and summary, those that there are. */
  readonly says: readonly string[]
  /** Both as one text. */
  readonly text: string
  readonly pointer: string
}

/** Reads all operations that a request can reach: paths with a fragment are only documentation. */
export function plainOperations(document: unknown): PlainOperation[] {
  const operations: PlainOperation[] = []
  for (const [key, { pointer, value }] of listOperations(document)) {
    const method = key.slice(0, key.indexOf(' '))
    const path = key.slice(method.length + 1)
    if (path.includes('#') || path.includes('?')) continue
    const responses = successes(document, pointer)
    const withBody = responses.find(({ media }) => media.some(({ type }) => isJsonType(type)))
    const body = locate(document, pointerTo(pointer, 'requestBody'))
    const says = [member(value, 'operationId'), member(value, 'summary')].filter(isText)
    operations.push({
      key,
      method,
      path,
      blank: blankOf(path),
      pathNames: [...path.matchAll(/\{([^}]*)\}/g)].map((match) => match[1] as string),
      parameters: parametersOf(document, pointer, path),
      body: body === undefined ? [] : mediaAt(document, body.pointer),
      bodyRequired: body !== undefined && member(body.value, 'required') === true,
      success: (withBody ?? responses.find(({ media }) => media.length > 0) ?? { media: [] }).media,
      successStatuses: responses.map(({ status }) => status),
      tellsLocation: responses.some(({ location }) => location),
      says,
      text: says.join(' '),
      pointer
    })
  }
  return operations
}

/** The segments of a path; `Pets('{petId}')` is two. */
export function segmentsOf(path: string): string[] {
  return path.replaceAll(/\(['"]?(\{[^}]*\})['"]?\)/g, '/$1').split('/')
}

/** `/pets/{petId}.json` -> `/pets/{}`. */
export function blankOf(path: string): string {
  return (
    segmentsOf(path)
      .join('/')
      .replaceAll(/\{[^}]*\}/g, '{}')
      .replace(/\.(?:json|xml)$/, '')
      .replace(/\/+$/, '') || '/'
  )
}

/** True for JSON and what is built on it. */
export function isJsonType(type: string): boolean {
  return /^(?:application|text)\/(?:[\w.-]+\+)?json(?:\s*;|$)/i.test(type) || type === '*/*'
}

/** The pointer of the schema that is declared for an answer; `undefined` when there is none. */
export function responseSchema(
  document: unknown,
  operation: PlainOperation,
  status: number,
  contentType: string | undefined
): string | undefined {
  const responses = locate(document, pointerTo(operation.pointer, 'responses'))
  if (responses === undefined) return undefined
  const name = [String(status), `${String(status)[0]}XX`, 'default'].find((candidate) =>
    Object.hasOwn(responses.value, candidate)
  )
  if (name === undefined) return undefined
  const response = locate(document, pointerTo(responses.pointer, name))
  const media = response === undefined ? [] : mediaAt(document, response.pointer)
  const type = matchMediaType(
    contentType ?? '',
    media.map((one) => one.type)
  )
  return media.find((one) => one.type === type)?.schema
}

function successes(document: unknown, pointer: string) {
  const responses = locate(document, pointerTo(pointer, 'responses'))
  if (responses === undefined) return []
  const names = Object.keys(responses.value)
  const good = names.filter((name) => /^2(?:\d\d|XX)$/i.test(name)).toSorted()
  // `default` beside declared errors and no success is another error.
  const fallback = names.some((name) => name.startsWith('4'))
    ? []
    : names.filter((name) => name === 'default')
  return (good.length > 0 ? good : fallback).map((status) => {
    const response = locate(document, pointerTo(responses.pointer, status))
    const headers = member(response?.value, 'headers')
    return {
      status,
      media: response === undefined ? [] : mediaAt(document, response.pointer),
      location: isRawObject(headers) && Object.keys(headers).some((name) => /location/i.test(name))
    }
  })
}

function mediaAt(document: unknown, pointer: string): PlainMedia[] {
  const content = locate(document, pointerTo(pointer, 'content'))
  if (content === undefined) return []
  return Object.keys(content.value).flatMap((type) => {
    const media = locate(document, pointerTo(content.pointer, type))
    if (media === undefined) return []
    const schema =
      member(media.value, 'schema') === undefined ? {} : { schema: pointerTo(media.pointer, 'schema') }
    return [{ type, pointer: media.pointer, ...schema }]
  })
}

function parametersOf(document: unknown, pointer: string, path: string): PlainParameter[] {
  const item = pointer.slice(0, pointer.lastIndexOf('/'))
  const found = new Map<string, PlainParameter>()
  for (const owner of [item, pointer]) {
    const list = member(locate(document, owner)?.value, 'parameters')
    if (!Array.isArray(list)) continue
    for (const index of list.keys()) {
      const parameter = locate(document, pointerTo(owner, 'parameters', String(index)))
      const name = member(parameter?.value, 'name')
      const place = member(parameter?.value, 'in')
      if (parameter === undefined || !isText(name) || !isText(place)) continue
      found.set(`${place} ${name}`, {
        name,
        in: place,
        required: place === 'path' || member(parameter.value, 'required') === true,
        ...schemaOf(document, parameter.pointer, parameter.value),
        example: member(parameter.value, 'example') ?? firstExample(document, parameter.pointer)
      })
    }
  }
  for (const [, name = ''] of path.matchAll(/\{([^}]*)\}/g)) {
    if (!found.has(`path ${name}`)) found.set(`path ${name}`, { name, in: 'path', required: true })
  }
  return [...found.values()]
}

function schemaOf(document: unknown, pointer: string, parameter: unknown): { schema?: string } {
  if (member(parameter, 'schema') !== undefined) return { schema: pointerTo(pointer, 'schema') }
  const media = mediaAt(document, pointer)[0]
  return media?.schema === undefined ? {} : { schema: media.schema }
}

function firstExample(document: unknown, pointer: string): unknown {
  const examples = locate(document, pointerTo(pointer, 'examples'))
  const name = examples === undefined ? undefined : Object.keys(examples.value)[0]
  if (examples === undefined || name === undefined) return undefined
  return member(locate(document, pointerTo(examples.pointer, name))?.value, 'value')
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}
