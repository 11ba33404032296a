// Where things are made, where they are read, and by which names: descriptions say it in many ways, and a client of each finds what it made.
import { describe, expect, it } from 'vitest'
import { createSandbox } from '../../index.js'

type Json = Readonly<Record<string, unknown>>

const text: Json = { type: 'string' }
const number: Json = { type: 'integer' }
const object = (properties: Json, more: Json = {}): Json => ({ type: 'object', properties, ...more })
const list = (items: Json): Json => ({ type: 'array', items })
const ref = (name: string): Json => ({ $ref: `#/components/schemas/${name}` })

const answers = (status: string, schema?: Json, body?: Json, more: Json = {}): Json => ({
  responses: {
    [status]: { description: '', ...(schema ? { content: { 'application/json': { schema } } } : {}) }
  },
  ...(body ? { requestBody: { content: { 'application/json': { schema: body } } } } : {}),
  ...more
})

// oxlint-disable-next-line typescript/no-explicit-any
type Body = any

function api(paths: Readonly<Record<string, Readonly<Record<string, Json>>>>, schemas: Json = {}) {
  const notes: string[] = []
  const described = Object.entries(paths).map(([path, item]) => {
    const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
    const parameters = names.map((name) => ({ name, in: 'path', required: true, schema: text }))
    return [path, { ...item, parameters }] as const
  })
  const sandbox = createSandbox({
    description: {
      openapi: '3.1.0',
      info: { title: 'names and places', version: '1' },
      paths: Object.fromEntries(described),
      components: { schemas }
    } as never,
    mode: 'stateful',
    onTrace: (trace) => notes.push(...trace.notes)
  })
  const call = (method: string, url: string, body?: unknown) => {
    const sent = body === undefined ? {} : { body: JSON.stringify(body) }
    const headers = { 'content-type': 'application/json' }
    const { status, body: answer } = sandbox.handle({ method, url, headers, ...sent })
    return { status, body: (answer ? JSON.parse(String(answer)) : null) as Body }
  }
  return { call, notes, model: sandbox.model }
}

describe('names', () => {
  it('what a request calls a thing by the name of the path parameter finds it, though no answer shows it', () => {
    const group = object({ id: number, name: text })
    const { call } = api({
      '/groups': { post: answers('201', group, object({ key: text, name: text })) },
      '/groups/{group_key}': { get: answers('200', group) }
    })
    const { body } = call('POST', '/groups', { key: 'weather', name: 'Weather' })
    expect(call('GET', '/groups/weather').body).toEqual(body)
    expect(call('GET', `/groups/${body.id}`).body).toEqual(body)
    expect(call('GET', '/groups/tides').status).toBe(404)
  })

  it('where nothing is answered at all, the id in the request is the id', () => {
    const { call } = api({
      '/policies': { post: answers('200', undefined, object({ id: text, name: text })) },
      '/policies/{id}': { get: answers('200') }
    })
    expect(call('POST', '/policies', { id: 'express', name: 'Express' }).status).toBe(200)
    expect(call('GET', '/policies/express').status).toBe(200)
    expect(call('GET', '/policies/slow').status).toBe(404)
  })

  it('a part with the noun of the thing is no envelope where its name stands beside it', () => {
    const body = object({ name: text, shape: object({ points: list(number) }) })
    const { call } = api({
      '/shapes': { post: answers('200', undefined, body) },
      '/shapes/{polygonName}': { get: answers('200', body) }
    })
    call('POST', '/shapes', { name: 'bay', shape: { points: [1, 2] } })
    expect(call('GET', '/shapes/bay').body).toEqual({ name: 'bay', shape: { points: [1, 2] } })
  })

  it('a name that requests have under another word is the name', () => {
    const template = object({ name: text, subject: text })
    const { call } = api({
      '/templates': {
        get: answers('200', list(template)),
        post: answers('200', template, object({ templateName: text, subject: text }))
      },
      '/templates/{templateName}': { get: answers('200', template), delete: answers('204') }
    })
    call('POST', '/templates', { templateName: 'welcome', subject: 'Hello' })
    expect(call('GET', '/templates').body).toMatchObject([{ name: 'welcome', subject: 'Hello' }])
    expect(call('POST', '/templates', { templateName: 'welcome' }).status).toBe(409)
    call('DELETE', '/templates/welcome')
    expect(call('GET', '/templates/welcome').status).toBe(404)
  })

  it('the `username` of a user is the `login` that is shown', () => {
    const user = object({ id: number, login: text })
    const { call } = api({
      '/users': { post: answers('201', user, object({ username: text })), get: answers('200', list(user)) },
      '/users/{username}': { get: answers('200', user) }
    })
    const { body } = call('POST', '/users', { username: 'ada' })
    expect(body.login).toBe('ada')
    expect(call('GET', '/users/ada').body).toEqual(body)
  })

  it('an id that only the answer to the creation tells is told there, and names the thing', () => {
    const { call } = api({
      '/uploads': { post: answers('201', object({ uploadId: text, link: text }), object({ name: text })) },
      '/uploads/{upload_id}': { get: answers('200', object({ status: text, size: number })) }
    })
    const { uploadId } = call('POST', '/uploads', { name: 'a' }).body
    expect(call('GET', `/uploads/${uploadId}`).status).toBe(200)
    expect(call('GET', '/uploads/no-such-upload').status).toBe(404)
  })

  it('a URL that clients send is no link to the thing: its id is told beside it', () => {
    const hook = object({ url: text })
    const { call } = api({
      '/hooks': { post: answers('201', hook, hook), get: answers('200', list(hook)) },
      '/hooks/{hookId}': { get: answers('200', hook) }
    })
    const { id } = call('POST', '/hooks', { url: 'https://client.example/a' }).body
    expect(call('GET', `/hooks/${id}`).body).toMatchObject({ url: 'https://client.example/a' })
  })
})

