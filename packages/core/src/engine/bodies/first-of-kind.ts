// Which of the media types of a `content` map is JSON, or a form, or text.
import { parseMediaType, type MediaType as ParsedMediaType } from '../../http/media-type.js'
import type { MediaType } from '../../release/release.js'

/** A family of media types, such as `isJson`. */
export type Kind = (mediaType: ParsedMediaType) => boolean

/** The first entry of the first kind that has one; `undefined` when none is of any of these kinds. */
export function firstOfKind(content: readonly MediaType[], ...kinds: readonly Kind[]): MediaType | undefined {
  for (const kind of kinds) {
    const found = content.find((mediaType) => isOfKind(mediaType, kind))
    if (found) return found
  }
  return undefined
}

/** Whether a declared media type is of a kind; one that cannot be parsed is of none. */
export function isOfKind({ type }: MediaType, kind: Kind): boolean {
  const parsed = parseMediaType(type)
  return parsed !== undefined && kind(parsed)
}
