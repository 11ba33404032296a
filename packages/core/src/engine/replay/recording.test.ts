// A replay is kept as a regression scenario: a file that comes out equal where the fault is mended, and not where it is not.
import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, it } from 'vitest'
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
