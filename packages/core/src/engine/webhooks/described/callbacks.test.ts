// Callbacks: a request says where it wants to be called, and is called there about the thing that it made.
import { describe, expect, it } from 'vitest'
import { api, json, takes, type Document } from '../../../../test/support/descriptions.js'
import { createSandbox } from '../../sandbox/create-sandbox.js'
import type { OutgoingWebhook } from '../../host.js'
import type { Sandbox } from '../../sandbox/sandbox.js'
import { mostCallbacks } from './register-callback.js'
import { evaluate, type Exchange } from './runtime-expression.js'

const order = {
  type: 'object',
  properties: {
    id: { type: 'integer' },
    status: { enum: ['placed', 'shipped', 'canceled'] },
    callbackUrl: { type: 'string' }
  }
}
const payload = {
  type: 'object',
  required: ['event', 'order'],
  properties: { event: { const: 'order.shipped' }, order }
}

function shop(name: string, expression: string, method = 'post', body: unknown = payload): Document {
  const callbacks = {
    [name]: { [expression]: { [method]: { requestBody: takes('application/json', body), responses: {} } } }
  }
  return api({
    '/orders': {
      get: { responses: { 200: json({ type: 'array', items: order }) } },
      post: {
        parameters: [{ name: 'url', in: 'query', schema: { type: 'string' } }],
        requestBody: takes('application/json', order),
        responses: { 201: json(order) },
        callbacks
      }
    },
    '/orders/{orderId}': {
      get: { responses: { 200: json(order) } },
      patch: { requestBody: takes('application/json', order), responses: { 200: json(order) } }
    }
  })
}

interface Started {
  readonly sandbox: Sandbox
  readonly notes: string[]
  readonly sent: OutgoingWebhook[]
  post(url: string, body: unknown): void
  patch(id: number, body: unknown): void
}

function started(description: Document): Started {
  const notes: string[] = []
  const sent: OutgoingWebhook[] = []
  const sandbox = createSandbox({
    description,
    mode: 'stateful',
    onTrace: (trace) => notes.push(...trace.notes.filter((note) => note.includes('callback'))),
    host: {
      checkDestination: (url) => (url.includes('internal') ? 'It is not for you.' : undefined),
      deliver: async (webhook) => {
        sent.push(webhook)
        return { kind: 'response', status: 200 }
      }
    }
  })
  const send = (method: string, url: string, body: unknown): void => {
    sandbox.handle({
      method,
      url,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body)
    })
  }
  return {
    sandbox,
    notes,
    sent,
    post: (url, body) => send('POST', url, body),
    patch: (id, body) => send('PATCH', `/orders/${id}`, body)
  }
}

const inBody = '{$request.body#/callbackUrl}'
const there = 'https://client.example/hook'

