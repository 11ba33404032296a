// The control plane as a pure function: what it lets in, what it answers, and that it does what its document says.
import { beforeEach, describe, expect, it } from 'vitest'
import {
  createControl,
  createRegistry,
  controlDocument,
  errorStatuses,
  type Control,
  type Registry
} from '../control.js'
import { createSandbox, type Sandbox } from '../index.js'
import { handlers } from './handlers.js'

const token = 'the-token'
const item = {
  type: 'object',
  required: ['id', 'name'],
  properties: { id: { type: 'string' }, name: { type: 'string' } }
}
const json = (schema: object) => ({ description: 'x', content: { 'application/json': { schema } } })
const description = {
  openapi: '3.1.0',
  info: { title: 'Dogs', version: '1' },
  paths: {
    '/dogs': {
      get: { operationId: 'listDogs', responses: { '200': json({ type: 'array', items: item }) } },
      post: {
        operationId: 'addDog',
        requestBody: {
          content: {
            'application/json': { schema: { type: 'object', properties: { name: { type: 'string' } } } }
          }
        },
        responses: { '201': json(item) }
      }
    },
    '/dogs/{dog}': {
      parameters: [{ name: 'dog', in: 'path', required: true, schema: { type: 'string' } }],
      get: { operationId: 'getDog', responses: { '200': json(item) } }
    }
  }
}

let random = 0
const host = { random: (bytes: number) => new Uint8Array(bytes).fill(++random) }
const make = (settings: object = {}): Sandbox =>
  createSandbox({ description, mode: 'stateful', tracing: 'full', host, ...settings })

let main: Sandbox
let sandboxes: Registry
let control: Control

beforeEach(() => {
  main = make()
  sandboxes = createRegistry(main, { create: ({ auth: _auth, ...settings }) => make(settings), most: 5 })
  control = createControl({
    sandboxes,
    isToken: (text) => text === token,
    hosts: () => ['control:1'],
    api: () => 'http://api:1'
  })
})

const head = { host: 'control:1', authorization: `Bearer ${token}` }

async function ask(method: string, url: string, body?: unknown, more: Record<string, string> = {}) {
  const { response } = await control.handle({
    method,
    url,
    headers: { ...head, ...(body !== undefined && { 'content-type': 'application/json' }), ...more },
    ...(body !== undefined && { body: JSON.stringify(body) })
  })
  const text = response.body as string | null
  return { status: response.status, headers: response.headers, body: text === null ? null : JSON.parse(text) }
}

function addDog(sandbox: Sandbox, name: string): void {
  sandbox.handle({
    method: 'POST',
    url: '/dogs',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name })
  })
}

const dogsOf = (name: string): unknown[] =>
  sandboxes
    .get(name)!
    .sandbox.state.list('dogs')
    .map(({ value }) => value['name'])

it('every operation of the document is carried out, and nothing else is', () => {
  const described = Object.values(controlDocument.paths).flatMap((path) =>
    Object.entries(path).flatMap(([method, operation]) =>
      method === 'parameters' ? [] : [(operation as { operationId: string }).operationId]
    )
  )
  expect(Object.keys(handlers).toSorted()).toEqual(described.toSorted())
})

it('every error of the library has a status, which its kind says', () => {
  for (const [code, status] of Object.entries(errorStatuses)) {
    if (code.startsWith('unknown-')) expect([code, status]).toEqual([code, 404])
    if (code.startsWith('invalid-')) expect([code, status]).toEqual([code, 422])
    if (code.startsWith('clock-')) expect([code, status]).toEqual([code, 409])
  }
})

