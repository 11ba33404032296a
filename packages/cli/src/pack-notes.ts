// What the user of a pack has to know of it, and no `sdb check` of the description would tell.
import type { Issue } from '@sandbed/core'
import type { LoadedPack, LoadedPolicy } from '@sandbed/node'
import { formatIssues } from './format-issues.js'

/** Whether an issue is about the pack (or policy) rather than about the description. */
export function isAboutPack({ file }: Issue, pack: LoadedPack | LoadedPolicy | undefined): boolean {
  return pack !== undefined && file === pack.name
}

/** The warnings about a pack, as lines. */
export function packNotes(
  issues: readonly Issue[],
  pack: LoadedPack | LoadedPolicy | undefined
): Promise<string[]> {
  return formatIssues(issues.filter((issue) => issue.severity !== 'info' && isAboutPack(issue, pack)))
}
