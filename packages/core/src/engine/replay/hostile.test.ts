// Traces that nobody wrote: whatever a file says, it is replayed, or refused with an error that says what is wrong; never for long, and never with
// an effect on the sandbox that is asked. Prints its seed; SANDBED_SEED repeats it.
import { describe, expect, it } from 'vitest'
import { get } from '../../../test/support/sandboxes.js'
import { drawFrom } from '../../../test/support/schema-aware-requests.js'
import { createSandbox, isSandboxError, type Sandbox } from '../../index.js'
import { api, json } from '../../../test/support/descriptions.js'

const seed = Number(process.env['SANDBED_SEED'] ?? Math.floor(Math.random() * 2 ** 31))
const draw = drawFrom(seed)
const thing = {
  type: 'object',
  properties: { id: { type: 'integer' }, amount: { type: 'integer' }, name: { type: 'string' } }
}
const open = (): Sandbox =>
  createSandbox({
    description: api({
      '/things': {
        get: { responses: { 200: json({ type: 'array', items: thing }) } },
        post: {
          requestBody: {
            content: { 'application/json': { schema: thing }, 'multipart/form-data': { schema: thing } }
          },
          responses: { 201: json(thing) }
        }
      },
      '/things/{id}': {
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
        get: { responses: { 200: json(thing), 404: json() } },
        patch: {
          requestBody: { content: { 'application/octet-stream': {} } },
          responses: { 200: json(thing) }
        },
        delete: { responses: { 204: { description: 'x' } } }
      }
    }),
    mode: 'stateful',
    tracing: 'full',
    auth: { mode: 'presence' },
    host: { random: (bytes: number) => new Uint8Array(bytes).fill(3), now: () => 1000 },
    pack: {
      scenarios: {
        one: {
          parameters: { amount: {} },
          steps: [{ insert: { resource: 'things', value: { amount: '=params.amount' } } }]
        }
      }
    }
  } as never)

/** A log with a little of everything. */
function recorded(): object[] {
  const sandbox = open()
  const { webhooks, clients, faults, clock } = sandbox
  const part = '--b\r\nContent-Disposition: form-data; name="name"\r\n\r\nx\r\n--b--\r\n'
  const { id } = clients.issue({ label: 'x', scopes: 'all' })
  webhooks.sink({ url: 'sink://a', answers: [500, 200] })
  webhooks.register({ url: 'https://a.example/' })
  sandbox.handle({
    method: 'POST',
    url: '/things',
    headers: { 'content-type': 'application/json' },
    body: '{"amount":1}'
  })
  sandbox.handle({
    method: 'POST',
    url: '/things',
    headers: { 'content-type': 'multipart/form-data; boundary=b' },
    body: part
  })
  const snapshot = sandbox.snapshot()
  clock.advance('2h')
  faults.arm({ name: 'f', status: 503, count: 1 })
  sandbox.handle(get('/things'))
  sandbox.handle({
    method: 'PATCH',
    url: '/things/1',
    headers: { 'content-type': 'application/octet-stream' },
    body: new Uint8Array([1, 255])
  })
  sandbox.restore(snapshot)
  sandbox.apply('one', { amount: 3 })
  sandbox.policies.attach({
    name: 'p',
    rules: [{ name: 'r', rateLimit: { limit: 50, window: '1h' } }]
  } as never)
  clients.revoke(id)
  clock.live(60)
  sandbox.handle({ method: 'DELETE', url: '/things/1' })
  clock.manual()
  sandbox.reset()
  return JSON.parse(JSON.stringify(sandbox.traces.list())) as object[]
}

const deep = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels)
const junk = [
  null,
  true,
  -1,
  0,
  1e308,
  9e15,
  1.5,
  '',
  'x',
  '__proto__',
  'constructor',
  '/__proto__/x',
  '/0/0',
  '~',
  [],
  {},
  [[]],
  'x'.repeat(5000),
  '\ud800',
  '…',
  '*redacted*',
  JSON.parse('{"__proto__":{"polluted":1}}'),
  'request',
  'delivery',
  'restore',
  'control',
  'tr_000000000000_1',
  { after: 'start', at: 5 },
  { advance: { to: 8.64e15 } },
  { drain: {} }
]

