// `sdb policy create`: a policy to start from, made for an API.
import { SandboxError, starterPolicy, type PolicyPack } from '@sandbed/core'
import { sandboxOf } from '@sandbed/node'
import { exitCodes } from '../exit-codes.js'
import { printYaml } from '../inspect/print-yaml.js'
import { print, printJson, visible, type OutputFormat } from '../output.js'
import { readInput, type ReadOptions } from '../read-input.js'
import { writeNew, writeWhole } from '../write-whole.js'

/** The options of `sdb policy create`. */
export interface PolicyCreateCommandOptions extends ReadOptions {
  readonly out?: string
  /** Writes over a file that is there. */
  readonly force?: boolean
  readonly output: OutputFormat
}

/** Writes the policy, as JSON where the file is named so. Throws `invalid-option` for a starter that there is not, and for a file that is there already; `cannot-write`. */
export async function policyCreateCommand(
  starter: string,
  path: string,
  options: PolicyCreateCommandOptions
): Promise<number> {
  const { out, force = false, output } = options
  const { loaded } = await readInput(path, options)
  const made = starterPolicy(starter, sandboxOf(loaded))
  if ('problem' in made) throw new SandboxError('invalid-option', made.problem)
  const { pack } = made
  const text = out !== undefined && /\.json$/i.test(out) ? `${JSON.stringify(pack, null, 2)}\n` : yaml(pack)
  if (out === undefined) {
    if (output === 'json') printJson(pack)
    else print(text.trimEnd())
    return exitCodes.ok
  }
  if (force) await writeWhole(out, text)
  else if (!(await writeNew(out, text)))
    throw new SandboxError('invalid-option', `There is a file ${out} already. Write over it with --force.`)
  if (output === 'json') printJson({ out, policy: pack })
  else
    print(
      `Wrote ${visible(out)}: ${visible(pack.description ?? pack.name)}`,
      `Check it:  sdb policy check ${visible(path)} --policy ${visible(out)}`,
      `Use it:    sdb serve ${visible(path)} --policy ${visible(out)}`
    )
  return exitCodes.ok
}

/** The rules below each other, and what is small in one line. */
function yaml({ rules, ...pack }: PolicyPack): string {
  const lines = [...printYaml(pack, ''), 'rules:', ...printYaml(rules, '  ', 1)]
  return `${lines.join('\n')}\n`
}
