// What the matchers let pass, and what they say when they do not.
import { beforeEach, describe, expect, it } from 'vitest'
import { description } from '../../test/support/descriptions.js'
import { bodyOf, get, post } from '../../test/support/sandboxes.js'
import { createSandbox, type Sandbox, type SimulationPack, type Snapshot } from '../index.js'
import './vitest.js'

const payments = createSandbox({
  description: description('../examples/payments/payments.yaml'),
  pack: description('../examples/payments/payments.pack.yaml') as SimulationPack,
  mode: 'stateful'
})

let sandbox: Sandbox
let before: Snapshot
let pay: string
let other: string

beforeEach(() => {
  sandbox = payments.fork()
  ;[pay, other] = [5000, 700].map((amount) => {
    const body = { amount, currency: 'EUR', customer_id: 'cus_aaaaaaaaaaaa' }
    const { id } = bodyOf(sandbox.handle(post('/payments', body))) as { id: string }
    sandbox.handle(post(`/payments/${id}/capture`, {}))
    return id
  }) as [string, string]
  before = sandbox.snapshot()
})

const refund = (payment: string, amount: number): string =>
  (bodyOf(sandbox.handle(post('/refunds', { payment_id: payment, amount }))) as { id: string }).id

/** What a failed assertion says. */
function said(assertion: () => void): string {
  try {
    assertion()
  } catch (error) {
    return (error as Error).message
  }
  throw new Error('this was to fail')
}

