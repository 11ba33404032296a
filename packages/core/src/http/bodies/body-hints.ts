// What a description says about a body beyond its media type, in the small form parsing and serialising need.

import type { HintSource } from '../hint.js'
import type { ParameterStyle } from '../params/parameter-spec.js'

/** An OpenAPI Encoding Object: how one property of a form is written. */
export interface EncodingHint {
  readonly contentType?: string
  readonly style?: ParameterStyle
  readonly explode?: boolean
  readonly allowReserved?: boolean
}

/** Encoding by property name. */
export type EncodingHints = ReadonlyMap<string, EncodingHint>

/** What is known of a body. */
export interface BodyHints {
  /** The kinds of values, from the schema: form fields and texts are coerced to it. */
  readonly hint?: HintSource
  readonly encoding?: EncodingHints
}
