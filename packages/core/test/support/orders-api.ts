// An API of orders and their parcels, small enough to be read at one glance, for tests of what packs say about behaviour.
import type { Document } from './descriptions.js'
import { api, json, takes } from './descriptions.js'

const text = { type: 'string' }
const count = { type: 'integer', minimum: 0 }
const moment = { type: ['string', 'null'], format: 'date-time' }

const order = {
  type: 'object',
  required: ['id', 'status', 'total', 'created_at', 'updated_at'],
  properties: {
    id: text,
    status: { type: 'string', enum: ['open', 'paid', 'shipped', 'closed'] },
    total: count,
    note: { type: ['string', 'null'], maxLength: 10 },
    paid_at: moment,
    created_at: { type: 'string', format: 'date-time' },
    updated_at: { type: 'string', format: 'date-time' }
  }
}
const parcel = {
  type: 'object',
  required: ['id', 'order_id', 'weight'],
  properties: { id: text, order_id: text, weight: count }
}
const id = (name: string) => ({ name, in: 'path', required: true, schema: text })
const error = json({ type: 'object', required: ['message'], properties: { message: text } })
const refusals = { '404': error, '409': error, '422': error }
const sent = (properties: object) => takes('application/json', { type: 'object', properties })

/** Orders that are paid, shipped and closed; parcels that are put into them. */
export const orders: Document = api({
  '/orders': {
    get: { responses: { '200': json({ type: 'array', items: order }) } },
    post: {
      operationId: 'createOrder',
      requestBody: sent({ total: count, note: text }),
      responses: { '201': json(order), ...refusals }
    }
  },
  '/orders/{order_id}': {
    parameters: [id('order_id')],
    get: { operationId: 'getOrder', responses: { '200': json(order), ...refusals } },
    patch: {
      operationId: 'changeOrder',
      requestBody: sent({ total: count, note: text }),
      responses: { '200': json(order), ...refusals }
    },
    delete: { operationId: 'deleteOrder', responses: { '204': { description: 'gone' }, ...refusals } }
  },
  '/orders/{order_id}/pay': {
    parameters: [id('order_id')],
    post: {
      operationId: 'payOrder',
      requestBody: { ...sent({ note: text }), required: false },
      responses: { '200': json(order), ...refusals }
    }
  },
  '/orders/{order_id}/ship': {
    parameters: [id('order_id')],
    post: { operationId: 'shipOrder', responses: { '200': json(order), ...refusals } }
  },
  '/orders/{order_id}/close': {
    parameters: [id('order_id')],
    post: { operationId: 'closeOrder', responses: { '200': json(order), ...refusals } }
  },
  '/parcels': {
    get: { responses: { '200': json({ type: 'array', items: parcel }) } },
    post: {
      operationId: 'createParcel',
      requestBody: sent({ order_id: text, weight: count }),
      responses: { '201': json(parcel), ...refusals }
    }
  },
  '/parcels/{parcel_id}': {
    parameters: [id('parcel_id')],
    get: { responses: { '200': json(parcel), ...refusals } },
    delete: { responses: { '204': { description: 'gone' }, ...refusals } }
  }
})
