// What can go wrong: faults in force, what they do to answers, and what requests they are about.
import { describe, expect, it } from 'vitest'
import { bodyOf } from '../../../../test/support/sandboxes.js'
import { orderDesk } from '../../../../test/support/order-desk.js'
import { isSandboxError } from '../../../index.js'

const codeOf = (attempt: () => unknown): unknown => {
  try {
    return attempt()
  } catch (error) {
    return isSandboxError(error) ? error.code : error
  }
}

describe('a fault answers', () => {
  it('with its status, in the shape of the description, in its words', () => {
    const { sandbox, order, list, trace } = orderDesk()
    sandbox.faults.arm({ name: 'down', operation: 'addOrder', status: 503, message: 'We are closed' })
    const response = order('tea')
    expect([response.status, bodyOf(response)]).toEqual([
      503,
      { error: { code: 'service_unavailable', message: 'We are closed' } }
    ])
    expect(trace()).toMatchObject({ rule: 'down', provenance: 'fault', status: 503 })
    expect(sandbox.state.count('orders')).toBe(0)
    expect(list().status).toBe(200)
    expect(trace().rule).toBe(null)
  })

  it('with a status that is not declared as problem details', () => {
    const { sandbox, list, trace } = orderDesk()
    sandbox.faults.arm({ status: 418, message: 'No coffee' })
    const response = list()
    expect(response.headers['content-type']).toBe('application/problem+json')
    expect(bodyOf(response)).toEqual({
      type: 'about:blank',
      title: 'Client Error',
      status: 418,
      detail: 'No coffee'
    })
    expect(trace().notes).toContain('The description declares no response for 418.')
  })

  it('with a body and headers of its own', () => {
    const { sandbox, order } = orderDesk()
    sandbox.faults.arm({
      status: 503,
      body: { error: { code: 'X1', message: '="No " + request.body.item' } },
      headers: { 'Retry-After': '30' }
    })
    const response = order('tea')
    expect(bodyOf(response)).toEqual({ error: { code: 'X1', message: 'No tea' } })
    expect(response.headers).toMatchObject({ 'retry-after': '30', 'content-type': 'application/json' })
  })

  it('with the example of the description where it has no words of its own', () => {
    const { sandbox, order } = orderDesk()
    sandbox.faults.arm({ operation: 'addOrder', status: 402 })
    expect(bodyOf(order('tea')).error.code).toBe('insufficient_funds')
  })

  it('with the error that it names, of those that the description has for the status', () => {
    const { sandbox, order } = orderDesk({
      faults: { stolen: { operation: 'addOrder', status: 402, example: 'stolen' } }
    })
    sandbox.faults.arm('stolen')
    expect(bodyOf(order('tea'))).toEqual({
      error: { code: 'stolen_card', message: 'The card was stolen' }
    })
    sandbox.faults.arm('stolen', { example: 'empty' })
    expect(bodyOf(order('tea')).error.code).toBe('insufficient_funds')
    const arm = (fault: object) => codeOf(() => sandbox.faults.arm(fault))
    expect(arm({ operation: 'addOrder', status: 402, example: 'lost' })).toBe('invalid-fault')
    expect(arm({ example: 'stolen' })).toBe('invalid-fault')
  })

  it('before `Prefer`, and before an answer that nobody accepts', () => {
    const { sandbox, list } = orderDesk()
    sandbox.faults.arm({ status: 503 })
    expect(list({ prefer: 'code=500' }).status).toBe(503)
    expect(list({ prefer: 'code=700' }).status).toBe(503)
    expect(list({ accept: 'image/png' }).status).toBe(503)
  })

  it('after validation', () => {
    const { sandbox, send } = orderDesk()
    sandbox.faults.arm({ status: 503 })
    expect(send('POST', '/orders', { amount: 'x' }).status).toBe(422)
  })

  it.each(['static', 'dynamic', 'stateful'] as const)('in %s mode', (mode) => {
    const { sandbox, list } = orderDesk(undefined, { mode })
    expect(list().status).toBe(200)
    sandbox.faults.arm({ name: 'down', status: 503 })
    expect([list().status, list().status]).toEqual([503, 503])
    sandbox.faults.clear('down')
    expect(list().status).toBe(200)
  })
})

