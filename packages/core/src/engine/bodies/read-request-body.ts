// The body of a request, read by its media type and checked against the schema that the operation declares for it.
import { parseBody } from '../../http/bodies/parse-body.js'
import { isJson, parseMediaType, selectContent } from '../../http/media-type.js'
import { echo } from '../../http/problem.js'
import type { MediaType } from '../../release/release.js'
import type { Engine } from '../engine.js'
import { firstOfKind } from './first-of-kind.js'
import { bodyHintsOf } from '../schemas/schema-hint.js'
import type { Matched, ReadBody } from '../stages.js'

const nothing: ReadBody = { value: undefined, findings: [] }

/** Reads the body. Operations that declare none ignore what is sent. XML, text without a schema and bytes are not looked into. */
export function readRequestBody(engine: Engine, { operation, request, headers }: Matched): ReadBody {
  const declared = operation.requestBody
  if (!declared) return nothing
  if (request.body === undefined || request.body === null || request.body.length === 0) {
    if (!declared.required || engine.options.validation === 'off') return nothing
    return {
      value: undefined,
      findings: [{ in: 'body', name: '', pointer: '', keyword: 'required', message: 'is required' }]
    }
  }
  // A body without a Content-Type is taken for the declared JSON.
  const contentType = headers['content-type'] ?? firstOfKind(declared.content, isJson)?.type
  const described = contentType === undefined ? undefined : describedBy(contentType, declared.content)
  if (!described) {
    const types = declared.content.map(({ type }) => type).join(', ')
    const sent =
      contentType === undefined
        ? 'The request has no Content-Type'
        : `"${echo(contentType)}" is not supported`
    return { ...nothing, problem: { slug: 'unsupported-media-type', detail: `${sent}; send ${types}` } }
  }
  const { schema } = described
  const parsed = parseBody(contentType, request.body, {
    limits: engine.options.limits,
    contentEncoding: headers['content-encoding'],
    ...bodyHintsOf(engine.release, described)
  })
  if (parsed.problem)
    return {
      ...nothing,
      problem: parsed.problem,
      ...(parsed.problem.slug === 'malformed-body' ? { statuses: [400, 422] } : {})
    }
  const opaque = parsed.kind === 'xml' || parsed.kind === 'binary'
  if (schema === undefined || opaque || engine.options.validation === 'off')
    return { value: parsed.value, findings: [] }
  const findings = engine.checker.check(schema, parsed.value, 'request')
  return { value: parsed.value, findings: findings.map((finding) => ({ in: 'body', name: '', ...finding })) }
}

/** The entry of `content` for a type. A client's JSON is read where another JSON type is declared, and the other way round. */
function describedBy(contentType: string, content: readonly MediaType[]): MediaType | undefined {
  const sent = parseMediaType(contentType)
  if (!sent) return undefined
  const type = selectContent(
    sent,
    content.map((mediaType) => mediaType.type)
  )
  if (type !== undefined) return content.find((mediaType) => mediaType.type === type)
  return isJson(sent) ? firstOfKind(content, isJson) : undefined
}
