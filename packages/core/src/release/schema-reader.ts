// Lowers the schemas of a description as they are asked for, and keeps the list of those that references lead to.
import { getPointer } from '../internal/json-pointer.js'
import { createLowerer } from '../schema/lower.js'
import type { Schema } from '../schema/schema.js'
import type { SchemaIssue, SchemaIssueCode } from '../schema/schema-issue.js'
import { decodeFragment } from '../spec/reference.js'
import type { Description } from '../spec/description.js'
import type { IssueSeverity, OnIssue } from '../spec/issue.js'

/** Gives lowered schemas: of a place in the description, or by the key that a lowered `$ref` holds. */
export interface SchemaReader {
  lower(schema: unknown, pointer: string): Schema
  schema(key: string): Schema | undefined
  /** All keys that lowered references lead to; grows while it is walked and schemas are made. */
  keys(): Iterable<string>
}

const severities: Partial<Record<SchemaIssueCode, IssueSeverity>> = {
  'schema-ref-not-found': 'error',
  'schema-invalid': 'error'
}

/** Opens the schemas of a description. */
export function createSchemaReader(description: Description, onIssue: OnIssue): SchemaReader {
  const { document, dialect } = description
  const wanted = new Set<string>()
  const lowerer = createLowerer({
    dialect,
    onIssue: (issue: SchemaIssue) => onIssue({ severity: severities[issue.code] ?? 'warning', ...issue }),
    resolveRef(ref) {
      const pointer = ref.startsWith('#') ? decodeFragment(ref) : undefined
      if (pointer === undefined || getPointer(document, pointer) === undefined) return undefined
      const key = `#${pointer}`
      wanted.add(key)
      return key
    }
  })
  return {
    lower: (schema, pointer) => lowerer.lower(schema, pointer),
    schema(key) {
      if (!key.startsWith('#')) return undefined
      const raw = getPointer(document, key.slice(1))
      return raw === undefined ? undefined : lowerer.lower(raw, key.slice(1))
    },
    keys: () => wanted
  }
}
