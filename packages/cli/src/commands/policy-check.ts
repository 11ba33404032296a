// `sdb policy check`: everything that is wrong with policies, on the API that they are for.
import { checkPolicy } from '@sandbed/core'
import { placeIssues, sandboxSource } from '@sandbed/node'
import { exitCodes } from '../exit-codes.js'
import { countIssues, formatIssues } from '../format-issues.js'
import { print, printJson, visible, type OutputFormat } from '../output.js'
import { readInput, type ReadOptions } from '../read-input.js'

/** The options of `sdb policy check`. */
export interface PolicyCheckCommandOptions extends ReadOptions {
  readonly policy: readonly string[]
  readonly output: OutputFormat
  /** Warnings count as errors. */
  readonly strict?: boolean
}

/** Exit code 1 when there is an error in one of them, or with `strict` a warning; else 0. */
export async function policyCheckCommand(path: string, options: PolicyCheckCommandOptions): Promise<number> {
  const { loaded, pack, policies } = await readInput(path, options)
  const source = { ...sandboxSource(loaded.document), ...(pack && { pack: pack.pack }) }
  const checked = policies.map((policy) =>
    placeIssues(policy.place(checkPolicy(source, policy.pack)), loaded).toSorted(
      (a, b) => (a.line ?? 0) - (b.line ?? 0)
    )
  )
  const all = checked.flat()
  if (options.output === 'json') printJson({ description: path, policies: options.policy, issues: all })
  else
    for (const [i, issues] of checked.entries()) {
      print(...(await formatIssues(issues, [''])))
      print(`${visible(options.policy[i]!)}: ${countIssues(issues)}`)
    }
  const isFault = (severity: string): boolean =>
    severity === 'error' || (options.strict === true && severity === 'warning')
  return all.some(({ severity }) => isFault(severity)) ? exitCodes.faulty : exitCodes.ok
}