it('the auth profiles are those that the host names, and those that sandboxes use', async () => {
  const use = (name: string) =>
    sandboxes.add(name, {}, () => make({ auth: { mode: 'presence', profile: { name, mode: 'simulated' } } }))
  for (const name of ['partners', 'agents']) use(name)
  expect((await ask('GET', '/auth-profiles')).body).toEqual({
    items: [{ name: 'partners' }, { name: 'agents' }]
  })
  const source = 'partners.auth.yaml'
  control = createControl({
    sandboxes,
    isToken: (text) => text === token,
    hosts: () => ['control:1'],
    catalogue: () => ({ authProfiles: [{ name: 'partners', source }] })
  })
  expect((await ask('GET', '/auth-profiles')).body).toEqual({
    items: [{ name: 'partners', source }, { name: 'agents' }]
  })
})

describe('sandboxes', () => {
  it('that are deleted come to rest: their clocks stand still, and they send nothing more', async () => {
    const { sandbox } = sandboxes.add('live', {}, () =>
      make({ host: { ...host, now: () => 1_000_000, wake: () => () => {} } })
    )
    sandbox.clock.live()
    sandbox.webhooks.register({ url: 'https://hooks.example.com/' })
    expect((await ask('DELETE', '/sandboxes/live')).status).toBe(204)
    expect([sandbox.clock.mode, sandbox.webhooks.endpoints()]).toEqual(['manual', []])
  })

  it('are made, forked, cloned and deleted; each is a world of its own', async () => {
    addDog(main, 'Rex')
    expect((await ask('POST', '/sandboxes', { name: 'fresh' })).status).toBe(201)
    expect((await ask('POST', '/sandboxes/main:fork', { name: 'fork' })).status).toBe(201)
    expect((await ask('POST', '/sandboxes/main:clone', { name: 'clone' })).status).toBe(201)
    addDog(main, 'Bo')
    expect(['main', 'fresh', 'fork', 'clone'].map(dogsOf)).toEqual([['Rex', 'Bo'], [], ['Rex'], ['Rex']])
    const { body } = await ask('GET', '/sandboxes')
    expect(body.items.map(({ name, url }: { name: string; url: string }) => [name, url])).toEqual([
      ['main', 'http://api:1'],
      ['fresh', 'http://api:1/s/fresh'],
      ['fork', 'http://api:1/s/fork'],
      ['clone', 'http://api:1/s/clone']
    ])
    expect((await ask('DELETE', '/sandboxes/fork')).status).toBe(204)
    expect(await ask('GET', '/sandboxes/fork')).toMatchObject({
      status: 404,
      body: { code: 'unknown-sandbox' }
    })
  })

  it('are as many as are allowed, under names that are free', async () => {
    for (const name of ['b2', 'c3', 'd4', 'e5'])
      expect((await ask('POST', '/sandboxes', { name })).status).toBe(201)
    expect(await ask('POST', '/sandboxes', { name: 'f6' })).toMatchObject({
      status: 507,
      body: { code: 'too-many-sandboxes' }
    })
    expect(await ask('POST', '/sandboxes', { name: 'b2' })).toMatchObject({
      status: 409,
      body: { code: 'sandbox-exists' }
    })
    expect(await ask('DELETE', '/sandboxes/main')).toMatchObject({
      status: 409,
      body: { code: 'sandbox-protected' }
    })
  })

  it('come back from an archive', async () => {
    await ask('POST', '/sandboxes', { name: 'gone' })
    addDog(sandboxes.get('gone')!.sandbox, 'Rex')
    const { status, body } = await ask('POST', '/sandboxes/gone:archive')
    expect([status, body.traces.length, sandboxes.get('gone')]).toEqual([200, 1, undefined])
    expect((await ask('POST', '/sandboxes', { name: 'back', snapshot: body.snapshot })).status).toBe(201)
    expect(dogsOf('back')).toEqual(['Rex'])
  })

  it('cannot be made of what is no snapshot, and are then not there', async () => {
    const { status, body } = await ask('POST', '/sandboxes', { name: 'bad', snapshot: { format: 'x' } })
    expect([status, body.code, sandboxes.get('bad')]).toEqual([422, 'invalid-snapshot', undefined])
  })

  it('end with whoever follows their traces', async () => {
    await ask('POST', '/sandboxes', { name: 'followed' })
    const { lines } = await control.handle({
      method: 'GET',
      url: '/sandboxes/followed/traces?follow=true',
      headers: head
    })
    const seen: string[] = []
    lines!.start(
      (line) => void seen.push(line),
      () => void seen.push('end')
    )
    addDog(sandboxes.get('followed')!.sandbox, 'Rex')
    await ask('DELETE', '/sandboxes/followed')
    expect(seen).toEqual([expect.stringContaining('"operation":"POST /dogs"'), 'end'])
  })
})

