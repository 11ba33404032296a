// What leads to which shape of id: a table to read, and properties that hold for all of it.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeId } from '../../../engine/stateful/births/make-id.js'
import { deriveKey } from '../../../internal/random.js'
import { createChecker } from '../../../schema/check/create-checker.js'
import type { Schema } from '../../../schema/schema.js'
import type { Evidence } from '../evidence.js'
import { inferIdShape, type IdSubject } from './infer-id-shape.js'
import type { IdShape } from '../model.js'

const evidence = {
  source: { schema: () => undefined },
  document: {},
  raw: () => ({})
} as unknown as Evidence

function infer(subject: Partial<IdSubject>) {
  return inferIdShape(evidence, { texts: [], examples: [], noun: 'thing', name: 'id', ...subject })
}

/** `cus_ + 14 of 62` and the like: a shape on one line. */
function brief(shape: IdShape): string {
  switch (shape.kind) {
    case 'sequence': {
      const first = String(shape.start).padStart(shape.width ?? 0, '0')
      return shape.asText ? `'${shape.prefix ?? ''}${first}' …` : `${first} …`
    }
    case 'text':
      return `${shape.prefix}${shape.prefix === '' ? '' : ' + '}${shape.length} of ${shape.alphabet.length}`
    case 'slug':
      return shape.from ? `slug of ${shape.from.join('.')}` : 'slug'
    default:
      return shape.kind
  }
}

const string: Schema = { type: 'string' }
const pattern = (text: string, more: object = {}): Schema => ({ type: 'string', pattern: text, ...more })
const uuidPattern = '^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$'

describe('the schema comes first', () => {
  it.each<[Schema, string]>([
    [{ type: 'integer' }, '1 …'],
    [{ type: 'integer', format: 'int64', minimum: 1000 }, '1000 …'],
    [{ type: 'integer', exclusiveMinimum: 99 }, '100 …'],
    [{ type: 'integer', maximum: -1, minimum: -50 }, '-50 …'],
    [{ type: 'integer', multipleOf: 10 }, 'schema'],
    [{ type: ['integer', 'null'] }, '1 …'],
    [{ type: 'number' }, '1 …'],
    [{ anyOf: [{ type: 'integer' }, string] }, '1 …'],
    [{ type: 'string', format: 'uuid' }, 'uuid'],
    [{ type: 'string', format: 'ulid' }, 'ulid'],
    [{ type: 'string', format: 'object-id' }, '24 of 16'],
    [{ type: 'string', format: 'int64' }, "'1' …"],
    [{ type: 'string', format: 'date' }, 'schema'],
    [{ type: 'string', format: 'email' }, 'schema'],
    [{ allOf: [string, { format: 'uuid' }] }, 'uuid'],
    [{ type: 'string', enum: ['basic', 'pro'] }, 'schema'],
    [{ const: 'me' }, 'schema'],
    [{ type: 'boolean' }, 'schema'],
    [{ type: 'object' }, 'schema'],
    [false, 'schema'],
    [pattern('^cus_[A-Za-z0-9]{14}$'), 'cus_ + 14 of 62'],
    [pattern('^(?:cus|customer)_[a-z0-9]{24}$'), 'cus_ + 24 of 36'],
    [pattern('^[0-9a-f]{24}$'), '24 of 16'],
    [pattern('^[0-9a-fA-F]{32}$'), '32 of 16'],
    [pattern('^[A-Za-z0-9_-]{21}$'), '21 of 62'],
    [pattern('^src_[A-Za-z0-9]{21,22}$'), 'src_ + 21 of 62'],
    [pattern('^psc_[a-zA-Z0-9]+$'), 'psc_ + 16 of 62'],
    [pattern('^[a-z][a-z0-9-]{0,30}[a-z0-9]$'), '16 of 26'],
    [pattern('^[0-7][0-9A-HJKMNP-TV-Z]{25}$'), 'ulid'],
    [pattern('^[0-9A-HJKMNP-TV-Z]{26}$'), 'ulid'],
    [pattern('^\\d+$'), "'1' …"],
    [pattern('^[1-9][0-9]{5}$'), "'100001' …"],
    [pattern('^INV-\\d{6}$'), "'INV-100001' …"],
    [pattern('^\\d{18}$'), '1 + 17 of 10'],
    [pattern(uuidPattern), 'uuid'],
    [pattern('^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'), 'uuid'],
    [pattern('\\S'), '16 of 62'],
    [pattern('^[a-z0-9]*$', { minLength: 30, maxLength: 64 }), '30 of 36'],
    [pattern('^x{3}(-[a-z]{2}){2}$'), 'schema'],
    [pattern('^(?=.*[a-z])[A-Z]{2}[a-z]{2}$'), 'schema'],
    [pattern('[unclosed'), 'schema'],
    [{ type: 'string', minLength: 36, maxLength: 36 }, 'uuid'],
    [{ type: 'string', minLength: 26, maxLength: 26 }, 'ulid'],
    [{ type: 'string', minLength: 24, maxLength: 24 }, '24 of 16'],
    [{ type: 'string', minLength: 30, maxLength: 30 }, '30 of 62'],
    [{ type: 'string', maxLength: 12 }, '12 of 36'],
    [{ type: 'string', maxLength: 5000 }, 'uuid'],
    [string, 'uuid'],
    [true, 'uuid']
  ])('%j -> %s', (schema, shape) => {
    expect(brief(infer({ schema }).value)).toBe(shape)
  })
})

