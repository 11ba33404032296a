// The intermediate form of a schema: JSON Schema 2020-12 after `lower.ts` has removed every dialect difference. Plain JSON, immutable.

/** A lowered schema. `true` takes anything, `false` nothing. */
export type Schema = boolean | SchemaObject

/**
 * The members that the checker and the generator know. Differences from plain 2020-12:
 * - `$ref` is a *key*: the canonical location of the target, absolute (`#/components/schemas/Pet`, or `https://host/doc#/$defs/x`
 *   for an embedded `$id`). It is looked up in a `SchemaSource`. There is no `$id`, `$anchor`, `$schema` or `$defs` any more.
 * - `examples` holds OpenAPI's `example` too; `nullable`, boolean `exclusiveMinimum`, array `items` and their like are gone.
 * - `discriminator.mapping` is complete: value -> `$ref` key, implicit names included.
 * - `lenientNull` is what becomes of `nullable: true` in OpenAPI 3.1, where it is no keyword.
 * - `dynamicRef` replaces `$dynamicRef`/`$recursiveRef`; `resource`/`dynamicAnchors` mark where the dynamic scope changes.
 */
export interface SchemaObject {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly format?: string
  readonly pattern?: string
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly exclusiveMaximum?: number
  readonly multipleOf?: number
  readonly properties?: { readonly [name: string]: Schema }
  readonly patternProperties?: { readonly [pattern: string]: Schema }
  readonly additionalProperties?: Schema
  readonly propertyNames?: Schema
  readonly required?: readonly string[]
  readonly minProperties?: number
  readonly maxProperties?: number
  readonly dependentRequired?: { readonly [name: string]: readonly string[] }
  readonly dependentSchemas?: { readonly [name: string]: Schema }
  readonly unevaluatedProperties?: Schema
  readonly items?: Schema
  readonly prefixItems?: readonly Schema[]
  readonly contains?: Schema
  readonly minContains?: number
  readonly maxContains?: number
  readonly minItems?: number
  readonly maxItems?: number
  readonly uniqueItems?: boolean
  readonly unevaluatedItems?: Schema
  readonly allOf?: readonly Schema[]
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly not?: Schema
  readonly if?: Schema
  readonly then?: Schema
  readonly else?: Schema
  readonly readOnly?: boolean
  readonly writeOnly?: boolean
  readonly default?: unknown
  readonly examples?: readonly unknown[]
  readonly discriminator?: {
    readonly propertyName: string
    readonly mapping?: { readonly [value: string]: string }
  }
  readonly xml?: { readonly [key: string]: unknown }
  /**
   * An OpenAPI 3.1 author wrote `nullable: true`. Read strictly that says nothing, so no null is made because of it (in a request an
   * example may still hold one). In the direction `request` the checker takes null in place of such a value, whatever the other keywords
   * say; in `response`, and without a direction, the schema is taken by its word.
   */
  readonly lenientNull?: true
  /** `$dynamicRef`: the key of the statically resolved target and, when that target is dynamic, the anchor to look for in the dynamic scope. */
  readonly dynamicRef?: { readonly ref: string; readonly anchor?: string }
  /** Set on a schema that starts a schema resource which declares dynamic anchors: anchor name -> key. */
  readonly dynamicAnchors?: { readonly [anchor: string]: string }
  readonly [extension: `x-${string}`]: unknown
}

/** Where `$ref` keys are looked up. Must give the same object for the same key each time: compiled closures are kept per object. */
export interface SchemaSource {
  schema(ref: string): Schema | undefined
}

/** Which way a value travels: `readOnly` members are not asked for in a request, `writeOnly` ones neither asked for nor made in a response. */
export type Direction = 'request' | 'response'

/** One way in which a value breaks its schema. */
export interface Finding {
  /** JSON Pointer into the value, `''` for the value itself. */
  readonly pointer: string
  /** The JSON Schema keyword that refused it. */
  readonly keyword: string
  /** For `required` and its like: the member that is missing. */
  readonly property?: string
  /** One English sentence fragment, such as `must be at least 1`; no echo of the value beyond 200 characters. */
  readonly message: string
}
