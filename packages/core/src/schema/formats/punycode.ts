// Punycode (RFC 3492), which internationalised host names are written in.

const BASE = 36
const T_MIN = 1
const T_MAX = 26
const DIGITS = 'abcdefghijklmnopqrstuvwxyz0123456789'

/** Decodes a label without its `xn--`; `undefined` when it is no Punycode. */
export function decodePunycode(text: string): string | undefined {
  const split = text.lastIndexOf('-')
  const output = Array.from(text.slice(0, Math.max(split, 0)), (character) => character.charCodeAt(0))
  let [code, index, bias] = [128, 0, 72]
  let at = split < 0 ? 0 : split + 1
  while (at < text.length) {
    const start = index
    let weight = 1
    for (let k = BASE; ; k += BASE) {
      const digit = at < text.length ? DIGITS.indexOf(text.charAt(at++).toLowerCase()) : -1
      if (digit < 0) return undefined
      index += digit * weight
      const threshold = thresholdAt(k, bias)
      if (index > 0x7fffffff) return undefined
      if (digit < threshold) break
      weight *= BASE - threshold
    }
    bias = adapt(index - start, output.length + 1, start === 0)
    code += Math.floor(index / (output.length + 1))
    index %= output.length + 1
    if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return undefined
    output.splice(index++, 0, code)
  }
  return String.fromCodePoint(...output)
}

/** Encodes a label, without the `xn--`. */
export function encodePunycode(label: string): string {
  const codes = Array.from(label, (character) => character.codePointAt(0) as number)
  const basic = codes.filter((code) => code < 128)
  let output = String.fromCharCode(...basic) + (basic.length > 0 ? '-' : '')
  let [code, delta, bias, handled] = [128, 0, 72, basic.length]
  while (handled < codes.length) {
    const next = Math.min(...codes.filter((one) => one >= code))
    delta += (next - code) * (handled + 1)
    code = next
    for (const one of codes) {
      if (one < code) delta++
      if (one !== code) continue
      output += encodeInteger(delta, bias)
      bias = adapt(delta, handled + 1, handled === basic.length)
      delta = 0
      handled++
    }
    delta++
    code++
  }
  return output
}

function encodeInteger(value: number, bias: number): string {
  let output = ''
  let rest = value
  for (let k = BASE; ; k += BASE) {
    const threshold = thresholdAt(k, bias)
    if (rest < threshold) return output + DIGITS.charAt(rest)
    output += DIGITS.charAt(threshold + ((rest - threshold) % (BASE - threshold)))
    rest = Math.floor((rest - threshold) / (BASE - threshold))
  }
}

function thresholdAt(k: number, bias: number): number {
  return Math.min(Math.max(k - bias, T_MIN), T_MAX)
}

function adapt(delta: number, points: number, first: boolean): number {
  let rest = first ? Math.floor(delta / 700) : delta >> 1
  rest += Math.floor(rest / points)
  let k = 0
  for (; rest > ((BASE - T_MIN) * T_MAX) >> 1; k += BASE) rest = Math.floor(rest / (BASE - T_MIN))
  return k + Math.floor(((BASE - T_MIN + 1) * rest) / (rest + 38))
}