describe('then what examples show', () => {
  it.each<[readonly unknown[], string]>([
    [['cus_4QFJOjw2pOmAGJ'], 'cus_ + 14 of 62'],
    [['ep_1srOrx2ZWZBpBUvZwXKQmoEYga2'], 'ep_ + 27 of 62'],
    [['sk_test_4eC39HqLyjWDarjtT1zdp7dc'], 'sk_test_ + 24 of 62'],
    [['auth0|5f7c8ec7c33c6c004bbafe82'], 'auth0| + 24 of 16'],
    [['user_01h455vb4pex5vsknk084sn02q'], 'user_ + 26 of 36'],
    [['001D000000IqhSLIAZ'], '18 of 62'],
    [['507f1f77bcf86cd799439011'], '24 of 16'],
    [['CA3227C223222B5BLP6JQC3FD'], 'CA + 23 of 36'],
    [['SM1f0e8ae6ade43cb3c0ce4525424e404f'], 'SM + 32 of 16'],
    [['AHQRXEQW2PWTC86B', 'AH8G3H6S0647N8U4'], 'AH + 14 of 36'],
    [['ch_...'], 'ch_ + 16 of 62'],
    [['ch_xxxxxxxx'], 'ch_ + 16 of 62'],
    [['call_abc123'], 'call_ + 16 of 62'],
    [['12345'], "'1' …"],
    [[12345], "'1' …"],
    [['11446498'], "'10000001' …"],
    [['7', '12', '1024'], "'1' …"],
    [['0042'], "'0001' …"],
    [['PAY-123'], "'PAY-1' …"],
    [['INV-000042'], "'INV-000001' …"],
    [['TRLI00000000000000000000000001'], "'TRLI00000000000000000000000001' …"],
    [['summer-sale'], 'slug'],
    [['octocat'], 'slug'],
    [['user.signup'], 'slug'],
    [['ubuntu-20-04-x64'], 'slug'],
    [['123e4567-e89b-12d3-a456-426614174000'], 'uuid'],
    [['"123e4567-e89b-12d3-a456-426614174000"'], 'uuid'],
    [['01ARZ3NDEKTSV4RRFFQ69G5FAV'], 'ulid'],
    [['cus_4QFJOjw2pOmAGJ', 'cus_9s6XKzkNRiz8i3', 'something-else'], 'cus_ + 14 of 62'],
    [['AB-12-CD-34-EF'], 'uuid'],
    [['a@example.org'], 'uuid'],
    [['string'], 'uuid'],
    [['{id}', '<your id>', 'example string', ''], 'uuid'],
    [[{ id: 1 }, null, ['x'], true], 'uuid'],
    [['x'.repeat(10_000)], 'uuid']
  ])('%j -> %s', (examples, shape) => {
    expect(brief(infer({ schema: string, examples }).value)).toBe(shape)
  })

  it('but only those that are valid', () => {
    expect(infer({ schema: pattern('^cus_[a-z]{12}$'), examples: ['cus_4QFJ'] }).value).toMatchObject({
      prefix: 'cus_',
      length: 12
    })
    expect(infer({ schema: { type: 'integer' }, examples: ['abc'] }).value).toEqual({
      kind: 'sequence',
      start: 1
    })
  })

  it('and where a pattern leaves the length open, they tell it', () => {
    const schema = pattern('^[a-zA-Z0-9_]{1,64}$')
    expect(brief(infer({ schema, examples: ['psc_5c002b86ce47537a'] }).value)).toBe('psc_ + 16 of 16')
  })

  it('and what the pattern does not take is not concluded from them', () => {
    const schema = pattern('^(?:[a-z]+-[a-z]+|none)$')
    expect(brief(infer({ schema, examples: ['summer-sale'] }).value)).toBe('schema')
  })
})

