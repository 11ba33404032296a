// `sdb replay`: a recording again, on a description, without a server and without the network.
import { basename } from 'node:path'
import { saveScenario } from '@sandbed/core'
import { sandboxOf } from '@sandbed/node'
import { replayLines } from '../control/replay-lines.js'
import { exitCodes } from '../exit-codes.js'
import { printResult, visible, type OutputFormat } from '../output.js'
import { readInput, type ReadOptions } from '../read-input.js'
import { readRecording, type RecordedSettings } from '../recording.js'
import { writeWhole } from '../write-whole.js'

/** The options of `sdb replay`. */
export interface ReplayCommandOptions extends ReadOptions, RecordedSettings {
  readonly output: OutputFormat
  readonly state: 'seen' | 'start'
  /** A file for the run, as a recording of its own. */
  readonly save?: string
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
    input.policies,
    input.authProfile
  )
  const { state, save } = options
  const report = sandbox.replay(text, { state, carry: save !== undefined })
  if (save !== undefined) {
    const saved = saveScenario(report, { name: basename(save).replace(/(\.scenario)?\.json$/, '') })
    await writeWhole(save, `${JSON.stringify(saved, null, 2)}\n`)
  }
  printResult(options.output, report, () => [
    ...replayLines(report),
    ...(save === undefined ? [] : [visible(`Wrote what it came to, as a recording, to ${save}.`)])
  ])
  return report.equal ? exitCodes.ok : exitCodes.faulty
}

/** What the command line says; what it does not say is left as recorded. */
function given({ mode, seed, validation, references, auth }: ReplayCommandOptions): RecordedSettings {
  return Object.fromEntries(
    Object.entries({ mode, seed, validation, references, auth }).filter(([, value]) => value !== undefined)
  )
}
