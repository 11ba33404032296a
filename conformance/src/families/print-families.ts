// Reports of families as tables for people.
import type { FamiliesReport } from './judge-families.js'
import { nothingToCompare } from './play-family.js'
import { steps, type FamilyResult, type Step } from './record-steps.js'

/** A report with the description that it is about. */
export interface NamedFamilies {
  readonly file: string
  readonly report: FamiliesReport
}

/** Passed and declared, for families and for each step. */
export interface FamilyTotals {
  readonly families: { readonly passed: number; readonly declared: number }
  readonly steps: { readonly [step in Step]: { readonly passed: number; readonly declared: number } }
  readonly skipped: number
  readonly judged: number
  readonly invalid: number
  /** Families passing every step that they declare; 0 when there is none. */
  readonly share: number
}

/** Counts over reports. */
export function totalsOf(reports: readonly FamiliesReport[]): FamilyTotals {
  const results = reports.flatMap((report) => report.results)
  const passed = results.filter((one) => one.passed).length
  const sum = (count: (report: FamiliesReport) => number) => reports.reduce((all, one) => all + count(one), 0)
  return {
    families: { passed, declared: results.length },
    steps: Object.fromEntries(steps.map((step) => [step, countStep(results, step)])) as FamilyTotals['steps'],
    skipped: sum(({ skipped }) => skipped.length),
    judged: sum(({ judged }) => judged),
    invalid: sum(({ invalid }) => invalid),
    share: results.length === 0 ? 0 : passed / results.length
  }
}

function countStep(results: readonly FamilyResult[], step: Step) {
  const of = results.flatMap((one) => one.results.filter((result) => result.step === step))
  return {
    passed: of.filter(({ state }) => state === 'passed').length,
    declared: of.filter(({ state }) => state !== 'not declared').length
  }
}

/** A line for each description and the total, then what missed and what was left out. */
export function printFamilies(reports: readonly NamedFamilies[], verbose: boolean): string {
  const head = [
    'description',
    'operations',
    'families',
    'pass',
    'share',
    ...steps,
    'skipped',
    'invalid bodies'
  ]
  const rows = [
    head,
    ...reports.map(({ file, report }) => row(file, [report])),
    row(
      'total',
      reports.map(({ report }) => report)
    )
  ]
  const widths = head.map((_, column) => Math.max(...rows.map((cells) => (cells[column] ?? '').length)))
  const lines = rows.map((cells) =>
    cells
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] as number) : cell.padStart(widths[column] as number)
      )
      .join('  ')
  )
  for (const { file, report } of reports) lines.push('', ...detailsOf(file, report, verbose))
  return lines.join('\n')
}

function row(name: string, reports: readonly FamiliesReport[]): string[] {
  const totals = totalsOf(reports)
  const operations = reports.reduce((all, one) => all + one.operations, 0)
  const share = totals.families.declared === 0 ? '-' : `${(100 * totals.share).toFixed(1)} %`
  return [
    name,
    ...[operations, totals.families.declared, totals.families.passed].map(String),
    share,
    ...steps.map((step) => `${totals.steps[step].passed}/${totals.steps[step].declared}`),
    String(totals.skipped),
    `${totals.invalid}/${totals.judged}`
  ]
}

function detailsOf(file: string, report: FamiliesReport, verbose: boolean): string[] {
  const lines = [`${file}: ${report.requests} requests in ${(report.time / 1000).toFixed(1)} s`]
  if (report.failure !== undefined) lines.push(`  nothing was played: ${report.failure}`)
  const blind = report.results.filter(({ passed, notes }) => passed && notes.includes(nothingToCompare))
  if (blind.length > 0)
    lines.push(`  passed, but ${nothingToCompare}: ${blind.map(({ family }) => family).join(', ')}`)
  const reasons = new Map<string, number>()
  for (const { reason } of report.skipped) reasons.set(reason, (reasons.get(reason) ?? 0) + 1)
  if (verbose)
    lines.push(...report.skipped.map(({ operation, reason }) => `  skipped ${operation}: ${reason}`))
  else for (const [reason, count] of reasons) lines.push(`  skipped ${count}: ${reason}`)
  for (const result of report.results) {
    if (verbose) lines.push(`  ${result.passed ? 'pass' : 'MISS'} ${result.family} (${result.kind})`)
    else if (!result.passed) lines.push(`  ${result.family}`)
    if (verbose) lines.push(...result.notes.map((note) => `      note: ${note}`))
    for (const { step, state, reason, request, status, response } of result.results) {
      if (state !== 'failed') continue
      lines.push(`    ${step}: ${reason?.slice(0, verbose ? 600 : 220)}`)
      if (request !== undefined) lines.push(`      ${request.slice(0, verbose ? 1000 : 160)} -> ${status}`)
      if (verbose && response) lines.push(`      ${response}`)
    }
  }
  return lines
}