describe('then what descriptions tell', () => {
  it.each<[string, string]>([
    ['Unique identifier prefixed with `pm_`.', 'pm_ + 16 of 62'],
    ['The ID of the charge. It begins with "ch_".', 'ch_ + 16 of 62'],
    ['Always starts with the prefix `evt_`, then letters and digits.', 'evt_ + 16 of 62'],
    ['Carries the `acct_` prefix.', 'acct_ + 16 of 62'],
    ['The account, e.g. `ch_1a2b3c4d5e6f7g8h`.', 'ch_ + 16 of 36'],
    ['The charge to read (for example `ch_...`).', 'ch_ + 16 of 62'],
    ['The UUID of the agent.', 'uuid'],
    ['A GUID.', 'uuid'],
    ['The ULID of the event', 'ulid'],
    ['A KSUID, sortable by time', '27 of 62'],
    ['The MongoDB ObjectId', '24 of 16'],
    ['The 18-character ID of the record', '18 of 62'],
    ['A 32 character hexadecimal string', '32 of 16'],
    ['A 10 digit number', "'1000000001' …"],
    ['The numeric ID of the file', "'1' …"],
    ['The handle for the user account.', 'slug'],
    ['The name of the repository without the extension.', 'slug'],
    ['At most 18 characters.', 'uuid'],
    ['Must be no longer than 40 characters', 'uuid'],
    ['The name or ID of the thing', 'uuid'],
    ['The status, such as `active` or `404`', 'uuid'],
    ['Unique identifier for the object.', 'uuid']
  ])('"%s" -> %s', (text, shape) => {
    expect(brief(infer({ schema: string, texts: [text] }).value)).toBe(shape)
  })
})

describe('then what names suggest', () => {
  it.each<[string, string, string]>([
    ['slug', 'post', 'slug'],
    ['userName', 'user', 'slug'],
    ['project_key', 'project', 'slug'],
    ['sku', 'product', "'SKU-00001' …"],
    ['agent_uuid', 'agent', 'uuid'],
    ['commit-sha', 'commit', '40 of 16'],
    ['order_number', 'order', "'1' …"],
    ['code', 'coupon', '10 of 36'],
    ['code', 'country', 'schema'],
    ['email', 'user', 'schema'],
    ['IBAN', 'account', 'schema'],
    ['phone_number', 'number', 'schema'],
    ['constructor', '__proto__', 'uuid']
  ])('%s of a %s -> %s', (name, noun, shape) => {
    expect(brief(infer({ schema: string, name, noun }).value)).toBe(shape)
  })

  it('a slug is made of the member that people write', () => {
    const members = ['slug', 'created_at', 'displayName', 'title']
    expect(infer({ schema: string, name: 'slug', members }).value).toEqual({ kind: 'slug', from: ['title'] })
    expect(infer({ schema: string, name: 'title', members: ['title', 'id'] }).value).toEqual({ kind: 'slug' })
  })
})

describe('the member and the path parameter', () => {
  it.each<[string, Partial<IdSubject>, string]>([
    [
      'a number in a path is sent as its digits',
      { schema: { type: 'integer' }, parameterSchema: string },
      '1 …'
    ],
    [
      'a text whose parameter is an integer is digits',
      { schema: string, parameterSchema: { type: 'integer' } },
      "'1' …"
    ],
    [
      'the parameter knows the format',
      { schema: string, parameterSchema: { type: 'string', format: 'uuid' } },
      'uuid'
    ],
    ['the parameter is all there is', { parameterSchema: { type: 'integer' } }, '1 …'],
    [
      'the parameter takes other names too',
      {
        schema: pattern('^app_[A-Za-z0-9]{27}$'),
        parameterSchema: pattern('^[a-zA-Z0-9\\-_.]+$'),
        examples: ['unique-identifier']
      },
      'app_ + 27 of 62'
    ],
    [
      'where they contradict each other, the member counts',
      { schema: { type: 'string', format: 'uuid' }, parameterSchema: pattern('^[a-z]{3}$') },
      'uuid'
    ]
  ])('%s', (_, subject, shape) => {
    expect(brief(infer(subject).value)).toBe(shape)
  })
})

