// What was loaded may be a description or a release that was compiled from one: both make a sandbox.
import type { Issue, SandboxSource } from '@sandbed/core'
import { isRelease } from './load/is-release.js'
import type { LoadedDescription } from './load/load-description.js'

/** What to make a sandbox from, for a document that was loaded. */
export function sandboxSource(document: unknown): SandboxSource {
  return isRelease(document) ? { release: document as object } : { description: document }
}

/** Adds file, line and column to issues that have nothing but a pointer into the description. */
export function placeIssues(issues: readonly Issue[], loaded: LoadedDescription): Issue[] {
  return issues.map((issue) =>
    issue.line === undefined && issue.file === undefined
      ? { ...issue, ...loaded.locate(issue.pointer) }
      : issue
  )
}
