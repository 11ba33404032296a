// Tables as Markdown, padded so that they also read well in a terminal.

/** A number with three significant digits and thousands separated; `-` for none. */
export function number(value) {
  if (!Number.isFinite(value)) return '-'
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en-US')
  return String(Number(value.toPrecision(3)))
}

/** `0.87` as it stands in the budgets; small ones keep two significant digits. */
export const ratio = (value) =>
  !Number.isFinite(value) ? '-' : value >= 0.1 ? value.toFixed(2) : String(Number(value.toPrecision(2)))

/** A Markdown table: the first column left, the others right; columns whose name starts with `<` left too. */
export function table(columns, rows) {
  const isLeft = columns.map((name, index) => index === 0 || name.startsWith('<'))
  const head = columns.map((name) => name.replace(/^</, ''))
  const cells = [head, ...rows.map((row) => head.map((_, index) => String(row[index] ?? '')))]
  const widths = head.map((_, index) => Math.max(4, ...cells.map((row) => [...row[index]].length)))
  const pad = (text, index) => (isLeft[index] ? text.padEnd(widths[index]) : text.padStart(widths[index]))
  const line = (row) => `| ${row.map(pad).join(' | ')} |`
  const rule = widths.map((width, index) => (isLeft[index] ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`))
  return [line(cells[0]), `| ${rule.join(' | ')} |`, ...cells.slice(1).map(line)].join('\n')
}
