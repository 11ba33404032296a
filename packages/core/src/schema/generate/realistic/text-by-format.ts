// A text of a `format`: those of JSON Schema 2020-12 (validation, section 7.3), of the OpenAPI format registry, and common others.
import type { Random } from '../../../internal/random.js'
import { digitsText, hexText, tokenText, uuidText } from './identifiers.js'
import { timeText } from './instants.js'
import * as byName from './text-by-name.js'
import { table } from './text-by-name.js'
import type { TextMaker } from './text-by-name.js'
import { CURRENCIES, LANGUAGES, LOCALES, PLACES } from './words.js'

const base64Alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** Bytes as base64 (RFC 4648, section 4), without padding because their number is a multiple of 3. */
function base64(random: Random): string {
  let text = ''
  for (let i = random.integer(4, 10) * 4; i > 0; i--) text += base64Alphabet.charAt(random.integer(0, 61))
  return text
}

const FORMATS = table([
  ['date-time datetime iso-date-time rfc3339', byName.dateTime],
  ['date iso-date isodate full-date', byName.date],
  ['time', byName.instants(timeText)],
  ['duration', (random) => random.pick(['P1D', 'PT15M', 'P2W', 'PT1H30M', 'P3M'])],
  ['email idn-email', byName.email],
  ['hostname idn-hostname domain', byName.hostname],
  ['ipv4 ip', byName.ipv4],
  ['ipv6', (random) => `2001:db8::${random.integer(1, 0xffff).toString(16)}`],
  ['uri url iri', byName.url],
  ['uri-reference iri-reference', byName.filePath],
  ['uri-template', (random) => `https://example.com/${byName.slug(random, 0)}/{id}`],
  ['urn', (random) => `urn:uuid:${uuidText(random)}`],
  ['uuid guid', uuidText],
  ['json-pointer', (random) => `/items/${random.integer(0, 9)}`],
  ['relative-json-pointer', (random) => `${random.integer(0, 3)}/name`],
  ['regex', () => '^[a-z]+$'],
  ['byte base64', base64],
  ['base64url', base64],
  ['binary', byName.sentence],
  ['password token', (random) => tokenText(random, 16)],
  ['int64 uint64', (random) => digitsText(random, 12)],
  ['int32 uint32 int uint integer', (random) => digitsText(random, 6)],
  ['int16 uint16', (random) => digitsText(random, 4)],
  ['int8 uint8', (random) => digitsText(random, 2)],
  ['decimal decimal128 double float number money', byName.decimal],
  ['color colour', byName.colour],
  ['timezone', (random) => random.pick(PLACES)[4]],
  ['cidr', (random) => `10.${random.integer(0, 254)}.0.0/16`],
  ['html', (random) => `<p>${byName.sentence(random, 0)}</p>`],
  ['jwt', jwt],
  ['digest', (random) => `sha256:${hexText(random, 64)}`],
  ['currency iso-4217', (random) => random.pick(CURRENCIES)],
  ['country-code iso-3166', (random) => random.pick(PLACES)[2]],
  ['language', (random) => random.pick(LANGUAGES)],
  ['locale', (random) => random.pick(LOCALES)],
  ['phone phone-number e164', (random) => `+120655501${digitsText(random, 2)}`],
  ['slug', byName.slug],
  ['semver', byName.version]
])

/** Short texts for formats whose usual texts may be too long. */
const SHORT = new Map([
  ['email', 'a@b.test'],
  ['uri', 'urn:a:b'],
  ['url', 'http://a.test'],
  ['hostname', 'a.test'],
  ['ipv6', '::1'],
  ['ipv4', '1.1.1.1'],
  ['byte', 'QUJD'],
  ['uri-reference', '/a'],
  ['json-pointer', '']
])

/** The maker for a format in a field of this name, whatever the format's spelling (`dateTime` is `date-time`); `undefined` for unknown ones. */
export function textByFormat(format: string, name: string): TextMaker | undefined {
  const spelled = format
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .replace(/[A-Z]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 32))
  return (FORMATS.get(format) ?? FORMATS.get(spelled.replaceAll('_', '-')))?.for(name)
}

/** The shortest text we know of a format. */
export function shortText(format: string): string | undefined {
  return SHORT.get(format)
}

/** The form of a signed token (RFC 7519), signed by nobody. */
function jwt(random: Random): string {
  return `eyJhbGciOiJIUzI1NiJ9.${tokenText(random, 24)}.${tokenText(random, 43)}`
}
