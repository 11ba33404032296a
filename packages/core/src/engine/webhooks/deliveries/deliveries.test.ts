// Deliveries to receivers within the sandbox: tried again on a schedule, to the second, on the clock of the sandbox; kept in snapshots.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pay, paymentsSandbox, send } from '../../../../test/support/payments.js'
import { standardSchedule, svixSchedule } from '../../../effects/delivery/retry-schedule.js'
import type { Sandbox, SinkAnswer } from '../../../index.js'

const standardOffsets = [0, 5, 305, 2105, 9305, 27_305, 63_305, 113_705, 185_705, 272_105]
const svixOffsets = [0, 5, 305, 2105, 9305, 27_305, 63_305, 99_305]

function secondsOf(sandbox: Sandbox, from: number): number[] {
  return sandbox.webhooks.deliveries()[0]!.attempts.map(({ at }) => (at - from) / 1000)
}

/** The world after a call, and what the call gives, as text. */
function printed(sandbox: Sandbox): string {
  return JSON.stringify([
    sandbox.webhooks.events(),
    sandbox.webhooks.deliveries(),
    sandbox.webhooks.endpoints()
  ])
}

describe('the schedule', () => {
  it.each([
    ['of Standard Webhooks', undefined, standardOffsets],
    ['of Svix', svixSchedule.slice(1), svixOffsets],
    ['of none', [], [0]]
  ])('%s is kept to the second', (_name, retries, offsets) => {
    const sandbox = paymentsSandbox()
    const sink = sandbox.webhooks.sink({ answers: 500 })
    if (retries) sandbox.webhooks.update(sink.id, { retries })
    const start = sandbox.clock.now
    pay(sandbox)
    sandbox.clock.advance('30d')
    expect(secondsOf(sandbox, start)).toEqual(offsets)
    expect(sandbox.webhooks.deadLetters()).toMatchObject([
      { status: 'failed', reason: 'The last attempt of the schedule failed.' }
    ])
    expect(sandbox.clock.pending.count).toBe(0)
  })

  it('is kept by 1,000 events of 10 attempts each, through a snapshot as text', () => {
    const sandbox = paymentsSandbox()
    const sink = sandbox.webhooks.sink({ answers: 503 })
    for (let n = 0; n < 1000; n++) pay(sandbox, n)
    sandbox.clock.advance('1h')
    const other = paymentsSandbox()
    other.restore(other.importSnapshot(sandbox.exportSnapshot()))
    for (const one of [sandbox, other]) expect(one.clock.advance('4d').status).toBe('done')
    expect(printed(other)).toBe(printed(sandbox))
    const deliveries = other.webhooks.deliveries()
    expect(deliveries).toHaveLength(1000)
    for (const { status, attempts } of deliveries) {
      expect(status).toBe('failed')
      expect(attempts.map(({ at }) => (at - Date.UTC(2026, 0, 1)) / 1000)).toEqual(standardOffsets)
    }
    expect(sink.all()).toHaveLength(10_000)
    expect(sandbox.clock.pending.count).toBe(0)
  }, 120_000)

  it('goes by the failure: what times out after 15 seconds shifts all that follows', () => {
    const sandbox = paymentsSandbox()
    sandbox.webhooks.sink({ answers: [{ delay: '1h' }, { status: 500, delay: 2000 }, 'no-response'] })
    const start = sandbox.clock.now
    pay(sandbox)
    sandbox.clock.advance('1d')
    expect(secondsOf(sandbox, start)).toEqual([0, 20, 322, 2122])
    expect(
      sandbox.webhooks.deliveries()[0]!.attempts.map(({ response, elapsed }) => [response, elapsed])
    ).toEqual([
      ['no-response', 15_000],
      [{ status: 500, body: '' }, 2000],
      ['no-response', 0],
      [{ status: 200, body: '' }, 0]
    ])
  })

  it.each<[string, SinkAnswer, number | undefined]>([
    ['seconds', { status: 503, headers: { 'Retry-After': '60' } }, 60],
    ['less than scheduled', { status: 503, headers: { 'retry-after': '1' } }, 5],
    ['a date', { status: 503, headers: { 'retry-after': 'Thu, 01 Jan 2026 00:10:00 GMT' } }, 600],
    ['the past', { status: 503, headers: { 'retry-after': 'Thu, 01 Jan 1970 00:10:00 GMT' } }, 5],
    [
      '1e9 seconds, cut to the longest delay',
      { status: 503, headers: { 'retry-after': '1000000000' } },
      86_400
    ],
    ['a negative number', { status: 503, headers: { 'retry-after': '-5' } }, 5],
    ['no number', { status: 503, headers: { 'retry-after': 'soon' } }, 5],
    ['nothing, but is under load (429)', 429, 300],
    ['nothing, but is under load (502)', 502, 300],
    ['nothing, but is under load (504)', 504, 300],
    ['to go elsewhere (301)', { status: 301, headers: { location: 'https://elsewhere.example' } }, 5],
    ['to go elsewhere (307)', 307, 5],
    ['that it was its fault (400)', 400, 5],
    ['success with a strange body', { status: 200, body: '{"error":"no"}' }, undefined],
    ['success without a body (204)', 204, undefined]
  ])('heeds a receiver that asks for %s', (_what, answer, seconds) => {
    const sandbox = paymentsSandbox()
    sandbox.webhooks.sink({ answers: [answer] })
    const start = sandbox.clock.now
    pay(sandbox)
    const { nextAttemptAt } = sandbox.webhooks.deliveries()[0]!
    expect(nextAttemptAt === undefined ? undefined : (nextAttemptAt - start) / 1000).toBe(seconds)
    sandbox.clock.advance('2d')
    expect(secondsOf(sandbox, start)).toEqual(seconds === undefined ? [0] : [0, seconds])
    expect(sandbox.webhooks.deliveries()[0]!.status).toBe('succeeded')
  })

  it('is spread by jitter that the seed decides, where an endpoint asks for it', () => {
    const timesWith = (seed: string): number[] => {
      const sandbox = paymentsSandbox({ seed })
      const sink = sandbox.webhooks.sink({ answers: 500 })
      sandbox.webhooks.update(sink.id, { jitter: 0.5 })
      const start = sandbox.clock.now
      pay(sandbox)
      sandbox.clock.advance('30d')
      return secondsOf(sandbox, start)
    }
    expect(timesWith('a')).toEqual(timesWith('a'))
    expect(timesWith('a')).not.toEqual(timesWith('b'))
    timesWith('a').forEach((at, n, all) => {
      const delay = standardSchedule[n]! / 1000
      expect(at - (all[n - 1] ?? 0)).toBeGreaterThanOrEqual(delay)
      expect(at - (all[n - 1] ?? 0)).toBeLessThanOrEqual(delay * 1.5)
    })
  })
})

