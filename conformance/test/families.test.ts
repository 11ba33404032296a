// The judge of stateful copies is judged first: by a small server that is written by hand, does everything right, and does
// one thing wrong when it is asked to.
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { findFamilies } from '../src/families/find-families.js'
import { judgeFamilies } from '../src/families/judge-families.js'
import { printFamilies, totalsOf } from '../src/families/print-families.js'
import type { Step } from '../src/families/record-steps.js'

type Thing = { [name: string]: unknown }

/** What the server does wrong. */
type Fault =
  | 'forgets'
  | 'loses a field'
  | 'invalid body'
  | 'empty list'
  | 'mixes parents'
  | 'ignores updates'
  | 'wipes on update'
  | 'keeps what is deleted'
  | 'same id twice'
  | 'endless'

let stop = () => {}
afterEach(() => stop())

describe('the families of a description', () => {
  it('are found for collections, nested ones, and things that are read at another path', () => {
    const { families } = findFamilies(shop())
    expect(families.map(({ name, kind }) => `${kind}: ${name}`)).toEqual([
      'collection: POST /customers',
      'collection: POST /customers/{customer_id}/orders',
      'other path: POST /orders/{order_id}/comments',
      'rpc: POST /channels.create',
      'client key: PUT /settings/{name}'
    ])
    const [customers, , comments, channels] = families
    expect(customers?.updates.map(({ operation }) => operation.key)).toEqual(['PATCH /customers/{id}'])
    expect(comments?.read?.operation.key).toBe('GET /comments/{id}')
    expect(channels?.read?.key).toEqual({ in: 'query', names: ['channel'] })
  })

  it('are only those that can be judged: the others are named with the reason', () => {
    expect(findFamilies(shop()).skipped).toEqual([
      { operation: 'PUT /stars/{id}', reason: 'membership: neither a body to send nor one to read back' },
      { operation: 'PUT /profiles/{id}', reason: expect.stringContaining('only changes what exists') },
      { operation: 'POST /exports', reason: 'no operation reads what it creates' },
      { operation: 'POST /customers/{customer_id}/labels', reason: expect.stringContaining('assigns') }
    ])
  })
})

describe('what looks like a create', () => {
  const thing = { type: 'object', properties: { id: { type: 'string' }, name: { type: 'string' } } }
  const answer = (schema: object, more: object = {}) => ({
    description: '',
    content: { 'application/json': { schema, ...more } }
  })
  const made = (paths: object) =>
    findFamilies({ openapi: '3.1.0', info: {}, paths }).families.map(({ name }) => name)
  const read = { get: { responses: { '200': answer(thing) } } }

  it('is none where it looks things up: by its path, or by its name and its summary', () => {
    const post = { responses: { '200': answer(thing) } }
    const search = (name: string) => made({ '/search': { post }, [`/search/{${name}}`]: read })
    expect(search('query')).toEqual([])
    expect(search('search_id')).toEqual(['POST /search'])
    const names = (operationId: string) =>
      made({ '/names': { post: { ...post, operationId, summary: 'Get names' } }, '/names/{id}': read })
    expect(names('getNames')).toEqual([])
    expect(names('addNames')).toEqual(['POST /names'])
  })

  it('is none where the example of its answer or the list in it tells no key', () => {
    const told = (value: unknown) =>
      made({
        '/things': {
          post: {
            responses: { '201': { content: { 'application/json': { examples: { one: { value } } } } } }
          }
        },
        '/things/{kind}': read
      })
    expect(told({ added: { movies: 1 }, not_found: { movies: [] } })).toEqual([])
    expect(told({ data: { thing_id: 8, name: 'a' } })).toEqual(['POST /things'])
    const listed = (things: object) =>
      made({
        '/things': {
          post: { responses: { '200': answer({ type: 'object', properties: { things } }) } },
          get: { responses: { '200': answer({ type: 'array', items: thing }) } }
        },
        '/things/{thing_id}': read
      })
    expect(listed({ type: 'array', items: { properties: { content: { type: 'string' } } } })).toEqual([])
    expect(listed({ type: 'array', items: { type: 'integer' } })).toEqual(['POST /things'])
  })

  it('is none where a PUT updates what another operation makes', () => {
    const put = {
      summary: 'Updates a thing',
      operationId: 'thing_put',
      responses: { '204': { description: '' } }
    }
    const shared = { post: { responses: { '201': answer(thing) } } }
    const item = {
      get: { responses: { '200': answer({ ...thing, properties: { ...thing.properties, at: {} } }) } }
    }
    const wide = { post: { responses: { '201': item.get.responses['200'] } } }
    expect(made({ '/things': wide, '/things/{no}': item, '/things/by/{id}': { ...item, put } })).toEqual([
      'POST /things'
    ])
    expect(made({ '/logos/{kind}': { ...item, put } })).toEqual(['PUT /logos/{kind}'])
    expect(made({ '/logos/{kind}': { ...item, put, ...shared } })).toEqual([])
  })
})

