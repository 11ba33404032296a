import { describe, expect, it } from 'vitest'
import type { Schema } from '../../../schema/schema.js'
import { inferState } from './infer-state.js'

const none = { schema: () => undefined }
const oneOf = (...values: string[]): Schema => ({ type: 'string', enum: values })

function place(members: Record<string, Schema>): string | undefined {
  return inferState(none, { properties: members })?.at.join('.')
}

describe('the field', () => {
  const values = oneOf('open', 'closed')
  it.each<[string, Record<string, Schema>, string | undefined]>([
    ['status', { name: { type: 'string' }, status: values }, 'status'],
    ['state', { state: values }, 'state'],
    ['lifecycle_status', { lifecycle_status: values }, 'lifecycle_status'],
    ['phase', { phase: values }, 'phase'],
    ['nested in an object', { status: { properties: { state: values } } }, 'status.state'],
    ['in attributes', { attributes: { properties: { status: values } } }, 'attributes.status'],
    ['before that of a part', { payment_status: oneOf('paid', 'unpaid'), status: values }, 'status'],
    ['of a part, where there is no other', { order_status: values }, 'order_status'],
    ['of constants', { status: { oneOf: [{ const: 'open' }, { const: 'closed' }] } }, 'status'],
    ['nullable', { status: { type: ['string', 'null'], enum: ['open', 'closed', null] } }, 'status'],
    ['a region is none', { state: oneOf('NY', 'TX', 'CA') }, undefined],
    ['a text without values is none', { status: { type: 'string' } }, undefined],
    ['a number is none', { status: { type: 'integer', enum: [200, 404] } }, undefined],
    ['one value is none', { status: oneOf('active') }, undefined],
    ['another list is none', { visibility: oneOf('public', 'private') }, undefined]
  ])('%s', (_, members, at) => expect(place(members)).toBe(at))

  it.each([
    ["State of the issue; either 'open' or 'closed'", ['open', 'closed']],
    [
      'Can be `pending`, `succeeded`, or `failed`. While `pending`, wait.',
      ['pending', 'succeeded', 'failed']
    ],
    ['The HTTP status of the response.', undefined]
  ])('values in the words of the author: %s', (words, values) => {
    const found = inferState(none, { properties: { status: { type: 'string' } } }, undefined, () => words)
    expect(found?.value).toEqual(values)
  })

  it('has its receipt', () => {
    expect(inferState(none, { properties: { status: values } })).toMatchObject({
      confidence: 0.95,
      reason: '`status` by its name and its list of 2 values',
      initial: { value: 'open', confidence: 0.75, reason: '`open` says a beginning' }
    })
  })
})

describe('the beginning', () => {
  it.each([
    ['open paid draft void', 'draft'],
    ['closed open', 'open'],
    ['failed pending succeeded', 'pending'],
    ['new active off archive', 'new'],
    ['active archived', 'active'],
    ['active inactive', 'active'],
    [
      'processing requires_action requires_capture requires_payment_method succeeded',
      'requires_payment_method'
    ],
    ['requires_action requires_confirmation', 'requires_confirmation'],
    ['active canceled completed not_started released', 'not_started'],
    ['configured not-configured', 'not-configured'],
    ['published unpublished', 'unpublished'],
    ['completed in_progress queued', 'queued'],
    ['creating online deleting', 'online'],
    ['STATUS_UNSPECIFIED STATUS_QUEUED STATUS_DONE', 'STATUS_QUEUED'],
    ['Active InProgress Created', 'Created'],
    // No word says it: the first that is no failure.
    ['failed processed rendered', 'processed']
  ])('of %s is %s', (values, initial) => {
    expect(inferState(none, { properties: { status: oneOf(...values.split(' ')) } })?.initial.value).toBe(
      initial
    )
  })

  it('is the default of the field, or of the request, if there is one', () => {
    const status: Schema = { type: 'string', enum: ['draft', 'live'], default: 'live' }
    expect(inferState(none, { properties: { status } })?.initial).toMatchObject({
      value: 'live',
      confidence: 0.95
    })
    const plain = { properties: { status: oneOf('draft', 'live') } }
    expect(inferState(none, plain, { properties: { status } })?.initial.value).toBe('live')
  })

  it('is one of those that the request offers', () => {
    const entity = { properties: { status: oneOf('pending', 'active', 'disabled', 'removed') } }
    const request = { properties: { status: oneOf('active', 'disabled') } }
    expect(inferState(none, entity, request)?.initial.value).toBe('active')
  })

  it('is what the words say', () => {
    const entity = { properties: { status: oneOf('active', 'incomplete') } }
    const words = 'It is `incomplete` when created. Later it is `active`.'
    expect(inferState(none, entity, undefined, () => words)?.initial).toMatchObject({
      value: 'incomplete',
      confidence: 0.9
    })
  })

  it('is not a default that says nothing', () => {
    const status: Schema = { type: 'string', enum: ['UNKNOWN', 'PENDING', 'DONE'], default: 'UNKNOWN' }
    expect(inferState(none, { properties: { status } })?.initial.value).toBe('PENDING')
  })
})