it('a receiver that fails for hours, and all that follows, is one call and the same bytes every time', () => {
  const run = () => {
    const sandbox = paymentsSandbox({ seed: 'once' })
    const sink = sandbox.webhooks.sink({ answers: [500, 'no-response', 503, 429, 200] })
    pay(sandbox, 4200)
    const moved = sandbox.clock.advance('12h')
    const [delivery] = sandbox.webhooks.deliveries()
    expect(delivery).toMatchObject({ status: 'succeeded' })
    expect(delivery!.attempts.map(({ verdict }) => verdict)).toEqual([
      'failure',
      'failure',
      'failure',
      'slow-down',
      'success'
    ])
    const [again] = sandbox.webhooks.redeliver(delivery!.id)
    expect(again).toMatchObject({ status: 'succeeded', event: delivery!.event })
    expect(sink.all().map(({ attempt }) => attempt)).toEqual([1, 2, 3, 4, 5, 6])
    expect(new Set(sink.all().map(({ headers }) => headers['webhook-id']))).toEqual(
      new Set([delivery!.event])
    )
    expect(sink.all().every((one) => sink.verify(one).ok)).toBe(true)
    return [JSON.stringify([moved, sink.all()]), printed(sandbox), sandbox.exportSnapshot()]
  }
  expect(run()).toEqual(run())
})

