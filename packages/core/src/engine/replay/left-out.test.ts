// Requests that cannot be made again, as their bodies are gone: what they did is taken as it was recorded, so that what follows comes out the same.
import { describe, expect, it } from 'vitest'
import { api, json, takes } from '../../../test/support/descriptions.js'
import { get, post } from '../../../test/support/sandboxes.js'
import {
  createSandbox,
  type Sandbox,
  type SandboxOptions,
  type SandboxRequest,
  type SimulationPack
} from '../../index.js'

const document = {
  type: 'object',
  required: ['id', 'title'],
  properties: {
    id: { type: 'integer' },
    title: { type: 'string' },
    text: { type: 'string' },
    size: { type: 'integer' },
    state: { type: 'string', enum: ['draft', 'published'] }
  }
}
const id = { name: 'id', in: 'path', required: true, schema: { type: 'integer' } }
const { id: _id, ...sent } = document.properties
const content = {
  'application/json': { schema: { type: 'object', properties: sent } },
  'multipart/form-data': { schema: { type: 'object', properties: sent } },
  'application/pdf': { schema: {} }
}

interface Paths {
  [path: string]: { [method: string]: unknown }
}

function described(change: (paths: Paths) => void = () => {}) {
  const paths: Paths = {
    '/documents': {
      get: { responses: { 200: json({ type: 'array', items: document }) } },
      post: { requestBody: { content }, responses: { 201: json(document), 409: json(), 422: json() } }
    },
    '/documents/{id}': {
      parameters: [id],
      get: { responses: { 200: json(document), 404: json() } },
      patch: { requestBody: { content }, responses: { 200: json(document), 404: json() } },
      delete: { responses: { 204: { description: 'x' }, 404: json() } }
    },
    '/documents/{id}/notes': {
      parameters: [id],
      get: { responses: { 200: json({ type: 'array', items: { type: 'object' } }) } },
      post: {
        requestBody: takes('multipart/form-data', { type: 'object' }),
        responses: {
          201: json({
            type: 'object',
            properties: {
              id: { type: 'integer' },
              document_id: { type: 'integer' },
              text: { type: 'string' }
            }
          })
        }
      }
    }
  }
  change(paths)
  return api(paths)
}

const archive = (options: SandboxOptions = {}, change?: (paths: Paths) => void): Sandbox =>
  createSandbox({ description: described(change), mode: 'stateful', tracing: 'full', ...options })
const log = (sandbox: Sandbox): string => sandbox.traces.export('jsonl')
const part = (name: string, value: string, more = '') =>
  `--b\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${value}\r\n`
const form = (url: string, members: { [name: string]: string }, method = 'POST'): SandboxRequest => ({
  ...post(
    url,
    `${Object.entries(members)
      .map(([name, value]) => part(name, value, name === 'text' ? '; filename="x.txt"' : ''))
      .join('')}--b--\r\n`,
    'multipart/form-data; boundary=b'
  ),
  method
})
const asRecorded = 'What it did was taken as it was recorded.'

