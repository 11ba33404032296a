// A realistic text for a field, from nothing but its name.
import type { Random } from '../../../internal/random.js'
import { byName } from './field-name.js'
import { digitsText, hexText, tokenText, uuidText } from './identifiers.js'
import { dateText, dateTimeText, instantsFor } from './instants.js'
import * as words from './words.js'

/** Makes a text; `now` is in epoch milliseconds. */
export type TextMaker = (random: Random, now: number) => string

/** Gives the maker for a field of one name (in the form `fieldName` gives): what the name says is read once. */
export interface NamedMaker {
  for(name: string): TextMaker
}

const one =
  (list: readonly string[]): TextMaker =>
  (random) =>
    random.pick(list)
const place =
  (field: 0 | 1 | 2 | 3 | 4): TextMaker =>
  (random) =>
    random.pick(words.PLACES)[field]

const firstName = one(words.FIRST_NAMES)
const lastName = one(words.LAST_NAMES)
const fullName: TextMaker = (random) => `${random.pick(words.FIRST_NAMES)} ${random.pick(words.LAST_NAMES)}`
export const slug: TextMaker = (random) => `${random.pick(words.ADJECTIVES)}-${random.pick(words.NOUNS)}`
export const title: TextMaker = (random) =>
  `${random.pick(words.CAPITAL_ADJECTIVES)} ${random.pick(words.NOUNS)}`
export const sentence: TextMaker = (random) => random.pick(words.SENTENCES)
const company: TextMaker = (random) =>
  `${random.pick(words.CAPITAL_NOUNS)} ${random.pick(words.COMPANY_FORMS)}`
const username: TextMaker = (random) =>
  `${random.pick(words.LOWER_FIRST_NAMES)}.${random.pick(words.LOWER_LAST_NAMES)}`
const street: TextMaker = (random) => `${random.integer(1, 240)} ${random.pick(words.STREETS)} Street`
export const version: TextMaker = (random) =>
  `${random.integer(1, 4)}.${random.integer(0, 12)}.${random.integer(0, 9)}`
export const colour: TextMaker = (random) => `#${hexText(random, 6)}`
export const email: TextMaker = (random) => `${username(random, 0)}@example.com`
/** E.164, in the range that is set aside for fiction (North America, 555-0100 to 555-0199). */
const phone: TextMaker = (random) =>
  `+1${random.pick(['206', '312', '415', '617'])}55501${digitsText(random, 2)}`
/** An address out of RFC 5737's documentation ranges. */
export const ipv4: TextMaker = (random) =>
  `${random.pick(['192.0.2', '198.51.100', '203.0.113'])}.${random.integer(1, 254)}`
export const url: NamedMaker = {
  for(name) {
    if (/avatar|image|photo|logo|icon|thumbnail|picture/.test(name))
      return (random) => `https://example.com/images/${slug(random, 0)}.png`
    const topic = name.replace(/_?(url|uri|href|link)$/, '').replaceAll('_', '-')
    if (topic !== '') return (random) => `https://example.com/${topic}/${hexText(random, 8)}`
    return (random) => `https://example.com/${random.pick(words.TOPICS)}/${hexText(random, 8)}`
  }
}
export const hostname: TextMaker = (random) => `${random.pick(words.TOPICS)}.example.com`
const fileName: TextMaker = (random) => `${slug(random, 0)}.${random.pick(words.EXTENSIONS)}`
export const filePath: TextMaker = (random) => `/${random.pick(words.TOPICS)}/${fileName(random, 0)}`
/** Instants of the field, in a form. */
export const instants = (print: (instant: number) => string): NamedMaker => ({
  for(name) {
    const instantOf = instantsFor(name)
    return (random, now) => print(instantOf(now, random.next()))
  }
})
export const dateTime = instants(dateTimeText)
export const date = instants(dateText)
const userAgent: TextMaker = (random) => `ExampleClient/${version(random, 0)} (X11; Linux x86_64)`
export const decimal: TextMaker = (random) =>
  `${random.integer(5, 480)}.${random.pick(['00', '50', '25', '99', '40'])}`
const digits =
  (length: number): TextMaker =>
  (random) =>
    digitsText(random, length)
const hex =
  (length: number): TextMaker =>
  (random) =>
    hexText(random, length)
const token =
  (length: number): TextMaker =>
  (random) =>
    tokenText(random, length)
