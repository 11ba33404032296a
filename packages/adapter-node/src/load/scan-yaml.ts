// One pass over the bytes of a YAML text before it is parsed. The parser keeps an object of a hundred bytes for each value:
// millions of them in a small text would take gigabytes before anything could be counted.

/**
 * The byte offset at which a YAML text has more line breaks, commas, opening brackets and `- ` than `limit`, or undefined.
 * Every value needs one of these or shares one with its key or parent; in prose they are rare enough not to matter.
 */
export function findTooManyValues(bytes: Uint8Array, limit: number): number | undefined {
  let count = 0
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]
    const isIndicator = (byte === 0x2d || byte === 0x3f) && (bytes[i + 1] as number) <= 0x20
    const isMark = byte === 0x0a || byte === 0x0d || byte === 0x2c || byte === 0x5b || byte === 0x7b
    if ((isMark || isIndicator) && ++count > limit) return i
  }
  return undefined
}