describe('a server that does everything right', () => {
  it('passes every step of every family', async () => {
    const report = await judgeFamilies(shop(), await start())
    expect(printFamilies([{ file: 'shop', report }], true)).not.toContain('MISS')
    const totals = totalsOf([report])
    expect(totals.share).toBe(1)
    expect(totals.invalid).toBe(0)
    expect(totals.steps.list).toEqual({ passed: 4, declared: 4 })
    expect(totals.steps.gone).toEqual({ passed: 3, declared: 3 })
  })

  it('is asked for things that exist: parents and references are created first', async () => {
    const seen: string[] = []
    await judgeFamilies(shop(), await start(undefined, seen), { only: '/orders' })
    const order = seen.find((line) => /POST \/customers\/c\d+\/orders /.test(line))
    expect(order).toMatch(/"customer_id":"c\d+"/)
    expect(seen[0]).toMatch(/^POST \/customers /)
  })
})

describe('a server with a fault', () => {
  it.each<[Fault, Step, string]>([
    ['forgets', 'read', 'answered 404'],
    ['loses a field', 'read', 'is not in the answer'],
    ['invalid body', 'create', 'body-invalid'],
    ['empty list', 'list', 'is not among the 0 elements'],
    ['mixes parents', 'list', 'another parent'],
    ['ignores updates', 'reread', 'was sent'],
    ['wipes on update', 'reread', 'is not in the answer'],
    ['keeps what is deleted', 'gone', 'still there: 200'],
    ['same id twice', 'second', 'the same key']
  ])('that %s misses the step %s', async (fault, step, reason) => {
    const report = await judgeFamilies(shop(), await start(fault))
    const misses = report.results.flatMap(({ results }) => results.filter(({ state }) => state === 'failed'))
    expect(misses.map((one) => one.step)).toContain(step)
    expect(misses.find((one) => one.step === step)?.reason).toContain(reason)
    expect(totalsOf([report]).share).toBeLessThan(1)
  })

  it('is asked for twenty pages at most', async () => {
    const seen: string[] = []
    await judgeFamilies(shop(), await start('endless', seen), { only: '/customers' })
    const lists = seen.filter((line) => /^GET \/customers(?:\?|$)/.test(line.trim()))
    expect(lists.length).toBeLessThanOrEqual(40)
  })
})

it('no server at all fails every family', async () => {
  const report = await judgeFamilies(shop(), undefined)
  expect(totalsOf([report]).families).toEqual({ passed: 0, declared: 5 })
})

