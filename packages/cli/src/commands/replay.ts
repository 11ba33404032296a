// `sdb replay`: a recording again, on a description, without a server and without the network.
import { sandboxOf } from '@sandbed/node'
import { replayLines } from '../control/replay-lines.js'
import { exitCodes } from '../exit-codes.js'
import { printResult, type OutputFormat } from '../output.js'
import { readInput, type ReadOptions } from '../read-input.js'
import { readRecording, type RecordedSettings } from '../recording.js'

/** The options of `sdb replay`. */
export interface ReplayCommandOptions extends ReadOptions, RecordedSettings {
  readonly output: OutputFormat
  readonly state: 'seen' | 'start'
}

/** Runs `sdb replay`. Resolves to 1 where something came out differently. */
export async function replayCommand(
  path: string,
  recording: string,
  options: ReplayCommandOptions
): Promise<number> {
  const [input, { settings, text }] = [await readInput(path, options), await readRecording(recording)]
  const {
    mode = 'stateful',
    seed,
    validation,
    references,
    auth = 'presence',
    now
  } = { ...settings, ...given(options) }
  const sandbox = sandboxOf(
    input.loaded,
    {
      mode,
      tracing: 'full',
      ...(seed !== undefined && { seed }),
      ...(validation !== undefined && { validation }),
      ...(references !== undefined && { references }),
      auth: { mode: auth },
      ...(now !== undefined && { now })
    },
    input.pack,
    [],
    input.authProfile
  )
  const report = sandbox.replay(text, { state: options.state })
  printResult(options.output, report, () => replayLines(report))
  return report.equal ? exitCodes.ok : exitCodes.faulty
}

/** What the command line says; what it does not say is left as recorded. */
function given({ mode, seed, validation, references, auth }: ReplayCommandOptions): RecordedSettings {
  return Object.fromEntries(
    Object.entries({ mode, seed, validation, references, auth }).filter(([, value]) => value !== undefined)
  )
}
