// Which change of which thing a webhook tells of, from its name in any style, its payload and its words.
import { describe, expect, it, test } from 'vitest'
import {
  api,
  description,
  json,
  realDescription,
  realDescriptions,
  takes,
  type Document
} from '../../../../test/support/descriptions.js'
import { openDescription, type Description } from '../../../spec/description.js'
import { readDescription } from '../../read-description.js'
import type { ResourceModel } from '../model.js'

const order = {
  type: 'object',
  required: ['id', 'status'],
  properties: {
    id: { type: 'string' },
    status: { enum: ['draft', 'placed', 'shipped', 'canceled'] },
    total: { type: 'integer' },
    note: { type: 'string' },
    archived: { type: 'boolean' },
    labels: { type: 'array', items: { type: 'string' } },
    assignee: { type: ['string', 'null'] },
    created_at: { type: 'string', format: 'date-time' }
  }
}
const comment = { type: 'object', properties: { id: { type: 'integer' }, text: { type: 'string' } } }
const components = { schemas: { Order: order, Comment: comment } }
const ref = (name: string): { $ref: string } => ({ $ref: `#/components/schemas/${name}` })
const shop = {
  '/orders': {
    get: { responses: { 200: json({ type: 'array', items: ref('Order') }) } },
    post: { requestBody: takes('application/json', ref('Order')), responses: { 201: json(ref('Order')) } }
  },
  '/orders/{orderId}': {
    get: { responses: { 200: json(ref('Order')) } },
    patch: { requestBody: takes('application/json', ref('Order')), responses: { 200: json(ref('Order')) } },
    delete: { responses: { 204: { description: 'x' } } }
  },
  '/orders/{orderId}/comments': {
    get: { responses: { 200: json({ type: 'array', items: ref('Comment') }) } },
    post: { requestBody: takes('application/json', ref('Comment')), responses: { 201: json(ref('Comment')) } }
  },
  '/orders/{orderId}/comments/{commentId}': { get: { responses: { 200: json(ref('Comment')) } } }
}

const hook = (payload?: unknown, more: object = {}): object => ({
  post: {
    ...(payload === undefined ? {} : { requestBody: takes('application/json', payload) }),
    responses: { 204: { description: 'x' } },
    ...more
  }
})

function modelOf(document: Document): ResourceModel {
  return readDescription(openDescription(document) as Description, () => {}).model
}

function eventsOf(webhooks: { [name: string]: object }): NonNullable<ResourceModel['events']> {
  return modelOf(api(shop, { webhooks, components })).events ?? {}
}

const enveloped = { type: 'object', properties: { type: { type: 'string' }, data: ref('Order') } }

describe('the change', () => {
  it.each([
    ['order.created', { on: 'created' }],
    ['newOrder', { on: 'created' }],
    ['OrderAdded', { on: 'created' }],
    ['order-deleted', { on: 'deleted' }],
    ['on_order_removed', { on: 'deleted' }],
    ['orders.updated', { on: 'updated' }],
    ['ORDER_MODIFIED', { on: 'updated' }],
    ['order.shipped', { on: 'updated', state: 'shipped' }],
    ['OrderCancelledEvent', { on: 'updated', state: 'canceled' }],
    ['order/placed', { on: 'updated', state: 'placed' }],
    ['orderStatusChanged', { on: 'updated', member: { at: ['status'] } }],
    ['order_archived', { on: 'updated', member: { at: ['archived'], to: true } }],
    ['order_unarchived', { on: 'updated', member: { at: ['archived'], to: false } }],
    ['order-labeled', { on: 'updated', member: { at: ['labels'], to: true } }],
    ['order-unassigned', { on: 'updated', member: { at: ['assignee'], to: false } }],
    ['order.note.updated', { on: 'updated', member: { at: ['note'] } }]
  ])('%s', (name, change) => {
    const event = eventsOf({ [name]: hook(enveloped) })[`${name} POST`]!
    expect(event.value).toMatchObject({ resource: 'orders', at: ['data'], ...change })
    expect(event.confidence).toBeGreaterThanOrEqual(0.5)
    expect(event.reason).not.toBe('')
  })

  it('what the model does not know of is not said, but what it is about', () => {
    const { value } = eventsOf({ 'order.weighed': hook(enveloped) })['order.weighed POST']!
    expect(value).toEqual({
      resource: 'orders',
      at: ['data'],
      type: 'order.weighed',
      says: { at: ['type'], value: 'order.weighed' }
    })
  })

  it('of two webhooks that would tell of the same change the clearer one does', () => {
    const events = eventsOf({ 'order.created': hook(enveloped), 'order.opened': hook(enveloped) })
    expect(events['order.created POST']!.value.on).toBe('created')
    expect(events['order.opened POST']!.value.on).toBeUndefined()
  })
})