describe('a callback', () => {
  it('is told of the thing that the request made, and of no other', async () => {
    const { sandbox, sent, post, patch } = started(shop('orderShipped', inBody))
    post('/orders', { callbackUrl: there, status: 'placed' })
    post('/orders', { callbackUrl: `${there}/2`, status: 'placed' })
    patch(1, { status: 'shipped' })
    await sandbox.clock.settled()
    expect(sent.map(({ url }) => url)).toEqual([there])
    expect(JSON.parse(sent[0]!.body)).toEqual({
      event: 'order.shipped',
      order: { id: 1, status: 'shipped', callbackUrl: there }
    })
    expect(sandbox.webhooks.endpoints().map(({ url, source }) => `${source} ${url}`)).toEqual([
      `callback ${there}`,
      `callback ${there}/2`
    ])
  })

  it('without words that say of what is told every change that follows', async () => {
    const { sandbox, sent, post, patch } = started(
      shop('hello', inBody, 'post', { type: 'object', properties: { order } })
    )
    post('/orders', { callbackUrl: there, status: 'placed' })
    patch(1, { status: 'canceled' })
    await sandbox.clock.settled()
    expect(sent.map(({ body }) => JSON.parse(body).order.status)).toEqual(['canceled'])
  })

  it('goes by the method that is described', async () => {
    const { sandbox, sent, post, patch } = started(shop('orderShipped', inBody, 'put'))
    post('/orders', { callbackUrl: there, status: 'placed' })
    patch(1, { status: 'shipped' })
    await sandbox.clock.settled()
    expect(sent.map(({ method }) => method)).toEqual(['PUT'])
  })

  it('goes nowhere without a URL, which the trace says', () => {
    const { sandbox, notes, post } = started(shop('orderShipped', inBody))
    post('/orders', { status: 'placed' })
    expect(sandbox.webhooks.endpoints()).toEqual([])
    expect(notes).toEqual([
      'The callback `orderShipped` goes nowhere. The request and its response have no `$request.body#/callbackUrl`.'
    ])
  })

  it.each(['nonsense', 'ftp://client.example/', 'https://internal.example/', '//x', 'javascript:alert(1)'])(
    'goes not to %s',
    (callbackUrl) => {
      const { sandbox, notes, post } = started(shop('orderShipped', inBody))
      post('/orders', { callbackUrl, status: 'placed' })
      expect(sandbox.webhooks.endpoints()).toEqual([])
      expect(notes).toHaveLength(1)
    }
  )

  it('of a request that is refused is not registered', () => {
    const { sandbox, post } = started(shop('orderShipped', '{$request.query.url}'))
    post(`/orders?url=${encodeURIComponent(there)}`, { status: 'nonsense' })
    expect(sandbox.webhooks.endpoints()).toEqual([])
  })

  it('gives way to newer ones', () => {
    const { sandbox, post } = started(shop('orderShipped', inBody))
    for (let i = 0; i < mostCallbacks + 2; i++)
      post('/orders', { callbackUrl: `${there}/${i}`, status: 'placed' })
    const urls = sandbox.webhooks.endpoints().map(({ url }) => url)
    expect(urls).toHaveLength(mostCallbacks)
    expect(urls[0]).toBe(`${there}/2`)
  })

  it('is part of a snapshot', async () => {
    const { sandbox, sent, post, patch } = started(shop('orderShipped', inBody))
    post('/orders', { callbackUrl: there, status: 'placed' })
    const snapshot = sandbox.exportSnapshot()
    sandbox.reset()
    sandbox.restore(sandbox.importSnapshot(snapshot))
    patch(1, { status: 'shipped' })
    await sandbox.clock.settled()
    expect(sent).toHaveLength(1)
  })
})

describe('a runtime expression', () => {
  const exchange: Exchange = {
    url: '/a?b=c',
    method: 'POST',
    statusCode: 201,
    request: {
      header: { 'x-to': 'h' },
      query: { b: 'c', n: 3 },
      path: { id: 'p' },
      body: { to: 'https://x.example', list: [{ id: 7 }], object: {}, 'a/b': 'slash', __proto__: null }
    },
    response: { header: { location: '/a/1' }, body: { id: 'r' } }
  }

  it.each([
    ['{$url}', '/a?b=c'],
    ['{$method} {$statusCode}', 'POST 201'],
    ['{$request.header.X-To}', 'h'],
    ['https://x.example?b={$request.query.b}&n={$request.query.n}', 'https://x.example?b=c&n=3'],
    ['{$request.path.id}', 'p'],
    ['{$request.body#/to}/data', 'https://x.example/data'],
    ['$request.body#/to', 'https://x.example'],
    ['{$request.body#/list/0/id}', '7'],
    ['{$request.body#/a~1b}', 'slash'],
    ['{$response.header.Location}', '/a/1'],
    ['{$response.body#/id}', 'r'],
    ['https://x.example/{id}', 'https://x.example/{id}']
  ])('%s is %s', (template, text) => expect(evaluate(template, exchange)).toEqual({ text }))

  it.each([
    '$nonsense',
    '$request.cookie.a',
    '$request.query.nothing',
    '$request.query.__proto__',
    '$request.query.constructor',
    '$request.body#/object',
    '$request.body#/nothing',
    '$request.body',
    '$response.query.b',
    '$response.body#/__proto__'
  ])('%s says nothing', (expression) => {
    expect(evaluate(`{${expression}}`, exchange)).toEqual({ missing: expression })
  })
})
