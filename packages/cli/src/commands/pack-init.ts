// `sdb pack init`: a commented pack to start from, made of what was inferred of an API.
import { SandboxError } from '@sandbed/core'
import { exitCodes } from '../exit-codes.js'
import { print, printJson, visible, type OutputFormat } from '../output.js'
import { startingPack, type StartingPack } from '../pack/starting-pack.js'
import { trialOn } from '../pack/trial.js'
import { readInput, type ReadOptions } from '../read-input.js'
import { writeNew, writeWhole } from '../write-whole.js'

/** The options of `sdb pack init`. */
export interface PackInitCommandOptions extends ReadOptions {
  readonly out?: string
  /** Writes over a file that is there. */
  readonly force?: boolean
  readonly output: OutputFormat
}

/** Writes the pack. Throws `invalid-option` for a file that is there already, unless it is forced, and `cannot-write`. */
export async function packInitCommand(path: string, options: PackInitCommandOptions): Promise<number> {
  const { out, force = false, output } = options
  if (out !== undefined && /\.json$/i.test(out))
    throw new SandboxError(
      'invalid-option',
      `A starting pack is YAML, for its comments. Name the file ${out.replace(/\.json$/i, '.yaml')}.`
    )
  const { loaded } = await readInput(path, options)
  const pack = startingPack(trialOn(loaded))
  if (out === undefined) {
    print(pack.text.trimEnd())
    return exitCodes.ok
  }
  if (force) await writeWhole(out, pack.text)
  else if (!(await writeNew(out, pack.text)))
    throw new SandboxError('invalid-option', `There is a file ${out} already. Write over it with --force.`)
  report(pack, out, path, output)
  return exitCodes.ok
}

function report(
  { transitions, examples, guesses }: StartingPack,
  out: string,
  path: string,
  output: OutputFormat
): void {
  if (output === 'json') {
    printJson({ out, transitions, examples, guesses })
    return
  }
  const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`
  print(
    `Wrote ${visible(out)}: ${count(transitions, 'transition')}, ${count(examples, 'commented example')}`,
    `Check it:  sdb pack check ${visible(path)} --pack ${visible(out)}`,
    `Use it:    sdb serve ${visible(path)} --mode stateful --pack ${visible(out)}`
  )
}