describe('the thing', () => {
  it.each([
    ['is the whole payload', ref('Order'), []],
    [
      'stands in an envelope',
      { type: 'object', properties: { data: { type: 'object', properties: { object: ref('Order') } } } },
      ['data', 'object']
    ],
    [
      'stands under its noun',
      { type: 'object', properties: { action: { type: 'string' }, order: { ...order } } },
      ['order']
    ]
  ])('%s', (_how, payload, at) => {
    expect(eventsOf({ 'order.created': hook(payload) })['order.created POST']!.value.at).toEqual(at)
  })

  it('may stand below another', () => {
    const payload = { type: 'object', properties: { order: ref('Order'), comment: ref('Comment') } }
    const { value } = eventsOf({ 'order-comment-created': hook(payload) })['order-comment-created POST']!
    expect(value).toMatchObject({ resource: 'comments', on: 'created', at: ['comment'] })
  })

  it('may be named by its id only', () => {
    const payload = { type: 'object', properties: { orderId: { type: 'string' } } }
    const { value } = eventsOf({ orderCreated: hook(payload) })['orderCreated POST']!
    expect(value).toEqual({ resource: 'orders', on: 'created', type: 'orderCreated' })
  })

  it('is the one of several of that noun whose parent is named beside it', () => {
    const note = { type: 'object', properties: { id: { type: 'string' }, text: { type: 'string' } } }
    const made = { post: { requestBody: takes('application/json', note), responses: { 201: json(note) } } }
    const known = { get: { responses: { 200: json(note) } } }
    const paths = {
      ...shop,
      '/notes': made,
      '/notes/{noteId}': known,
      '/orders/{orderId}/notes': made,
      '/orders/{orderId}/notes/{noteId}': known
    }
    const resourceFor = (...ids: string[]) => {
      const properties = Object.fromEntries(ids.map((name) => [name, { type: 'string' }]))
      const webhooks = { 'note.created': hook({ type: 'object', properties }) }
      return modelOf(api(paths, { webhooks, components })).events!['note.created POST']!.value.resource
    }
    const [alone, below] = [resourceFor('noteId'), resourceFor('orderId', 'noteId')]
    expect(alone).toBe('notes')
    expect(below).toMatch(/^orders?\.notes?$/)
  })

  it('is told by the tag where the name says only what happened', () => {
    const event = eventsOf({ created: hook(enveloped, { tags: ['Orders'] }) })['created POST']!
    expect(event.value).toMatchObject({ resource: 'orders', on: 'created' })
  })

  it('is told by the summary or the operationId where the name says nothing', () => {
    expect(eventsOf({ a1: hook(enveloped, { operationId: 'onOrderShipped' }) })['a1 POST']!.value.state).toBe(
      'shipped'
    )
    expect(
      eventsOf({ a1: hook(enveloped, { summary: 'An order was shipped' }) })['a1 POST']!.value.state
    ).toBe('shipped')
  })

  it.each(['ping', 'invoice.created', '', '__proto__', 'constructor'])(
    'a webhook `%s` is about nothing that is kept',
    (name) => {
      expect(eventsOf({ [name]: hook({ type: 'object' }) })).toEqual({})
    }
  )

  it('a description without webhooks has no events', () => {
    const model = modelOf(api(shop, { components }))
    expect([model.events, model.callbacks]).toEqual([undefined, undefined])
  })
})

