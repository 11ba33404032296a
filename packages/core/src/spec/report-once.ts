// The same place is often looked at several times: what is to be said about it is said once.
import type { OnIssue } from './issue.js'

/** Passes on the first of all issues with the same code, place and message. */
export function reportOnce(onIssue: OnIssue): OnIssue {
  const reported = new Set<string>()
  return (issue) => {
    const key = `${issue.code} ${issue.pointer} ${issue.message}`
    if (reported.has(key)) return
    reported.add(key)
    onIssue(issue)
  }
}
