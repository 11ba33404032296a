// States and what goes with them: the time a thing came into its state, lists by state, numbers that count within a parent.
import { describe, expect, it } from 'vitest'
import { json, takes } from '../../../test/support/descriptions.js'
import { bodyOf, get, post, sandboxOf } from '../../../test/support/sandboxes.js'

const text = { type: 'string' }
const time = { type: ['string', 'null'], format: 'date-time' }
const task = {
  type: 'object',
  required: ['number', 'status'],
  properties: {
    number: { type: 'integer' },
    title: text,
    status: { type: 'string', enum: ['open', 'closed', 'cancelled'] },
    created_at: { type: 'string', format: 'date-time' },
    closed_at: time,
    canceled_at: time
  }
}
const board = { type: 'object', required: ['id'], properties: { id: text } }
const change = {
  type: 'object',
  properties: { title: text, status: { type: 'string', enum: ['open', 'closed'] } }
}
const parameter = (name: string, type = 'string') => ({ name, in: 'path', required: true, schema: { type } })
const status = {
  name: 'status',
  in: 'query',
  schema: { type: 'string', enum: ['open', 'closed', 'cancelled'] }
}
const paths = {
  '/boards': { post: { requestBody: takes('application/json', {}), responses: { '201': json(board) } } },
  '/boards/{board_id}': { parameters: [parameter('board_id')], get: { responses: { '200': json(board) } } },
  '/boards/{board_id}/tasks': {
    parameters: [parameter('board_id')],
    get: { parameters: [status], responses: { '200': json({ type: 'array', items: task }) } },
    post: { requestBody: takes('application/json', change), responses: { '201': json(task) } }
  },
  '/boards/{board_id}/tasks/{task_number}': {
    parameters: [parameter('board_id'), parameter('task_number', 'integer')],
    get: { responses: { '200': json(task) } },
    patch: { requestBody: takes('application/json', change), responses: { '200': json(task) } },
    delete: { responses: { '200': json(task) } }
  }
}

/** A sandbox with two boards. */
function office() {
  const sandbox = sandboxOf(paths, { mode: 'stateful' })
  const send = (method: string, url: string, body?: unknown) =>
    bodyOf(sandbox.handle(body === undefined ? { method, url } : { ...post(url, body), method }))
  const [one, two] = [0, 1].map(() => `/boards/${send('POST', '/boards', {}).id}/tasks`) as [string, string]
  return { sandbox, send, one, two }
}

describe('states', () => {
  it('a thing that comes into a state has the time of it, and no longer when it goes back', () => {
    const { send, one } = office()
    expect(send('POST', one, { title: 'a' })).toMatchObject({ status: 'open', closed_at: null })
    const closed = send('PATCH', `${one}/1`, { status: 'closed' })
    expect(closed.closed_at).toMatch(/^2\d{3}-.*Z$/)
    expect(send('PATCH', `${one}/1`, { title: 'b' }).closed_at).toBe(closed.closed_at)
    expect(send('PATCH', `${one}/1`, { status: 'open' }).closed_at).toBe(null)
  })

  it('a thing that goes on from a state keeps the time of it', () => {
    const values = ['authorized', 'captured', 'refunded']
    const order = {
      type: 'object',
      required: ['id', 'status'],
      properties: { id: text, status: { type: 'string', enum: values }, captured_at: time, refunded_at: time }
    }
    const one = { parameters: [parameter('order_id')] }
    const sandbox = sandboxOf(
      {
        '/orders': {
          post: { requestBody: takes('application/json', {}), responses: { '201': json(order) } }
        },
        '/orders/{order_id}': { ...one, get: { responses: { '200': json(order) } } },
        '/orders/{order_id}/capture': { ...one, post: { responses: { '200': json(order) } } },
        '/orders/{order_id}/refund': { ...one, post: { responses: { '200': json(order) } } }
      },
      { mode: 'stateful' }
    )
    const send = (url: string) => bodyOf(sandbox.handle(post(url, {})))
    const { id } = send('/orders')
    const { captured_at } = send(`/orders/${id}/capture`)
    expect(captured_at).toMatch(/^2\d{3}-.*Z$/)
    expect(send(`/orders/${id}/refund`)).toMatchObject({ captured_at, refunded_at: expect.any(String) })
  })

  it('a delete that is a state stays in lists, and is found by its state', () => {
    const { sandbox, send, one } = office()
    for (const title of ['a', 'b']) send('POST', one, { title })
    expect(send('DELETE', `${one}/1`)).toMatchObject({ status: 'cancelled', canceled_at: expect.any(String) })
    const titles = (query: string) =>
      bodyOf(sandbox.handle(get(one + query))).map((each: { title: string }) => each.title)
    expect(titles('?status=cancelled')).toEqual(['a'])
    expect(titles('?status=open')).toEqual(['b'])
    expect(send('GET', `${one}/1`)).toMatchObject({ status: 'cancelled' })
    expect(sandbox.handle({ method: 'DELETE', url: `${one}/1` }).status).toBe(404)
  })
})

describe('what was deleted and can still be read', () => {
  const page = {
    type: 'object',
    required: ['slug', 'archived'],
    properties: { slug: text, title: text, archived: { type: 'boolean', default: false } }
  }
  const query = (name: string, schema: object) => ({ name, in: 'query', schema })
  const size = query('limit', { type: 'integer', minimum: 1, default: 10 })
  const archived = query('archived', { type: 'boolean' })
  const input = { type: 'object', required: ['slug'], properties: { slug: text, title: text } }
  const wiki = {
    '/pages': {
      get: {
        parameters: [archived, query('offset', { type: 'integer', default: 0 }), size],
        responses: { '200': json({ type: 'array', items: page }) }
      },
      post: { requestBody: takes('application/json', input), responses: { '201': json(page) } }
    },
    '/pages/{slug}': {
      parameters: [parameter('slug')],
      get: { responses: { '200': json(page) } },
      delete: {
        summary: 'Archive a page',
        description: 'Sets `archived`; the page can still be read.',
        responses: { '200': json(page) }
      }
    }
  }

  it('is in no list, but in one that asks for it by the member that tells', () => {
    const sandbox = sandboxOf(wiki, { mode: 'stateful' })
    for (const slug of ['a', 'b', 'c']) sandbox.handle(post('/pages', { slug }))
    for (const slug of ['b', 'c']) sandbox.handle({ method: 'DELETE', url: `/pages/${slug}` })
    const slugs = (asked: string) =>
      bodyOf(sandbox.handle(get(`/pages${asked}`))).map((each: { slug: string }) => each.slug)
    expect(slugs('')).toEqual(['a'])
    expect(slugs('?archived=false')).toEqual(['a'])
    expect(slugs('?archived=true')).toEqual(['b', 'c'])
    expect(slugs('?archived=true&limit=1&offset=1')).toEqual(['c'])
  })
})

describe('numbers', () => {
  it('count within a parent, and are not given again', () => {
    const { send, one, two } = office()
    const numbers = [one, one, two, one].map((url) => send('POST', url, { title: 'x' }).number)
    expect(numbers).toEqual([1, 2, 1, 3])
    expect(send('PATCH', `${two}/1`, { title: 'y' })).toMatchObject({ title: 'y' })
    expect(send('GET', `${one}/1`)).toMatchObject({ title: 'x' })
  })

  it('go on where a snapshot was taken', () => {
    const { sandbox, send, one } = office()
    send('POST', one, {})
    const before = sandbox.importSnapshot(sandbox.exportSnapshot())
    send('POST', one, {})
    sandbox.restore(before)
    expect(send('POST', one, {}).number).toBe(2)
  })
})
