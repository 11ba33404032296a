// What can be wrong with a description before OpenAPI is even looked at: the files, the text, the references between files.

import type { Issue } from '@sandbed/core'

/**
 * The codes of `LoadIssue`. To add one: name the fact, not the cause; say here when it is reported; add a test.
 * - `unreadable`: the file or URL gave no content (missing, no permission, not a regular file, HTTP status, redirect, time).
 * - `too-large`, `too-deep`, `too-many-nodes`, `too-many-files`: a limit of `LoadLimits` was passed.
 * - `encoding`: the bytes are not UTF-8.
 * - `syntax`: neither JSON nor YAML.
 * - `empty`, `several-documents`: the text holds no YAML document, or more than one.
 * - `duplicate-key`: an object names one member twice.
 * - `not-json`: YAML that JSON cannot express (an alias inside its own anchor, `.inf`, `.nan`), or a JSON number beyond a double.
 * - `ref-refused`: a reference that the file policy does not allow. It is left as it was written.
 * - `ref-not-found`: a reference that leads nowhere, or to something that cannot stand there. It is left as it was written.
 */
export type LoadIssueCode =
  | 'unreadable'
  | 'too-large'
  | 'too-deep'
  | 'too-many-nodes'
  | 'too-many-files'
  | 'encoding'
  | 'syntax'
  | 'empty'
  | 'several-documents'
  | 'duplicate-key'
  | 'not-json'
  | 'ref-refused'
  | 'ref-not-found'
  | OverlayIssueCode

/**
 * What can be wrong with an overlay. Pointers lead into the overlay.
 * - `overlay-invalid`: not an overlay, or without actions. It is left out.
 * - `overlay-version-unsupported`: another version than 1.0. It is left out.
 * - `overlay-info-incomplete`: `info`, its title or its version is missing.
 * - `overlay-action-invalid`: an action that breaks the specification, or whose target is no JSONPath. It is left out.
 * - `overlay-update-mismatch`: an update that does not fit what its target selects. That stays as it is.
 * - `overlay-stale`: a target that selects nothing.
 * - `overlay-too-large`: more work, or a larger or deeper result, than `LoadLimits` allow. The overlay is left out.
 * - `overlay-on-release`: the source is a compiled release.
 */
export type OverlayIssueCode =
  | 'overlay-invalid'
  | 'overlay-version-unsupported'
  | 'overlay-info-incomplete'
  | 'overlay-action-invalid'
  | 'overlay-update-mismatch'
  | 'overlay-stale'
  | 'overlay-too-large'
  | 'overlay-on-release'

/**
 * One finding about a description's files. `pointer` leads into the loaded (bundled) document, `''` when the file as a whole is meant, and
 * for the codes of `OverlayIssueCode` into the overlay;
 * `file` is an absolute path, a URL, or the name given to `loadText`; text from the files is quoted with its control characters escaped.
 */
export interface LoadIssue extends Issue {
  readonly code: LoadIssueCode
}

/** No more issues than this are kept of one kind of finding: nobody reads on, and an attacker decides how many there are. */
export const MAX_ISSUES = 1000

/** A finding inside one text, before it is known which file the text belongs to. */
export interface TextProblem {
  readonly code: LoadIssueCode
  readonly message: string
  readonly hint?: string
  /** JSON Pointer into this text's value. */
  readonly pointer?: string
  /** UTF-16 offset into the text. */
  readonly offset?: number
}

/** Quotes text from a description for a message: at most 200 characters, control and bidirectional characters escaped. */
export function quote(text: string): string {
  const short = text.length > 200 ? `${text.slice(0, 200)}...` : text
  return `"${showControls(short)}"`
}

/** Makes control characters, line separators, bidirectional overrides and lone surrogates visible as `\u{...}`. */
export function showControls(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Cs}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu,
    (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`
  )
}

/** Ends a message as a sentence. */
export function sentence(text: string): string {
  return text.endsWith('.') ? text : `${text}.`
}
