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

/** Lays out columns for these rows. Each row has one cell a column; `indent` blanks stand before each line. */
export function layOut(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width: number | undefined,
  indent = 0
): Layout {
  const widths = columns.map(({ head, most = Infinity }, index) =>
    Math.min(
      rows.reduce((longest, row) => Math.max(longest, visible(row[index]!).length), head.length),
      most
    )
  )
  const shown = fit(columns, widths, width, indent)
  const line = (cells: readonly string[]): string =>
    ' '.repeat(indent) +
    shown
      .map((index) => {
        const text = visible(cells[index]!)
        return text.padEnd(widths[index]!)
      })
      .join(' '.repeat(gap))
      .trimEnd()
  const cut = (text: string, index: number): string =>
    width === undefined || columns[index]!.keep || text.length <= widths[index]!
      ? text
      : `${text.slice(0, widths[index]! - 1)}…`
  return {
    head: style('dim', line(columns.map(({ head }) => head))),
    line: (row) => line(row.map(cut))
  }
}

/** The columns that there is room for. */
function fit(
  columns: readonly Column[],
  widths: readonly number[],
  width: number | undefined,
  indent: number
): number[] {
  const shown = columns.map((_, index) => index).filter((index) => widths[index]! > 0)
  if (width === undefined) return shown
  const total = (): number => shown.reduce((sum, index) => sum + widths[index]! + gap, indent - gap)
  while (total() > width) {
    const last = shown.findLastIndex((index) => !columns[index]!.keep)
    if (last < 0) break
    shown.splice(last, 1)
  }
  return shown
}