describe('snapshots', () => {
  it('are kept by id, exported, imported, and gone back to', async () => {
    addDog(main, 'Rex')
    const { body: kept } = await ask('POST', '/sandboxes/main/snapshots', { label: 'one dog' })
    expect(kept).toMatchObject({ id: 'snap_1', label: 'one dog' })
    addDog(main, 'Bo')
    const { body: diff } = await ask('GET', '/sandboxes/main/diff?since=snap_1')
    expect(diff.dogs.added).toMatchObject([{ value: { name: 'Bo' } }])
    const { body: text } = await ask('GET', '/sandboxes/main/snapshots/snap_1')
    await ask('POST', '/sandboxes', { name: 'other' })
    expect(await ask('POST', '/sandboxes/other/snapshots', { snapshot: text })).toMatchObject({
      status: 201,
      body: { id: 'snap_1' }
    })
    for (const name of ['main', 'other'])
      expect((await ask('POST', `/sandboxes/${name}:restore`, { snapshot: 'snap_1' })).status).toBe(204)
    expect(['main', 'other'].map(dogsOf)).toEqual([['Rex'], ['Rex']])
    expect((await ask('DELETE', '/sandboxes/main/snapshots/snap_1')).status).toBe(204)
    expect(await ask('POST', '/sandboxes/main:restore', { snapshot: 'snap_1' })).toMatchObject({
      status: 404,
      body: { code: 'unknown-snapshot' }
    })
    // Ids are not given twice.
    expect((await ask('POST', '/sandboxes/main/snapshots')).body.id).toBe('snap_2')
  })

  it('are 50 at most', async () => {
    for (let count = 0; count < 50; count++) await ask('POST', '/sandboxes/main/snapshots')
    expect(await ask('POST', '/sandboxes/main/snapshots')).toMatchObject({
      status: 507,
      body: { code: 'too-many-snapshots' }
    })
  })
})

describe('the clock', () => {
  it('waits for what a request has set off, and then goes on', async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    const deliver = async () => {
      await promise
      return { kind: 'response', status: 200 } as const
    }
    const { sandbox } = sandboxes.add('slow', {}, () => make({ host: { ...host, deliver } }))
    sandbox.webhooks.register({ url: 'https://hooks.example.com/' })
    addDog(sandbox, 'Rex')
    control = createControl({
      sandboxes,
      isToken: (text) => text === token,
      hosts: () => ['control:1'],
      sleep: () => new Promise(() => {})
    })
    const advance = () => ask('POST', '/sandboxes/slow:advance', { by: '1d', id: 'one' })
    const moves = [advance(), advance()]
    resolve()
    const ends = await Promise.all(moves)
    expect(ends.map(({ status, body }) => [status, body.now - body.from])).toEqual([
      [200, 86_400_000],
      [200, 86_400_000]
    ])
    expect(sandbox.webhooks.deliveries().map(({ status }) => status)).toEqual(['succeeded'])
  })

  it('is moved by exactly one of the ways', async () => {
    const { body } = await ask('POST', '/sandboxes/main:advance', { by: '1d' })
    expect([body.status, body.now - body.from]).toEqual(['done', 86_400_000])
    expect((await ask('POST', '/sandboxes/main:advance', { by: '1d', next: 1 })).status).toBe(422)
    expect((await ask('POST', '/sandboxes/main:advance', {})).status).toBe(422)
    expect((await ask('POST', '/sandboxes/main:advance', { drain: true })).status).toBe(200)
    expect(await ask('POST', '/sandboxes/main:advance', { by: 'soon' })).toMatchObject({
      status: 422,
      body: { code: 'invalid-time' }
    })
    expect(await ask('POST', '/sandboxes/main:advance', { to: 0 })).toMatchObject({
      status: 409,
      body: { code: 'clock-backwards' }
    })
    expect(await ask('PATCH', '/sandboxes/main/clock', { mode: 'live' })).toMatchObject({
      status: 422,
      body: { code: 'invalid-option' }
    })
  })
})