describe('a fault is about', () => {
  it('operations, what they do, and resources', () => {
    for (const match of [
      { operation: 'addOrder' },
      { operation: ['dropOrder', 'POST /orders'] },
      { does: 'create' },
      { resource: 'orders', does: ['create', 'delete'] }
    ]) {
      const { sandbox, order, list } = orderDesk()
      sandbox.faults.arm({ ...match, status: 503 })
      expect([match, order('tea').status, list().status]).toEqual([match, 503, 200])
    }
  })

  it('requests for which a condition holds, over the request, the thing, all things and the time', () => {
    const { sandbox, order, send } = orderDesk()
    const { id } = bodyOf(order('tea'))
    sandbox.faults.arm({ when: '=request.body.item == "gin"', operation: 'addOrder', status: 503 })
    expect([order('tea').status, order('gin').status]).toEqual([201, 503])
    sandbox.faults.clear()
    sandbox.faults.arm({ when: '=entity.item == "tea"', operation: 'dropOrder', status: 503 })
    expect(send('DELETE', `/orders/${id}`).status).toBe(503)
    sandbox.faults.clear()
    sandbox.faults.arm({ when: '=size(things.orders) > 5 || now < 0', status: 503 })
    expect(order('tea').status).toBe(201)
  })

  it('nobody where its condition cannot be told: the trace says why', () => {
    const { sandbox, order, trace } = orderDesk()
    sandbox.faults.arm({
      name: 'odd',
      operation: 'addOrder',
      when: '=request.body.amount / 0 > 1',
      status: 503
    })
    expect(order('tea').status).toBe(201)
    expect(trace().notes.join()).toMatch(/'odd' does not apply: /)
  })

  it('the n-th request, so many, and a share of them', () => {
    const answers = (fault: object, seed = 'a'): string => {
      const { sandbox, list } = orderDesk(undefined, { seed })
      sandbox.faults.arm({ status: 503, ...fault })
      return Array.from({ length: 40 }, () => (list().status === 503 ? 'x' : '.')).join('')
    }
    expect(answers({ nth: 3 })).toBe(`..x${'.'.repeat(37)}`)
    expect(answers({ count: 2 })).toBe(`xx${'.'.repeat(38)}`)
    const drawn = answers({ name: 'p', probability: 0.5 })
    expect(drawn).toBe(answers({ name: 'p', probability: 0.5 }))
    expect(drawn).not.toBe(answers({ name: 'p', probability: 0.5 }, 'b'))
    expect(drawn.replaceAll('.', '').length).toBeGreaterThan(8)
    expect(drawn.replaceAll('x', '').length).toBeGreaterThan(8)
    expect(answers({ probability: 0 })).not.toContain('x')
    expect(answers({ probability: 1 })).not.toContain('.')
  })

  it('together with others: what only delays or disturbs lets the next one through', () => {
    const { sandbox, list, trace } = orderDesk()
    sandbox.faults.arm({ name: 'slow', delay: '1s', realDelay: 5 })
    sandbox.faults.arm({ name: 'hidden', headers: { 'x-a': 'a' }, drop: 'during' })
    sandbox.faults.arm({ name: 'down', status: 503 })
    sandbox.faults.arm({ name: 'never', drop: 'before' })
    expect(list()).toMatchObject({
      status: 503,
      headers: { 'x-a': 'a' },
      wire: { delay: 5, drop: 'during' }
    })
    expect(trace()).toMatchObject({
      rule: 'down',
      notes: expect.arrayContaining([expect.stringContaining("'slow'")])
    })
  })

  it('what the first that answers says; one that is spent lets the next through', () => {
    const { sandbox, list, trace } = orderDesk()
    sandbox.faults.arm({ name: 'one', status: 500, count: 1 })
    sandbox.faults.arm({ name: 'two', status: 503 })
    expect([list().status, list().status]).toEqual([500, 503])
    expect(trace().rule).toBe('two')
  })
})

