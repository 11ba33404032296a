// `sdb check`: everything that is wrong with a description, from the loader, the OpenAPI schema and the compiler.
import { check, type Issue } from '@sandbed/core'
import { exitCodes } from '../exit-codes.js'
import { countIssues, formatIssues } from '../format-issues.js'
import { checkStructure } from '../check-structure.js'
import { print, printJson, visible, type OutputFormat } from '../output.js'
import { placeIssues } from '@sandbed/node'
import { readInput, type ReadOptions } from '../read-input.js'

/** The options of `sdb check`. */
export interface CheckCommandOptions extends ReadOptions {
  readonly output: OutputFormat
}

/** Exit code 1 when there is an error, 0 when there are warnings only. */
export async function checkCommand(path: string, options: CheckCommandOptions): Promise<number> {
  const { loaded } = await readInput(path, { ...options, thorough: true })
  const own = check(loaded.document)
  const readable = !own.some(
    ({ code }) => code.startsWith('openapi-version') || code === 'description-not-an-object'
  )
  const structure = readable ? await checkStructure(loaded.document) : []
  const issues = placeIssues([...loaded.issues, ...own, ...withoutRepeats(structure, own)], loaded).toSorted(
    byPlace
  )
  if (options.output === 'json') printJson({ description: path, issues })
  else {
    print(...(await formatIssues(issues, [''])))
    print(`${visible(path)}: ${countIssues(issues)}`)
  }
  return issues.some((issue) => issue.severity === 'error') ? exitCodes.faulty : exitCodes.ok
}

/** Two checkers often find the same fault: where ours has spoken about a place, and about no place in particular, the general one is silent. */
function withoutRepeats(structure: readonly Issue[], own: readonly Issue[]): Issue[] {
  const places = own.map(({ pointer }) => pointer)
  const near = (a: string, b: string): boolean => a === b || a.startsWith(`${b}/`) || b.startsWith(`${a}/`)
  return structure.filter(({ pointer }) =>
    pointer === '' ? places.length === 0 : !places.some((place) => near(place, pointer))
  )
}

function byPlace(a: Issue, b: Issue): number {
  return (a.file ?? '') < (b.file ?? '')
    ? -1
    : (a.file ?? '') > (b.file ?? '')
      ? 1
      : (a.line ?? 0) - (b.line ?? 0)
}
