// `sdb trace list | get | explain`: what happened, and why.
import { traceReason, type TraceRecord } from '@sandbed/core'
import { connect, sandboxPath, type ControlClient } from '../../control/control-client.js'
import type { ControlOptions } from '../../control/control-options.js'
import { findTrace, type TraceList } from '../../control/find-trace.js'
import { remediesFor } from '../../control/remedies.js'
import { traceQuery, type FilterOptions } from '../../control/trace-filter.js'
import { reasonOf, resultOf, whatOf } from '../../control/trace-lines.js'
import { instantText, table } from '../../control/wording.js'
import { exitCodes } from '../../exit-codes.js'
import { printResult, visible } from '../../output.js'

/** Runs `sdb trace list`. */
export async function traceListCommand(options: FilterOptions): Promise<number> {
  const client = await connect(options)
  const list = await client.send<TraceList>({
    path: sandboxPath(options, 'traces'),
    query: traceQuery(options)
  })
  const columns = [
    { head: 'trace', keep: true },
    { head: 'at', keep: true },
    { head: 'what', most: 60, keep: true },
    { head: 'result', keep: true },
    { head: 'client' },
    { head: 'said', most: 100 }
  ] as const
  const rows = list.items.map((one) => [
    one.id,
    instantText(one.at),
    whatOf(one),
    resultOf(one),
    one.auth?.client ?? '',
    reasonOf(one)
  ])
  printResult(options.output, list, () => [
    ...table(columns, rows, 'No traces.'),
    ...(list.dropped > 0 ? [`${list.dropped} older ones had to go to make room.`] : [])
  ])
  return exitCodes.ok
}

/** Runs `sdb trace get`. */
export async function traceGetCommand(called: string, options: ControlOptions): Promise<number> {
  const client = await connect(options)
  const path = sandboxPath(options, 'traces', await findTrace(client, options, called))
  if (options.output === 'json') printResult('json', await client.send({ path }), () => [])
  else {
    const words = await client.text({ path, query: { format: 'text' } })
    printResult('text', words, () => words.replace(/\n$/, '').split('\n').map(visible))
  }
  return exitCodes.ok
}

/** Runs `sdb trace explain`. */
export async function traceExplainCommand(called: string, options: ControlOptions): Promise<number> {
  const client = await connect(options)
  const record = await recordOf(client, options, called)
  const explained = {
    trace: record.id,
    what: whatOf(record),
    result: resultOf(record),
    why: traceReason(record),
    remedies: remediesFor(record)
  }
  const { what, result, why, remedies } = explained
  printResult(options.output, explained, () =>
    [
      `${what} -> ${result}`,
      why ?? `Nothing was refused.${reasonOf(record) === '' ? '' : ` It ${reasonOf(record)}.`}`,
      ...remedies.map((one) => `  ${one}`)
    ].map(visible)
  )
  return exitCodes.ok
}

async function recordOf(
  client: ControlClient,
  options: ControlOptions,
  called: string
): Promise<TraceRecord> {
  return client.send<TraceRecord>({
    path: sandboxPath(options, 'traces', await findTrace(client, options, called))
  })
}
