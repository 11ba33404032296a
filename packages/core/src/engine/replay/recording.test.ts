// A replay is kept as a regression scenario: a file that comes out equal where the fault is mended, and not where it is not.
import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { api, json, takes } from '../../../test/support/descriptions.js'
import { get, post } from '../../../test/support/sandboxes.js'
import { createSandbox, saveScenario, type Sandbox, type SandboxOptions } from '../../index.js'

const schema = JSON.parse(
  readFileSync(new URL('../../../schemas/recording.schema.json', import.meta.url), 'utf8')
) as object
const isRecording = new Ajv2020({ strict: false }).compile(schema)

function till(most: number, options: SandboxOptions = {}): Sandbox {
  const refund = {
    type: 'object',
    required: ['amount'],
    properties: { amount: { type: 'integer', maximum: most } }
  }
  return createSandbox({
    description: api({
      '/refunds': {
        post: {
          requestBody: takes('application/json', refund),
          responses: { 201: json(refund), 422: json() }
        },
        get: { responses: { 200: json({ type: 'array', items: refund }) } }
      }
    }),
    mode: 'stateful',
    seed: 'till',
    tracing: 'full',
    ...options
  })
}

it('a failing log is replayed on the release that has the fix, and saved: equal there, different on the broken one', () => {
  const [broken, fixed] = [till(1000), till(100)]
  broken.handle(post('/refunds', { amount: 500 }))
  broken.handle(get('/refunds'))
  const report = fixed.replay(broken.traces.export('jsonl'))
  expect(report.first).toMatchObject({ path: '/status', recorded: 201, replayed: 422 })
  const recording = saveScenario(report, { name: 'no refund over 100' })
  expect([isRecording(recording), isRecording.errors]).toEqual([true, null])
  expect(recording).toMatchObject({
    name: 'no refund over 100',
    options: { mode: 'stateful', seed: 'till', now: 1_767_225_600_000, auth: 'off' }
  })
  const text = JSON.stringify(recording, null, 2)
  expect(text.length).toBeLessThan(4000)
  for (const what of [recording, text]) {
    expect(fixed.replay(what)).toMatchObject({ equal: true, replayed: 2, notes: [] })
    expect(broken.replay(what).first).toMatchObject({ path: '/status', recorded: 422, replayed: 201 })
  }
})

it('records from the first one on can be saved as they are, and what was recorded with other options is told', () => {
  const sandbox = till(10)
  sandbox.handle(post('/refunds', { amount: 7 }))
  const recording = saveScenario(sandbox.traces.list(), { name: 'a refund', options: { seed: 'till' } })
  expect(till(10).replay(recording)).toMatchObject({ equal: true, notes: [] })
  expect(till(10, { seed: 'other' }).replay(recording).notes).toEqual([
    'It was recorded with `seed` "till"; this sandbox has "other".'
  ])
})

it('what does not begin at the beginning cannot be saved', () => {
  const sandbox = till(10)
  sandbox.handle(post('/refunds', { amount: 7 }))
  const { trace } = sandbox.exchange(get('/refunds'))
  const told = expect.objectContaining({ code: 'not-replayable' }) as Error
  expect(() => saveScenario(sandbox.replay(trace!), { name: 'x' })).toThrow(told)
  expect(() => saveScenario(sandbox.traces.list().slice(1), { name: 'x' })).toThrow(told)
})

describe('a log whose beginning had to go', () => {
  /** 1,500 requests, of which 1,000 are kept; then the one that should have been refused, and one that shows it. */
  function busy(): Sandbox {
    const broken = till(1000)
    broken.webhooks.sink({ url: 'sink://till' })
    for (let i = 0; i < 1500; i++)
      broken.handle(i % 3 === 0 ? post('/refunds', { amount: i % 100 }) : get('/refunds'))
    broken.handle(post('/refunds', { amount: 500 }))
    return broken
  }

  it('is saved with the state that its first record saw: the file is equal on the fixed description, and not on the broken one', () => {
    const [broken, fixed] = [busy(), till(100)]
    const log = broken.traces.list()
    expect(log[0]!.seq).toBeGreaterThan(400)
    const run = broken.replay(log, { carry: true })
    expect(run).toMatchObject({ equal: true, state: 'seen', start: expect.any(String) })
    const asItWas = JSON.stringify(saveScenario(run, { name: 'as it was' }))
    expect(till(1000).replay(asItWas)).toMatchObject({ equal: true, state: 'snapshot', skipped: [] })
    const onFixed = fixed.replay(asItWas, { carry: true })
    expect(onFixed.differences.filter(({ path }) => path === '/status')).toMatchObject([
      { recorded: 201, replayed: 422 }
    ])
    const recording = saveScenario(onFixed, { name: 'no refund over 100' })
    expect([isRecording(recording), isRecording.errors]).toEqual([true, null])
    const text = JSON.stringify(recording)
    expect(till(100).replay(text)).toMatchObject({ equal: true, skipped: [] })
    expect(till(1000).replay(text).first).toMatchObject({ path: '/status', recorded: 422, replayed: 201 })
  })

  it('is saved from one trace in the middle alone', () => {
    const broken = busy()
    const { id } = broken.traces.list()[700]!
    const recording = saveScenario(broken.replay(id, { carry: true }), { name: 'one' })
    expect(recording.records).toHaveLength(1)
    expect(till(1000).replay(recording).equal).toBe(true)
  })

  it('takes no secret along', () => {
    const random = (bytes: number) => new Uint8Array(bytes).fill(9)
    const sandbox = till(1000, { auth: { mode: 'enforced' }, host: { random } })
    const client = sandbox.clients.issue({ label: 'x', scopes: 'all' })
    const canary = 'cnry-Zq7-correct-horse'
    const endpoint = sandbox.webhooks.register({
      url: `https://a.example/?token=${canary}`,
      headers: { 'x-api-key': canary }
    })
    sandbox.faults.arm({ name: 'f', probability: 0, status: 503, body: { token: canary } } as never)
    sandbox.handle(post('/refunds', { amount: 1, password: canary, note: `it is ${canary}` }))
    const { trace } = sandbox.exchange(get('/refunds'))
    const { start } = sandbox.replay(trace!, { carry: true })
    expect(start).toContain('client_1')
    for (const secret of [canary, client.secret, endpoint.secret.slice(6), 'digest":"' + client.secret])
      expect(start).not.toContain(secret)
    expect(JSON.parse(start!).collections).not.toHaveProperty('$keys')
    const elsewhere = till(1000, { auth: { mode: 'enforced' } })
    const saved = saveScenario(sandbox.replay(trace!, { carry: true }), { name: 'x' })
    expect(elsewhere.replay(saved)).toMatchObject({ equal: true })
  })

  it.each([
    ['words', 'nonsense'],
    ['another object', '{}'],
    ['one that was cut', (text: string) => text.slice(0, -20)],
    ['one that was changed', (text: string) => text.replace('"amount":', '"amount_":')],
    ['a number', 7]
  ])('is refused with a start that is none: %s', (_, spoil) => {
    const sandbox = till(10)
    sandbox.handle(post('/refunds', { amount: 7 }))
    const { trace } = sandbox.exchange(get('/refunds'))
    const saved = saveScenario(sandbox.replay(trace!, { carry: true }), { name: 'x' })
    const start = typeof spoil === 'function' ? spoil(saved.start!) : spoil
    expect(() => sandbox.replay({ ...saved, start } as never)).toThrow(
      expect.objectContaining({ code: 'invalid-trace' }) as Error
    )
  })
})
