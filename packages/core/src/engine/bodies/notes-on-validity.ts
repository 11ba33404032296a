// What the trace tells of a generated body.
import type { MediaType } from '../../release/release.js'

/** A note when no valid value was found for the schema of a media type; else none. */
export function notesOnValidity(valid: boolean, { type }: MediaType): string[] {
  return valid ? [] : [`No valid value was found for the schema of ${type}; the nearest was sent.`]
}
