// What is wrong, doubtful or noteworthy in a description, as data. Hosts that have the source text add line and column.

/** How much an issue matters: an `error` takes something away from the copy, a `warning` is worked around, an `info` is a choice made. */
export type IssueSeverity = 'error' | 'warning' | 'info'

/** One finding about a description. */
export interface Issue {
  /** A stable kebab-case code, listed in `docs/reference/issues.md`. */
  readonly code: string
  readonly severity: IssueSeverity
  /** JSON Pointer into the description. */
  readonly pointer: string
  /** 1-based, where the source is text. */
  readonly line?: number
  /** 1-based, where the source is text. */
  readonly column?: number
  /** The file, where a description has several. */
  readonly file?: string
  /** What is wrong, with what. */
  readonly message: string
  /** What to do about it. */
  readonly hint?: string
}

/** Takes issues as they are found. */
export type OnIssue = (issue: Issue) => void
