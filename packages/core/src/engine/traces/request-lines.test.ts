// What is put off until somebody asks tells the same as if it had been written down at once; what is remembered is told of each request as it was.
import { describe, expect, it } from 'vitest'
import { api, json, takes } from '../../../test/support/descriptions.js'
import { get, post } from '../../../test/support/sandboxes.js'
import { createSandbox, type Sandbox, type SandboxOptions } from '../../index.js'

const pet = {
  type: 'object',
  required: ['name'],
  properties: { id: { type: 'string' }, name: { type: 'string' }, password: { type: 'string' } }
}
const open = (options: SandboxOptions = {}): Sandbox =>
  createSandbox({
    description: api({
      '/pets': {
        get: { responses: { 200: json({ type: 'array', items: pet }) } },
        post: { requestBody: takes('application/json', pet), responses: { 201: json(pet), 422: json() } }
      }
    }),
    mode: 'stateful',
    tracing: 'full',
    ...options
  })
const last = (sandbox: Sandbox) => sandbox.traces.list().at(-1)!

describe('what is remembered', () => {
  it('is told with the headers that each request sent', () => {
    const sandbox = open({ mode: 'static' })
    const agents = ['a', 'b', 'b', 'a', undefined, 'b']
    for (const agent of agents)
      sandbox.handle(get('/pets', { ...(agent !== undefined && { 'user-agent': agent }), 'x-any': '1' }))
    const told = sandbox.traces.list().map(({ request }) => request!.headers['user-agent'])
    expect(told).toEqual(agents)
  })

  it('is told in the world that it was asked for in', () => {
    const sandbox = open()
    for (let i = 0; i < 3; i++) {
      sandbox.handle(post('/pets', { name: `p${i}` }))
      for (let again = 0; again < 3; again++) sandbox.handle(get('/pets'))
    }
    const reads = sandbox.traces.list().filter(({ method }) => method === 'GET')
    const hashes = reads.map(({ hashes: both }) => both!.before)
    expect(new Set(hashes).size).toBe(3)
    expect(hashes.at(-1)).toBe(sandbox.stateHash())
    expect(reads.map(({ response }) => (JSON.parse(response!.body!.text!) as unknown[]).length)).toEqual([
      1, 1, 1, 2, 2, 2, 3, 3, 3
    ])
  })
})

describe('a body', () => {
  it('without secrets is kept as it was sent, to the letter', () => {
    const sandbox = open()
    const body = '{ "name" : "Räx\\n",\n  "id":"1", "n": 1.0 }'
    sandbox.handle({ ...post('/pets', ''), headers: { 'content-type': 'application/json' }, body })
    expect(last(sandbox).request!.body!.bytes).toBe(new TextEncoder().encode(body).length)
    const plain = body.replaceAll(' :', ':')
    sandbox.handle({ ...post('/pets', ''), headers: { 'content-type': 'application/json' }, body: plain })
    expect(last(sandbox).request!.body!.text).toBe(plain)
  })

  it('that is cut is told of whole: where its parts came from', () => {
    const whole = open({ tracing: { level: 'full', fields: true } })
    const cut = open({ tracing: { level: 'full', fields: true, bodyLength: 10 } })
    for (const sandbox of [whole, cut]) sandbox.handle(post('/pets', { name: 'a name that is long' }))
    expect(last(cut).response!.body).toMatchObject({ cut: true })
    expect([last(cut).parts, last(cut).fields]).toEqual([last(whole).parts, last(whole).fields])
  })

  it('with an address beside a URL is not taken for a URL with a password', () => {
    const sandbox = open()
    const text = '{"name":"see https://example.com","id":"ann@example.com"}'
    sandbox.handle({ ...post('/pets', ''), headers: { 'content-type': 'application/json' }, body: text })
    expect(last(sandbox).request!.body!.text).toBe(text)
    sandbox.handle(post('/pets', { name: 'https://ann:hunter2@example.com' }))
    expect(last(sandbox).request!.body!.text).toBe('{"name":"https://*redacted*@example.com"}')
  })

  it('whose secret shows in what it changed is told of without it', () => {
    const sandbox = open()
    sandbox.handle(post('/pets', { name: 'correct-horse', password: 'correct-horse' }))
    sandbox.handle({
      ...post('/pets', { name: 'battery-staple' }),
      headers: { 'content-type': 'application/json', authorization: 'Bearer battery-staple' }
    })
    expect(sandbox.traces.list().map(({ changes }) => changes.length)).toEqual([1, 1])
    expect(sandbox.traces.export('jsonl')).not.toMatch(/correct-horse|battery-staple/)
  })
})

it('an answer that is given again under an idempotency key says so in its steps', () => {
  const sandbox = open()
  const keyed = { ...post('/pets', { name: 'Rex' }) }
  const request = { ...keyed, headers: { ...keyed.headers, 'idempotency-key': 'k1' } }
  sandbox.handle(request)
  sandbox.handle(request)
  const [first, again] = sandbox.traces.list()
  expect(first!.steps.at(-1)).toMatchObject({ step: 'mode', result: 'answered' })
  expect(again!.steps.at(-1)).toEqual({
    step: 'idempotency',
    result: 'answered',
    detail: 'the key was used before: the first answer again'
  })
  expect(again!.changes).toEqual([])
  expect(sandbox.traces.explain(again!.id)).toContain('the key was used before')
})

it('what happens on a live clock is marked: it cannot be done again exactly', () => {
  let real = 0
  const sandbox = open({ host: { now: () => (real += 1000) } })
  sandbox.handle(get('/pets'))
  sandbox.clock.live()
  sandbox.handle(get('/pets'))
  const marks = sandbox.traces
    .list({ kind: 'request' })
    .map(({ notes }) => notes.filter((note) => note.includes('clock was live')).length)
  expect(marks).toEqual([0, 1])
})