describe('places', () => {
  const node = object({ id: number, type: text, name: text })

  it('what is made at `/nodes/folders` is read at `/nodes/{id}`', () => {
    const { call } = api(
      {
        '/nodes': { get: answers('200', object({ items: list(ref('Node')) })) },
        '/nodes/{node_id}': { get: answers('200', ref('Node')), delete: answers('204') },
        '/nodes/folders': { post: answers('201', ref('Node'), object({ name: text })) },
        '/nodes/folders/{folder_id}': { put: answers('200', ref('Node'), object({ name: text })) }
      },
      { Node: node }
    )
    const { id } = call('POST', '/nodes/folders', { name: 'Plans' }).body
    expect(call('GET', `/nodes/${id}`).body).toMatchObject({ name: 'Plans' })
    call('PUT', `/nodes/folders/${id}`, { name: 'Old plans' })
    expect(call('GET', '/nodes').body.items).toMatchObject([{ name: 'Old plans' }])
  })

  it('`POST /records/{kind}` makes what `/records/{kind}/list` lists; `/records/{kind}` itself is what there is', () => {
    const kind = object({ id: text, label: text })
    const record = object({ id: number, name: text })
    const { call } = api({
      '/records/{kind}': { get: answers('200', kind), post: answers('201', record, object({ name: text })) },
      '/records/{kind}/list': { get: answers('200', list(record)) },
      '/records/{kind}/{record_id}': { get: answers('200', record), delete: answers('204') }
    })
    const { id } = call('POST', '/records/customers', { name: 'Ann' }).body
    expect(call('GET', `/records/customers/${id}`).body).toEqual({ id, name: 'Ann' })
    expect(call('GET', '/records/customers/list').body).toEqual([{ id, name: 'Ann' }])
    expect(call('GET', '/records/orders/list').body).toEqual([])
    expect(call('GET', '/records/customers').body).toMatchObject({ id: 'customers' })
  })

  it('a word that looks like a verb is a noun where one thing is read behind it', () => {
    const send = object({ id: number, name: text })
    const { call } = api({
      '/accounts/{accountId}/bulk_send_lists': { post: answers('201', send, object({ name: text })) },
      '/accounts/{accountId}/bulk_send_lists/{listId}': { get: answers('200', send) }
    })
    const { id } = call('POST', '/accounts/7/bulk_send_lists', { name: 'Spring' }).body
    expect(call('GET', `/accounts/7/bulk_send_lists/${id}`).body).toMatchObject({ name: 'Spring' })
  })

  it('before a parameter the only array of an answer is the list, whatever it is called', () => {
    const provider = object({ serviceId: text, service: text })
    const { call } = api({
      '/cloud': {
        get: answers('200', object({ storageProviders: list(provider) })),
        post: answers('201', provider, object({ service: text }))
      },
      '/cloud/{serviceId}': { get: answers('200', provider) }
    })
    const { body } = call('POST', '/cloud', { service: 'box' })
    expect(call('GET', '/cloud').body).toEqual({ storageProviders: [body] })
  })

  it('things whose schemas have no name are the same where path and members say so', () => {
    const app = object({ id: text, name: text, display_name: text, os: text })
    const { call, model } = api({
      '/apps': {
        post: answers('201', app, object({ name: text, os: text })),
        get: answers('200', list(app))
      },
      '/apps/{owner}/{app_name}': { get: answers('200', app), delete: answers('204') },
      '/archive/apps': { post: answers('201', app, object({ name: text })) }
    })
    const { body } = call('POST', '/apps', { name: 'clock', os: 'any' })
    expect(call('GET', '/apps/ada/clock').body).toEqual(body)
    expect(model.bindings['GET /apps/{owner}/{app_name}']!.resource!.value).toBe('apps')
  })
})

