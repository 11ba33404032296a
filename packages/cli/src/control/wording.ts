// How things of a running sandbox are put for people.
import { layOut, terminalWidth, type Column } from '../inspect/columns.js'

/** Rows below a head; a sentence where there are none. Cells may hold anything: what could drive a terminal shows as text. */
export function table(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  none: string
): readonly string[] {
  if (rows.length === 0) return [none]
  const { head, line } = layOut(columns, rows, terminalWidth())
  return [head, ...rows.map(line)]
}

/** An instant of a sandbox's clock, in epoch milliseconds, as ISO 8601; nothing for none. */
export function instantText(at: number | null | undefined): string {
  return at === null || at === undefined ? '' : new Date(at).toISOString().replace('.000Z', 'Z')
}

/** `1 thing`, `2 things`. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`
}
