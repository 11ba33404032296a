// Golden values: a change of what is generated must be seen. It changes what every sandbox answers, so it belongs in a release
// note; record it with `vitest run -u` on this file.
import { expect, test } from 'vitest'
import { canonicalJson } from '../../internal/canonical-json.js'
import { hashText } from '../../internal/random.js'
import { createChecker } from '../check/create-checker.js'
import type { Schema, SchemaSource } from '../schema.js'
import { createGenerator } from './create-generator.js'

const TEXT_FIELDS =
  'id email name first_name lastName company phone city country countryCode currency amount url avatar_url slug username title ' +
  'description colour ip user_agent mimeType version sha digest fileName path locale language timeZone token last4 accountNumber ' +
  'status role created_at updatedAt birth_date latitude reference postal_code line1 state notes unknownThing'
const NUMBER_FIELDS =
  'id amount quantity total_count page limit offset percent rate score priority latitude longitude exp_year exp_month duration ' +
  'port size width created updated_at expires_at unknown'
const FORMATS =
  'date-time date time duration email hostname ipv4 ipv6 uri uri-reference uri-template uuid json-pointer regex byte binary password ' +
  'int64 decimal color urn html jwt digest unknown'
const PATTERNS = [
  '^[A-Z]{3}$',
  '^cus_[A-Za-z0-9]{14}$',
  '^\\d{4}-\\d{2}$',
  '[0-9]+',
  '^(a|b|c)+$',
  '^https://',
  '^(?!x)[a-z_]+$',
  '^[^a-z]{2,5}$'
]

const object = (properties: { [name: string]: Schema }, required = Object.keys(properties)): Schema => ({
  type: 'object',
  properties,
  required
})
const words = (text: string): string[] => text.split(' ')

const SCHEMAS: Schema[] = [
  ...words(TEXT_FIELDS).map((name) => object({ [name]: { type: 'string' } })),
  ...words(TEXT_FIELDS).map((name) => object({ [name]: { type: ['string', 'null'], maxLength: 12 } }, [])),
  ...words(TEXT_FIELDS).map((name) =>
    object({ [name]: { type: 'array', items: { type: 'string', minLength: 8 } } })
  ),
  ...words(NUMBER_FIELDS).map((name) => object({ [name]: { type: 'integer' } })),
  ...words(NUMBER_FIELDS).map((name) => object({ [name]: { type: 'number', minimum: 0 } })),
  ...words(NUMBER_FIELDS).map((name) =>
    object({ [name]: { type: 'number', multipleOf: 0.05, maximum: 90 } })
  ),
  ...words(FORMATS).map((format): Schema => ({ type: 'string', format })),
  ...words(FORMATS).map((format): Schema => ({
    type: 'array',
    items: { type: ['null', 'string'], format },
    minItems: 1
  })),
  ...PATTERNS.map((pattern): Schema => ({ type: 'string', pattern })),
  ...PATTERNS.map((pattern): Schema => ({ type: 'string', pattern, minLength: 2, maxLength: 40 })),
  ...words(NUMBER_FIELDS).map((name): Schema => ({
    oneOf: [object({ [name]: { type: 'string' } }), object({ [name]: { type: 'integer' } }), { type: 'null' }]
  })),
  ...[1, 2, 3, 4, 5, 6].map((minItems): Schema => ({
    type: 'array',
    items: { enum: ['a', 'b', 'c', 'd', 'e', 'f'] },
    minItems,
    uniqueItems: true
  })),
  ...[0, 1, 2, 3].map((minProperties): Schema => ({
    type: 'object',
    additionalProperties: { type: 'integer' },
    minProperties
  })),
  { $ref: '#tree' },
  { type: 'array', items: { $ref: '#tree' } },
  { allOf: [{ $ref: '#tree' }, object({ extra: { type: 'boolean' } })] },
  {
    if: object({ a: { const: 1 } }),
    then: object({ b: { type: 'string' } }),
    else: object({ c: { type: 'string' } })
  },
  {},
  true
]

const source: SchemaSource = {
  schema: (ref) => (ref === '#tree' ? TREE : undefined)
}
const TREE: Schema = object(
  {
    name: { type: 'string', examples: ['root'] },
    children: { type: 'array', items: { $ref: '#tree' } },
    parent: { $ref: '#tree' }
  },
  ['name']
)

test('generated values are those recorded in golden-values.json', async () => {
  const generator = createGenerator(source, createChecker(source))
  const lines = SCHEMAS.map((schema) => {
    const hashes = [1, 2, 3].map((key) => {
      const { value, valid } = generator.generate(schema, {
        key,
        direction: 'response',
        now: 1.75e12,
        examples: 'some'
      })
      expect({ schema, value, valid }).toEqual({ schema, value, valid: true })
      return hashText(canonicalJson(value)).toString(16).padStart(8, '0')
    })
    return `  ["${hashes.join('", "')}"]`
  })
  expect(SCHEMAS.length).toBeGreaterThanOrEqual(300)
  await expect(`[\n${lines.join(',\n')}\n]\n`).toMatchFileSnapshot('golden-values.json')
})
