// What happened in a sandbox can be read from its traces: each request, each timer, each change, and why.
import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { api, json, takes } from '../../../test/support/descriptions.js'
import { get, post } from '../../../test/support/sandboxes.js'
import { createSandbox, type Sandbox, type SandboxOptions, type Trace } from '../../index.js'
import { engineVersion } from '../../traces/engine-version.js'

const pet = {
  type: 'object',
  required: ['id', 'name'],
  properties: {
    id: { type: 'string' },
    name: { type: 'string', minLength: 2 },
    status: { type: 'string', enum: ['available', 'sold'] }
  }
}
const paths = {
  '/pets': {
    get: { responses: { 200: json({ type: 'array', items: pet }) } },
    post: {
      requestBody: takes('application/json', { ...pet, required: ['name'] }),
      responses: { 201: json(pet), 422: json() }
    }
  },
  '/pets/{id}': {
    parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
    get: { responses: { 200: json(pet), 404: json() } },
    patch: { requestBody: takes('application/json', { type: 'object' }), responses: { 200: json(pet) } },
    delete: { responses: { 204: { description: 'x' } } }
  }
}

function shelter(options: SandboxOptions = {}): Sandbox {
  return createSandbox({ description: api(paths), mode: 'stateful', tracing: 'full', ...options })
}

function adopted(sandbox: Sandbox, name = 'Rex'): string {
  const { body } = sandbox.handle(post('/pets', { name }))
  return (JSON.parse(String(body)) as { id: string }).id
}

const isRecord = new Ajv2020({ strict: false }).compile(
  JSON.parse(readFileSync(new URL('../../../schemas/trace.schema.json', import.meta.url), 'utf8')) as object
)

describe('a record', () => {
  it('tells what was asked, decided, answered and changed', () => {
    const sandbox = shelter()
    const id = adopted(sandbox)
    const [trace] = sandbox.traces.list()
    expect(trace).toMatchObject({
      kind: 'request',
      seq: 1,
      method: 'POST',
      url: '/pets',
      operation: 'POST /pets',
      mode: 'stateful',
      does: 'create',
      resource: 'pets',
      status: 201,
      provenance: 'state',
      parts: { id: 'state', name: 'echo' },
      request: { body: { text: '{"name":"Rex"}', bytes: 14, cut: false } }
    })
    expect(trace!.changes).toMatchObject([{ resource: 'pets', id, kind: 'created' }])
    expect(trace!.steps.map(({ step, result }) => `${step} ${result}`)).toEqual([
      'receive passed',
      'match passed',
      'validate passed',
      'mode answered'
    ])
    expect(trace!.hashes!.after).toBe(sandbox.stateHash())
  })

  it('of a refusal says at which step, and why', () => {
    const sandbox = shelter()
    sandbox.handle(post('/pets', { name: 'R' }))
    const [trace] = sandbox.traces.list()
    expect(trace).toMatchObject({ status: 422, problem: 'invalid-request', changes: [], mode: null })
    expect(trace!.steps.at(-1)).toEqual({
      step: 'validate',
      result: 'refused',
      detail: 'the body at /name must have at least 2 characters'
    })
    expect(sandbox.traces.explain(trace!.id)).toContain('validate       no: the body at /name')
  })

  it('of a change tells the fields', () => {
    const sandbox = shelter()
    const id = adopted(sandbox)
    sandbox.handle({ ...post(`/pets/${id}`, { status: 'sold' }), method: 'PATCH' })
    const fields = sandbox.traces.list().at(-1)!.changes[0]!.fields
    expect(fields.find(({ pointer }) => pointer === '/status')).toMatchObject({ after: 'sold' })
    sandbox.handle({ method: 'DELETE', url: `/pets/${id}` })
    expect(sandbox.traces.list().at(-1)!.changes).toMatchObject([{ kind: 'deleted', id }])
  })

  it('of a read tells no change, and of each field where it came from when asked', () => {
    const sandbox = shelter({ tracing: { level: 'full', fields: true } })
    const id = adopted(sandbox)
    sandbox.handle(get(`/pets/${id}`))
    const trace = sandbox.traces.list().at(-1)!
    expect(trace.changes).toEqual([])
    expect(trace.fields).toMatchObject({ '/id': 'echo', '/name': 'state' })
  })

  it('follows its schema, whatever happened', () => {
    const sandbox = shelter()
    sandbox.webhooks.sink({ answers: [500, 200] })
    const snapshot = sandbox.snapshot()
    const id = adopted(sandbox)
    sandbox.clock.advance('1h')
    for (const request of [get(`/pets/${id}`), get('/nothing?a=%'), post('/pets', '{'), get('/pets/1')])
      sandbox.handle(request)
    sandbox.restore(snapshot)
    sandbox.reset()
    const records = sandbox.traces
      .export('jsonl')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as object)
    expect(records.length).toBeGreaterThan(8)
    for (const record of records) expect([isRecord(record), isRecord.errors]).toEqual([true, null])
  })

  it('has the version of the package', () => {
    const { version } = JSON.parse(
      readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')
    ) as { version: string }
    expect(engineVersion).toBe(version)
  })
})

