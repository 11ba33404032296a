// Issues about overrides, gathered: a hostile pack has as many faults as it has members, and nobody reads more than some.
import type { Issue } from '../../spec/issue.js'

/** Takes an issue that is only made when it is wanted. */
export type Report = (make: () => Issue) => void

/** What is listed of the issues of one pack or one description. */
export const mostIssues = 200

/** Gathers issues, up to `mostIssues`. */
export function gatherIssues(): { readonly issues: readonly Issue[]; readonly report: Report } {
  const issues: Issue[] = []
  return {
    issues,
    report: (make) => {
      if (issues.length < mostIssues) issues.push(make())
    }
  }
}
