import { describe, expect, it } from 'vitest'
import type { Schema } from '../../../schema/schema.js'
import { inferTimestamps } from './infer-timestamps.js'

const none = { schema: () => undefined }
const text: Schema = { type: 'string', format: 'date-time' }

function of(name: string, schema: Schema, words = ''): string | undefined {
  const [found] = inferTimestamps(none, { type: 'object', properties: { [name]: schema } }, () => words)
  return found && `${found.value} ${found.format}`
}

describe('the name says what happened', () => {
  it.each(
    [
      [
        'created',
        'created created_at createdAt CreatedAt creation_date date_created dateCreated createTime created_on inserted_at create_time createdDateTime created-at creationTimestamp'
      ],
      [
        'updated',
        'updated updated_at updatedAt modified last_modified lastModifiedDate changed_at modifiedOn lastUpdate date_updated update_time last_edited_at'
      ],
      ['deleted', 'deleted_at deletedAt removed_at date_deleted deletionTime trashed_at']
    ].flatMap(([event, names]) => names!.split(' ').map((name) => [name, event]))
  )('%s: %s', (name, event) => expect(of(name!, text)).toBe(`${event} date-time`))

  it.each(
    'created_by createdById creator updates update changes expires_at scheduled_deletion_date content_created_at create modified_by last_login change_set delete_branch'.split(
      ' '
    )
  )('%s is no timestamp', (name) => expect(of(name, text)).toBeUndefined())
})

describe('the schema, an example or the words say how it is written', () => {
  it.each<[string, Schema, string, string | undefined]>([
    ['created', { type: 'integer' }, '', 'created seconds'],
    ['created', { type: 'integer', format: 'unix-time' }, '', 'created seconds'],
    ['created', { type: 'integer', examples: [1_700_000_000] }, '', 'created seconds'],
    ['created', { type: 'integer', examples: [1_700_000_000_000] }, '', 'created milliseconds'],
    ['created_at_ms', { type: 'integer' }, '', 'created milliseconds'],
    [
      'created',
      { type: 'integer', format: 'int64' },
      'In milliseconds since the epoch.',
      'created milliseconds'
    ],
    ['created_on', { type: 'string', format: 'date' }, '', 'created date'],
    ['created_on', { type: 'string', examples: ['2024-01-31'] }, '', 'created date'],
    ['created_on', { type: 'string', examples: ['2024-01-31T10:00:00Z'] }, '', 'created date-time'],
    [
      'last_modified',
      { type: 'string', examples: ['Tue, 15 Nov 1994 08:12:31 GMT'] },
      '',
      'updated http-date'
    ],
    ['last_modified', { type: 'string' }, 'As in RFC 7231.', 'updated http-date'],
    ['created', { type: ['string', 'null'] }, '', 'created date-time'],
    ['created', { type: 'boolean' }, '', undefined],
    ['created', { type: 'object', properties: { by: text } }, '', undefined],
    ['created', { type: 'array', items: text }, '', undefined],
    ['modified', { type: 'string', enum: ['yes', 'no'] }, '', undefined]
  ])('%s %j %s: %s', (name, schema, words, found) => expect(of(name, schema, words)).toBe(found))
})

it.each([['meta'], ['metadata'], ['attributes'], ['audit'], ['timestamps']])(
  'members of `%s` are looked at as well',
  (holder) => {
    const entity = {
      properties: {
        [holder]: { type: 'object', properties: { createdAt: text } },
        other: { properties: { createdAt: text } }
      }
    }
    expect(inferTimestamps(none, entity).map(({ at }) => at)).toEqual([[holder, 'createdAt']])
  }
)

it('every member that says so is found, and what is no object has none', () => {
  const entity = {
    properties: { created: text, updated_at: text, deletedAt: text, name: { type: 'string' } }
  }
  expect(inferTimestamps(none, entity).map(({ value }) => value)).toEqual(['created', 'updated', 'deleted'])
  expect(inferTimestamps(none, true)).toEqual([])
  expect(inferTimestamps(none, { type: 'string' })).toEqual([])
})

it('says in one clause what led to it', () => {
  expect(inferTimestamps(none, { properties: { created: { type: 'integer' } } })[0]).toMatchObject({
    at: ['created'],
    confidence: 0.8,
    reason: 'the name of `created`, a number'
  })
})

it('a long and hostile name takes no time', () => {
  expect(of('date'.repeat(100_000), text)).toBeUndefined()
  expect(of('__proto__', text)).toBeUndefined()
})
