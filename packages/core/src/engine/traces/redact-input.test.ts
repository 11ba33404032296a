// What came from outside beside requests is kept without its secrets: looked for in what the log itself holds, not only in what leaves it.
import { afterEach, expect, it, vi } from 'vitest'
import { api } from '../../../test/support/descriptions.js'
import { createSandbox, type Sandbox } from '../../index.js'
import { Ring } from '../../traces/ring.js'
import { without } from '../../internal/without.js'

afterEach(() => {
  vi.restoreAllMocks()
})

const canary = 'cnry-Zq7-correct-horse'
const secret = `whsec_${'Q2FuYXJ5'.repeat(4)}`

/** What the log is given to keep: all of it but the worlds, which are what the sandbox is, and timers, which stand in them. */
function keptWhile(run: (sandbox: Sandbox) => unknown): string {
  const push = vi.spyOn(Ring.prototype, 'push')
  const sandbox = createSandbox({
    description: api({}),
    mode: 'stateful',
    tracing: 'full',
    pack: {
      scenarios: { hush: { parameters: { apiKey: {}, note: {} }, steps: [{ clear: 'faults' }] } }
    } as never
  })
  run(sandbox)
  expect(push).toHaveBeenCalled()
  return JSON.stringify(
    push.mock.calls.map(([entry]) => without(entry as never, 'before', 'after', 'from', 'timer'))
  )
}

const runs: { readonly [name: string]: (sandbox: Sandbox) => unknown } = {
  'the secret of an endpoint': ({ webhooks }) => webhooks.register({ url: 'https://a.example/x', secret }),
  'the headers of an endpoint': ({ webhooks }) =>
    webhooks.register({
      url: 'https://a.example/x',
      headers: { Authorization: `Bearer ${canary}`, 'X-Api-Key': canary, 'x-note': `it is ${canary}` }
    }),
  'headers that are changed': ({ webhooks }) => {
    const { id } = webhooks.register({ url: 'https://a.example/x' })
    webhooks.update(id, { headers: { 'x-auth-token': canary } })
    webhooks.update(id, { url: `https://a.example/y?token=${canary}` })
    webhooks.rotate(id, { secret })
  },
  'the URL of a sink': ({ webhooks }) => {
    const url = `sink://in?token=${canary}`
    webhooks.sink({ url, answers: [{ status: 500, headers: { 'set-cookie': `sid=${canary}` } } as never] })
    webhooks
      .sink({ url })
      .respondWith([{ status: 200, body: JSON.stringify({ access_token: canary }) } as never])
    webhooks.sink({ url }).clear()
  },
  'what a fault answers': ({ faults }) => {
    faults.arm({
      status: 401,
      body: { token: canary, text: `not ${canary}` },
      headers: { 'x-api-key': canary }
    } as never)
  },
  'parameters of a scenario': (sandbox) =>
    sandbox.apply('hush', { apiKey: canary, note: `{"password":"${canary}"}` }),
  'a policy': ({ policies }) =>
    policies.attach({
      name: 'p',
      description: `Bearer ${canary}`,
      rules: [{ name: 'r', deny: true }]
    } as never)
}

it.each(Object.keys(runs))('%s', (name) => {
  let taken: unknown
  const kept = keptWhile((sandbox) => {
    runs[name]!(sandbox)
    taken = sandbox.traces.list().length
  })
  expect(taken).toBeGreaterThan(0)
  expect(kept).not.toContain(canary)
  expect(kept).not.toContain('Q2FuYXJ5Q2FuYXJ5')
})