describe('traces', () => {
  it('are listed, filtered, printed, exported and done again', async () => {
    addDog(main, 'Rex')
    main.handle({ method: 'GET', url: '/cats' })
    const { body: list } = await ask('GET', '/sandboxes/main/traces?status=4xx')
    expect(list.items).toMatchObject([{ method: 'GET', url: '/cats', status: 404 }])
    const all = (await ask('GET', '/sandboxes/main/traces')).body.items
    expect((await ask('GET', `/sandboxes/main/traces?since=${all[0].id}`)).body.items).toEqual(list.items)
    expect((await ask('GET', `/sandboxes/main/traces/${all[0].id}`)).body).toEqual(all[0])
    const har = await ask('GET', '/sandboxes/main/traces?format=har')
    expect([har.headers['content-type'], har.body.log.entries.length]).toEqual(['application/har+json', 2])
    expect((await ask('POST', `/sandboxes/main/traces/${all[0].id}:replay`)).body).toMatchObject({
      equal: true,
      replayed: 1
    })
    expect((await ask('POST', '/sandboxes/main:replay', { records: all })).body).toMatchObject({
      equal: true,
      replayed: 2
    })
    expect((await ask('POST', '/sandboxes/main:replay')).body).toMatchObject({ equal: true, replayed: 2 })
    expect(await ask('GET', '/sandboxes/main/traces/none')).toMatchObject({
      status: 404,
      body: { code: 'unknown-trace' }
    })
    for (const more of ['', '&follow=true', '&format=har'])
      expect(await ask('GET', `/sandboxes/main/traces?since=tr_nope${more}`)).toMatchObject({
        status: 404,
        body: { code: 'unknown-trace' }
      })
    expect((await ask('DELETE', '/sandboxes/main/traces')).status).toBe(204)
    expect((await ask('GET', '/sandboxes/main/traces')).body.items).toEqual([])
  })
})

describe('an Idempotency-Key', () => {
  const key = { 'idempotency-key': 'k1' }

  it('makes one of many, at the same time too, and gives the one answer to all', async () => {
    const answers = await Promise.all(
      Array.from({ length: 16 }, () =>
        ask('POST', '/sandboxes/main/clients', { label: 'A', scopes: 'all' }, key)
      )
    )
    expect(new Set(answers.map(({ body }) => body.secret)).size).toBe(1)
    expect(main.clients.list()).toHaveLength(1)
  })

  it('is for one request: another with it is refused', async () => {
    await ask('POST', '/sandboxes', { name: 'b2' }, key)
    expect(await ask('POST', '/sandboxes', { name: 'c3' }, key)).toMatchObject({
      status: 422,
      body: { code: 'idempotency-key-in-use' }
    })
  })

  it('is free again after a refusal, and without one each request counts', async () => {
    await ask('POST', '/sandboxes', { name: 'b2' })
    expect((await ask('POST', '/sandboxes', { name: 'b2' }, key)).status).toBe(409)
    sandboxes.remove('b2')
    expect((await ask('POST', '/sandboxes', { name: 'b2' }, key)).status).toBe(201)
  })
})

