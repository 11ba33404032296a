// One pass over the bytes of a JSON text before it is parsed. `JSON.parse` has no limits of its own: ten million
// brackets cost it seconds and hundreds of megabytes.

const QUOTE = 0x22
const BACKSLASH = 0x5c

/** What the pass found. On a text that is not JSON the findings mean nothing, but the pass still ends. */
export interface JsonScan {
  /** The limit that is passed, and the byte offset where. */
  readonly refused?: { readonly code: 'too-deep' | 'too-many-nodes'; readonly at: number }
  /** True when a number has an exponent or hundreds of digits, so that it may be beyond a double. */
  readonly largeNumbers: boolean
}

/** Scans a JSON text in UTF-8. Linear; stops at the first limit passed. */
export function scanJson(
  bytes: Uint8Array,
  limits: { readonly depth: number; readonly nodes: number }
): JsonScan {
  const { depth: maxDepth, nodes: maxNodes } = limits
  const length = bytes.length
  let depth = 0
  // One for the whole, one for each comma, one for each object or array that is not empty.
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
      if (++depth > maxDepth) return { refused: { code: 'too-deep', at: i }, largeNumbers }
      if (!isEmpty(bytes, i)) nodes++
    } else if (byte === 0x7d || byte === 0x5d) {
      depth--
    } else if (byte === 0x2c) {
      if (++nodes > maxNodes) return { refused: { code: 'too-many-nodes', at: i }, largeNumbers }
    } else if (byte >= 0x30 && byte <= 0x39) {
      const start = i
      while (isNumberByte(bytes[i + 1])) i++
      const next = bytes[i + 1]
      if (next === 0x65 || next === 0x45 || i - start > 300) largeNumbers = true
    }
  }
  return { largeNumbers }
}

function isEmpty(bytes: Uint8Array, open: number): boolean {
  let i = open + 1
  while ((bytes[i] as number) <= 0x20) i++
  return bytes[i] === 0x7d || bytes[i] === 0x5d
}

function isNumberByte(byte: number | undefined): boolean {
  return byte !== undefined && ((byte >= 0x30 && byte <= 0x39) || byte === 0x2e)
}