/** One place of a value, anywhere in it, spoilt. */
function spoil(value: unknown, depth = 0): unknown {
  if (typeof value !== 'object' || value === null || depth > 6 || draw(6) === 0)
    return structuredClone(junk[draw(junk.length)])
  const names = Object.keys(value)
  const name = names[draw(names.length || 1)]
  if (name === undefined) return junk[draw(junk.length)]
  const copy = (Array.isArray(value) ? [...value] : { ...value }) as Record<string, unknown>
  if (draw(10) === 0) delete copy[name]
  else copy[name] = spoil(copy[name], depth + 1)
  return copy
}

/** Replays, and looks that nothing came of it. Gives back the code of the error, or how many were replayed. */
function tried(sandbox: Sandbox, what: unknown): string | number {
  const before = [sandbox.stateHash(), sandbox.traces.size.kept]
  try {
    return sandbox.replay(what as never, draw(4) === 0 ? { state: 'now', carry: true } : {}).replayed
  } catch (error) {
    if (!isSandboxError(error)) throw error
    expect(error.message.length).toBeLessThan(700)
    return error.code
  } finally {
    expect([sandbox.stateHash(), sandbox.traces.size.kept]).toEqual(before)
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  }
}

describe(`with seed ${seed}`, () => {
  it('records that were edited by hand are replayed or refused', { timeout: 60_000 }, () => {
    const records = recorded()
    const sandbox = open()
    expect(sandbox.replay(records as never)).toMatchObject({ first: null })
    const came = new Set<string>()
    for (let i = 0; i < 300; i++) {
      const spoilt = records.map((one) => one)
      for (let times = 1 + draw(3); times > 0; times--) {
        const at = draw(spoilt.length)
        const what = draw(8)
        if (what === 0) spoilt.splice(at, 1)
        else if (what === 1) spoilt.splice(at, 0, spoilt[draw(spoilt.length)]!)
        else spoilt[at] = spoil(spoilt[at]) as object
      }
      const result = tried(
        sandbox,
        draw(2) === 0 ? spoilt : spoilt.map((one) => JSON.stringify(one)).join('\n')
      )
      came.add(typeof result === 'number' ? 'replayed' : result)
    }
    expect(came).toContain('replayed')
    expect(came).toContain('invalid-trace')
  })
})

describe('a file', () => {
  const sandbox = open()
  const line = JSON.stringify(recorded()[3])

  it.each([
    ['of a million lines', () => '{"kind":"request"}\n'.repeat(1_000_000), 'invalid-trace'],
    ['of a million empty lines', () => '\n'.repeat(1_000_000), 'invalid-trace'],
    ['that is nested a million levels', () => deep(1_000_000), 'invalid-trace'],
    [
      'with a record that is nested',
      () => line.replace('"input":null', `"input":${deep(100_000)}`),
      'invalid-trace'
    ],
    ['with a time that is none', () => line.replace(/"at":\d+/, '"at":1e999'), 'invalid-trace'],
    ['of a future that no clock knows', () => line.replace(/"at":\d+/, '"at":9e15'), 'invalid-trace'],
    ['of another format', () => '{"format":"sandbed-recording","version":2,"records":[]}', 'invalid-trace'],
    ['with the id of another sandbox', () => 'tr_ffffffffffff_1', 'unknown-trace']
  ])('%s is refused', { timeout: 20_000 }, (_, make, code) => {
    expect(tried(sandbox, make())).toBe(code)
  })

  it('whose times go backwards is replayed', () => {
    const records = recorded() as { at: number }[]
    const backwards = records.map((one, i) => ({ ...one, at: 1_767_225_600_000 - i * 1000 }))
    expect(tried(sandbox, backwards)).toBeGreaterThan(5)
  })

  it('of 5,000 records takes no longer for each than a short one', { timeout: 60_000 }, () => {
    const { trace } = sandbox.exchange(get('/things/9'))
    const one = { ...sandbox.traces.get(trace!)!, seq: 1, hashes: null }
    const { replayed, equal } = open().replay(Array.from({ length: 5_000 }, () => one))
    expect({ replayed, equal }).toEqual({ replayed: 5_000, equal: true })
  })
})
