// Deliveries that leave the sandbox: committed before they are sent, sent again when a result is lost, bounded, and never in a circle.
import { describe, expect, it } from 'vitest'
import { pay, paymentsSandbox, send } from '../../../../test/support/payments.js'
import {
  verifyWebhook,
  type DeliveryOutcome,
  type OutgoingWebhook,
  type Sandbox,
  type SandboxHost
} from '../../../index.js'

const url = 'https://partner.example/hooks'
const realNow = 1_790_000_000_000

/** A host that keeps what it was to send, and answers as it is told: 200 where nothing is said. */
function recordingHost(answers: (DeliveryOutcome | number)[] = []) {
  const sent: OutgoingWebhook[] = []
  const host: SandboxHost = {
    now: () => realNow,
    async deliver(webhook) {
      sent.push(webhook)
      await Promise.resolve()
      const answer = answers.shift() ?? 200
      return typeof answer === 'number' ? { kind: 'response', status: answer, elapsed: 12 } : answer
    }
  }
  return { host, sent, idsOf: () => sent.map(({ headers }) => headers['webhook-id']) }
}

/** A host whose sends wait until they are answered by hand. */
function slowHost() {
  const waiting: { webhook: OutgoingWebhook; answer: (outcome: DeliveryOutcome) => void }[] = []
  const host: SandboxHost = {
    deliver: (webhook) => new Promise((answer) => void waiting.push({ webhook, answer }))
  }
  return { host, waiting }
}

const ok: DeliveryOutcome = { kind: 'response', status: 200 }
const turns = async () => {
  for (let n = 0; n < 20; n++) await Promise.resolve()
}

it('are signed by the clock of the sandbox where the endpoint asks for that', async () => {
  const { host, sent } = recordingHost()
  const sandbox = paymentsSandbox({ host })
  const { secret, id } = sandbox.webhooks.register({ url, signatureTime: 'sandbox' })
  pay(sandbox)
  await sandbox.clock.settled()
  const { headers, body } = sent[0]!
  expect(headers['webhook-timestamp']).toBe(String(Date.UTC(2026, 0, 1) / 1000))
  expect(verifyWebhook({ secrets: secret, headers, body, now: realNow }).ok).toBe(false)
  expect(sandbox.webhooks.update(id, { signatureTime: 'host' }).signatureTime).toBe('host')
  expect(() => sandbox.webhooks.update(id, { signatureTime: 'real' as 'host' })).toThrow(/`signatureTime`/)
})

it('are signed at the moment of sending by the clock of the host, and sent after the answer', async () => {
  const { host, sent } = recordingHost()
  const sandbox = paymentsSandbox({ host })
  const { secret } = sandbox.webhooks.register({ url, headers: { 'X-Tenant': 'a' } })
  pay(sandbox)
  expect(sent).toEqual([])
  await sandbox.clock.settled()
  expect(sent).toMatchObject([{ url, headers: { 'x-tenant': 'a', 'sandbed-hops': '1' } }])
  const { headers, body } = sent[0]!
  expect(verifyWebhook({ secrets: secret, headers, body, now: realNow }).ok).toBe(true)
  const [{ attempts } = { attempts: [] }] = sandbox.webhooks.deliveries()
  expect(attempts).toEqual([
    {
      number: 1,
      at: Date.UTC(2026, 0, 1),
      sentAt: realNow,
      request: { method: 'POST', url, headers, body },
      response: { status: 200, body: '' },
      verdict: 'success',
      elapsed: 12
    }
  ])
})

it('are tried again on the schedule, while the clock waits for each', async () => {
  const bad: DeliveryOutcome = { kind: 'response', status: 503, retryAfter: '60', body: 'x'.repeat(1000) }
  const { host, sent, idsOf } = recordingHost([{ kind: 'no-response' }, bad, 500])
  const sandbox = paymentsSandbox({ host })
  sandbox.webhooks.register({ url })
  pay(sandbox)
  await sandbox.clock.settled()
  expect(sandbox.clock.advance('1d')).toMatchObject({ status: 'waiting' })
  expect(() => sandbox.clock.advance('1d')).toThrow(expect.objectContaining({ code: 'clock-busy' }))
  expect(await sandbox.clock.settled()).toMatchObject({ status: 'done', firedCount: 3 })
  const [delivery] = sandbox.webhooks.deliveries()
  expect(delivery!.status).toBe('succeeded')
  expect(delivery!.attempts.map(({ at }) => (at - Date.UTC(2026, 0, 1)) / 1000)).toEqual([0, 5, 305, 2105])
  expect(delivery!.attempts[1]!.response).toEqual({ status: 503, body: 'x'.repeat(256), retryAfter: '60' })
  expect(sent).toHaveLength(4)
  expect(new Set(idsOf()).size).toBe(1)
})

it('without a host that delivers are suppressed, and say so', () => {
  const sandbox = paymentsSandbox()
  sandbox.webhooks.register({ url })
  pay(sandbox)
  expect(sandbox.webhooks.deliveries()).toMatchObject([
    { status: 'suppressed', reason: expect.stringMatching(/no way to the network/), attempts: [] }
  ])
  expect(sandbox.clock.pending.count).toBe(0)
})

