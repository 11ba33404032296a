// `sdb trace replay`: the same request again, beside the sandbox.
import type { ReplayReport } from '@sandbed/core'
import { actionPath, connect, sandboxPath } from '../../control/control-client.js'
import type { ControlOptions } from '../../control/control-options.js'
import { findTrace } from '../../control/find-trace.js'
import { replayLines } from '../../control/replay-lines.js'
import { exitCodes } from '../../exit-codes.js'
import { printResult } from '../../output.js'

/** Runs `sdb trace replay`. Resolves to 1 where it came to something else. */
export async function traceReplayCommand(
  called: string,
  options: ControlOptions & { readonly state: 'seen' | 'now' | 'start' }
): Promise<number> {
  const client = await connect(options)
  const path = sandboxPath(options, 'traces', await findTrace(client, options, called))
  const report = await client.send<ReplayReport>({
    method: 'POST',
    path: actionPath(path, 'replay'),
    body: { state: options.state }
  })
  printResult(options.output, report, () => replayLines(report))
  return report.equal ? exitCodes.ok : exitCodes.faulty
}
