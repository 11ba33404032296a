// `sdb auth check`: everything that is wrong with an auth profile, on the API that it is for.
import { checkAuthProfile } from '@sandbed/core'
import { placeIssues, sandboxSource } from '@sandbed/node'
import { exitCodes } from '../exit-codes.js'
import { countIssues, formatIssues } from '../format-issues.js'
import { print, printJson, visible, type OutputFormat } from '../output.js'
import { readInput, type ReadOptions } from '../read-input.js'

/** The options of `sdb auth check`. */
export interface AuthCheckCommandOptions extends ReadOptions {
  readonly authProfile: string
  readonly output: OutputFormat
  /** Warnings count as errors. */
  readonly strict?: boolean
}

/** Exit code 1 when there is an error, or with `strict` a warning; else 0. */
export async function authCheckCommand(path: string, options: AuthCheckCommandOptions): Promise<number> {
  const { loaded, authProfile } = await readInput(path, options)
  const found = checkAuthProfile(sandboxSource(loaded.document), authProfile!.profile)
  const issues = placeIssues(authProfile!.place(found), loaded).toSorted(
    (a, b) => (a.line ?? 0) - (b.line ?? 0)
  )
  if (options.output === 'json') printJson({ description: path, authProfile: options.authProfile, issues })
  else {
    print(...(await formatIssues(issues, [''])))
    print(`${visible(options.authProfile)}: ${countIssues(issues)}`)
  }
  const isFault = (severity: string): boolean =>
    severity === 'error' || (options.strict === true && severity === 'warning')
  return issues.some(({ severity }) => isFault(severity)) ? exitCodes.faulty : exitCodes.ok
}
