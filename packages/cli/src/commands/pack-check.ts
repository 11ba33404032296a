// `sdb pack check`: everything that is wrong with a pack, on the API that it is for.
import { checkPack } from '@sandbed/core'
import { placeIssues, sandboxSource } from '@sandbed/node'
import { exitCodes } from '../exit-codes.js'
import { countIssues, formatIssues } from '../format-issues.js'
import { terminalWidth } from '../inspect/columns.js'
import { print, printJson, visible, type OutputFormat } from '../output.js'
import { contentLines, countContents, packContents } from '../pack/pack-contents.js'
import { readInput, type ReadOptions } from '../read-input.js'

/** The options of `sdb pack check`. */
export interface PackCheckCommandOptions extends ReadOptions {
  readonly pack: string
  readonly output: OutputFormat
  /** Warnings count as errors. */
  readonly strict?: boolean
}

/** Exit code 1 when there is an error, or with `strict` a warning; else 0. */
export async function packCheckCommand(path: string, options: PackCheckCommandOptions): Promise<number> {
  const { loaded, pack } = await readInput(path, options)
  const found = checkPack(sandboxSource(loaded.document), pack!.pack)
  const issues = placeIssues(pack!.place(found), loaded).toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0))
  const isUsable = !issues.some(({ severity }) => severity === 'error')
  const contents = isUsable ? packContents(pack!.pack) : undefined
  if (options.output === 'json')
    printJson({ description: path, pack: options.pack, issues, ...(contents && { contents }) })
  else {
    print(...(await formatIssues(issues, [''])))
    print(`${visible(options.pack)}: ${countIssues(issues)}`)
    if (contents) print(visible(countContents(contents)), ...contentLines(contents, terminalWidth()))
  }
  const isFault = (severity: string): boolean =>
    severity === 'error' || (options.strict === true && severity === 'warning')
  return issues.some(({ severity }) => isFault(severity)) ? exitCodes.faulty : exitCodes.ok
}