function start(fault?: Fault, seen: string[] = []): Promise<string> {
  const things = new Map<string, Map<string, Thing>>()
  let serial = 0
  const of = (kind: string) => things.get(kind) ?? things.set(kind, new Map()).get(kind)!
  const make = (kind: string, letter: string, body: Thing): Thing => {
    if (fault !== 'same id twice') serial++
    const thing = { id: `${letter}${serial}`, ...body }
    if (fault === 'loses a field') delete (thing as Thing)['name']
    if (fault === 'invalid body') Object.assign(thing, { id: 7 })
    if (fault !== 'forgets') of(kind).set(thing.id, thing)
    return thing
  }
  const answer = (method: string, path: string, query: URLSearchParams, body: Thing): [number, unknown] => {
    const [kind = '', id = '', inner, ...rest] = path.split('/').slice(1)
    if (kind === 'channels.create') return [200, { ok: true, channel: make('channels', 'ch', body) }]
    if (kind === 'channels.list') return [200, { channels: [...of('channels').values()] }]
    if (kind === 'channels.info' || kind === 'channels.delete') {
      const key = query.get('channel') ?? String(body['channel'])
      const channel = of('channels').get(key)
      if (channel === undefined) return [404, {}]
      if (kind === 'channels.delete') of('channels').delete(key)
      return [200, kind === 'channels.info' ? { ok: true, channel } : { ok: true }]
    }
    if (kind === 'settings') {
      if (method === 'PUT') of(kind).set(id, { name: id, ...body })
      const setting = of(kind).get(id)
      return setting === undefined ? [404, {}] : [200, setting]
    }
    if (inner !== undefined) {
      const parent = kind === 'customers' ? 'customer_id' : 'order_id'
      if (!of(kind).has(id)) return [404, {}]
      if (method === 'POST') return [201, make(inner, inner.slice(0, 2), { ...body, [parent]: id })]
      const one = of(inner).get(rest[0] ?? '')
      if (rest.length > 0) return one === undefined || one[parent] !== id ? [404, {}] : [200, one]
      const all = [...of(inner).values()].filter((each) => fault === 'mixes parents' || each[parent] === id)
      return [200, all]
    }
    if (id === '') {
      if (method === 'POST') return [201, { data: make(kind, kind.slice(0, 1), body) }]
      const page = Number(query.get('page') ?? 1)
      const all = fault === 'empty list' ? [] : [...of(kind).values()]
      const items = fault === 'endless' ? [{ id: 'nobody' }] : all.slice(page - 1, page)
      return [200, { data: items, next_page: items.length === 0 ? null : page + 1 }]
    }
    const thing = of(kind).get(id)
    if (thing === undefined) return [404, {}]
    if (method === 'PATCH' && fault !== 'ignores updates') {
      if (fault === 'wipes on update')
        for (const name of Object.keys(thing)) if (name !== 'id') delete thing[name]
      Object.assign(thing, body)
    }
    if (method === 'DELETE') {
      if (fault !== 'keeps what is deleted') of(kind).delete(id)
      return [204, undefined]
    }
    return [200, kind === 'customers' ? { data: thing } : thing]
  }
  const server = createServer((request, response) => {
    void read(request).then((text) => {
      seen.push(`${request.method} ${request.url} ${text}`)
      const url = new URL(request.url ?? '/', 'http://x')
      const body = text === '' ? {} : (JSON.parse(text) as Thing)
      const [status, json] = answer(
        request.method ?? '',
        decodeURIComponent(url.pathname),
        url.searchParams,
        body
      )
      response.writeHead(status, json === undefined ? {} : { 'content-type': 'application/json' })
      response.end(json === undefined ? undefined : JSON.stringify(json))
    })
  })
  stop = () => {
    server.closeAllConnections()
    server.close()
  }
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`))
  })
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}

function shop(): object {
  const object = (properties: object, required: string[] = []) => ({ type: 'object', properties, required })
  const text = { type: 'string' }
  const of = (name: string) => ({ $ref: `#/components/schemas/${name}` })
  const json = (schema: object) => ({ 'application/json': { schema } })
  const sends = (schema: object) => ({ requestBody: { required: true, content: json(schema) } })
  const says = (status: string, schema?: object) => ({
    responses: {
      [status]: { description: '', ...(schema === undefined ? {} : { content: json(schema) }) },
      '404': { description: '', content: json({ type: 'object' }) }
    }
  })
  const path = (...names: string[]) => ({
    parameters: names.map((name) => ({ name, in: 'path', required: true, schema: text }))
  })
  const data = (schema: object) => object({ data: schema }, ['data'])
  const page = { name: 'page', in: 'query', schema: { type: 'integer' } }
  const channel = { name: 'channel', in: 'query', required: true, schema: text }
  const gone = { responses: { '204': { description: '' }, '404': { description: '' } } }
  return {
    openapi: '3.1.0',
    info: { title: 'Shop', version: '1' },
    paths: {
      '/customers': {
        post: { ...sends(of('NewCustomer')), ...says('201', data(of('Customer'))) },
        get: {
          parameters: [page],
          ...says(
            '200',
            object({
              data: { type: 'array', items: of('Customer') },
              next_page: { type: ['integer', 'null'] }
            })
          )
        }
      },
      '/customers/{id}': {
        ...path('id'),
        get: says('200', data(of('Customer'))),
        patch: { ...sends(object({ name: text })), ...says('200', data(of('Customer'))) },
        delete: gone
      },
      '/customers/{customer_id}/orders': {
        ...path('customer_id'),
        post: { ...sends(of('NewOrder')), ...says('201', of('Order')) },
        get: says('200', { type: 'array', items: of('Order') })
      },
      '/customers/{customer_id}/orders/{order_id}': {
        ...path('customer_id', 'order_id'),
        get: says('200', of('Order'))
      },
      '/orders/{order_id}': { ...path('order_id'), get: says('200', of('Order')), delete: gone },
      '/orders/{order_id}/comments': {
        ...path('order_id'),
        post: { ...sends(object({ text, author: text }, ['text'])), ...says('201', of('Comment')) },
        get: says('200', { type: 'array', items: of('Comment') })
      },
      '/comments/{id}': {
        ...path('id'),
        get: says('200', of('Comment')),
        patch: { ...sends(object({ text })), ...says('200', of('Comment')) },
        delete: gone
      },
      '/channels.create': {
        post: {
          ...sends(object({ name: text }, ['name'])),
          ...says('200', object({ ok: { type: 'boolean' }, channel: of('Channel') }))
        }
      },
      '/channels.info': {
        get: {
          parameters: [channel],
          ...says('200', object({ ok: { type: 'boolean' }, channel: of('Channel') }))
        }
      },
      '/channels.list': { get: says('200', object({ channels: { type: 'array', items: of('Channel') } })) },
      '/channels.delete': {
        post: {
          ...sends(object({ channel: text }, ['channel'])),
          ...says('200', object({ ok: { type: 'boolean' } }))
        }
      },
      '/settings/{name}': {
        ...path('name'),
        put: {
          summary: 'Set a setting',
          ...sends(object({ value: text }, ['value'])),
          ...says('200', of('Setting'))
        },
        get: says('200', of('Setting'))
      },
      '/stars/{id}': {
        ...path('id'),
        put: { summary: 'Add a star', ...says('204') },
        get: says('204')
      },
      '/profiles/{id}': {
        ...path('id'),
        put: {
          summary: 'Update a profile',
          ...sends(object({ bio: text })),
          ...says('200', object({ bio: text }))
        },
        get: says('200', object({ bio: text }))
      },
      '/exports': { post: { ...sends(object({ name: text })), ...says('201', object({ id: text })) } },
      '/customers/{customer_id}/labels': {
        ...path('customer_id'),
        post: {
          ...sends(object({ labels: { type: 'array', items: text } })),
          ...says('201', { type: 'array', items: text })
        }
      }
    },
    components: {
      schemas: {
        NewCustomer: object(
          { name: text, nickname: text, colour: { type: 'string', enum: ['red', 'blue'] } },
          ['name', 'colour']
        ),
        Customer: object({ id: text, name: text, nickname: text, colour: text }, ['id']),
        NewOrder: object({ title: text, customer_id: text, quantity: { type: 'integer', minimum: 1 } }, [
          'quantity'
        ]),
        Order: object({ id: text, title: text, customer_id: text, quantity: { type: 'integer' } }, [
          'id',
          'customer_id'
        ]),
        Comment: object({ id: text, text, author: text }, ['id']),
        Channel: object({ id: text, name: text }, ['id']),
        Setting: object({ name: text, value: text }, ['name'])
      }
    }
  }
}
