// `sdb trace export | save-scenario`: traces to take along.
import { saveScenario, type ReplayReport } from '@sandbed/core'
import { actionPath, connect, sandboxPath } from '../../control/control-client.js'
import type { ControlOptions } from '../../control/control-options.js'
import { findTrace, type TraceList } from '../../control/find-trace.js'
import { replayLines } from '../../control/replay-lines.js'
import { traceQuery, type FilterOptions } from '../../control/trace-filter.js'
import { whatOf } from '../../control/trace-lines.js'
import { counted } from '../../control/wording.js'
import { exitCodes } from '../../exit-codes.js'
import { print, printResult, style, visible } from '../../output.js'
import { writeWhole } from '../../write-whole.js'

/** Runs `sdb trace export`. With a file, `--output json` tells of the file. */
export async function traceExportCommand(
  options: FilterOptions & { readonly format: string; readonly out?: string }
): Promise<number> {
  const { format, out } = options
  const client = await connect(options)
  const text = await client.text({
    path: sandboxPath(options, 'traces'),
    query: { ...traceQuery(options), format }
  })
  if (out === undefined) {
    print(text.replace(/\n$/, ''))
    return exitCodes.ok
  }
  await writeWhole(out, text)
  printResult(options.output, { out, format }, () => [`Wrote traces to ${visible(out)}.`])
  return exitCodes.ok
}

/** Runs `sdb trace save-scenario`: repeats all that led to the trace, and writes what came of it: what is saved is known to be repeatable. */
export async function traceSaveScenarioCommand(
  called: string,
  options: ControlOptions & { readonly out: string; readonly name?: string }
): Promise<number> {
  const { out } = options
  const client = await connect(options)
  const id = await findTrace(client, options, called)
  const { items } = await client.send<TraceList>({ path: sandboxPath(options, 'traces') })
  const at = items.findIndex((one) => one.id === id)
  // What is not there, the server says in its own words.
  if (at < 0) await client.send({ path: sandboxPath(options, 'traces', id) })
  const report = await client.send<ReplayReport>({
    method: 'POST',
    path: actionPath(sandboxPath(options), 'replay'),
    // Where the beginning had to go to make room, the state of the first that is kept goes along.
    body: { records: items.slice(0, at + 1), ...(items[0]!.seq === 1 ? { state: 'start' } : { carry: true }) }
  })
  const recording = saveScenario(report, { name: options.name ?? whatOf(items[at]!) })
  await writeWhole(out, `${JSON.stringify(recording, null, 2)}\n`)
  const { equal } = report
  const told = { out, trace: id, name: recording.name, records: recording.records.length, equal }
  printResult(options.output, told, () => [
    visible(
      `Wrote ${counted(told.records, 'record')} to ${out}. Repeat them with: sdb replay <description> ${out}`
    ),
    ...(equal
      ? []
      : [style('yellow', 'They came to something else than was recorded:'), ...replayLines(report)])
  ])
  return exitCodes.ok
}
