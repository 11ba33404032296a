// Patterns of paths: `/pets/*`, `/pets/{petId}`, `/admin/**`.
import { percentDecode } from '../http/percent.js'

/** Tells whether the segments of a path, decoded, are of a pattern; null stands for a segment that may be anything. */
export type PathTest = (segments: readonly (string | null)[]) => boolean

/**
 * Reads a pattern. `{name}` stands for a segment, `*` for a segment or a part of one (`report*`), `**` for any number of segments, none included; what is
 * percent-encoded stands for what it means. Empty segments, as trailing slashes make them, do not count. The work is at most segments times segments.
 */
export function pathPattern(pattern: string): PathTest {
  const parts = segmentsOf(pattern.split('/')).map((part) => (part === '**' ? null : segmentTest(part)))
  return (segments) => matches(parts, segmentsOf(segments))
}

function segmentsOf<T extends string | null>(parts: readonly T[]): readonly T[] {
  return parts.filter((part) => part !== '')
}

/** `reached[j]`: the parts so far can stand for the first j segments. */
function matches(
  parts: readonly (((text: string) => boolean) | null)[],
  segments: readonly (string | null)[]
): boolean {
  let reached: boolean[] = [true, ...segments.map(() => false)]
  for (const part of parts) {
    const next: boolean[] = reached.map(() => false)
    for (let j = 0; j < next.length; j++) {
      next[j] =
        part === null
          ? reached[j]! || (j > 0 && next[j - 1]!)
          : j > 0 && reached[j - 1]! && isOf(part, segments[j - 1]!)
    }
    if (!next.includes(true)) return false
    reached = next
  }
  return reached.at(-1)!
}

function isOf(part: (text: string) => boolean, segment: string | null): boolean {
  return segment === null || part(segment)
}

function segmentTest(part: string): (text: string) => boolean {
  const pieces = part
    .replaceAll(/\{[^{}]*\}/g, '*')
    .split('*')
    .map((piece) => percentDecode(piece) ?? piece)
  const [first = '', ...others] = pieces
  const last = others.pop()
  if (last === undefined) return (text) => text === first
  return (text) => {
    if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last))
      return false
    let at = first.length
    const end = text.length - last.length
    for (const piece of others) {
      const found = text.indexOf(piece, at)
      if (found < 0 || found + piece.length > end) return false
      at = found + piece.length
    }
    return at <= end
  }
}
