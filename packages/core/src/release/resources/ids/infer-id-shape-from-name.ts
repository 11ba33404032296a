// The shape of ids that the name of their member suggests: where nothing says more, a `login` is a word and a `sha` is hexadecimal.
import { digits, lettersAndDigits, upper } from '../../../internal/alphabets.js'
import { byName, fieldName } from '../../../schema/generate/realistic/field-name.js'
import { inferred } from '../evidence.js'
import { namedForms, numbersAsText, text } from './infer-id-shape-forms.js'
import type { Inferred } from '../inferred.js'
import type { IdShape } from '../model.js'

const slug: IdShape = { kind: 'slug' }
const generated: IdShape = { kind: 'schema' }

/** By the name in snake case, its last two words, or its last one. */
const shapes: ReadonlyMap<string, IdShape> = new Map<string, IdShape>([
  ...namedForms,
  ...all(
    slug,
    'slug username user_name login handle nickname screen_name name key tag branch ref path title alias label topic bucket workspace subdomain'
  ),
  // Each of these has a form of its own, which generated values already have.
  ...all(
    generated,
    'email mail email_address iban bic swift phone phone_number msisdn ip ip_address mac_address cidr host hostname host_name domain domain_name url uri locale language lang country currency timezone country_code currency_code language_code locale_code region_code zip zip_code postal_code date day month year isbn ean gtin upc version'
  ),
  ...all(numbersAsText('', 1), 'number no index'),
  ['sku', { kind: 'sequence', start: 1, asText: true, width: 5, prefix: 'SKU-' }],
  ['code', text('', digits + upper, 10)],
  ['token', text('', lettersAndDigits, 32)],
  ['digest', namedForms.get('sha256')!],
  ['checksum', namedForms.get('sha256')!]
])

function all(shape: IdShape, names: string): [string, IdShape][] {
  return names.split(' ').map((name) => [name, shape])
}

/** Looks the name of a member or parameter up, together with the noun of the resource (`code` of a `country`). */
export function inferIdShapeFromName(name: string, noun: string): Inferred<IdShape> | undefined {
  const shape = byName(shapes, `${noun}_${fieldName(name)}`)
  return shape && inferred(shape, 0.6, `the name \`${name.slice(0, 60)}\``)
}
