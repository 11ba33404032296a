// Reports as a table for people.
import { emptyCounts, type Counts, type VerifyReport } from './verify-description.js'

/** A report with the file that it is about. */
export interface NamedReport {
  readonly file: string
  readonly report: VerifyReport
}

/** The counts of all reports together, and the share of calls without a miss (1 when there were no calls). */
export function totalOf(reports: readonly NamedReport[]): Counts & { misses: number; share: number } {
  const total = { ...emptyCounts(), misses: 0 }
  for (const { report } of reports) {
    for (const name of Object.keys(emptyCounts()) as (keyof Counts)[]) total[name] += report[name]
    total.misses += report.misses.length
  }
  return { ...total, share: total.calls === 0 ? 1 : (total.calls - total.misses) / total.calls }
}

/** One line a description, one for the total, then the misses with their reasons. */
export function printReports(reports: readonly NamedReport[], shownMisses: number): string {
  const total = totalOf(reports)
  const rows = [
    [
      'description',
      'operations',
      'calls',
      'status',
      'content type',
      'valid body',
      'misses',
      'share',
      'notes'
    ],
    ...reports.map(({ file, report }) => row(file, report, report.misses.length, notesOf(report))),
    row('total', total, total.misses, '')
  ]
  const widths = (rows[0] as string[]).map((_, column) =>
    Math.max(...rows.map((cells) => (cells[column] as string).length))
  )
  const lines = rows.map((cells) =>
    cells
      .map((cell, column) =>
        column === 0 || column === 8
          ? cell.padEnd(widths[column] as number)
          : cell.padStart(widths[column] as number)
      )
      .join('  ')
      .trimEnd()
  )
  for (const { file, report } of reports) {
    if (report.failure !== undefined) lines.push('', `${file}: nothing was called: ${report.failure}`)
    if (report.misses.length > 0) lines.push('', `${file}:`)
    for (const miss of report.misses.slice(0, shownMisses)) {
      lines.push(`  ${miss.operation} (${miss.mode}): ${miss.reason}: ${miss.detail}`)
      if (miss.request) lines.push(`    asked: ${miss.request.slice(0, 300)}`)
    }
    if (report.misses.length > shownMisses) lines.push(`  and ${report.misses.length - shownMisses} more`)
  }
  return lines.join('\n')
}

function row(name: string, counts: Counts, misses: number, notes: string): string[] {
  const { operations, calls, declaredStatus, declaredContentType, validBody } = counts
  const share = calls === 0 ? '-' : `${((100 * (calls - misses)) / calls).toFixed(2)} %`
  return [
    name,
    ...[operations, calls, declaredStatus, declaredContentType, validBody, misses].map(String),
    share,
    notes
  ]
}

function notesOf({ failure, unjudged, headerRemarks, slowestCall }: VerifyReport): string {
  const notes: string[] = []
  if (failure !== undefined) notes.push('FAILED')
  if (unjudged > 0) notes.push(`${unjudged} bodies not judged`)
  if (headerRemarks > 0) notes.push(`${headerRemarks} header remarks`)
  if (slowestCall > 1000) notes.push(`slowest call ${(slowestCall / 1000).toFixed(1)} s`)
  return notes.join(', ')
}
