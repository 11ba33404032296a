// Records as JSON lines: one object a line, as `trace.schema.json` has it.
import { printJson } from '../../internal/print-json.js'
import type { TraceRecord } from '../record.js'

/** Prints records, each with a line break behind it. */
export function toJsonLines(records: readonly TraceRecord[]): string {
  return records.map((record) => `${printJson(record)}\n`).join('')
}