it('every finding says how sure it is, and why', () => {
  expect(infer({ schema: { type: 'string', format: 'uuid' } })).toEqual({
    value: { kind: 'uuid' },
    confidence: 1,
    reason: 'the format `uuid`'
  })
  expect(infer({ schema: string, examples: ['cus_4QFJOjw2pOmAGJ'] })).toMatchObject({
    confidence: 0.8,
    reason: 'the example `cus_4QFJOjw2pOmAGJ`'
  })
  expect(infer({ schema: string })).toMatchObject({
    confidence: 0.3,
    reason: 'nothing is said of its form: a UUID is the most usual'
  })
})

const classes = fc.constantFrom(
  '[0-9]',
  '\\d',
  '[a-z]',
  '[a-z0-9]',
  '[0-9a-f]',
  '[A-Z0-9]',
  '[A-Za-z0-9]',
  '\\w',
  '[^/]'
)
const length = fc.integer({ min: 5, max: 40 })
const patterns = fc
  .tuple(
    fc.stringMatching(/^([a-z]{1,5}_|[A-Z]{2,4}-|)$/),
    classes,
    fc.oneof(
      length.map((n) => `{${n}}`),
      length.map((n) => `{${n},${n + 7}}`),
      fc.constantFrom('+', '*', '{8,}')
    ),
    fc.constantFrom('$', '')
  )
  .map(([prefix, set, count, end]) => pattern(`^${prefix}${set}${count}${end}`))
const lengths = fc
  .tuple(length, fc.nat(40))
  .map(([least, more]): Schema => ({ type: 'string', minLength: least, maxLength: least + more }))
const numbers = fc
  .integer({ min: -1000, max: 1_000_000 })
  .map((minimum): Schema => ({ type: 'integer', minimum, format: 'int32' }))
const examples = fc.array(
  fc.constantFrom(
    'cus_4QFJOjw2pOmAGJ',
    '12345',
    '123456789012',
    '0042',
    'PAY-123',
    'summer-sale',
    '123e4567-e89b-12d3-a456-426614174000',
    '507f1f77bcf86cd799439011',
    'abc...',
    7
  ),
  { maxLength: 3 }
)

describe('a counter in a text of few characters', () => {
  const payments = ['PAY-123']

  it('makes way for letters, so that it does not outgrow the text', () => {
    const shape = infer({ schema: { type: 'string', maxLength: 7 }, examples: payments }).value
    expect(brief(shape)).toBe('PAY- + 3 of 36')
  })

  it('stays where the text has room, or the pattern wants digits', () => {
    const roomy = infer({ schema: { type: 'string', maxLength: 9 }, examples: payments }).value
    const strict = infer({ schema: pattern('^[A-Z]+-[0-9]{1,3}$', { maxLength: 7 }), examples: payments })
    expect(brief(roomy)).toBe("'PAY-1' …")
    expect(brief(strict.value)).toBe("'PAY-1' …")
  })
})

it('the first 5,000 ids are different and valid against the schema that the shape was inferred from', () => {
  const checker = createChecker({ schema: () => undefined })
  fc.assert(
    fc.property(fc.oneof(patterns, lengths, numbers), examples, fc.nat(), (schema, shown, seed) => {
      const shape = infer({ schema, examples: shown }).value
      const ids = Array.from({ length: 5_000 }, (_, ordinal) =>
        makeId(shape, { key: deriveKey(seed, ordinal), ordinal })
      )
      if (shape.kind === 'schema') return
      expect(new Set(ids).size).toBe(5_000)
      expect(ids.filter((id) => !checker.isValid(schema, id)).slice(0, 3)).toEqual([])
    }),
    { numRuns: 50 }
  )
}, 60_000)

it('hostile descriptions and examples are read in bounded time', () => {
  const started = performance.now()
  const long = 'prefixed with '.repeat(2_000) + 'e.g. '.repeat(2_000) + '1-character'.repeat(2_000)
  infer({
    schema: string,
    texts: Array.from({ length: 200 }, () => long),
    examples: Array.from({ length: 5_000 }, (_, i) => `${'ab_'.repeat(60)}!${i}`),
    name: 'a_'.repeat(50_000),
    noun: 'x'.repeat(50_000)
  })
  infer({ schema: pattern(`^${'(a?'.repeat(200)}${')'.repeat(200)}$`) })
  infer({ schema: pattern('^(?:[a-z]{1,9999}){1,9999}$') })
  expect(performance.now() - started).toBeLessThan(2_000)
})
