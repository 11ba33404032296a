// What may be said about an operation, as a table of readers.
import type { EnvelopeRole, Paging } from '../list-model.js'
import type { Step } from '../model.js'
import type { OperationOverride, WrittenPlace } from './overrides.js'
import { member, no, orNot, place, resourceName } from './place-format.js'
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
  word,
  type Reader
} from '../../readers/value-readers.js'
import { inputPattern, keyPattern } from './written-forms.js'

const roles: { readonly [role in EnvelopeRole]: true } = {
  total: true,
  count: true,
  page: true,
  pages: true,
  size: true,
  offset: true,
  'has-more': true,
  'has-previous': true,
  'next-cursor': true,
  'previous-cursor': true,
  'first-id': true,
  'last-id': true,
  'next-page': true,
  'previous-page': true,
  'next-offset': true,
  'next-link': true,
  'previous-link': true,
  'first-link': true,
  'last-link': true,
  'self-link': true,
  'is-first': true,
  'is-last': true,
  'link-header': true
}
const role = orNot('a role', word(Object.keys(roles) as EnvelopeRole[]))
const pagingForm: { readonly [K in keyof Paging]-?: Reader<NonNullable<Paging[K]>> } = {
  style: word(['none', 'page', 'offset', 'cursor', 'after']),
  in: exactly('body'),
  parameter: text,
  before: text,
  first: count(0),
  size: text,
  defaultSize: count(1),
  maxSize: count(1)
}
const operators = word(['equal', 'any-of', 'contains', 'above', 'at-least', 'below', 'at-most', 'search'])
type FilterOverride = NonNullable<OperationOverride['filters']>[string]
type Comparison = Exclude<FilterOverride, false | WrittenPlace>
type SortOverride = Exclude<NonNullable<OperationOverride['sort']>, false>

/** Reads an OperationOverride. */
export const operationFormat = objectOf<OperationOverride>({
  does: word(['list', 'read', 'create', 'update', 'replace', 'delete', 'action', 'none']),
  resource: resourceName,
  key: orNot(
    'text',
    matching(keyPattern, 'a place in the request such as `path.id`, `query.id`, `header.X-Id` or `body.id`')
  ),
  picks: orNot('`newest`', exactly('newest')),
  input: orNot(
    'text',
    matching(inputPattern, 'a place in the request such as `body`, `body.data` or `query`')
  ),
  output: oneOf<NonNullable<OperationOverride['output']>>(
    'a place in the response, or an object with a `kind`',
    {
      string: place,
      list: place,
      object: objectOf<Extract<NonNullable<OperationOverride['output']>, { kind: unknown }>>(
        { kind: word(['entity', 'items', 'id', 'other', 'none']), at: place },
        ['kind']
      )
    }
  ),
  within: listOf(
    objectOf<Step>({ resource: resourceName, parameter: text, elsewhere: exactly(true) }, ['resource'])
  ),
  expand: orNot('the name of a parameter', text),
  fields: orNot('the name of a parameter', text),
  to: text,
  from: oneOf<string | readonly string[]>('a state, or a list of them', {
    string: text,
    list: listOf(text, 1)
  }),
  sets: object,
  copies: flag,
  items: place,
  paging: objectOf<Partial<Paging>>(pagingForm),
  filters: mapOf(
    oneOf<FilterOverride>('a member, an object, or false', {
      boolean: no,
      string: place,
      list: place,
      object: objectOf<Comparison>({ at: place, operator: operators }, ['at'])
    })
  ),
  order: word(['oldest', 'newest']),
  sort: orNot(
    'an object',
    objectOf<SortOverride>(
      {
        parameter: text,
        direction: text,
        values: mapOf(place),
        defaultDirection: word(['ascending', 'descending'])
      },
      ['parameter']
    )
  ),
  envelope: mapOf(role, member),
  headers: mapOf(role)
})
