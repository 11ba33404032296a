// What every part of lowering shares: the options, where it stands, and how it reports.
import { joinPointer } from '../internal/json-pointer.js'
import type { Dialect, DialectRules } from './dialects.js'
import type { Schema } from './schema.js'
import type { SchemaIssue, SchemaIssueCode } from './schema-issue.js'

/** What the lowerer asks its surroundings. */
export interface LowererOptions {
  readonly dialect: Dialect
  /** The canonical key of what a reference leads to, `undefined` when it leads nowhere. `base` is the URI of the enclosing resource, `''` for a description. */
  resolveRef(ref: string, base: string): string | undefined
  onIssue?(issue: SchemaIssue): void
  /** The dialect that `$schema` names, for embedded resources that switch it. */
  dialectOf?(schemaUri: string): ResourceDialect | undefined
  /** Resolves `$dynamicRef` (and, with `''`, `$recursiveRef`). Without it they are taken as plain references. */
  resolveDynamicRef?(
    ref: string,
    base: string
  ): { readonly ref: string; readonly anchor?: string } | undefined
  /** The dynamic anchors that the resource at `base` declares. */
  dynamicAnchors?(base: string): { readonly [anchor: string]: string } | undefined
}

/** A dialect, and whether its meta-schema has the validation vocabulary. */
export interface ResourceDialect {
  readonly dialect: Dialect
  readonly validation: boolean
}

/** Where lowering stands: rules, base URI, and the way there (kept as a list; it is printed for issues only). */
export interface LowerContext {
  readonly options: LowererOptions
  readonly rules: DialectRules
  readonly validation: boolean
  readonly base: string
  readonly parent: LowerContext | undefined
  readonly token: string | number
  readonly depth: number
  /** Lowers a schema in a context. */
  readonly lower: (raw: unknown, context: LowerContext) => Schema
}

/** The intermediate form while it is being made. */
export type SchemaDraft = { [keyword: string]: unknown }

/** Lowers a schema that stands below the context's. */
export function lowerBelow(raw: unknown, context: LowerContext, ...tokens: (string | number)[]): Schema {
  let below = context
  for (const token of tokens) below = { ...below, parent: below, token, depth: context.depth + 1 }
  return context.lower(raw, below)
}

/** Reports an issue at the context's place, or at a keyword of it. */
export function report(
  context: LowerContext,
  code: SchemaIssueCode,
  message: string,
  keyword?: string,
  hint?: string
): void {
  if (!context.options.onIssue) return
  const tokens: (string | number)[] = keyword === undefined ? [] : [keyword]
  let place = context
  for (; place.parent; place = place.parent) tokens.push(place.token)
  const pointer = tokens.reduceRight<string>((start, token) => joinPointer(start, token), String(place.token))
  context.options.onIssue({ code, pointer, message, ...(hint !== undefined && { hint }) })
}
