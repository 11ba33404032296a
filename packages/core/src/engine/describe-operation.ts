// What Sandbed sees in one operation, as plain data for people and programs.
import type { MediaType, Operation } from '../release/release.js'
import { hintOf } from './schemas/schema-hint.js'
import type { Engine } from './engine.js'
import { exampleBody } from './bodies/example-body.js'
import { isBodiless, successResponse } from './responses/select-response.js'
import type { Provenance } from './trace.js'

/** The report on an operation. */
export interface OperationReport {
  readonly key: string
  readonly method: string
  readonly path: string
  readonly operationId?: string
  readonly summary?: string
  readonly tags: readonly string[]
  readonly parameters: readonly {
    readonly name: string
    readonly in: string
    readonly required: boolean
    readonly types: readonly string[]
  }[]
  /** The media types of the request body, the first being the one that samples use. */
  readonly requestBody: readonly string[]
  readonly responses: readonly {
    readonly status: string
    readonly types: readonly string[]
    readonly headers: readonly string[]
    /** Names for `Prefer: example=`. */
    readonly examples: readonly string[]
  }[]
  /** OR of ANDs of security scheme names; an empty inner list means that none is needed. */
  readonly security: readonly (readonly string[])[]
  /** What a plain request is answered with. */
  readonly answer: {
    readonly status: number
    readonly type: string | null
    /** Where the body of static mode comes from. */
    readonly body: Provenance
  }
}

/** Describes an operation of the release. */
export function describeOperation(engine: Engine, operation: Operation): OperationReport {
  const { key, method, path, operationId, summary, tags = [] } = operation
  const { status, spec } = successResponse(operation)
  const mediaType = isBodiless(status) ? undefined : spec?.content[0]
  return {
    key,
    method,
    path,
    ...(operationId === undefined ? {} : { operationId }),
    ...(summary === undefined ? {} : { summary }),
    tags,
    parameters: operation.parameters.map((parameter) => ({
      name: parameter.name,
      in: parameter.in,
      required: parameter.required,
      types: hintOf(engine.release, parameter.schema)?.types ?? []
    })),
    requestBody: operation.requestBody?.content.map(({ type }) => type) ?? [],
    responses: Object.entries(operation.responses).map(([name, response]) => ({
      status: name,
      types: response.content.map(({ type }) => type),
      headers: response.headers.map((header) => header.name),
      examples: [...new Set(response.content.flatMap(({ examples }) => Object.keys(examples ?? {})))]
    })),
    security: operation.security.map((requirement) => Object.keys(requirement)),
    answer: { status, type: mediaType?.type ?? null, body: staticBody(engine, mediaType) }
  }
}

function staticBody(engine: Engine, mediaType: MediaType | undefined): Provenance {
  if (!mediaType) return 'none'
  return exampleBody(engine, { mediaType, example: undefined }, 0)?.provenance ?? 'generated'
}