it('of strange hosts do no harm', async () => {
  const strange = [
    { kind: 'response', status: 'x' },
    { kind: 'other' },
    { kind: 'response', status: 500, body: 7, retryAfter: 9, elapsed: -1 },
    { kind: 'response', status: 204, elapsed: Number.NaN }
  ] as unknown as DeliveryOutcome[]
  const { host } = recordingHost(strange)
  const sandbox = paymentsSandbox({ host })
  sandbox.webhooks.register({ url })
  pay(sandbox)
  await sandbox.clock.settled()
  sandbox.clock.advance('1d')
  await sandbox.clock.settled()
  const [delivery] = sandbox.webhooks.deliveries()
  expect(delivery!.attempts.map(({ response }) => response)).toEqual([
    'no-response',
    'no-response',
    { status: 500, body: '' },
    { status: 204, body: '' }
  ])
})

describe('commit before send', () => {
  it('what is sent is part of the state by then', async () => {
    let seen: string | undefined
    const holder: { sandbox?: Sandbox } = {}
    const sandbox = paymentsSandbox({
      host: {
        async deliver() {
          seen ??= holder.sandbox!.exportSnapshot()
          await Promise.resolve()
          return ok
        }
      }
    })
    holder.sandbox = sandbox
    sandbox.webhooks.register({ url })
    const id = pay(sandbox)
    await sandbox.clock.settled()
    const { host, sent } = recordingHost()
    const other = paymentsSandbox({ host })
    other.restore(other.importSnapshot(seen!))
    expect(other.state.get('payments', id)).toBeDefined()
    await other.clock.settled()
    // Its result was lost with the process: it is sent again, with the id that it had.
    expect(sent.map(({ headers }) => headers['webhook-id'])).toEqual([sandbox.webhooks.events()[0]!.id])
    expect(other.webhooks.deliveries()).toMatchObject([{ status: 'succeeded', attempts: [{ number: 1 }] }])
  })

  it('no event is lost, wherever the process dies', async () => {
    const { host } = recordingHost([500, 500, 500, 500])
    const sandbox = paymentsSandbox({ host })
    sandbox.webhooks.register({ url })
    const texts: string[] = []
    for (let n = 0; n < 5; n++) {
      pay(sandbox, n)
      texts.push(sandbox.exportSnapshot())
      await turns()
      texts.push(sandbox.exportSnapshot())
    }
    for (const text of texts) {
      const { host: after, idsOf } = recordingHost()
      const other = paymentsSandbox({ host: after })
      other.restore(other.importSnapshot(text))
      await other.clock.settled()
      other.clock.advance('1h')
      await other.clock.settled()
      const deliveries = other.webhooks.deliveries()
      expect(deliveries).toHaveLength(other.state.count('payments'))
      for (const { status, event, attempts } of deliveries) {
        expect(status).toBe('succeeded')
        expect(attempts.some(({ sentAt }) => sentAt !== undefined)).toBe(true)
        expect(idsOf().includes(event) || attempts.at(-1)!.verdict === 'success').toBe(true)
      }
    }
  })

  it('a result of a future that a restore abandoned is dropped', async () => {
    const { host, waiting } = slowHost()
    const sandbox = paymentsSandbox({ host })
    sandbox.webhooks.register({ url })
    const before = sandbox.snapshot()
    pay(sandbox)
    await turns()
    expect(waiting).toHaveLength(1)
    sandbox.restore(before)
    const hash = sandbox.stateHash()
    waiting[0]!.answer({ kind: 'response', status: 500 })
    await turns()
    expect(sandbox.webhooks.deliveries()).toEqual([])
    expect(sandbox.stateHash()).toBe(hash)
    pay(sandbox)
    await turns()
    waiting[1]!.answer(ok)
    await sandbox.clock.settled()
    expect(sandbox.webhooks.deliveries()).toMatchObject([{ status: 'succeeded', attempts: [{ number: 1 }] }])
  })

  it('requests that come meanwhile are answered, and told of afterwards, in order', async () => {
    const { host, waiting } = slowHost()
    const sandbox = paymentsSandbox({ host })
    sandbox.webhooks.register({ url })
    pay(sandbox, 1)
    await turns()
    pay(sandbox, 2)
    pay(sandbox, 3)
    for (let n = 0; n < 3; n++) {
      expect(waiting).toHaveLength(n + 1)
      waiting[n]!.answer(ok)
      await turns()
    }
    const amounts = waiting.map(({ webhook }) => JSON.parse(webhook.body).data.amount as number)
    expect(amounts).toEqual([1, 2, 3])
    expect(sandbox.webhooks.deliveries().map(({ status }) => status)).toEqual(Array(3).fill('succeeded'))
  })

  it('an endpoint that is removed or disabled meanwhile gets nothing more', async () => {
    for (const act of ['remove', 'disable'] as const) {
      const { host, waiting } = slowHost()
      const sandbox = paymentsSandbox({ host })
      const { id } = sandbox.webhooks.register({ url })
      pay(sandbox)
      await turns()
      sandbox.webhooks[act](id)
      waiting[0]!.answer({ kind: 'response', status: 500 })
      await sandbox.clock.settled()
      expect(sandbox.webhooks.deliveries()).toMatchObject([{ status: 'cancelled' }])
      expect(sandbox.clock.pending.count).toBe(0)
    }
  })
})

