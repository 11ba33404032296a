// Rows of text in columns, without frames: quick to lay out for thousands of rows, easy to cut with other tools, and at home in a narrow
// terminal, where the columns furthest to the right are left out.
import { style, visible } from '../output.js'

/** A column. */
export interface Column {
  readonly head: string
  /** The widest it gets; longer cells are cut in a terminal, and push the rest of their line aside in a pipe. */
  readonly most?: number
  /** Never left out, and its cells are never cut. */
  readonly keep?: true
}

/** Rows of the same columns, laid out alike. */
export interface Layout {
  readonly head: string
  line(row: readonly string[]): string
}

const gap = 2

/** How many characters a line has room for; `undefined` where the output is no terminal. */
export function terminalWidth(): number | undefined {
  const { isTTY, columns } = process.stdout
  return isTTY && columns > 0 ? columns : undefined
}

/** The least that a column is cut to before it is left out. */
const least = 10

/** Lays out columns for these rows. Each row has one cell a column; `indent` blanks stand before each line. */
export function layOut(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width: number | undefined,
  indent = 0
): Layout {
  const longest = columns.map(({ head }, index) =>
    rows.reduce((most, row) => Math.max(most, visible(row[index]!).length), head.length)
  )
  const wanted = columns.map(({ most = Infinity }, index) => Math.min(longest[index]!, most))
  const widths = width === undefined ? wanted : fit(columns, wanted, width - indent)
  const cell = (text: string, index: number): string => {
    const room = widths[index]!
    const isCut = width !== undefined && !columns[index]!.keep && text.length > room
    return (isCut ? `${text.slice(0, room - 1)}…` : text).padEnd(room)
  }
  const line = (cells: readonly string[]): string =>
    ' '.repeat(indent) +
    cells
      .map((text, index) => cell(visible(text), index))
      .filter((_, index) => widths[index]! > 0)
      .join(' '.repeat(gap))
      .trimEnd()
  return { head: style('dim', line(columns.map(({ head }) => head))), line }
}

/** Widths that fit: from the right, columns that need not be kept are cut, or left out (0) where little would be left of them. */
function fit(columns: readonly Column[], wanted: readonly number[], room: number): number[] {
  const widths = [...wanted]
  for (let index = columns.length - 1; index >= 0; index--) {
    const over = widths.reduce((sum, width) => sum + (width === 0 ? 0 : width + gap), -gap) - room
    if (over <= 0) break
    if (columns[index]!.keep) continue
    const left = widths[index]! - over
    widths[index] = left >= least ? left : 0
  }
  return widths
}