describe('what fires', () => {
  it('is written down with what brought it about, and named in what the clock tells', () => {
    const sandbox = shelter()
    sandbox.webhooks.sink({ answers: [500, 200] })
    adopted(sandbox)
    const moved = sandbox.clock.advance('1h')
    const [, request, first, second] = sandbox.traces.list()
    expect(request!.events).toMatchObject([{ type: 'pet.created' }])
    expect(first).toMatchObject({
      kind: 'delivery',
      cause: request!.id,
      delivery: { attempt: 1, status: 500 }
    })
    expect(second).toMatchObject({
      kind: 'delivery',
      cause: request!.id,
      delivery: { attempt: 2, status: 200 }
    })
    expect(moved.fired.map(({ traceId }) => traceId)).toEqual([second!.id])
  })
})

describe('the log', () => {
  it('is bounded, and counts what had to go', () => {
    const sandbox = shelter({ tracing: { count: 3 } })
    for (let i = 0; i < 10; i++) sandbox.handle(get('/pets'))
    expect(sandbox.traces.size).toEqual({ kept: 3, dropped: 7 })
    expect(sandbox.traces.list().map(({ seq }) => seq)).toEqual([8, 9, 10])
    const small = shelter({ tracing: { level: 'full', bytes: 20_000 } })
    for (let i = 0; i < 100; i++) small.handle(post('/pets', { name: 'x'.repeat(1000) }))
    expect(small.traces.size.kept).toBeLessThan(20)
  })

  it('is filtered by kind, operation, status, text and where to begin', () => {
    const sandbox = shelter()
    const id = adopted(sandbox)
    sandbox.handle(get('/nowhere'))
    sandbox.handle(get(`/pets/${id}`))
    const seqs = (filter: Parameters<typeof sandbox.traces.list>[0]) =>
      sandbox.traces.list(filter).map(({ seq }) => seq)
    expect(seqs({ status: '4xx' })).toEqual([2])
    expect(seqs({ status: 200 })).toEqual([3])
    expect(seqs({ operation: '/pets/{id}' })).toEqual([3])
    expect(seqs({ text: 'REX' })).toEqual([1, 3])
    expect(seqs({ since: sandbox.traces.list()[0]!.id })).toEqual([2, 3])
    expect(seqs({ kind: 'timer' })).toEqual([])
    expect(seqs({ limit: 1 })).toEqual([3])
  })

  it('are those after an id of this sandbox, kept or not any more; another id is refused', () => {
    const sandbox = shelter({ tracing: { count: 2 } })
    for (let i = 0; i < 4; i++) sandbox.handle(get('/nowhere'))
    const last = sandbox.traces.list()[1]!.id
    const idOf = (seq: number): string => last.replace(/_\d+$/, `_${seq}`)
    const after = (id: string) => sandbox.traces.list({ since: id }).map(({ seq }) => seq)
    expect([1, 2, 3, 4].map((seq) => after(idOf(seq)))).toEqual([[3, 4], [3, 4], [4], []])
    const other = sandbox.fork()
    other.handle(get('/nowhere'))
    for (const id of ['tr_nope', '', 'yesterday', idOf(0), idOf(5), other.traces.list()[0]!.id]) {
      expect(() => after(id)).toThrow(expect.objectContaining({ code: 'unknown-trace' }))
      expect(() => sandbox.traces.export('har', { since: id })).toThrow('There is no trace')
    }
    sandbox.traces.clear()
    sandbox.handle(get('/nowhere'))
    expect(after(idOf(2))).toEqual([5])
  })

  it('is not undone by a restore, which is one more record; a fork begins its own', () => {
    const sandbox = shelter()
    const snapshot = sandbox.snapshot()
    adopted(sandbox)
    sandbox.restore(snapshot)
    expect(sandbox.traces.list().map(({ kind, name }) => [kind, name])).toEqual([
      ['request', null],
      ['restore', 'restore']
    ])
    const fork = sandbox.fork()
    expect(fork.traces.list()).toEqual([])
    fork.handle(get('/pets'))
    expect(fork.traces.list()[0]!.id).not.toBe(sandbox.traces.list()[0]!.id)
  })

  it('has ids that follow from the seed and the order of things', () => {
    const ids = () => {
      const sandbox = shelter({ seed: 'a' })
      adopted(sandbox)
      const fork = sandbox.fork()
      fork.handle(get('/pets'))
      return [...sandbox.traces.list(), ...fork.traces.list()].map(({ id }) => id)
    }
    expect(ids()).toEqual(ids())
    const sandbox = shelter()
    const { trace } = sandbox.exchange(get('/pets'))
    expect(sandbox.traces.get(trace!)).toBe(sandbox.traces.list()[0])
    expect(sandbox.traces.get('tr_000000000000_1')).toBeUndefined()
    sandbox.traces.clear()
    expect(sandbox.traces.get(trace!)).toBeUndefined()
    expect(sandbox.exchange(get('/pets')).trace).not.toBe(trace)
  })

  it('is followed as it is written', () => {
    const sandbox = shelter()
    const seen: number[] = []
    const stop = sandbox.traces.follow(({ seq }) => seen.push(seq))
    sandbox.handle(get('/pets'))
    stop()
    sandbox.handle(get('/pets'))
    expect(seen).toEqual([1])
  })
})

