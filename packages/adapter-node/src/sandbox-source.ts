// What was loaded may be a description or a release that was compiled from one: both make a sandbox.
import type { Issue, SandboxSource } from '@sandbed/core'
import type { LoadedDescription } from './load/load-description.js'

/** What to make a sandbox from, for a document that was loaded. */
export function sandboxSource(document: unknown): SandboxSource {
  const isRelease =
    typeof document === 'object' &&
    document !== null &&
    'format' in document &&
    document.format === 'sandbed-release'
  return isRelease ? { release: document } : { description: document }
}

/** Adds file, line and column to issues that have a pointer only. */
export function placeIssues(issues: readonly Issue[], loaded: LoadedDescription): Issue[] {
  return issues.map((issue) =>
    issue.line === undefined ? { ...issue, ...loaded.locate(issue.pointer) } : issue
  )
}
