// Single values that satisfy a schema and can be recognised again: texts carry their field's name and a serial number.
import { regExp, samplePattern } from './sample-pattern.js'
import { typeOf, type Shape } from './schema-shape.js'
import { wordsOf } from './words.js'

/** A string, number or boolean for a field. `serial` makes it different from those of other bodies. */
export function composeScalar(name: string, shape: Shape, serial: number): unknown {
  const { keywords } = shape
  if (keywords.has('const')) return keywords.get('const')
  const allowed = keywords.get('enum')
  if (Array.isArray(allowed)) return pickAllowed(allowed, serial)
  switch (typeOf(shape)) {
    case 'integer':
      return composeNumber(shape, serial, true)
    case 'number':
      return composeNumber(shape, serial, false)
    case 'boolean':
      return serial % 2 === 1
    case 'null':
      return null
    default:
      return composeText(name, shape, serial)
  }
}

/** True for a text without format, enumeration or pattern: a client may put anything in it. */
export function isPlainText({ keywords, patterns, choices, types }: Shape): boolean {
  const format = keywords.get('format')
  return (
    types.has('string') &&
    choices.length === 0 &&
    patterns.length === 0 &&
    (format === undefined || format === '' || format === 'string') &&
    !keywords.has('enum') &&
    !keywords.has('const') &&
    Number(keywords.get('maxLength') ?? 64) >= 12
  )
}

/** Any text for a name and a serial number, the same for the same two. */
export function markedText(name: string, serial: number): string {
  return `zq-${wordsOf(name).join('-').slice(0, 24) || 'x'}-${serial}`
}

function pickAllowed(allowed: readonly unknown[], serial: number): unknown {
  const values = allowed.filter((value) => value !== null && value !== '')
  return values.length === 0 ? allowed[0] : values[serial % values.length]
}

function composeNumber({ keywords }: Shape, serial: number, whole: boolean): number {
  const bound = (name: string, exclusive: string, step: number): number | undefined => {
    const value = keywords.get(name)
    const strict = keywords.get(exclusive)
    if (typeof strict === 'number') return strict + step
    return typeof value === 'number' ? value + (strict === true ? step : 0) : undefined
  }
  const multiple = Number(keywords.get('multipleOf') ?? (whole ? 1 : 0.5))
  const least = bound('minimum', 'exclusiveMinimum', multiple)
  const most = bound('maximum', 'exclusiveMaximum', -multiple)
  const wanted = 10 + (serial % 900)
  let value = Math.max(wanted, least ?? wanted)
  if (most !== undefined && value > most) value = least === undefined ? most : least + (serial % 3) * multiple
  if (most !== undefined && value > most) value = most
  if (multiple > 0) value = Math.round(value / multiple) * multiple
  if (least !== undefined && value < least) value += multiple
  if (most !== undefined && value > most) value -= multiple
  return value
}

function composeText(name: string, shape: Shape, serial: number): string | undefined {
  const { keywords, patterns } = shape
  const least = Number(keywords.get('minLength') ?? 0)
  const most = Number(keywords.get('maxLength') ?? Infinity)
  const expressions = patterns.map(regExp).filter((one) => one !== undefined)
  const fits = (text: unknown): text is string =>
    typeof text === 'string' &&
    [...text].length <= most &&
    [...text].length >= least &&
    expressions.every((one) => one.test(text))
  const formatted = ofFormat(String(keywords.get('format') ?? ''), serial)
  if (formatted !== undefined && fits(formatted)) return formatted
  const marked = markedText(name, serial)
  const plain = marked.replaceAll('-', '')
  const digits = String(7_000_000 + serial)
  const candidates = [marked, plain, marked.toUpperCase(), plain.toUpperCase(), `zq${serial}`, digits]
  candidates.push(keywords.get('example') as string, keywords.get('default') as string)
  for (const pattern of patterns) candidates.push(samplePattern(pattern, serial) ?? '')
  candidates.push(digits.slice(-most), marked.padEnd(least, 'x').slice(-most), digits.padStart(least, '1'))
  return candidates.find(fits) ?? marked.padEnd(least, 'x').slice(0, most)
}

function ofFormat(format: string, serial: number): string | undefined {
  const two = String((serial % 28) + 1).padStart(2, '0')
  const hex = serial.toString(16).padStart(12, '0')
  switch (format) {
    case 'date-time':
      return `2026-03-${two}T10:00:00Z`
    case 'date':
      return `2026-03-${two}`
    case 'time':
      return '10:00:00Z'
    case 'duration':
      return 'P1D'
    case 'uuid':
      return `5eed0000-0000-4000-8000-${hex}`
    case 'email':
    case 'idn-email':
      return `zq${serial}@example.com`
    case 'uri':
    case 'url':
    case 'iri':
    case 'uri-reference':
      return `https://example.com/zq/${serial}`
    case 'hostname':
    case 'idn-hostname':
      return `zq${serial}.example.com`
    case 'ipv4':
    case 'ip':
      return `192.0.2.${serial % 250}`
    case 'ipv6':
      return `2001:db8::${(serial % 9999) + 1}`
    case 'byte':
    case 'base64':
      return Buffer.from(`zq${serial}`).toString('base64')
    case 'binary':
      return `zq file ${serial}`
    case 'int64':
    case 'int32':
    case 'decimal':
      return String(1000 + serial)
    case 'json-pointer':
      return '/zq'
    case 'regex':
      return 'zq'
    default:
      return undefined
  }
}
