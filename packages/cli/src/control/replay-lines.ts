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
    ...skippedLines(skipped),
    ...notes.map(visible)
  ]
}

/** A line for each reason, with the trace where it is of one alone. */
function skippedLines(skipped: ReplayReport['skipped']): string[] {
  const groups = [...Map.groupBy(skipped, ({ reason }) => reason)]
  const lines = groups.slice(0, shown).map(([reason, of]) => {
    const which = of.length === 1 ? `${of[0]!.trace} was` : `${of.length} records were`
    return visible(`${which} not repeated: ${reason}`)
  })
  const more = groups.slice(shown).flatMap(([, of]) => of).length
  return more > 0 ? [...lines, `... and ${more} more were not repeated.`] : lines
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
