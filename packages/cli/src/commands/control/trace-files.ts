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
import { print, printResult, visible } from '../../output.js'
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

/**
 * Runs `sdb trace save-scenario`: repeats all that led to the trace, and writes what came of it: what is saved is known to be repeatable.
 * Where it came to something else it writes nothing and resolves to 1, unless it is forced.
 */
export async function traceSaveScenarioCommand(
  called: string,
  options: ControlOptions & { readonly out: string; readonly name?: string; readonly force?: boolean }
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
  const { equal } = report
  const isWritten = equal || options.force === true
  if (isWritten) await writeWhole(out, `${JSON.stringify(recording, null, 2)}\n`)
  const records = recording.records.length
  const told = { out: isWritten ? out : null, trace: id, name: recording.name, records, equal }
  printResult(options.output, told, () => [
    visible(
      isWritten
        ? `Wrote ${counted(records, 'record')} to ${out}. Repeat them with: sdb replay <description> ${out}`
        : `Nothing was written to ${out}: repeated on this server, it comes to something else. Write what it comes to now with --force.`
    ),
    ...(equal ? [] : replayLines(report))
  ])
  return isWritten ? exitCodes.ok : exitCodes.faulty
}
