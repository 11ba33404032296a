// `sdb check`: everything that is wrong with a description.
import { exitCodes } from '../exit-codes.js'
import { countIssues, formatIssues } from '../format-issues.js'
import { judge } from '../judge.js'
import { print, printJson, visible, type OutputFormat } from '../output.js'
import { readInput, type ReadOptions } from '../read-input.js'

/** The options of `sdb check`. */
export interface CheckCommandOptions extends ReadOptions {
  readonly output: OutputFormat
  /** Warnings count as errors. */
  readonly strict?: boolean
}

/** Exit code 1 when there is an error, or with `strict` a warning; else 0. */
export async function checkCommand(path: string, options: CheckCommandOptions): Promise<number> {
  const { loaded } = await readInput(path, { ...options, thorough: true })
  const issues = await judge(loaded)
  if (options.output === 'json') printJson({ description: path, issues })
  else {
    print(...(await formatIssues(issues, [''])))
    print(`${visible(path)}: ${countIssues(issues)}`)
  }
  const isFault = (severity: string): boolean =>
    severity === 'error' || (options.strict === true && severity === 'warning')
  return issues.some(({ severity }) => isFault(severity)) ? exitCodes.faulty : exitCodes.ok
}
