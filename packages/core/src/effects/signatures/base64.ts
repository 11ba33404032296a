// Base64 as secrets and signatures are written in it: the standard alphabet, padded, one text for each byte string.

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const canonicalForm = /^[A-Za-z0-9+/]+={0,2}$/

/** Bytes as padded base64 (RFC 4648 section 4). */
export function toBase64(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length; i += 3) {
    const left = bytes.length - i
    const bits = (bytes[i]! << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0)
    text += alphabet.charAt(bits >> 18) + alphabet.charAt((bits >> 12) & 63)
    text += left > 1 ? alphabet.charAt((bits >> 6) & 63) : '='
    text += left > 2 ? alphabet.charAt(bits & 63) : '='
  }
  return text
}

/**
 * The bytes of padded base64; `undefined` for anything but the one text that `toBase64` gives them: the URL-safe alphabet,
 * missing padding, line breaks and stray low bits are refused (RFC 4648 sections 3.1 to 3.5), and so is the empty text.
 */
export function fromBase64(text: string): Uint8Array | undefined {
  if (text.length % 4 !== 0 || !canonicalForm.test(text)) return undefined
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0
  const bytes = new Uint8Array((text.length / 4) * 3 - padding)
  for (let i = 0, at = 0; i < text.length; i += 4) {
    let bits = 0
    for (let j = i; j < i + 4; j++) bits = (bits << 6) | Math.max(alphabet.indexOf(text.charAt(j)), 0)
    // Writes past the end of a typed array are dropped: the padding takes care of itself.
    bytes[at++] = bits >> 16
    bytes[at++] = bits >> 8
    bytes[at++] = bits
  }
  return toBase64(bytes) === text ? bytes : undefined
}