it('one move of the clock holds it all: five failures over hours, the success, and that it is delivered once more', () => {
  const run = () => {
    const sandbox = paymentsSandbox({ seed: 'once' })
    const start = sandbox.clock.now
    const sink = sandbox.webhooks.sink({ answers: [500, 'no-response', 503, 429, 301, 200] })
    sandbox.webhooks.update(sink.id, { mode: 'duplicates', jitter: 0.1 })
    pay(sandbox, 4200)
    expect(sink.all()).toHaveLength(1)
    const moved = sandbox.clock.advance('2d')
    expect(moved).toMatchObject({ status: 'done', now: start + 172_800_000, pending: { count: 0 } })
    const [delivery] = sandbox.webhooks.deliveries()
    expect(delivery!.attempts.map(({ response }) => (response as { status?: number }).status)).toEqual([
      500,
      undefined,
      503,
      429,
      301,
      200,
      200
    ])
    expect(delivery).toMatchObject({ status: 'succeeded', attempts: { 6: { duplicate: true } } })
    expect(delivery!.attempts.at(-1)!.at - start).toBeGreaterThan(7 * 3_600_000)
    for (const one of sink.all()) expect([one.id, sink.verify(one).ok]).toEqual([delivery!.event, true])
    return [JSON.stringify([moved, sink.all()]), printed(sandbox), sandbox.exportSnapshot()]
  }
  expect(run()).toEqual(run())
})

it('410 disables the endpoint, and what else was on its way is cancelled', () => {
  const sandbox = paymentsSandbox()
  const sink = sandbox.webhooks.sink({ answers: [500, 410] })
  pay(sandbox, 1)
  pay(sandbox, 2)
  pay(sandbox, 3)
  expect(sandbox.webhooks.deliveries().map(({ status }) => status)).toEqual(['cancelled', 'failed'])
  expect(sandbox.webhooks.endpoints()).toMatchObject([
    { enabled: false, reason: 'It answered that it is gone (410).' }
  ])
  expect(sandbox.clock.pending.count).toBe(0)
  expect(sink.all()).toHaveLength(2)
})

describe('redelivering', () => {
  it('makes dead letters again, with the schedule from its start', () => {
    const sandbox = paymentsSandbox()
    const sink = sandbox.webhooks.sink({ answers: 500 })
    pay(sandbox)
    pay(sandbox)
    sandbox.clock.advance('5d')
    expect(sandbox.webhooks.deadLetters()).toHaveLength(2)
    sink.respondWith([500])
    sink.clear()
    const start = sandbox.clock.now
    expect(sandbox.webhooks.redeliver({ status: 'failed' })).toMatchObject([
      { status: 'pending', nextAttemptAt: start + 5000 },
      { status: 'succeeded' }
    ])
    sandbox.clock.advance('1h')
    expect(sink.all().map(({ attempt, at }) => [attempt, (at - start) / 1000])).toEqual([
      [11, 0],
      [11, 0],
      [12, 5]
    ])
    expect(sandbox.webhooks.deadLetters()).toEqual([])
  })

  it('knows no delivery that is not there, and none whose endpoint is not', () => {
    const sandbox = paymentsSandbox()
    const sink = sandbox.webhooks.sink()
    pay(sandbox)
    const [{ id } = { id: '' }] = sandbox.webhooks.deliveries()
    sandbox.webhooks.disable(sink.id)
    expect(() => sandbox.webhooks.redeliver(id)).toThrow(
      expect.objectContaining({ code: 'unknown-endpoint' })
    )
    expect(sandbox.webhooks.redeliver({})).toEqual([])
    for (const act of ['redeliver', 'delivery'] as const)
      expect(() => sandbox.webhooks[act]('dlv_0')).toThrow(
        expect.objectContaining({ code: 'unknown-delivery' })
      )
    expect(sandbox.webhooks.delivery(id)).toMatchObject({ id, status: 'succeeded' })
  })
})

