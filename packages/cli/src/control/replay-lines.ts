// What came of a replay, as lines for people.
import type { ReplayDifference, ReplayReport } from '@sandbed/core'
import { counted } from './wording.js'
import { style, visible } from '../output.js'

const shown = 10

/** The verdict, the differences, and what was not repeated. */
export function replayLines({ equal, replayed, skipped, differences, notes }: ReplayReport): string[] {
  const verdict = equal
    ? `${style('green', 'equal')}: ${counted(replayed, 'record')} came to the same.`
    : `${style('red', 'different')}: ${counted(differences.length, 'difference')} in ${counted(replayed, 'record')}.`
  return [
    verdict,
    ...differences.slice(0, shown).flatMap(differenceLines),
    ...(differences.length > shown
      ? [`... and ${differences.length - shown} more; --output json has them all.`]
      : []),
    ...skipped.slice(0, shown).map(({ trace, reason }) => visible(`${trace} was not repeated: ${reason}`)),
    ...(skipped.length > shown ? [`... and ${skipped.length - shown} more were not repeated.`] : []),
    ...notes.map(visible)
  ]
}

function differenceLines({
  trace,
  operation,
  path,
  recorded,
  replayed,
  decision
}: ReplayDifference): string[] {
  return [
    visible(`${trace}${operation === null ? '' : ` ${operation}`}  ${path}`),
    `  recorded  ${short(recorded)}`,
    `  replayed  ${short(replayed)}`,
    ...(decision === null ? [] : [visible(`  because   ${decision}`)])
  ]
}

function short(value: unknown): string {
  if (value === undefined) return '(nothing)'
  const text = JSON.stringify(value)
  return visible(text.length > 200 ? `${text.slice(0, 199)}…` : text)
}
