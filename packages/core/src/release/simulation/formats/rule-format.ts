// The form of faults and response rules, as tables of readers.
import {
  amount,
  count,
  flag,
  listOf,
  objectOf,
  oneOf,
  text,
  word,
  type Reader
} from '../../readers/value-readers.js'
import type { Classification } from '../../resources/model.js'
import type { FaultSpec, RequestMatch, ResponseRule } from '../fault-spec.js'
import { condition, headers, name, oneOrMore, span, template } from './value-formats.js'

const classifications: { readonly [does in Classification]: true } = {
  list: true,
  read: true,
  create: true,
  update: true,
  replace: true,
  delete: true,
  action: true,
  none: true
}
const classification = word(Object.keys(classifications) as Classification[])
/** Final statuses: what a host can send as the answer. */
const status = count(200, 599)

const match: { readonly [K in keyof RequestMatch]-?: Reader<Exclude<RequestMatch[K], undefined>> } = {
  operation: oneOrMore(text, 'an operation key or an operationId'),
  does: oneOf<string | readonly string[]>('what the operation does, or a list of that', {
    string: classification,
    list: listOf(classification, 1)
  }),
  resource: oneOrMore(text, 'the name of a resource'),
  when: condition,
  nth: count(1),
  count: count(1),
  probability: amount(0, 1)
}

/** Reads a FaultSpec: also one that is armed while a sandbox runs. */
export const faultFormat: Reader<FaultSpec> = objectOf<FaultSpec>({
  ...match,
  description: text,
  armed: flag,
  status,
  message: text,
  body: template,
  example: text,
  headers,
  delay: span,
  realDelay: count(0, 60_000),
  drop: word(['before', 'during']),
  malformed: flag,
  rateLimit: objectOf<NonNullable<FaultSpec['rateLimit']>>({ limit: count(0), window: span }, [
    'limit',
    'window'
  ])
})

/** Reads a ResponseRule: also one that is added while a sandbox runs. */
export const responseFormat: Reader<ResponseRule> = objectOf<ResponseRule>(
  {
    ...match,
    name,
    description: text,
    respond: objectOf<ResponseRule['respond']>(
      { status, message: text, body: template, headers, example: text },
      ['status']
    )
  },
  ['respond']
)