describe('a fault lets time pass', () => {
  it('and the usual answer follows', () => {
    const { sandbox, order, trace } = orderDesk()
    const before = sandbox.clock.now
    sandbox.faults.arm({ name: 'slow', delay: '5m' })
    expect(order('tea').status).toBe(201)
    expect(sandbox.clock.now - before).toBe(300_000)
    expect(trace()).toMatchObject({ rule: 'slow', provenance: 'state' })
  })

  it('with what that leads to: the request comes upon it', () => {
    const { sandbox, order, send } = orderDesk({
      timers: {
        lose: { resource: 'orders', in: '1m', do: { patch: { resource: 'orders', set: { status: 'lost' } } } }
      }
    })
    const { id } = bodyOf(order('tea'))
    sandbox.faults.arm({ operation: 'getOrder', delay: '2m' })
    expect(bodyOf(send('GET', `/orders/${id}`)).status).toBe('lost')
  })
})

describe('rate limits', () => {
  it('refuse what is over them until the window ends on the clock of the sandbox', () => {
    const { sandbox, list, trace } = orderDesk()
    sandbox.faults.arm({ name: 'limit', rateLimit: { limit: 2, window: '1m' } })
    const first = list()
    expect([first.status, first.headers['ratelimit'], first.headers['ratelimit-policy']]).toEqual([
      200,
      '"limit";r=1;t=60',
      '"limit";q=2;w=60'
    ])
    sandbox.clock.advance('20s')
    expect([list().status, trace().rule]).toEqual([200, null])
    const over = list()
    expect([over.status, over.headers['retry-after'], over.headers['ratelimit']]).toEqual([
      429,
      '40',
      '"limit";r=0;t=40'
    ])
    expect(bodyOf(over).error.code).toBe('too_many_requests')
    expect(trace()).toMatchObject({ rule: 'limit', provenance: 'fault' })
    sandbox.clock.advance('40s')
    expect(list().status).toBe(200)
  })

  it('are part of the state', () => {
    const { sandbox, list } = orderDesk()
    sandbox.faults.arm({ rateLimit: { limit: 1, window: '1m' } })
    const before = sandbox.snapshot()
    expect([list().status, list().status]).toEqual([200, 429])
    sandbox.restore(sandbox.importSnapshot(sandbox.exportSnapshot(before)))
    expect([list().status, list().status]).toEqual([200, 429])
  })
})

describe('what breaks on its way', () => {
  it('is told to the host: how long the client waits, and where the connection ends', () => {
    const { sandbox, list } = orderDesk()
    sandbox.faults.arm({ name: 'x', realDelay: 20, drop: 'during' })
    expect(list().wire).toEqual({ delay: 20, drop: 'during' })
    sandbox.faults.clear('x')
    expect(list()).not.toHaveProperty('wire')
  })

  it('a body that is cut off is no JSON any more, whatever it was', () => {
    for (const body of [{ a: 1, b: 'ü😀ü😀' }, [], {}, 12, 'text', true, null]) {
      const { sandbox, list } = orderDesk()
      sandbox.faults.arm({ status: 200, body, malformed: true })
      const text = String(list().body)
      expect(() => JSON.parse(text)).toThrow(SyntaxError)
    }
  })

  it('the request is carried out all the same, and its answer is there for the next try', () => {
    const { sandbox, order } = orderDesk()
    sandbox.faults.arm({ malformed: true, count: 1 })
    const key = { 'idempotency-key': 'k1' }
    expect(() => bodyOf(order('tea', key))).toThrow(SyntaxError)
    const again = order('tea', key)
    expect(again.headers['idempotency-replayed']).toBe('true')
    expect(bodyOf(again)).toMatchObject({ item: 'tea' })
    expect(sandbox.state.count('orders')).toBe(1)
  })

  it('what a fault answers is not remembered under an idempotency key', () => {
    const { sandbox, order } = orderDesk()
    sandbox.faults.arm({ status: 503, count: 1 })
    const key = { 'idempotency-key': 'k1' }
    expect([order('tea', key).status, order('tea', key).status]).toEqual([503, 201])
  })

  it('an answer that is given again meets no fault', () => {
    const { sandbox, order } = orderDesk()
    const key = { 'idempotency-key': 'k1' }
    order('tea', key)
    sandbox.faults.arm({ status: 503 })
    expect(order('tea', key).status).toBe(201)
  })
})

