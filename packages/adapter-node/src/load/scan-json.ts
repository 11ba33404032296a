// One pass over the bytes of a JSON text before it is parsed. `JSON.parse` has no limits of its own: ten million
// brackets cost it seconds and hundreds of megabytes.

const QUOTE = 0x22
const BACKSLASH = 0x5c

/** What the pass found. On a text that is not JSON the numbers mean nothing, but the pass still ends. */
export interface JsonScan {
  /** Byte offset of the bracket that goes deeper than allowed. */
  readonly tooDeepAt: number | undefined
  /** At least as many as there are values: an empty object or array counts twice. */
  readonly nodes: number
  /** True when a number has an exponent or hundreds of digits, so that it may be beyond a double. */
  readonly largeNumbers: boolean
}

/** Scans a JSON text in UTF-8. Linear; stops at the first bracket that is too deep. */
export function scanJson(bytes: Uint8Array, maxDepth: number): JsonScan {
  const length = bytes.length
  let depth = 0
  let nodes = 1
  let largeNumbers = false
  for (let i = 0; i < length; i++) {
    const byte = bytes[i] as number
    if (byte === QUOTE) {
      for (i++; i < length; i++) {
        const inner = bytes[i]
        if (inner === QUOTE) break
        if (inner === BACKSLASH) i++
      }
    } else if (byte === 0x7b || byte === 0x5b) {
      nodes++
      if (++depth > maxDepth) return { tooDeepAt: i, nodes, largeNumbers }
    } else if (byte === 0x7d || byte === 0x5d) {
      depth--
    } else if (byte === 0x2c) {
      nodes++
    } else if (byte >= 0x30 && byte <= 0x39) {
      const start = i
      while (isNumberByte(bytes[i + 1])) i++
      const next = bytes[i + 1]
      if (next === 0x65 || next === 0x45 || i - start > 300) largeNumbers = true
    }
  }
  return { tooDeepAt: undefined, nodes, largeNumbers }
}

function isNumberByte(byte: number | undefined): boolean {
  return byte !== undefined && ((byte >= 0x30 && byte <= 0x39) || byte === 0x2e)
}