describe('what a request did whose body is gone', () => {
  it('is there for what follows: things that were made, changed and deleted, under the ids that they had', () => {
    const sandbox = archive()
    sandbox.handle(post('/documents', { title: 'a' }))
    sandbox.handle(form('/documents', { title: 'b', text: 'hello' }))
    sandbox.handle({
      ...post('/documents', ''),
      headers: { 'content-type': 'application/pdf' },
      body: new Uint8Array([1, 255])
    })
    sandbox.handle(form('/documents/1', { title: 'c' }, 'PATCH'))
    sandbox.handle(form('/documents/2/notes', { text: 'x' }))
    for (const url of ['/documents', '/documents/1', '/documents/2', '/documents/2/notes'])
      sandbox.handle(get(url))
    sandbox.handle({ method: 'DELETE', url: '/documents/1' })
    sandbox.handle(post('/documents', { title: 'd' }))
    sandbox.handle(get('/documents'))
    const [fresh, records] = [archive(), sandbox.traces.list()]
    const statuses = records.map(({ status }) => status)
    expect(statuses).toEqual([201, 201, 201, 200, 201, 200, 200, 200, 200, 204, 201, 200])
    const report = fresh.replay(log(sandbox))
    expect(report.first).toBeNull()
    expect(report.skipped.map(({ trace }) => trace)).toEqual([2, 3, 4, 5].map((seq) => records[seq - 1]!.id))
    for (const { reason } of report.skipped) expect(reason).toContain(asRecorded)
    expect(report.replayed).toBe(records.length - 4)
    expect(fresh.state.count('documents')).toBe(0)
  })

  it('takes along what stood below a thing that was deleted, and nothing that has the same id elsewhere', () => {
    const under = (paths: Paths): void => {
      const settings = { type: 'object', properties: { language: { type: 'string' } } }
      paths['/documents/{id}/settings'] = {
        parameters: [id],
        get: { responses: { 200: json(settings), 404: json() } },
        put: {
          requestBody: takes('application/json', settings),
          responses: { 200: json(settings), 404: json() }
        }
      }
    }
    const sandbox = archive({}, under)
    for (const n of [1, 2]) {
      sandbox.handle(post('/documents', { title: `t${n}` }))
      sandbox.handle({ ...post(`/documents/${n}/settings`, { language: `l${n}` }), method: 'PUT' })
    }
    const unread = { headers: { 'content-type': 'application/pdf' }, body: new Uint8Array([1, 255]) }
    sandbox.handle({ method: 'DELETE', url: '/documents/1', ...unread })
    sandbox.handle(get('/documents/2/settings'))
    const gone = sandbox.traces.list()[4]!
    expect(gone.changes.map(({ resource }) => resource)).toEqual(['documents', 'settings'])
    const { first, skipped } = archive({}, under).replay(log(sandbox))
    expect(first).toBeNull()
    expect(skipped).toMatchObject([{ trace: gone.id, reason: expect.stringMatching(/recorded\.$/) }])
  })

  it('leads on: to timers, events and deliveries', () => {
    const pack: SimulationPack = {
      timers: {
        publishes: {
          resource: 'documents',
          after: 'create',
          in: '1h',
          do: { patch: { resource: 'documents', id: '=entity.id', set: { state: 'published' } } }
        }
      }
    }
    const sandbox = archive({ pack })
    sandbox.webhooks.sink({ answers: [500, 200] })
    sandbox.handle(form('/documents', { title: 'b' }))
    sandbox.clock.advance('1d')
    sandbox.handle(get('/documents'))
    const kinds = new Set(sandbox.traces.list().map(({ kind }) => kind))
    expect(kinds).toEqual(new Set(['control', 'request', 'delivery', 'timer', 'clock']))
    const { first, skipped } = archive({ pack }).replay(log(sandbox))
    expect(first).toBeNull()
    expect(skipped).toMatchObject([{ reason: expect.stringMatching(/recorded\.$/) }])
  })

  it('is counted by faults and rate limits that it meets', () => {
    const sandbox = archive()
    sandbox.faults.arm({ name: 'third', does: 'create', nth: 3, status: 503 })
    sandbox.policies.attach({
      name: 'p',
      rules: [{ name: 'few', rateLimit: { limit: 5, window: '1h' } }]
    } as never)
    for (let i = 0; i < 4; i++) sandbox.handle(form('/documents', { title: `t${i}` }))
    for (let i = 0; i < 3; i++) sandbox.handle(post('/documents', { title: `s${i}` }))
    expect(sandbox.traces.list({ kind: 'request' } as never).map(({ status }) => status)).toEqual([
      201, 201, 503, 201, 201, 429, 429
    ])
    expect(archive().replay(log(sandbox)).first).toBeNull()
  })

  it('is taken from the sandbox that is asked, where that still keeps it: also what records are too short for', () => {
    const sandbox = archive({ tracing: { level: 'full', bodyLength: 100_000 } })
    sandbox.handle(form('/documents', { title: 'x'.repeat(9000), text: 'y' }))
    sandbox.handle(get('/documents'))
    const own = sandbox.replay(log(sandbox))
    expect(own).toMatchObject({ first: null, replayed: 1 })
    expect(own.skipped[0]!.reason).toMatch(/this sandbox still keeps/)
    const elsewhere = archive().replay(log(sandbox))
    expect(elsewhere.skipped[0]!.reason).toMatch(/what follows may differ/)
    expect(elsewhere.equal).toBe(false)
  })

  it('is not there on a release that refuses it, and that is the first difference', () => {
    const sandbox = archive()
    sandbox.handle(form('/documents', { title: 'b' }))
    const { first } = archive({}, (paths) => {
      delete paths['/documents']!['post']
    }).replay(log(sandbox))
    expect(first).toMatchObject({
      operation: 'POST /documents',
      path: '/status',
      recorded: 201,
      replayed: 405
    })
  })
})