describe('names', () => {
  const odd = [
    '',
    'a',
    'A',
    'Main',
    'MAIN',
    'main.',
    '.',
    '..',
    '-a',
    'a_b',
    'a b',
    'ａｂ',
    'mаin',
    'ma\u0301in',
    'má in',
    'a/b',
    'a%2fb',
    '%6dain',
    '__proto__',
    'toString',
    'hasOwnProperty',
    'main\u0000',
    'main\n',
    ' main',
    'main ',
    'a'.repeat(64),
    'a'.repeat(300)
  ]
  const letters = ['A', '_', '.', '~', ' ', '\u00e9', '\u200b', '%', '@', '\ud83d\ude00']
  const names = [
    ...odd,
    ...Array.from({ length: 500 - odd.length }, (_, n) => `n${n}${letters[n % letters.length]}x`)
  ]

  it('that 500 others would take for another are nobody else', async () => {
    expect(names).toHaveLength(500)
    for (const name of names) {
      const made = await ask('POST', '/sandboxes', { name })
      expect([name, made.status]).toEqual([name, 422])
      expect([name, sandboxes.get(name)]).toEqual([name, undefined])
      const { status } = await ask('GET', `/sandboxes/${encodeURIComponent(name)}`)
      expect([name, status]).toEqual([
        name,
        name === '' || name === '.' || name === '..' ? expect.any(Number) : expect.toBeOneOf([400, 404])
      ])
    }
    expect(sandboxes.list().map(({ name }) => name)).toEqual(['main'])
  })

  it('of the form are taken as they are', async () => {
    for (const name of ['ab', '0-', 'constructor', 'a'.repeat(63)])
      expect((await ask('POST', '/sandboxes', { name })).body.name).toBe(name)
  })
})

describe('a stranger', () => {
  const refused = (headers: Record<string, string>): number | undefined =>
    control.admit({ method: 'GET', url: '/sandboxes', headers: { ...head, ...headers } })?.status

  it('is one who does not come by a known name, comes from a page, or has no token', () => {
    expect(refused({})).toBeUndefined()
    expect(refused({ host: 'CONTROL:1' })).toBeUndefined()
    expect(refused({ 'sec-fetch-site': 'none' })).toBeUndefined()
    expect(refused({ host: 'evil.example' })).toBe(403)
    expect(refused({ origin: 'null' })).toBe(403)
    expect(refused({ origin: 'http://control:1' })).toBe(403)
    expect(refused({ 'sec-fetch-site': 'same-origin' })).toBe(403)
    expect(refused({ authorization: 'Bearer x' })).toBe(401)
    expect(refused({ authorization: '' })).toBe(401)
  })

  it('asks for the token once for each request, whatever is wrong', () => {
    let asked = 0
    const counting = createControl({ sandboxes, hosts: () => ['control:1'], isToken: () => (asked++, false) })
    for (const authorization of ['', 'Bearer', 'Bearer x', 'Basic eDp5', `Bearer ${token}`])
      counting.admit({ method: 'GET', url: '/', headers: { ...head, authorization } })
    expect(asked).toBe(5)
  })

  it('learns nothing of what there is: every path gives the same bytes', async () => {
    const answers = new Set<string>()
    for (const url of ['/sandboxes', '/sandboxes/main', '/nowhere', '/sandboxes/%zz', '/openapi.json'])
      for (const method of ['GET', 'POST', 'TRACE', 'OPTIONS'])
        answers.add(
          JSON.stringify((await control.handle({ method, url, headers: { host: 'control:1' } })).response)
        )
    expect(answers.size).toBe(1)
  })
})

it('a body says that it is JSON', async () => {
  const send = async (headers: object) =>
    (
      await control.handle({
        method: 'POST',
        url: '/sandboxes',
        headers: { ...head, ...headers },
        body: '{"name":"b2"}'
      })
    ).response.status
  expect(await send({})).toBe(415)
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])
    expect(await send({ 'content-type': type })).toBe(415)
  expect(await send({ 'content-type': 'application/json; charset=utf-8' })).toBe(201)
})