describe('a thing with more parents than a path names', () => {
  it('is shown by the list of every path below which it stands', () => {
    const issue = object({ id: number, user: text, title: text })
    const item = { get: answers('200', list(ref('Issue'))), post: answers('201', ref('Issue'), ref('Issue')) }
    const { call } = api(
      {
        '/users/{user}/issues': { get: answers('200', list(ref('Issue'))) },
        '/zones/{z}/racks/{r}/issues': item,
        '/zones/{z}/racks/{r}/issues/{id}': { get: answers('200', ref('Issue')) }
      },
      { Issue: issue }
    )
    const { status, body } = call('POST', '/zones/z/racks/r/issues', { user: 'ada', title: 'hot' })
    expect(status).toBe(201)
    expect(call('GET', '/users/ada/issues').body).toEqual([body])
    expect(call('GET', '/zones/z/racks/r/issues').body).toEqual([body])
    expect(call('GET', '/zones/y/racks/r/issues').body).toEqual([])
    expect(call('GET', '/users/bob/issues').body).toEqual([])
  })
})

describe('references', () => {
  const order = object({ id: number, customer_id: number, client_id: text, client_secret: text })
  const paths = (post: Json) => ({
    '/customers': { post: answers('201', object({ id: number }), object({ name: text })) },
    '/customers/{id}': { get: answers('200', object({ id: number })) },
    '/clients': { post: answers('201', object({ id: text }), object({ name: text })) },
    '/clients/{id}': { get: answers('200', object({ id: text })) },
    '/orders': { post },
    '/orders/{id}': { get: answers('200', order) }
  })
  const plain = answers('201', order, order)

  it('are refused where the operation declares an answer that can tell of it', () => {
    const responses = { ...(plain['responses'] as Json), 400: { description: 'wrong' } }
    const { call } = api(paths({ ...plain, responses }))
    expect(call('POST', '/orders', { customer_id: 7 }).status).toBe(400)
  })

  it('are taken as they are where it declares none, and the trace says so', () => {
    const { call, notes } = api(paths(plain))
    expect(call('POST', '/orders', { customer_id: 7 })).toMatchObject({
      status: 201,
      body: { customer_id: 7 }
    })
    expect(notes).toEqual([
      "`customer_id` names no customer: there is none with the id '7'; the operation declares no answer for that, so it is taken as it is"
    ])
  })

  it('are none in credentials: a client id beside a client secret is what others know a client by', () => {
    const responses = { ...(plain['responses'] as Json), 400: { description: 'wrong' } }
    const { call } = api(paths({ ...plain, responses }))
    expect(call('POST', '/orders', { client_id: 'abc', client_secret: 'xyz' }).status).toBe(201)
  })

  it('are checked in members with a dot in their name, and told by their place', () => {
    const dotted = object({ id: number, 'customer.id': number })
    const responses = { ...(answers('201', dotted)['responses'] as Json), 422: { description: 'wrong' } }
    const { call, model } = api({
      ...paths(plain),
      '/orders': { post: { ...answers('201', dotted, dotted), responses } },
      '/orders/{id}': { get: answers('200', dotted) }
    })
    expect(model.resources['orders']!.references).toMatchObject([{ at: ['customer.id'] }])
    expect(call('POST', '/orders', { 'customer.id': 7 })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/customer.id' }] }
    })
    call('POST', '/customers', {})
    expect(call('POST', '/orders', { 'customer.id': 1 }).status).toBe(201)
  })
})
