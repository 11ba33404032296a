// What lowering has to say about a schema that it could only partly use.

/**
 * Every code, and what became of the schema:
 * - `schema-invalid`: neither an object nor a boolean; takes anything.
 * - `schema-too-deep`: nested beyond 1,024 levels; takes anything below.
 * - `schema-ref-not-found`: a reference leads nowhere; takes anything.
 * - `schema-ref-loop`: references that only lead to each other; takes anything.
 * - `schema-type-unknown`: a `type` that is no JSON type; left out.
 * - `schema-keyword-invalid`: a keyword with a value of the wrong kind; left out.
 * - `schema-keyword-moved`: `nullable` in OpenAPI 3.1; null is taken in requests, but never sent.
 * - `schema-pattern-invalid`: no ECMAScript regular expression; no constraint.
 * - `schema-pattern-delimited`: a pattern between slashes, which as it stands matches no text; read without them, or left out.
 * - `schema-pattern-refused`: a pattern that cannot be matched in bounded time; no constraint.
 * - `schema-discriminator-invalid`: a discriminator, or one of its mappings, that cannot be used; left out.
 */
export type SchemaIssueCode =
  | 'schema-invalid'
  | 'schema-too-deep'
  | 'schema-ref-not-found'
  | 'schema-ref-loop'
  | 'schema-type-unknown'
  | 'schema-keyword-invalid'
  | 'schema-keyword-moved'
  | 'schema-pattern-invalid'
  | 'schema-pattern-delimited'
  | 'schema-pattern-refused'
  | 'schema-discriminator-invalid'

/** One issue. Its severity follows from the code. */
export interface SchemaIssue {
  readonly code: SchemaIssueCode
  /** JSON Pointer to the schema or keyword, in the document that is lowered. */
  readonly pointer: string
  readonly message: string
  readonly hint?: string
}