it.each([
  ['nothing', undefined],
  ['null', null],
  ['a number', 7],
  ['no status', { kind: 'response' }],
  [
    'a getter that throws',
    {
      kind: 'response',
      get status(): number {
        throw new Error('no')
      }
    }
  ]
])('a host that answers with %s has had no answer', async (_name, answer) => {
  const sandbox = paymentsSandbox({
    host: { deliver: async () => Promise.resolve(answer as DeliveryOutcome) }
  })
  sandbox.webhooks.register({ url })
  pay(sandbox)
  await sandbox.clock.settled()
  expect(sandbox.webhooks.deliveries()).toMatchObject([
    { status: 'pending', attempts: [{ response: 'no-response', elapsed: 0 }] }
  ])
})

it('an answer to an attempt that was overtaken takes nothing from the schedule', async () => {
  const { host, waiting } = slowHost()
  const sandbox = paymentsSandbox({ host })
  sandbox.webhooks.register({ url })
  pay(sandbox)
  await turns()
  sandbox.webhooks.redeliver(sandbox.webhooks.deliveries()[0]!.id)
  for (const { answer } of waiting.splice(0)) answer({ kind: 'no-response' })
  await turns()
  for (const { answer } of waiting.splice(0)) answer({ kind: 'no-response' })
  await turns()
  const [{ attempts, nextAttemptAt } = { attempts: [] }] = sandbox.webhooks.deliveries()
  expect(attempts.map(({ number }) => number)).toEqual([1, 2])
  expect(nextAttemptAt).toBe(Date.UTC(2026, 0, 1, 0, 0, 5))
})

describe('bounds', () => {
  it('one move of the clock sends at most 100, whatever fails for however long', async () => {
    const { host, sent } = recordingHost(Array.from({ length: 5000 }, () => 500))
    const sandbox = paymentsSandbox({ host })
    sandbox.webhooks.register({ url })
    for (let n = 0; n < 300; n++) {
      pay(sandbox, n)
      await sandbox.clock.settled()
    }
    expect(sent).toHaveLength(300)
    sandbox.clock.advance('P10Y')
    await sandbox.clock.settled()
    expect(sent).toHaveLength(400)
    const suppressed = sandbox.webhooks.deliveries({ status: 'suppressed' })
    expect(suppressed).toHaveLength(300)
    expect(suppressed[0]!.reason).toMatch(/at most 100/)
    // The first of them, in the order in which they are due.
    expect(
      sandbox.webhooks
        .deliveries()
        .slice(0, 100)
        .every(({ attempts }) => attempts.length === 2)
    ).toBe(true)
    // The next move has 100 of its own.
    sandbox.webhooks.redeliver(suppressed[0]!.id)
    await sandbox.clock.settled()
    expect(sent).toHaveLength(401)
  }, 60_000)

  it('a burst of requests is sent whole, however slowly, and so is what is asked for again', async () => {
    const { host, sent, idsOf } = recordingHost()
    const sandbox = paymentsSandbox({ host })
    sandbox.webhooks.register({ url })
    for (let n = 0; n < 150; n++) pay(sandbox, n)
    await sandbox.clock.settled()
    expect(sandbox.webhooks.deliveries({ status: 'succeeded' })).toHaveLength(150)
    expect(idsOf()).toEqual(sandbox.webhooks.events().map(({ id }) => id))
    sandbox.webhooks.redeliver({})
    await sandbox.clock.settled()
    expect(sent).toHaveLength(300)
    expect(sandbox.webhooks.deliveries({ status: 'succeeded' })).toHaveLength(150)
  })

  it('sandboxes that send to each other stop', async () => {
    const sandboxes: Sandbox[] = []
    let sent = 0
    const hostTo = (next: number): SandboxHost => ({
      async deliver({ headers }) {
        sent++
        await Promise.resolve()
        const { status } = send(sandboxes[next]!, 'POST', '/payments', { amount: 1 }, headers)
        return { kind: 'response', status }
      }
    })
    for (let n = 0; n < 3; n++) {
      const sandbox = paymentsSandbox({ host: hostTo((n + 1) % 3) })
      sandbox.webhooks.register({ url })
      sandboxes.push(sandbox)
    }
    pay(sandboxes[0]!)
    for (let n = 0; n < 20; n++) for (const { clock } of sandboxes) await clock.settled()
    expect(sent).toBe(3)
    expect(sandboxes.map(({ state }) => state.count('payments'))).toEqual([2, 1, 1])
    expect(sandboxes[0]!.webhooks.deliveries()).toMatchObject([
      { status: 'succeeded' },
      { status: 'suppressed', reason: expect.stringMatching(/chain of sandboxes/) }
    ])
  })
})
