// Lists at a word of their own, envelopes that tell of the call, values in wrappers, and searches that make nothing.
import { describe, expect, it } from 'vitest'
import { createSandbox } from '../../index.js'

type Json = Readonly<Record<string, unknown>>

const json = (schema: Json): Json => ({ content: { 'application/json': { schema } } })
const text: Json = { type: 'string' }
const number: Json = { type: 'integer' }
const object = (properties: Json, more: Json = {}): Json => ({ type: 'object', properties, ...more })
const list = (items: Json): Json => ({ type: 'array', items })
const operation = (status: string, answer?: Json, body?: Json, more: Json = {}): Json => ({
  ...more,
  responses: { [status]: { description: '', ...(answer ? json(answer) : {}) } },
  ...(body ? { requestBody: { required: true, ...json(body) } } : {})
})

/** A body as tests look into it: of any shape. */
// oxlint-disable-next-line typescript/no-explicit-any
type Body = any

function api(paths: Readonly<Record<string, Readonly<Record<string, Json>>>>) {
  const withParameters = Object.entries(paths).map(([path, item]) => [
    path,
    {
      ...item,
      parameters: [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
        name,
        in: 'path',
        required: true,
        schema: text
      }))
    }
  ])
  const description = {
    openapi: '3.1.0',
    info: { title: 'wrappings', version: '1' },
    paths: Object.fromEntries(withParameters) as Json
  }
  const sandbox = createSandbox({ description: description as never, mode: 'stateful' })
  const send = (method: string, url: string, body?: unknown) => {
    const answer = sandbox.handle({
      method,
      url,
      ...(body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
    })
    return {
      status: answer.status,
      body: (typeof answer.body === 'string' && answer.body !== ''
        ? JSON.parse(answer.body)
        : undefined) as Body
    }
  }
  return { send, model: sandbox.model }
}

const rule = object({ id: text, title: text, kind: text })

describe('a list at a word behind the collection', () => {
  for (const word of ['all', 'list', 'index'])
    it(`shows at \`/rules/${word}\` what \`/rules\` makes, though \`/rules/${word}/{kind}\` goes on from there`, () => {
      const { send } = api({
        '/rules': { post: operation('201', rule, object({ title: text })) },
        '/rules/{rule_id}': { get: operation('200', rule) },
        [`/rules/${word}`]: { get: operation('200', object({ lists: list(rule) })) },
        [`/rules/${word}/{kind}`]: { get: operation('200', object({ lists: list(rule) })) }
      })
      const made = send('POST', '/rules', { title: 'no spam' })
      expect(send('GET', `/rules/${word}`).body.lists).toEqual([made.body])
    })

  it('is a collection of its own where nothing is read behind what stands before the word', () => {
    const { model } = api({
      '/rules/index': { get: operation('200', list(rule)) },
      '/rules/index/{id}': { get: operation('200', rule) }
    })
    expect(model?.bindings['GET /rules/index']?.resource?.value).toBe('index')
  })
})

describe('an envelope that tells how the call went', () => {
  it('is not taken for a thing with an array: `results` beside `status_code` and `status_reason`', () => {
    const { send } = api({
      '/projects': {
        get: operation('200', object({ results: list(rule), status_code: number, status_reason: text })),
        post: operation('201', rule, object({ title: text }))
      },
      '/projects/{id}': { get: operation('200', rule) }
    })
    const made = send('POST', '/projects', { title: 'bridge' })
    expect(send('GET', '/projects').body.results).toEqual([made.body])
  })

  it('is looked through also where the thing in `data` shows no id', () => {
    const envelope = (data: Json) => object({ status_code: number, service: text, operation: text, data })
    const link = object({ url: text, target: text })
    const { send } = api({
      '/links': { post: operation('201', envelope(object({ id: text })), link) },
      '/links/{id}': { get: operation('200', envelope(link)) }
    })
    const made = send('POST', '/links', { url: 'u', target: 't' })
    expect(send('GET', `/links/${made.body.data.id}`).body).toMatchObject({ data: { url: 'u', target: 't' } })
  })
})

describe('values in wrappers', () => {
  const value = (schema: Json) => object({ value: schema })
  const account = object({ number: text, name: text, limit: number, parts: object({ value: text }) })
  const request = object({
    number: value(text),
    name: value(text),
    limit: value(number),
    parts: object({ value: text })
  })
  const paths = {
    '/accounts': { post: operation('201', account, request) },
    '/accounts/{number}': { get: operation('200', account), put: operation('200', account, request) }
  }

  it('are kept as the thing shows them, the key among them', () => {
    const { send } = api(paths)
    const sent = {
      number: { value: 'A7' },
      name: { value: 'Cash' },
      limit: { value: 5 },
      parts: { value: 'p' }
    }
    expect(send('POST', '/accounts', sent).status).toBe(201)
    const shown = { number: 'A7', name: 'Cash', limit: 5, parts: { value: 'p' } }
    expect(send('GET', '/accounts/A7').body).toEqual(shown)
    send('PUT', '/accounts/A7', { ...sent, name: { value: 'Bank' } })
    expect(send('GET', '/accounts/A7').body).toEqual({ ...shown, name: 'Bank' })
  })

  it('say nothing where they are empty: each such create makes another thing', () => {
    const { send } = api(paths)
    const [one, other] = [1, 2].map(() => send('POST', '/accounts', { number: {} }))
    expect([one!.status, other!.status]).toEqual([201, 201])
    expect(one!.body.number).not.toBe(other!.body.number)
  })
})

describe('a POST that looks up', () => {
  const found = operation('200', object({ id: text, title: text }), list(object({ query: text })))

  it('makes nothing at `/rules/search`, though `/rules/search/{query}` is read', () => {
    const { model } = api({
      '/rules/search': { post: found },
      '/rules/search/{query}': { get: operation('200', rule) }
    })
    expect(model?.bindings['POST /rules/search']?.does.value).toBe('none')
  })

  it('makes nothing where its name and its summary say `get`', () => {
    const says = { operationId: 'getNames', summary: 'Get names for entities' }
    const { model } = api({
      '/names': { post: { ...found, ...says } },
      '/names/{id}': { get: operation('200', rule) }
    })
    expect(model?.bindings['POST /names']?.does.value).toBe('none')
  })

  it('makes a search where searches are kept by an id, or a 201 says so', () => {
    const paths = (status: string, name: string): Record<string, Record<string, Json>> => ({
      '/search': { post: operation(status, rule, object({ title: text })) },
      [`/search/{${name}}`]: { get: operation('200', rule) }
    })
    expect(api(paths('200', 'searchId')).model?.bindings['POST /search']?.does.value).toBe('create')
    expect(api(paths('201', 'query')).model?.bindings['POST /search']?.does.value).toBe('create')
  })
})