describe('snapshots', () => {
  it('hold what is to come: another sandbox goes on with it at the same times', () => {
    const sandbox = paymentsSandbox()
    sandbox.webhooks.sink({ url: 'sink://mine', answers: [500, 500, 500, 200] })
    pay(sandbox)
    sandbox.clock.advance('1m')
    const text = sandbox.exportSnapshot()
    sandbox.clock.advance('1d')

    const other = paymentsSandbox()
    other.restore(other.importSnapshot(text))
    const sink = other.webhooks.sink({ url: 'sink://mine' })
    expect(sink.all()).toHaveLength(2)
    other.clock.advance('1d')
    expect(secondsOf(other, Date.UTC(2026, 0, 1))).toEqual([0, 5, 305, 2105])
    expect(printed(other)).toBe(printed(sandbox))
    expect(sink.all().every((one) => sink.verify(one).ok)).toBe(true)
  })

  it('take back what was received, and forks receive for themselves', () => {
    const sandbox = paymentsSandbox()
    const sink = sandbox.webhooks.sink()
    const before = sandbox.snapshot()
    pay(sandbox)
    const fork = sandbox.fork()
    pay(fork)
    expect(sink.all()).toHaveLength(1)
    expect(fork.webhooks.sink({ url: sink.url }).all()).toHaveLength(2)
    sandbox.restore(before)
    expect(sink.all()).toEqual([])
    sandbox.reset()
    expect(sandbox.webhooks.endpoints()).toEqual([])
    expect(sink.all()).toEqual([])
  })
})

describe('modes for testing receivers', () => {
  it('duplicates come with the same id', () => {
    const sandbox = paymentsSandbox()
    const sink = sandbox.webhooks.sink({ answers: [500, 200, 500] })
    sandbox.webhooks.update(sink.id, { mode: 'duplicates' })
    pay(sandbox)
    sandbox.clock.advance('1d')
    expect(sink.all().map(({ attempt }) => attempt)).toEqual([1, 2, 3])
    expect(new Set(sink.all().map(({ id }) => id)).size).toBe(1)
    const [delivery] = sandbox.webhooks.deliveries()
    expect(delivery).toMatchObject({ status: 'succeeded', attempts: [{}, {}, { duplicate: true }] })
    expect(sandbox.clock.pending.count).toBe(0)
  })

  it('out of order, neighbours change places, and none is lost', () => {
    const order = (seed: string): number[] => {
      const sandbox = paymentsSandbox({ seed })
      const sink = sandbox.webhooks.sink()
      sandbox.webhooks.update(sink.id, { mode: 'out-of-order' })
      for (let n = 0; n < 50; n++) pay(sandbox, n)
      sandbox.clock.advance('5s')
      return sink.all().map(({ json }) => json.data.amount as number)
    }
    const amounts = order('a')
    expect(amounts).toEqual(order('a'))
    const inOrder = amounts.toSorted((a, b) => a - b)
    expect(inOrder).toEqual(Array.from({ length: 50 }, (_, n) => n))
    expect(amounts).not.toEqual(inOrder)
    expect(amounts.every((amount, n) => Math.abs(amount - n) <= 1)).toBe(true)
  })
})

it('first attempts at an endpoint are made in the order of the events', () => {
  const sandbox = paymentsSandbox()
  const sink = sandbox.webhooks.sink({ answers: [500, 500, 200] })
  for (let n = 0; n < 20; n++) pay(sandbox, n)
  const firsts = sink.all((one) => one.attempt === 1).map(({ json }) => json.data.amount as number)
  expect(firsts).toEqual(Array.from({ length: 20 }, (_, n) => n))
})

