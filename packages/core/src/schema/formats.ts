// What `format` asserts, by name: the formats of JSON Schema 2020-12 and those of OpenAPI's registry that can be checked.
import { isEmail, isIdnEmail, isIpv4, isIpv6 } from './formats/address-formats.js'
import { isDate, isDateTime, isDuration, isTime } from './formats/date-time-formats.js'
import { isHostname, isIdnHostname } from './formats/hostname-formats.js'
import { isIri, isIriReference, isUri, isUriReference, isUriTemplate } from './formats/uri-formats.js'
import { parsePattern } from './pattern/parse-pattern.js'
import { isPattern } from './pattern/pattern.js'

/** Whether a value has a format. Takes any value: what the format does not apply to passes. Time is linear to the value. */
export type FormatTest = (value: unknown) => boolean

/** 2^63. The doubles next to the limits of 64-bit integers stand for the limits themselves. */
const TWO_63 = 9223372036854775808

/** Tests by name. Formats that are not here are annotations only. */
export const FORMATS: ReadonlyMap<string, FormatTest> = new Map<string, FormatTest>([
  ['date-time', forStrings(isDateTime)],
  ['date', forStrings(isDate)],
  ['time', forStrings(isTime)],
  ['duration', forStrings(isDuration)],
  ['email', forStrings(isEmail)],
  ['idn-email', forStrings(isIdnEmail)],
  ['hostname', forStrings(isHostname)],
  ['idn-hostname', forStrings(isIdnHostname)],
  ['ipv4', forStrings(isIpv4)],
  ['ipv6', forStrings(isIpv6)],
  ['uri', forStrings(isUri)],
  ['uri-reference', forStrings(isUriReference)],
  ['iri', forStrings(isIri)],
  ['iri-reference', forStrings(isIriReference)],
  ['uri-template', forStrings(isUriTemplate)],
  ['uuid', forStrings((text) => /^[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/.test(text))],
  ['json-pointer', forStrings(isJsonPointer)],
  ['relative-json-pointer', forStrings(isRelativeJsonPointer)],
  ['regex', forStrings(isRegex)],
  ['byte', forStrings(isBase64)],
  ['base64url', forStrings((text) => /^[\w-]*={0,2}$/.test(text))],
  ['int8', integers(-128, 127)],
  ['int16', integers(-32768, 32767)],
  ['int32', integers(-2147483648, 2147483647)],
  ['int64', integers(-TWO_63, TWO_63)],
  ['uint8', integers(0, 255)],
  ['uint16', integers(0, 65535)],
  ['uint32', integers(0, 4294967295)],
  ['uint64', integers(0, TWO_63 * 2)],
  ['float', forNumbers((value) => Math.abs(value) <= 3.4028235677973366e38)]
])

function forStrings(test: (text: string) => boolean): FormatTest {
  return (value) => typeof value !== 'string' || test(value)
}

function forNumbers(test: (value: number) => boolean): FormatTest {
  return (value) => typeof value !== 'number' || test(value)
}

function integers(low: number, high: number): FormatTest {
  return forNumbers((value) => Number.isInteger(value) && value >= low && value <= high)
}

/** RFC 6901. */
function isJsonPointer(text: string): boolean {
  return text === '' || (text.startsWith('/') && !/~(?![01])/.test(text))
}

function isRelativeJsonPointer(text: string): boolean {
  const digits = /^(?:0|[1-9][0-9]*)/.exec(text)?.[0]
  if (digits === undefined) return false
  const rest = text.slice(digits.length)
  return rest === '#' || isJsonPointer(rest)
}

/** A regular expression as the `u` flag has it, or as older ones were written; escapes of letters that mean nothing are mistakes. */
function isRegex(text: string): boolean {
  const pattern = parsePattern(text)
  return (
    isPattern(pattern) &&
    (pattern.unicode || !/\\[a-zA-Z]/.test(text.replaceAll(/\\[bBcdDfknrsStuvwWx\\]/g, '')))
  )
}

/** RFC 4648, section 4, with padding. */
function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text)
}