const coordinate =
  (low: number, high: number): TextMaker =>
  (random) =>
    `${random.integer(low, high)}.${random.integer(1000, 9999)}`

/** A table by name, written as lists of names that share a maker. */
export function table(
  rows: readonly (readonly [names: string, maker: TextMaker | NamedMaker])[]
): Map<string, NamedMaker> {
  const makers = new Map<string, NamedMaker>()
  for (const [names, maker] of rows) {
    const named = typeof maker === 'function' ? { for: () => maker } : maker
    for (const name of names.split(' ')) makers.set(name, named)
  }
  return makers
}

const TEXTS = table([
  ['email mail email_address', email],
  ['first_name given_name forename fname', firstName],
  ['last_name family_name surname lname', lastName],
  [
    'full_name person_name author user_name_full account_holder_name holder_name customer_name recipient owner_name contact contact_name billing_name account_holder',
    fullName
  ],
  [
    'company company_name organization organisation business business_name employer merchant vendor supplier bank bank_name brand manufacturer',
    company
  ],
  ['phone phone_number mobile telephone fax mobile_number', phone],
  ['city town locality address_city', place(0)],
  ['region province county address_state state_code', place(1)],
  ['country country_code address_country nationality iso_country', place(2)],
  ['postal_code zip zip_code postcode address_zip post_code', place(3)],
  ['timezone time_zone tz zone_name', place(4)],
  ['country_name', one(words.COUNTRY_NAMES)],
  ['line1 address_line1 street street_name street_address address address_line', street],
  ['line2 address_line2', (random) => `Suite ${random.integer(2, 90)}`],
  ['currency currency_code unit_currency', one(words.CURRENCIES)],
  [
    'amount price cost total subtotal balance fee tax unit_price amount_decimal unit_amount_decimal rate',
    decimal
  ],
  ['url uri href link website homepage web_site', url],
  [
    'slug handle key_name label tag branch namespace alias ref default_branch head_branch environment_name',
    slug
  ],
  ['username login user_name nickname screen_name', username],
  [
    'name title display_name heading subject headline item_name product model category group team project',
    title
  ],
  [
    'description summary message body text note notes comment content details bio reason caption about explanation remarks instructions footer',
    sentence
  ],
  ['html body_html', (random) => `<p>${sentence(random, 0)}</p>`],
  ['color colour background_color', colour],
  ['ip ip_address ipv4 ip_addr', ipv4],
  ['user_agent', userAgent],
  ['mime_type content_type media_type mimetype', one(words.MIME_TYPES)],
  ['version api_version', version],
  ['sha commit_sha head_sha base_sha commit_id sha1 tree_sha merge_commit_sha', hex(40)],
  ['hash digest checksum sha256 signature', hex(64)],
  ['fingerprint md5 etag gravatar_id', hex(32)],
  ['file_name filename file original_name', fileName],
  ['path file_path directory folder', filePath],
  ['locale', one(words.LOCALES)],
  ['language lang language_code', one(words.LANGUAGES)],
  ['id uuid guid uid external_id', (random) => uuidText(random)],
  [
    'token secret access_token refresh_token client_secret password api_key nonce cursor key iterator marker',
    token(24)
  ],
  ['last4 pin cvc', digits(4)],
  ['account_number number reference order_number invoice_number routing_number', digits(9)],
  ['bic swift', (random) => tokenLetters(random, 8)],
  ['code promo_code coupon', (random) => tokenLetters(random, 6)],
  ['tax_id vat vat_number', (random) => `DE${digitsText(random, 9)}`],
  ['host hostname domain domain_name server', hostname],
  ['status state', one(words.STATES)],
  ['role permission', one(words.ROLES)],
  ['environment env stage', one(words.ENVIRONMENTS)],
  ['date day date_of_birth dob birthday birthdate', date],
  ['at timestamp datetime date_time created updated modified created_at updated_at time', dateTime],
  ['latitude lat', coordinate(-60, 60)],
  ['longitude lng lon', coordinate(-150, 150)],
  ['statement_descriptor', (random) => company(random, 0)]
])

/** The maker for a field of this name, or `undefined` when the name says nothing. */
export function textByName(name: string): TextMaker | undefined {
  return byName(TEXTS, name)?.for(name)
}

function tokenLetters(random: Random, length: number): string {
  let text = ''
  for (let i = 0; i < length; i++) text += String.fromCharCode(65 + random.integer(0, 25))
  return text
}
