// What the user of a pack has to know of it, and no `sdb check` of the description would tell.
import type { Issue } from '@sandbed/core'
import { formatIssues } from './format-issues.js'
import type { LoadedPart } from './read-input.js'

/** Whether an issue is about the pack (or policy, or auth profile) rather than about the description. */
export function isAboutPack({ file }: Issue, pack: LoadedPart | undefined): boolean {
  return pack !== undefined && file === pack.name
}

/** The warnings about a pack, as lines. */
export function packNotes(issues: readonly Issue[], pack: LoadedPart | undefined): Promise<string[]> {
  return formatIssues(issues.filter((issue) => issue.severity !== 'info' && isAboutPack(issue, pack)))
}
