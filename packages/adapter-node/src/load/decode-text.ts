// Bytes to text. A description is UTF-8 (RFC 8259 section 8.1); a byte order mark is dropped, anything else is refused.

import { isUtf8 } from 'node:buffer'
import type { TextProblem } from './load-issue.js'

/** Decodes a description; the second form says why not. */
export function decodeText(bytes: Uint8Array): { text: string } | { problem: TextProblem } {
  if (looksLikeUtf16(bytes)) {
    const hint = 'Save the file as UTF-8, for example with: iconv -f UTF-16 -t UTF-8'
    return {
      problem: { code: 'encoding', message: 'The text is UTF-16 or UTF-32, not UTF-8', offset: 0, hint }
    }
  }
  if (!isUtf8(bytes)) {
    return {
      problem: { code: 'encoding', message: 'The text is not valid UTF-8', hint: 'Save the file as UTF-8' }
    }
  }
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
  return { text: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8', hasMark ? 3 : 0) }
}

// Either mark, or a zero byte within the first two: a JSON or YAML text starts with an ASCII character.
function looksLikeUtf16(bytes: Uint8Array): boolean {
  const [first, second] = bytes
  if (first === undefined || second === undefined) return false
  return (
    (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff) || first === 0 || second === 0
  )
}