describe('sandbox.faults', () => {
  const pack = {
    faults: {
      down: { status: 503, message: 'Down' },
      slow: { delay: '1s', armed: true },
      picky: { status: 503, when: ({ request }: { request: unknown }) => request !== null }
    }
  }

  it('puts faults of the pack in force by name, with changes, and lists what is', () => {
    const { sandbox, list } = orderDesk(pack)
    expect(sandbox.faults.list()).toEqual([
      { name: 'slow', kind: 'fault', spec: { delay: '1s', armed: true } }
    ])
    expect(sandbox.faults.arm('down', { count: 1 })).toMatchObject({ name: 'down', seen: 0, used: 0 })
    sandbox.faults.clear('slow')
    expect([list().status, list().status]).toEqual([503, 200])
    expect(sandbox.faults.list()).toEqual([
      { name: 'down', kind: 'fault', spec: { status: 503, message: 'Down', count: 1 }, seen: 1, used: 1 }
    ])
    sandbox.faults.arm('down')
    expect(sandbox.faults.list()).toHaveLength(1)
    sandbox.faults.clear()
    expect(sandbox.faults.list()).toEqual([])
  })

  it('keeps functions in the pack, and their names in the state', () => {
    const { sandbox, list } = orderDesk(pack)
    sandbox.faults.clear('slow')
    sandbox.faults.arm('picky', { count: 1 })
    const there = sandbox.importSnapshot(sandbox.exportSnapshot())
    expect([list().status, list().status]).toEqual([503, 200])
    sandbox.restore(there)
    expect([list().status, list().status]).toEqual([503, 200])
  })

  it('refuses names that are not there, and faults that are none', () => {
    const { faults } = orderDesk(pack).sandbox
    expect(() => faults.arm('dwon')).toThrow("There is no fault 'dwon'. Did you mean 'down'?")
    expect(codeOf(() => faults.arm('dwon'))).toBe('unknown-fault')
    expect(codeOf(() => faults.clear('nothing'))).toBe('unknown-fault')
    expect(codeOf(() => faults.clear('down'))).toBe(undefined)
    for (const fault of [
      {},
      { status: 42 },
      { status: 503, when: 'request.body' },
      { status: 503, when: '=request.body +' },
      { status: 503, operation: 'nowhere' },
      { status: 503, name: 'faults' },
      { status: 503, delay: 'soon' },
      { unknown: 1, status: 503 },
      null,
      5
    ])
      expect([fault, codeOf(() => faults.arm(fault as never))]).toEqual([
        fault,
        fault === null || fault === 5 ? 'unknown-fault' : 'invalid-fault'
      ])
    expect(codeOf(() => faults.arm({ status: 503, when: () => true }))).toBe('invalid-option')
    expect(() => faults.arm({ status: 503, operation: 'addOrdr' })).toThrow('addOrder')
  })

  it('is part of the state: snapshots, forks and resets take it along', () => {
    const { sandbox, list } = orderDesk(pack)
    sandbox.faults.arm('down')
    const fork = sandbox.fork()
    sandbox.reset()
    expect(list().status).toBe(200)
    expect(fork.handle({ method: 'GET', url: '/orders' }).status).toBe(503)
    expect(fork.faults.list().map(({ name }) => name)).toEqual(['slow', 'down'])
  })

  it('reads change nothing where nothing is counted', () => {
    const { sandbox, list } = orderDesk()
    sandbox.faults.arm({ status: 503 })
    const before = sandbox.stateHash('everything')
    list()
    expect(sandbox.stateHash('everything')).toBe(before)
  })
})
