// The few lines of a file around a finding, for terminals.

import { showControls } from './load-issue.js'

const WIDTH = 100

/**
 * The line before, the line, a caret under the column, and the line after. Line and column from 1; long lines are cut
 * around the column; control characters are shown escaped, so that the text cannot steer a terminal. `''` when there is no such line.
 */
export function codeFrame(text: string, line: number, column: number): string {
  const lines = text.split(/\r\n|\n|\r/)
  if (lines[line - 1] === undefined) return ''
  const from = Math.max(0, column - 1 - WIDTH / 2)
  const digits = String(line + 1).length
  const frame: string[] = []
  for (let number = Math.max(1, line - 1); number <= Math.min(lines.length, line + 1); number++) {
    const source = lines[number - 1] as string
    frame.push(
      `${number === line ? '>' : ' '} ${String(number).padStart(digits)} | ${show(source.slice(from, from + WIDTH))}`
    )
    if (number !== line) continue
    const before = show(source.slice(from, Math.max(from, column - 1)))
    frame.push(`  ${' '.repeat(digits)} | ${' '.repeat(before.length)}^`)
  }
  return frame.map((row) => row.trimEnd()).join('\n')
}

function show(text: string): string {
  return showControls(text.replaceAll('\t', '  '))
}