it('whatever receivers answer, each delivery comes to an end, keeps to its schedule, and no event is lost', () => {
  const answer = fc.oneof(
    fc.constantFrom<SinkAnswer>('no-response', 200, 204, 301, 400, 410, 429, 500, 502, 503),
    fc.record({
      status: fc.integer({ min: 200, max: 599 }),
      delay: fc.integer({ min: 0, max: 20_000 }),
      headers: fc.record({
        'retry-after': fc.oneof(fc.integer({ max: 1e6 }).map(String), fc.constant('never'))
      })
    })
  )
  const step = fc.oneof(
    fc.constant('pay' as const),
    fc.constantFrom('1s', '6m', '3h', '2d'),
    fc.constantFrom('disable' as const, 'enable' as const, 'redeliver' as const, 'restore' as const)
  )
  const run = fc.property(
    fc.array(answer, { maxLength: 30 }),
    fc.constantFrom('normal', 'duplicates', 'out-of-order'),
    fc.array(step, { maxLength: 30 }),
    (answers, mode, steps) => {
      const sandbox = paymentsSandbox()
      const sink = sandbox.webhooks.sink({ answers })
      sandbox.webhooks.update(sink.id, { mode: mode as 'normal' })
      let expected = 0
      for (const one of steps) {
        const { enabled } = sandbox.webhooks.endpoints()[0]!
        if (one === 'pay') {
          pay(sandbox)
          if (enabled) expected++
        } else if (one === 'disable' || one === 'enable') sandbox.webhooks[one](sink.id)
        else if (one === 'redeliver') sandbox.webhooks.redeliver({ status: 'failed' })
        else if (one === 'restore') sandbox.restore(sandbox.importSnapshot(sandbox.exportSnapshot()))
        else sandbox.clock.advance(one)
      }
      sandbox.clock.advance('60d')
      expect(sandbox.clock.pending.count).toBe(0)
      expect(sandbox.webhooks.events()).toHaveLength(expected)
      expect(sandbox.webhooks.events().every(({ pending }) => pending === 0)).toBe(true)
      const deliveries = sandbox.webhooks.deliveries()
      expect(new Set(deliveries.map(({ event }) => event)).size).toBe(expected)
      for (const { status, attempts, reason } of deliveries) {
        expect(['succeeded', 'failed', 'cancelled']).toContain(status)
        expect(attempts.map(({ number }) => number)).toEqual(attempts.map((_, n) => n + 1))
        if (status === 'succeeded') expect(attempts.some(({ verdict }) => verdict === 'success')).toBe(true)
        if (status === 'failed')
          expect(['failure', 'slow-down', 'disable']).toContain(attempts.at(-1)!.verdict)
        if (status === 'cancelled') expect(reason).toMatch(/disabled/)
        for (const [n, { at }] of attempts.slice(1).entries()) {
          const { at: failedAt, elapsed, verdict } = attempts[n]!
          if (verdict === 'success' || verdict === 'disable') continue
          const delay = at - failedAt - elapsed
          expect(steps.includes('redeliver') || delay >= standardSchedule[n + 1]!).toBe(true)
        }
      }
      expect(sink.all()).toHaveLength(deliveries.reduce((sum, { attempts }) => sum + attempts.length, 0))
      expect(sink.all().every((one) => sink.verify(one).ok)).toBe(true)
    }
  )
  fc.assert(run, { numRuns: 60 })
}, 120_000)

it('a request that is refused leaves nothing to deliver', () => {
  const sandbox = paymentsSandbox({ limits: { entityBytes: 2000 } })
  const sink = sandbox.webhooks.sink()
  expect(send(sandbox, 'POST', '/payments', { amount: 1, note: 'x'.repeat(5000) }).status).toBe(413)
  expect(sink.all()).toEqual([])
})

it('as many as there are at one instant are delivered at once', () => {
  const sandbox = paymentsSandbox()
  for (let n = 0; n < 60; n++) sandbox.webhooks.sink()
  for (let n = 0; n < 20; n++) pay(sandbox, n)
  expect(sandbox.webhooks.redeliver({})).toHaveLength(1200)
  expect(sandbox.webhooks.deliveries({ status: 'succeeded' })).toHaveLength(1200)
  expect(sandbox.clock.pending.count).toBe(0)
})
