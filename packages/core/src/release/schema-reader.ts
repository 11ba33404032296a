// Lowers the schemas of a description as they are asked for, and keeps the list of those that references lead to.
import { getPointer } from '../internal/json-pointer.js'
import { createLowerer } from '../schema/lower.js'
import type { Schema } from '../schema/schema.js'
import { createSchemaDocuments } from '../schema/schema-documents.js'
import type { SchemaIssue, SchemaIssueCode } from '../schema/schema-issue.js'
import { collectSchemaReferences } from '../schema/schema-references.js'
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

/** Opens the schemas of a description. */
export function createSchemaReader(description: Description, onIssue: OnIssue): SchemaReader {
  const report = (issue: SchemaIssue): void =>
    onIssue({ severity: severities[issue.code] ?? 'warning', ...issue, message: sentence(issue.message) })
  let reader: SchemaReader | undefined
  const open = (): SchemaReader => {
    if (reader) return reader
    const named = description.dialect === 'openapi-3.1' && namesSchemas(description.document)
    reader = named ? readNamed(description, report) : readPlain(description, report)
    return reader
  }
  return {
    lower: (schema, pointer) => open().lower(schema, pointer),
    schema(key) {
      const schema = open().schema(key)
      if (leadsToItself(open(), key, schema)) {
        report({
          code: 'schema-ref-loop',
          pointer: key.startsWith('#') ? key.slice(1) : '',
          message: 'these references only lead to each other'
        })
      }
      return schema
    },
    keys: () => open().keys()
  }
}

const severities: Partial<Record<SchemaIssueCode, IssueSeverity>> = {
  'schema-ref-not-found': 'error',
  'schema-invalid': 'error',
  'schema-type-unknown': 'error',
  'schema-keyword-invalid': 'error',
  'schema-pattern-invalid': 'error'
}

const longestLoop = 16

function leadsToItself(reader: SchemaReader, key: string, first: Schema | undefined): boolean {
  let schema = first
  for (let step = 0; step < longestLoop; step++) {
    if (typeof schema !== 'object' || schema.$ref === undefined || Object.keys(schema).length > 1)
      return false
    if (schema.$ref === key) return true
    schema = reader.schema(schema.$ref)
  }
  return false
}

/** The common case: every `$ref` is a JSON Pointer into the description. */
function readPlain({ document, dialect }: Description, onIssue: (issue: SchemaIssue) => void): SchemaReader {
  const wanted = new Set<string>()
  const lowerer = createLowerer({
    dialect,
    onIssue,
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
      const raw = key.startsWith('#') ? getPointer(document, key.slice(1)) : undefined
      return raw === undefined ? undefined : lowerer.lower(raw, key.slice(1))
    },
    keys: () => wanted
  }
}

/** Schemas that name themselves by `$id` or an anchor (3.1): the description is read as a document of schema resources. */
function readNamed({ document, dialect }: Description, onIssue: (issue: SchemaIssue) => void): SchemaReader {
  const wanted = new Set<string>()
  const documents = createSchemaDocuments({ '': document }, () => undefined, { dialect, onIssue })
  const noted = (schema: Schema | undefined): Schema | undefined => {
    collectSchemaReferences(schema, wanted)
    return schema
  }
  return {
    lower: (_schema, pointer) =>
      noted(documents.schema(documents.resolveRef(`#${encodeURI(pointer)}`) ?? '')) ?? true,
    schema: (key) => noted(documents.schema(key)),
    keys: () => wanted
  }
}

/** Whether any object of the document has a name of its own, or refers to one by `$dynamicRef`. */
function namesSchemas(document: object): boolean {
  const queue: object[] = [document]
  for (let value = queue.pop(); value !== undefined; value = queue.pop()) {
    if ('$id' in value || '$anchor' in value || '$dynamicAnchor' in value || '$dynamicRef' in value)
      return true
    for (const member of Object.values(value))
      if (typeof member === 'object' && member !== null) queue.push(member)
  }
  return false
}

function sentence(message: string): string {
  return `${message.charAt(0).toUpperCase()}${message.slice(1)}.`
}
