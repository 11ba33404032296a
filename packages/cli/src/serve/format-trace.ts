// The line that `sdb serve` prints for each request.
import type { Trace } from '@sandbed/core'
import { style, visible } from '../output.js'

/** What was asked, what was answered, and below that what there is to say of it. */
export function formatTrace({ method, url, status, mode, operation, findings, notes }: Trace): string {
  const colour = status < 300 ? 'green' : status < 400 ? 'cyan' : status < 500 ? 'yellow' : 'red'
  const about =
    operation === null ? '' : style('dim', visible(` ${operation}${mode === null ? '' : `, ${mode}`}`))
  const details = [
    ...notes,
    ...findings.map(({ in: place, name, pointer, message }) => `${place} ${name}${pointer}: ${message}`)
  ]
  return (
    visible(`${method} ${url} `) +
    style(colour, String(status)) +
    about +
    details.map((detail) => `\n  ${visible(detail.slice(0, 300))}`).join('')
  )
}
