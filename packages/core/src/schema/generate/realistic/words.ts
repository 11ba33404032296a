// The vocabulary of realistic values: invented people and things, real places, no brands. Plain ASCII.

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/)
}

/** The same word with its first letter, ASCII, moved by `shift` code units: 32 is lower case, -32 upper case. */
function shifted(list: readonly string[], shift: number): readonly string[] {
  return list.map((word) => String.fromCharCode(word.charCodeAt(0) + shift) + word.slice(1))
}

export const FIRST_NAMES = words(
  'Ada Amara Anton Bela Carla Dario Elena Emil Farah Gita Hana Ines Ivo Jonas Kira Lena Marco Mina Nadia Nils Omar Petra Rosa Tariq Vera Yara'
)
export const LAST_NAMES = words(
  'Abbott Baros Castell Dahlin Ekwall Farrow Galvan Hollis Ibarra Jansen Keller Lindgren Marsh Novak Okafor Pereira Quill Reyes Sandoval Tanaka Varga Winther'
)
export const ADJECTIVES = words(
  'amber blue brisk bright calm clear early fresh gentle golden green keen light lively lunar modern north prime quick quiet silver steady sunny swift'
)
export const NOUNS = words(
  'anchor arbor beacon bridge canyon cedar circle coast compass field forest garden harbor lantern maple meadow orchard pine river sail signal summit valley willow'
)
export const LOWER_FIRST_NAMES = shifted(FIRST_NAMES, 32)
export const LOWER_LAST_NAMES = shifted(LAST_NAMES, 32)
export const CAPITAL_ADJECTIVES = shifted(ADJECTIVES, -32)
export const CAPITAL_NOUNS = shifted(NOUNS, -32)
export const SENTENCES = [
  'Ready for review by the team.',
  'Created while testing the checkout flow.',
  'Please confirm the details before Friday.',
  'Follow up with the customer next week.',
  'Includes shipping and handling.',
  'Replaces the previous version.',
  'Approved by the operations team.',
  'Applies to all orders placed this month.',
  'Contains everything needed to get started.',
  'Imported from the previous system.',
  'Renews automatically at the end of the period.',
  'Delivered to the front desk.'
] as const
export const COMPANY_FORMS = words('Labs Works Group Studio Partners Systems Trading Supply')
export const STREETS = words('Maple Oak Cedar Harbor Mill Station Garden Church Hill River')
/** City, region, ISO 3166 country, postal code, IANA time zone. */
export const PLACES = [
  ['Portland', 'OR', 'US', '97205', 'America/Los_Angeles'],
  ['Austin', 'TX', 'US', '78701', 'America/Chicago'],
  ['Denver', 'CO', 'US', '80202', 'America/Denver'],
  ['Boston', 'MA', 'US', '02108', 'America/New_York'],
  ['Toronto', 'ON', 'CA', 'M5H 2N2', 'America/Toronto'],
  ['Leeds', 'England', 'GB', 'LS1 4AP', 'Europe/London'],
  ['Hamburg', 'HH', 'DE', '20095', 'Europe/Berlin'],
  ['Lyon', 'ARA', 'FR', '69002', 'Europe/Paris'],
  ['Porto', 'Porto', 'PT', '4050-253', 'Europe/Lisbon'],
  ['Osaka', 'Osaka', 'JP', '530-0001', 'Asia/Tokyo'],
  ['Perth', 'WA', 'AU', '6000', 'Australia/Perth'],
  ['Nairobi', 'Nairobi', 'KE', '00100', 'Africa/Nairobi']
] as const
export const COUNTRY_NAMES = [
  'United States',
  'Canada',
  'Germany',
  'France',
  'Portugal',
  'Japan',
  'Australia',
  'Kenya'
] as const
export const CURRENCIES = words('USD EUR GBP CAD AUD JPY CHF SEK')
export const LANGUAGES = words('en de fr es pt ja nl sv')
export const LOCALES = words('en-US en-GB de-DE fr-FR es-ES pt-PT ja-JP sv-SE')
export const MIME_TYPES = words('application/json application/pdf image/png image/jpeg text/plain text/csv')
export const EXTENSIONS = words('pdf png csv txt json jpg')
export const TOPICS = words(
  'orders billing search reports accounts catalog inventory messages payments shipping'
)
export const STATES = words('active pending completed open')
export const MAP_KEYS = words('source region tier channel campaign reference team plan')
export const ROLES = words('admin member viewer editor owner')
export const ENVIRONMENTS = words('production staging development')
