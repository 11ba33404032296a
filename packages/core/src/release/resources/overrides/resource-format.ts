// What may be said about a resource, as a table of readers.
import type { IdShape } from '../model.js'
import type { ResourceOverride, WrittenPlace, WrittenShape } from './overrides.js'
import { member, memberPlace, no, orNot, place } from './place-format.js'
import {
  count,
  exactly,
  flag,
  listOf,
  mapOf,
  matching,
  object,
  objectOf,
  oneOf,
  text,
  variant,
  word,
  type Reader
} from '../../readers/value-readers.js'
import { alphabetPattern, prefixPattern, shapePattern } from './written-forms.js'

/** The numbers that follow are told apart. */
const highestStart = 9_000_000_000_000_000
const sequencePrefix = /^[^\p{Cc}\p{Cs}]{1,64}$/u

const shape: Reader<WrittenShape> = oneOf<WrittenShape>('text such as `uuid` or `cus_{14}`, or an object', {
  string: matching(
    shapePattern,
    'uuid, ulid, integer, slug, schema, or a prefix and a length, such as `cus_{14}` or `{24:hex}`'
  ),
  object: variant<Exclude<WrittenShape, string>>({
    sequence: objectOf<Extract<IdShape, { kind: 'sequence' }>>(
      {
        kind: exactly('sequence'),
        start: count(0, highestStart),
        asText: exactly(true),
        width: count(1, 64),
        prefix: matching(sequencePrefix, 'text of up to 64 characters')
      },
      ['kind', 'start']
    ),
    uuid: objectOf<{ kind: 'uuid' }>({ kind: exactly('uuid') }, ['kind']),
    ulid: objectOf<{ kind: 'ulid' }>({ kind: exactly('ulid') }, ['kind']),
    text: objectOf<Extract<IdShape, { kind: 'text' }>>(
      {
        kind: exactly('text'),
        prefix: matching(prefixPattern, 'text of up to 64 characters'),
        alphabet: matching(alphabetPattern, 'text of 2 to 256 characters, without spaces and emoji'),
        length: count(1, 199)
      },
      ['kind', 'prefix', 'alphabet', 'length']
    ),
    slug: objectOf<{ kind: 'slug'; from?: WrittenPlace }>({ kind: exactly('slug'), from: memberPlace }, [
      'kind'
    ]),
    schema: objectOf<{ kind: 'schema' }>({ kind: exactly('schema') }, ['kind'])
  })
})

const moment = word(['created', 'updated', 'deleted'])
/** Reads a ResourceOverride. */
export const resourceFormat = objectOf<ResourceOverride>({
  kind: word(['collection', 'singleton', 'ambient']),
  schema: objectOf<NonNullable<ResourceOverride['schema']>>({ operation: text, status: text, at: place }, [
    'operation'
  ]),
  id: memberPlace,
  alternates: listOf(memberPlace),
  shape,
  chosenByClient: flag,
  creatable: flag,
  state: oneOf<NonNullable<ResourceOverride['state']>>('an object, or false', {
    boolean: no,
    object: objectOf({ at: memberPlace, initial: text, values: listOf(text, 1) })
  }),
  timestamps: mapOf(
    oneOf<NonNullable<ResourceOverride['timestamps']>[string]>(
      '`created`, `updated` or `deleted`, an object, or false',
      {
        boolean: no,
        string: moment,
        object: objectOf(
          { is: moment, format: word(['seconds', 'milliseconds', 'date-time', 'date', 'http-date']) },
          ['is']
        )
      }
    ),
    member
  ),
  derived: mapOf(
    orNot(
      'a text with members in braces',
      matching(/^(?:[^{}]|\{\{|\}\}|\{[^{}]+\})+$/, 'a text with members in braces, such as `/pets/{id}`')
    ),
    member
  ),
  counts: mapOf(
    oneOf<NonNullable<ResourceOverride['counts']>[string]>('the name of a resource, an object, or false', {
      boolean: no,
      string: text,
      object: objectOf<{ of: string; state?: string }>({ of: text, state: text }, ['of'])
    }),
    member
  ),
  version: orNot(
    'an object',
    objectOf<{ at: WrittenPlace; kind?: 'number' | 'text' }>(
      { at: memberPlace, kind: word(['number', 'text']) },
      ['at']
    )
  ),
  tombstone: orNot(
    'an object',
    objectOf<{ at: WrittenPlace; state?: string }>({ at: memberPlace, state: text }, ['at'])
  ),
  onDelete: word(['restrict', 'cascade', 'set-null']),
  references: mapOf(orNot('the name of a resource', text), member),
  parents: mapOf(
    oneOf<boolean | WrittenPlace>('a member, or true or false', {
      boolean: flag,
      string: memberPlace,
      list: memberPlace
    })
  ),
  strict: flag,
  known: listOf(text),
  seed: listOf(object)
})
