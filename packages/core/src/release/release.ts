// What `compile` makes of a description: immutable plain JSON. A small index is read at once; operations and schemas are kept
// as JSON text of their own and parsed on first use, so that a host with thousands of operations starts in milliseconds.
import type { EncodingHint } from '../http/bodies/body-hints.js'
import type { ParameterLocation, ParameterStyle } from '../http/params/parameter-spec.js'
import type { Schema } from '../schema/schema.js'

/** The current `formatVersion` of a release; loading refuses any other. */
export const releaseFormatVersion = 2

/** A compiled description. Addressed by `digest`: equal meaning gives equal digests, whatever the formatting or key order of the source. */
export interface Release {
  readonly format: 'sandbed-release'
  readonly formatVersion: typeof releaseFormatVersion
  /** SHA-256 (hex) of everything else in this object; see `digestRelease`. */
  readonly digest: string
  readonly index: ReleaseIndex
  /** Operation key -> canonical JSON text of an `Operation`. */
  readonly operations: { readonly [key: string]: string }
  /** Schema key (`#/components/schemas/Pet`) -> canonical JSON text of a lowered schema. */
  readonly schemas: { readonly [key: string]: string }
  /** Webhook name and method (`payment.captured POST`) -> canonical JSON text of an `Operation`. */
  readonly webhooks: { readonly [name: string]: string }
  /** The `ResourceModel` (what each operation does to which kind of thing) as JSON text; see `model-text.ts`. */
  readonly model: string
  /** The simulation pack that sandboxes of the release use, as JSON text with its members in the order in which they were given. */
  readonly pack?: string
  /** The auth profile that its sandboxes use, as JSON text in the same way. */
  readonly authProfile?: string
}

/** What is needed before the first request. */
export interface ReleaseIndex {
  /** The version of the description, such as `3.0.3`. */
  readonly openapi: string
  readonly title: string
  readonly version: string
  /** Path prefixes of all servers, longest first, without a trailing slash; `''` is left out. */
  readonly basePaths: readonly string[]
  readonly operations: readonly OperationSummary[]
  readonly securitySchemes: { readonly [name: string]: SecurityScheme }
  readonly tags: readonly string[]
  /** The `x-` members of the document and of its `info`. */
  readonly extensions: { readonly [name: string]: unknown }
}

/** One line of the index. */
export interface OperationSummary {
  /** `GET /pets/{petId}`: method and path as the description spells them; unique. */
  readonly key: string
  /** Upper case. */
  readonly method: string
  /** The path template, from `/`, without query or fragment. */
  readonly path: string
  readonly operationId?: string
  readonly summary?: string
  readonly tags?: readonly string[]
  readonly deprecated?: true
  /** Set where several operations share a method and a path: what a request must carry to be meant for this one. */
  readonly conditions?: readonly RouteCondition[]
}

/** A query parameter or header that tells operations of one path apart: by its one allowed value, or by being there. */
export interface RouteCondition {
  readonly in: 'query' | 'header'
  readonly name: string
  readonly value?: string
}

/** An operation with everything that a request to it needs. */
export interface Operation extends OperationSummary {
  readonly parameters: readonly Parameter[]
  readonly requestBody?: RequestBody
  /** Status code, `2XX`-style range or `default` -> response. */
  readonly responses: { readonly [status: string]: ResponseSpec }
  /** OR of ANDs: each entry maps scheme names to scopes; an empty entry means that none is needed. Empty list: open to all. */
  readonly security: readonly { readonly [scheme: string]: readonly string[] }[]
  /** Callback name -> runtime expression -> method -> operation. */
  readonly callbacks?: { readonly [name: string]: { readonly [expression: string]: readonly Operation[] } }
  readonly extensions?: { readonly [name: string]: unknown }
}

/** A parameter of an operation, path-level ones merged in, references followed. */
export interface Parameter {
  readonly name: string
  readonly in: ParameterLocation
  readonly required: boolean
  readonly style: ParameterStyle
  readonly explode: boolean
  readonly allowReserved?: true
  readonly schema: Schema
  /** For parameters described by `content`: the media type of the value. */
  readonly contentType?: string
  /** Examples of the value, decoded. */
  readonly examples?: readonly unknown[]
}

/** The body that requests to an operation carry. */
export interface RequestBody {
  readonly required: boolean
  /** JSON first, then by name; never empty. */
  readonly content: readonly MediaType[]
}

/** What an operation answers with one status, range of statuses, or by default. */
export interface ResponseSpec {
  readonly headers: readonly HeaderSpec[]
  /** JSON first, then by name. Empty: the response has no body. */
  readonly content: readonly MediaType[]
  /** Link name -> Link Object as described; references followed. */
  readonly links?: { readonly [name: string]: unknown }
}

/** A header of a response; references followed. `Content-Type` is never among them: `content` describes it. */
export interface HeaderSpec {
  /** Lower case. */
  readonly name: string
  readonly required: boolean
  /** Style `simple`: whether the members of an object are written as `name=value`. */
  readonly explode: boolean
  readonly schema: Schema
  /** For headers described by `content`: the media type of the value. */
  readonly contentType?: string
  /** Examples of the value, decoded. */
  readonly examples?: readonly unknown[]
}

/** One entry of a `content` map. */
export interface MediaType {
  /** As declared: `application/json`, `image/*`, `text/plain; charset=utf-8`. */
  readonly type: string
  readonly schema?: Schema
  /** Example name -> value; the singular `example` is named `default`. */
  readonly examples?: { readonly [name: string]: unknown }
  /** Property -> how it is written in a form or multipart body. */
  readonly encoding?: { readonly [property: string]: EncodingHint }
}

/** A security scheme as described; references followed. */
export type SecurityScheme = { readonly type: string } & { readonly [member: string]: unknown }
