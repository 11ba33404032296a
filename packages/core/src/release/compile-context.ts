// What every part of the compiler is given: the document, a way to lower schemas, a place for issues.
import type { Schema } from '../schema/schema.js'
import type { OnIssue } from '../spec/issue.js'
import type { DescribedExample } from './described-example.js'

/** Shared by the files of this folder while one description is compiled. */
export interface CompileContext {
  readonly document: Readonly<Record<string, unknown>>
  /** Lowers the schema that stands at `pointer`; references stay references. */
  lower(schema: unknown, pointer: string): Schema
  readonly onIssue: OnIssue
  /** What was made of the places that references lead to; see `compileReferenced`. */
  readonly referenced: Map<string, object | undefined>
  /** Told of each example that stands beside a schema, where somebody wants to know. */
  readonly onExample?: (example: DescribedExample) => void
}