describe('the dial', () => {
  it('keeps decisions and changes by default, and nothing of what was said', () => {
    const sandbox = shelter({ tracing: 'decisions' })
    adopted(sandbox)
    expect(sandbox.traces.list()[0]).toMatchObject({
      request: null,
      response: null,
      parts: null,
      hashes: null,
      changes: [{ kind: 'created' }]
    })
  })

  it('at off keeps nothing, and sends no header', async () => {
    const sandbox = shelter({ tracing: 'off' })
    const response = await sandbox.fetch('/pets')
    expect(response.headers.get('sandbed-trace')).toBeNull()
    expect(sandbox.traces.size).toEqual({ kept: 0, dropped: 0 })
    expect(sandbox.exchange(get('/pets')).trace).toBeNull()
  })

  it('refuses what it does not know', () => {
    for (const tracing of ['loud', 7, { count: 0 }, { redact: [''] }, { level: 'x' }, { fields: 1 }])
      expect(() => shelter({ tracing: tracing as never })).toThrow('tracing')
  })

  it('leaves constant answers shared', () => {
    const sandbox = shelter({ mode: 'static' })
    expect(sandbox.handle(get('/pets'))).toBe(sandbox.exchange(get('/pets')).response)
  })
})

describe('the header', () => {
  it('is on every answer of fetch', async () => {
    const sandbox = shelter()
    for (const path of ['/pets', '/nowhere', '/pets/1']) {
      const response = await sandbox.fetch(path)
      const { status } = sandbox.traces.get(response.headers.get('sandbed-trace')!)!
      expect(status).toBe(response.status)
    }
  })
})

it('onTrace gets the same records', () => {
  const traces: Trace[] = []
  const sandbox = shelter({ onTrace: (trace) => traces.push(trace) })
  adopted(sandbox)
  sandbox.handle(get('/pets'))
  expect(traces).toEqual(sandbox.traces.list())
})

it('what clients send is no command to a terminal', () => {
  const sandbox = shelter()
  const payloads = ['\u001b[2J', '\u0007', '\u009b31m', '\u202etxt', '\r\nX', '\u2028']
  for (const payload of payloads) {
    const { trace } = sandbox.exchange(post('/pets', { name: payload + payload }))
    expect(sandbox.traces.explain(trace!)).not.toMatch(/[^\P{Cc}\n]|[\u2028\u202e]/u)
  }
})

describe('an error that the client asked for', () => {
  it('is told as such, and no other answer is', () => {
    const sandbox = shelter()
    const why = (url: string, prefer?: string) => {
      sandbox.handle({ method: 'GET', url, headers: prefer === undefined ? {} : { prefer } })
      return /why: .*/.exec(sandbox.traces.explain(sandbox.traces.list().at(-1)!.id) ?? '')?.[0]
    }
    expect(why('/pets', 'dynamic=true, code=403')).toBe(
      'why: The header `Prefer: code=403` of the request asked for it.'
    )
    expect(why('/pets?__code=404')).toBe('why: The query parameter `__code=404` of the request asked for it.')
    expect([why('/pets', 'code=200'), why('/pets')]).toEqual([undefined, undefined])
    expect(why('/pets/none')).toContain('It cannot be done as things stand')
  })
})
