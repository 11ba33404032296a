// An API of orders whose errors have a shape of their own, for what goes wrong in it.
import { createSandbox, type Sandbox, type SandboxOptions, type Trace } from '../../src/index.js'

const error = {
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['code', 'message'],
      properties: { code: { type: 'string' }, message: { type: 'string' } }
    }
  }
}
const order = {
  type: 'object',
  required: ['id', 'item', 'status'],
  properties: {
    id: { type: 'string' },
    item: { type: 'string' },
    amount: { type: 'integer' },
    status: { type: 'string', enum: ['open', 'paid', 'lost'] }
  }
}
const said = (description: string, schema: unknown, examples?: unknown) => ({
  description,
  content: { 'application/json': { schema, ...(examples === undefined ? {} : { examples }) } }
})
const refused = said('Something went wrong.', error)

/** The description. 402 has examples, 418 is not declared. */
export const orderDescription = {
  openapi: '3.1.0',
  info: { title: 'Orders', version: '1' },
  paths: {
    '/orders': {
      get: {
        operationId: 'listOrders',
        responses: {
          200: said('Orders.', { type: 'array', items: order }),
          429: refused,
          500: refused,
          503: refused
        }
      },
      post: {
        operationId: 'addOrder',
        parameters: [{ name: 'Idempotency-Key', in: 'header', schema: { type: 'string' } }],
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                type: 'object',
                required: ['item'],
                properties: { item: { type: 'string' }, amount: { type: 'integer' } }
              }
            }
          }
        },
        responses: {
          201: said('Made.', order),
          402: said('No money.', error, {
            empty: { value: { error: { code: 'insufficient_funds', message: 'The account is empty' } } },
            stolen: { value: { error: { code: 'stolen_card', message: 'The card was stolen' } } }
          }),
          500: refused,
          503: refused
        }
      }
    },
    '/orders/{id}': {
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
      get: { operationId: 'getOrder', responses: { 200: said('An order.', order), 404: refused } },
      delete: { operationId: 'dropOrder', responses: { 204: { description: 'Gone.' }, 404: refused } }
    }
  }
}

/** A sandbox of it in stateful mode, and short ways to it. */
export function orderDesk(pack?: SandboxOptions['pack'], options: SandboxOptions = {}) {
  const traces: Trace[] = []
  const sandbox: Sandbox = createSandbox({
    description: orderDescription,
    mode: 'stateful',
    onTrace: (trace) => traces.push(trace),
    ...(pack && { pack }),
    ...options
  })
  const send = (method: string, url: string, body?: unknown, headers: Record<string, string> = {}) =>
    sandbox.handle({
      method,
      url,
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) })
    })
  return {
    sandbox,
    send,
    list: (headers?: Record<string, string>) => send('GET', '/orders', undefined, headers),
    order: (item: string, headers?: Record<string, string>, amount = 100) =>
      send('POST', '/orders', { item, amount }, headers),
    trace: () => traces.at(-1)!
  }
}
