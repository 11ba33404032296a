// `sdb advance` and `sdb apply`: time, and what a scenario lets happen.
import { SandboxError, type AdvanceResult, type Applied } from '@sandbed/core'
import { actionPath, connect, sandboxPath } from '../../control/control-client.js'
import type { ControlOptions } from '../../control/control-options.js'
import { counted, instantText, table } from '../../control/wording.js'
import { exitCodes } from '../../exit-codes.js'
import { printResult, style, visible } from '../../output.js'

/** The options of `sdb advance`. */
export interface AdvanceOptions extends ControlOptions {
  readonly to?: string
  readonly next?: boolean
  readonly drain?: boolean
}

/** Runs `sdb advance`. */
export async function advanceCommand(span: string | undefined, options: AdvanceOptions): Promise<number> {
  const { to, next, drain } = options
  const moves = [
    ...(span === undefined ? [] : [{ by: numberOr(span) }]),
    ...(to === undefined ? [] : [{ to: numberOr(to) }]),
    ...(next ? [{ next: 1 }] : []),
    ...(drain ? [{ drain: true }] : [])
  ]
  if (moves.length !== 1)
    throw new SandboxError(
      'invalid-option',
      'Say how far: a span such as 7d, or one of --to, --next and --drain.'
    )
  const client = await connect(options)
  const result = await client.send<AdvanceResult>({
    method: 'POST',
    path: actionPath(sandboxPath(options), 'advance'),
    body: moves[0]
  })
  printResult(options.output, result, () => advanceLines(result))
  return exitCodes.ok
}

/** Milliseconds as a number, everything else as it was written. */
function numberOr(text: string): string | number {
  return /^\d+$/.test(text) ? Number(text) : text
}

function advanceLines(result: AdvanceResult): string[] {
  const { status, from, now, fired, firedCount, failures, failureCount, pending } = result
  const due = pending.nextDueAt === null ? '' : `, the next at ${instantText(pending.nextDueAt)}`
  const ended =
    status === 'done'
      ? []
      : [
          style(
            'yellow',
            status === 'waiting'
              ? 'It waits for an answer from the network, and goes on by itself.'
              : `It stopped on the way: ${result.reason}.`
          )
        ]
  const columns = [
    { head: 'at', keep: true },
    { head: 'fired', keep: true },
    { head: 'outcome' },
    { head: 'trace' }
  ] as const
  const rows = fired
    .slice(0, shown)
    .map(({ kind, dueAt, outcome, traceId }) => [instantText(dueAt), kind, outcome, traceId ?? ''])
  return [
    `From ${instantText(from)} to ${instantText(now)}: ${counted(firedCount, 'timer')} fired, ${pending.count} pending${due}.`,
    ...ended,
    ...(rows.length === 0 ? [] : table(columns, rows, '')),
    ...(firedCount > rows.length
      ? [`... and ${firedCount - rows.length} more; --output json has up to 1,000.`]
      : []),
    ...failures
      .slice(0, shown)
      .map(({ kind, message }) => style('red', visible(`${kind} failed: ${message}`))),
    ...(failureCount > shown ? [`... and ${failureCount - shown} more that failed.`] : [])
  ]
}

const shown = 20

/** The options of `sdb apply`. */
export interface ApplyOptions extends ControlOptions {
  readonly param?: readonly string[]
}

/** Runs `sdb apply`. */
export async function applyCommand(scenario: string, options: ApplyOptions): Promise<number> {
  const parameters = readParameters(options.param ?? [])
  const client = await connect(options)
  const applied = await client.send<Applied>({
    method: 'POST',
    path: actionPath(sandboxPath(options), 'apply'),
    body: { scenario, parameters }
  })
  printResult(options.output, applied, () => appliedLines(scenario, applied))
  return exitCodes.ok
}

function appliedLines(scenario: string, { things, advanced }: Applied): string[] {
  const columns = [
    { head: 'as', keep: true },
    { head: 'resource', keep: true },
    { head: 'id', keep: true },
    { head: 'value' }
  ] as const
  const rows = Object.entries(things).map(([as, { resource, id, value }]) => [
    as,
    resource,
    id,
    JSON.stringify(value)
  ])
  return [
    visible(`Applied ${scenario}.`),
    ...(rows.length === 0 ? [] : table(columns, rows, '')),
    ...(advanced ? advanceLines(advanced) : [])
  ]
}

/** `name=value`: the value as JSON where it is some, else as text. Names are data: `__proto__` is one. */
function readParameters(given: readonly string[]): object {
  return Object.fromEntries(
    given.map((one) => {
      const at = one.indexOf('=')
      if (at < 1) throw new SandboxError('invalid-option', `--param takes name=value, and not '${one}'.`)
      return [one.slice(0, at), jsonOr(one.slice(at + 1))]
    })
  )
}

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text
  }
}
