// The judge: says whether a response is one that the description declares. Independent of the engine: it reads the raw
// document and asks ajv, so that the two can only agree by both being right.
import { listOperations } from './list-operations.js'
import { judgeHeaders } from './judge-headers.js'
import { matchMediaType } from './match-media-type.js'
import { isRawObject, locate, member, pointerTo, type Located } from './raw-document.js'
import { createSchemaSet, type SchemaSet } from './schema-set.js'

/** Why a response is not as declared. */
export type MissReason =
  | 'operation-unknown'
  | 'status-undeclared'
  | 'content-type-missing'
  | 'content-type-undeclared'
  | 'body-missing'
  | 'body-undeclared'
  | 'body-not-json'
  | 'body-invalid'

/** The judge's answer. `unjudged` says that the body's schema is unusable, so that nothing can be said about the body. */
export type Verdict =
  | { readonly ok: true; readonly unjudged?: string; readonly headerRemarks: readonly string[] }
  | {
      readonly ok: false
      readonly reason: MissReason
      readonly detail: string
      readonly headerRemarks: readonly string[]
    }

/** A response, from whichever host. Header names are lower case. */
export interface JudgedResponse {
  readonly status: number
  readonly headers: { readonly [name: string]: string | readonly string[] }
  readonly body: string | Uint8Array | null
}

/** Judges responses of one description. */
export interface Judge {
  /** The operations that it knows, by key (`GET /pets/{id}`). */
  readonly operations: readonly string[]
  judge(operationKey: string, response: JudgedResponse): Verdict
  /** True when the operation declares a success or redirect, a range of them, or a default: then a valid request should not be refused. */
  declaresSuccess(operationKey: string): boolean
}

/** Prepares to judge the responses of a parsed OpenAPI 3.0 or 3.1 document whose references are all local. */
export function createJudge(document: unknown): Judge {
  const operations = listOperations(document)
  const schemas = createSchemaSet(document)
  return {
    operations: [...operations.keys()],
    declaresSuccess(operationKey) {
      const statuses = member(operations.get(operationKey)?.value, 'responses')
      return !isRawObject(statuses) || Object.keys(statuses).some((name) => /^[123]|^default$/.test(name))
    },
    judge(operationKey, response) {
      const operation = operations.get(operationKey)
      if (operation === undefined) return miss('operation-unknown', operationKey)
      const statuses = member(operation.value, 'responses')
      if (!isRawObject(statuses) || Object.keys(statuses).every((name) => name.startsWith('x-'))) {
        return { ok: true, unjudged: 'no responses are declared', headerRemarks: [] }
      }
      const status = declaredStatus(Object.keys(statuses), response.status)
      if (status === undefined)
        return miss('status-undeclared', `${response.status}, of ${Object.keys(statuses).join(', ')}`)
      const declared = locate(document, pointerTo(operation.pointer, 'responses', status))
      if (declared === undefined)
        return { ok: true, unjudged: `response ${status} leads nowhere`, headerRemarks: [] }
      const verdict = judgeBody(document, schemas, declared, response, operationKey.startsWith('HEAD '))
      return { ...verdict, headerRemarks: judgeHeaders(document, schemas, declared, response) }
    }
  }
}

/** Exact status, else its range (`4XX`), else `default` (OpenAPI 3.1.1, section 4.8.16). */
function declaredStatus(names: readonly string[], status: number): string | undefined {
  const range = `${String(status)[0]}XX`
  return (
    names.find((name) => name === String(status)) ??
    names.find((name) => name.toUpperCase() === range) ??
    names.find((name) => name === 'default')
  )
}

function judgeBody(
  document: unknown,
  schemas: SchemaSet,
  declared: Located,
  response: JudgedResponse,
  isHead: boolean
): Verdict {
  // No reference belongs at `content` itself, but descriptions have it.
  const content = locate(document, pointerTo(declared.pointer, 'content'))
  const types = content === undefined ? [] : Object.keys(content.value)
  const empty = response.body === null || response.body.length === 0
  const bodiless = isHead || response.status === 204 || response.status === 304 || response.status < 200
  if (content === undefined || types.length === 0 || bodiless) {
    return empty ? fine() : miss('body-undeclared', `${response.status} has ${response.body?.length} bytes`)
  }
  const sent = response.headers['content-type']
  if (typeof sent !== 'string')
    return empty ? miss('body-missing', types.join(', ')) : miss('content-type-missing', types.join(', '))
  const type = matchMediaType(sent, types)
  if (type === undefined) return miss('content-type-undeclared', `${sent}, of ${types.join(', ')}`)
  if (!isJson(sent)) return fine()
  if (empty) return miss('body-missing', sent)

  const value = parseJson(response.body as string | Uint8Array)
  if (value === undefined) return miss('body-not-json', excerpt(response.body))
  const media = locate(document, pointerTo(content.pointer, type))
  if (media === undefined || member(media.value, 'schema') === undefined) return fine()
  const validate = schemas.validator(pointerTo(media.pointer, 'schema'))
  if (typeof validate === 'string') return { ok: true, unjudged: validate, headerRemarks: [] }
  const errors = validate(value.json)
  if (errors === undefined) return { ok: true, unjudged: 'the schema never ends', headerRemarks: [] }
  return errors.length === 0
    ? fine()
    : miss('body-invalid', `${errors.slice(0, 3).join('; ')} in ${excerpt(response.body)}`)
}

function isJson(contentType: string): boolean {
  const type = (contentType.split(';')[0] as string).trim().toLowerCase()
  return type === 'application/json' || type === 'text/json' || type.endsWith('+json')
}

function parseJson(body: string | Uint8Array): { json: unknown } | undefined {
  try {
    return {
      json: JSON.parse(
        typeof body === 'string' ? body : new TextDecoder('utf-8', { fatal: true }).decode(body)
      )
    }
  } catch {
    return undefined
  }
}

function excerpt(body: string | Uint8Array | null): string {
  const text = typeof body === 'string' ? body : body === null ? '' : new TextDecoder().decode(body)
  return text.length > 300 ? `${text.slice(0, 300)}...` : text
}

function fine(): Verdict {
  return { ok: true, headerRemarks: [] }
}

function miss(reason: MissReason, detail: string): Verdict {
  return {
    ok: false,
    reason,
    detail: detail.length > 500 ? `${detail.slice(0, 499)}…` : detail,
    headerRemarks: []
  }
}