describe('toChangeOnly', () => {
  it('takes fields by pointer or by name, values in part, and counts', () => {
    refund(pay, 5000)
    const diff = sandbox.diff(before)
    expect(diff).toChangeOnly({
      payments: { [pay]: ['/status', '/amount_refunded'] },
      refunds: { added: 1 }
    })
    expect(diff).toChangeOnly({
      payments: { [pay]: { amount_refunded: 5000, status: expect.stringMatching(/^refund/) } },
      refunds: { added: [{ amount: 5000, payment_id: pay }] }
    })
    expect(diff).toChangeOnly({
      payments: expect.anything(),
      refunds: { added: [expect.objectContaining({ amount: expect.any(Number) })] }
    })
    expect(diff).toChangeOnly({ payments: { changed: 1 }, refunds: { added: 1 } })
    expect(diff).toChangeOnly(
      { payments: { changed: { [pay]: ['status', 'amount_refunded'] } } },
      { ignore: ['refunds/'] }
    )
  })

  it('what else changed is named, with what it was, what it is, and the request that did it', () => {
    refund(pay, 5000)
    refund(other, 100)
    const message = said(() =>
      expect(sandbox.diff(before)).toChangeOnly({
        payments: { [pay]: ['/status', '/amount_refunded'] },
        refunds: { added: 2 }
      })
    )
    const trace = sandbox.traces.list().at(-1)!.id
    expect(message).toBe(
      [
        'What changed is not what was to change:',
        '',
        `  payments ${other} was not to change: /amount_refunded changed from 0 to 100; /status changed from "captured" to "partially_refunded"`,
        `      by POST /refunds -> 201, ${trace}`
      ].join('\n')
    )
  })

  it('a field that should have stayed, one that did not change, and one that became something else', () => {
    refund(pay, 100)
    const message = said(() =>
      expect(sandbox.diff(before)).toChangeOnly({
        payments: { [pay]: { '/status': 'refunded', '/captured_at': expect.any(String) } },
        refunds: { added: 1 }
      })
    )
    expect(message).toContain(
      `payments ${pay}: /status was to become "refunded": /status changed from "captured" to "partially_refunded"`
    )
    expect(message).toContain(
      `payments ${pay}: /captured_at did not change, it is "2026-01-01T00:00:00Z"; /amount_refunded, /status did`
    )
    expect(message).toContain(
      `payments ${pay}: /amount_refunded changed from 0 to 100, which was not to change`
    )
    expect(message.match(/by POST \/refunds -> 201/g)).toHaveLength(3)
  })

  it('a thing that did not change, and those that did', () => {
    refund(other, 100)
    const message = said(() =>
      expect(sandbox.diff(before)).toChangeOnly({ payments: { [pay]: ['/status'] }, refunds: { added: 1 } })
    )
    expect(message).toContain(`payments ${pay} did not change; those that did are ${other}`)
    expect(message).toContain(`payments ${other} was not to change`)
  })

  it('too many, too few, and others than expected', () => {
    const id = refund(pay, 100)
    const diff = sandbox.diff(before)
    const expected = { payments: expect.anything() }
    expect(said(() => expect(diff).toChangeOnly({ ...expected, refunds: { added: 2 } }))).toContain(
      `refunds: 1 was added in place of 2\n    refunds ${id} {`
    )
    expect(said(() => expect(diff).toChangeOnly({ ...expected, refunds: { added: 0 } }))).toContain(
      'refunds: 1 was added in place of 0'
    )
    expect(said(() => expect(diff).toChangeOnly({ ...expected }))).toContain(
      `was not to be added: refunds ${id} {`
    )
    expect(
      said(() => expect(diff).toChangeOnly({ ...expected, refunds: { added: [{ amount: 50 }] } }))
    ).toMatch(
      /refunds: none was added that is like \{"amount":50\}; there is\n +refunds ref_\w+ \{.*"amount":100/
    )
    expect(
      said(() => expect(diff).toChangeOnly({ ...expected, refunds: { added: { ref_x: { amount: 100 } } } }))
    ).toContain('none was added that is called ref_x and like {"amount":100}')
  })

  it('expected things find partners whatever the order, where there is a way', () => {
    refund(pay, 100)
    refund(pay, 200)
    const any = { payments: expect.anything() }
    expect(sandbox.diff(before)).toChangeOnly({
      ...any,
      refunds: { added: [{ payment_id: pay }, { amount: 100 }] }
    })
    expect(sandbox.diff(before)).toChangeOnly({
      ...any,
      refunds: { added: [{ amount: 200 }, { payment_id: pay }] }
    })
    expect(sandbox.diff(before)).not.toChangeOnly({
      ...any,
      refunds: { added: [{ amount: 100 }, { amount: 100 }] }
    })
  })

  it('what is gone is told as it was', () => {
    const [after, now] = [before, payments.snapshot()]
    const back = sandbox.diff(after, now)
    expect(back).toChangeOnly({ payments: { removed: [pay, { amount: 700 }] } })
    expect(said(() => expect(back).toChangeOnly({ payments: { removed: [pay] } }))).toContain(
      `was not to be removed: payments ${other} {`
    )
  })

  it('a name that nobody can mean is told at once', () => {
    const diff = sandbox.diff(before)
    expect(() => expect(diff).toChangeOnly({ payments: { add: 1 } })).toThrow(
      "What changed in 'payments' 'add' is said as ['/field'] or { field: value }; it is 1"
    )
    expect(() => expect(sandbox).toChangeOnly({})).toThrow('The sandbox itself was given')
    expect(() => expect(undefined).not.toChangeNothing()).toThrow('This is about a diff')
  })

  it('stamps need not be named, and may be', () => {
    const tracker = createSandbox({ description: description('tracker.yaml'), mode: 'stateful' })
    tracker.handle(post('/orgs/ada/repos', { name: 'one' }))
    tracker.handle(post('/repos/ada/one/issues', { title: 'x' }))
    const then = tracker.snapshot()
    const change = (body: object): unknown =>
      tracker.handle({ ...post('/repos/ada/one/issues/1', body), method: 'PATCH' })
    tracker.clock.advance('1h')
    change({ title: 'x' })
    expect(tracker.diff(then)).toChangeNothing()
    change({ title: 'y' })
    expect(tracker.diff(then)).toChangeOnly({ issues: { 1: ['title'] } })
    expect(tracker.diff(then)).toChangeOnly({
      issues: { 'one/1': { title: 'y', updated_at: expect.any(String) } }
    })
    expect(tracker.diff(then)).toChangeNothing({ ignore: ['title'] })
    expect(tracker.diff(then)).toChangeNothing({ ignore: ['issues/title'] })
    expect(tracker.diff(then)).not.toChangeNothing({ ignore: ['repos/title'] })
  })

  it('an id that things share needs that of a parent before it', () => {
    const tracker = createSandbox({ description: description('tracker.yaml'), mode: 'stateful' })
    for (const name of ['one', 'two']) {
      tracker.handle(post('/orgs/ada/repos', { name }))
      tracker.handle(post(`/repos/ada/${name}/issues`, { title: name }))
    }
    const then = tracker.snapshot()
    for (const name of ['one', 'two'])
      tracker.handle({ ...post(`/repos/ada/${name}/issues/1`, { title: 'z' }), method: 'PATCH' })
    expect(tracker.diff(then)).toChangeOnly({ issues: { 'one/1': ['title'], 'two/1': ['title'] } })
    expect(said(() => expect(tracker.diff(then)).toChangeOnly({ issues: { 1: ['title'] } }))).toMatch(
      /issues 1 may be any of issues 1 \(of .*repos one.*\); issues 1 \(of .*repos two.*\): put the id of a parent before it/
    )
  })
})

describe('toHaveChanged', () => {
  it('lets pass what changed beyond that', () => {
    refund(pay, 100)
    refund(pay, 100)
    const diff = sandbox.diff(before)
    expect(diff).toHaveChanged({ payments: { [pay]: { status: 'partially_refunded' } } })
    expect(diff).toHaveChanged({ refunds: { added: 1 } })
    expect(diff).toHaveChanged({ refunds: { added: [{ amount: 100 }] } })
    expect(diff).toHaveChanged({})
    expect(said(() => expect(diff).toHaveChanged({ refunds: { added: 3 } }))).toContain(
      '2 were added in place of 3'
    )
    expect(said(() => expect(diff).toHaveChanged({ customers: { changed: 1 } }))).toContain(
      'customers: 0 changed in place of 1'
    )
    expect(said(() => expect(diff).not.toHaveChanged({ refunds: { added: 1 } }))).toContain(
      'was not to change'
    )
  })
})

describe('toChangeNothing', () => {
  it('holds for reads and refusals, and tells what a write did', () => {
    sandbox.handle(get('/payments'))
    sandbox.handle(post('/refunds', { payment_id: pay, amount: 99_999 }))
    expect(sandbox.diff(before)).toChangeNothing()
    refund(pay, 1)
    expect(said(() => expect(sandbox.diff(before)).toChangeNothing())).toMatch(
      /payments pay_\w+ was not to change: [^]*by POST \/refunds -> 201, tr_[^]*was not to be added: refunds ref_/
    )
    expect(said(() => expect(sandbox.diff(sandbox.snapshot())).not.toChangeNothing())).toBe(
      'Something was to change, and nothing did.'
    )
  })
})

describe('what was called', () => {
  it('in order, with others in between', () => {
    refund(pay, 100)
    sandbox.handle(post('/refunds', { payment_id: pay, amount: 99_999 }))
    const traces = sandbox.traces.list()
    expect(traces).toHaveCalledInOrder(['POST /payments', 'POST /refunds 201', 'POST /refunds 4xx'])
    expect(traces).toHaveCalledInOrder([
      `POST /payments/${pay}/capture`,
      { operation: 'POST /refunds', status: 422 }
    ])
    expect(traces).not.toHaveCalledInOrder(['POST /refunds', 'POST /payments'])
    const message = said(() => expect(traces).toHaveCalledInOrder(['POST /refunds', 'POST /payments']))
    expect(message).toContain(
      'POST /payments was not called after POST /refunds, only before. What was called:'
    )
    expect(message).toMatch(/\n {2}POST \/refunds -> 422 .*tr_/)
  })

  it('at least once, so many times, never', () => {
    refund(pay, 100)
    const traces = sandbox.traces.list()
    expect(traces).toHaveCalled('POST /payments/{payment_id}/capture')
    expect(traces).toHaveCalled('POST /payments', { times: 2 })
    expect(traces).not.toHaveCalled('POST /payments/{payment_id}/void')
    expect(said(() => expect(traces).toHaveCalled('POST /refunds', { times: 2 }))).toContain(
      'POST /refunds was to be called 2 times, and was called 1 times'
    )
    expect(() => expect(sandbox).toHaveCalled('x')).toThrow('expect(sandbox.traces.list())')
  })

  it('whatever the path parameters are called', () => {
    refund(pay, 100)
    const traces = sandbox.traces.list()
    expect(traces).toHaveCalled('POST /payments/{id}/capture')
    expect(traces).toHaveCalled('post /payments/{}/capture 2xx', { times: 2 })
    expect(traces).not.toHaveCalled('POST /payments/{id}/capture 404')
  })

  it.each(['createRefund', '/refunds', 'POST refunds', 'POST /refunds 42', 'POST /refunds ', ''])(
    'refuses %j, which no request could be, so that `.not` does not hold for it',
    (text) => {
      refund(pay, 100)
      for (const traces of [sandbox.traces.list(), []]) {
        expect(() => expect(traces).toHaveCalled(text)).toThrow("write 'DELETE /patients/{id}'")
        expect(() => expect(traces).not.toHaveCalled(text)).toThrow(TypeError)
        expect(() => expect(traces).not.toHaveCalledInOrder(['POST /refunds', text])).toThrow(TypeError)
      }
    }
  )
})
