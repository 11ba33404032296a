// Comma-separated values (RFC 4180) for lists of flat objects.

import { isObject } from '../../internal/json.js'
import { textOf } from '../params/serialise-parameter.js'

/**
 * Prints a list of objects with one header line, columns in the order they are first seen; a lone object is a list of
 * one, other items go into a column `value`. Nested values are JSON. Lines end with CRLF.
 */
export function serialiseCsv(value: unknown): string {
  const rows = (Array.isArray(value) ? value : [value]).map(
    (row) => (isObject(row) ? row : { value: row }) as object
  )
  const columns = new Set(rows.flatMap((row) => Object.keys(row)))
  const lines = rows.map((row) => {
    const cells = new Map(Object.entries(row))
    return [...columns].map((column) => cell(textOf(cells.get(column))))
  })
  return [[...columns].map(cell), ...lines].map((line) => `${line.join(',')}\r\n`).join('')
}

function cell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