describe('the member that tells events apart', () => {
  const payload = (type: object): object => ({ type: 'object', properties: { type, data: ref('Order') } })

  it.each([
    ['one value', { const: 'order.created' }, 'order.created'],
    ['the fitting one of several', { enum: ['order.created', 'order.shipped'] }, 'order.shipped'],
    ['the word of a family', { enum: ['created', 'shipped'] }, 'shipped'],
    ['the name of the webhook', { type: 'string' }, 'orderShipped']
  ])('says %s', (_what, type, value) => {
    const event = eventsOf({ orderShipped: hook(payload(type)) })['orderShipped POST']!.value
    expect(event.says).toEqual({ at: ['type'], value })
    expect(event.type).toBe(value === 'shipped' ? 'orderShipped' : value)
  })

  it('is not the type of the thing', () => {
    const whole = { ...order, properties: { ...order.properties, type: { type: 'string' } } }
    expect(eventsOf({ orderShipped: hook(whole) })['orderShipped POST']!.value.says).toBeUndefined()
  })
})

describe('callbacks', () => {
  const withCallback = (name: string): ResourceModel => {
    const callbacks = {
      [name]: { '{$request.body#/url}': hook({ type: 'object', properties: { order: ref('Order') } }) }
    }
    const post = { ...shop['/orders'].post, callbacks }
    return modelOf(api({ ...shop, '/orders': { ...shop['/orders'], post } }, { components }))
  }

  it.each([
    ['orderShipped', { on: 'updated', state: 'shipped' }],
    ['onShipped', { on: 'updated', state: 'shipped' }],
    ['statusUpdate', { on: 'updated', member: { at: ['status'] } }],
    ['deleted', { on: 'deleted' }]
  ])('%s tells of that', (name, change) => {
    const { value } = withCallback(name).callbacks!['POST /orders']![name]!
    expect(value).toMatchObject({ resource: 'orders', at: ['order'], type: name, ...change })
  })

  it('one without such words tells of every change', () => {
    expect(withCallback('hello').callbacks!['POST /orders']!['hello']!.value.on).toBeUndefined()
  })
})

test('every webhook of the bank is understood', () => {
  const events = modelOf(description('bank-payments.yaml')).events!
  expect(
    Object.fromEntries(
      Object.entries(events).map(([name, { value }]) => [name, `${value.resource} ${value.state}`])
    )
  ).toEqual({
    'payment.authorized POST': 'payments authorized',
    'payment.canceled POST': 'payments canceled',
    'payment.captured POST': 'payments captured',
    'payment.expired POST': 'payments expired',
    'payout.paid POST': 'payouts paid',
    'refund.succeeded POST': 'refunds succeeded'
  })
})

test.skipIf(!realDescriptions.includes('github.json'))(
  'of a large API that nobody prepared most are understood',
  () => {
    const { events = {} } = modelOf(realDescription('github.json'))
    const said = (name: string): unknown => events[`${name} POST`]?.value
    expect(said('issues-opened')).toMatchObject({ resource: 'issues', on: 'created', at: ['issue'] })
    expect(said('issues-closed')).toMatchObject({ resource: 'issues', on: 'updated', state: 'closed' })
    expect(said('issue-comment-created')).toMatchObject({
      resource: 'issues.comments',
      on: 'created',
      at: ['comment']
    })
    expect(said('label-deleted')).toMatchObject({ resource: 'labels', on: 'deleted', at: ['label'] })
    expect(said('discussion-created')).toBeUndefined()
    expect(Object.values(events).filter(({ value }) => value.on !== undefined).length).toBeGreaterThan(100)
  }
)
