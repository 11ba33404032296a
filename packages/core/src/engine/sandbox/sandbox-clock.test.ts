// The clock of a sandbox: what it governs, and that it goes wherever the sandbox goes.
import { expect, it } from 'vitest'
import { json } from '../../../test/support/descriptions.js'
import { bodyOf, get, post, sandboxOf } from '../../../test/support/sandboxes.js'

const order = {
  type: 'object',
  properties: {
    id: { type: 'string', readOnly: true },
    note: { type: 'string' },
    created_at: { type: 'string', format: 'date-time', readOnly: true },
    updated_at: { type: 'string', format: 'date-time', readOnly: true }
  }
}
const paths = {
  '/orders': {
    post: {
      parameters: [{ name: 'Idempotency-Key', in: 'header', schema: { type: 'string' } }],
      requestBody: json(order),
      responses: { '201': json(order) }
    }
  },
  '/orders/{id}': {
    get: { responses: { '200': json(order) } },
    patch: { requestBody: json(order), responses: { '200': json(order) } }
  }
}
const sandbox = () => sandboxOf(paths, { mode: 'stateful' })
const start = Date.parse('2026-01-01T00:00:00Z')

it('stands still, and moves when it is told to', () => {
  const { clock, handle } = sandbox()
  expect(clock.now).toBe(start)
  handle(post('/orders', { note: 'now' }))
  expect(clock.now).toBe(start)
  expect(clock.advance('90m')).toMatchObject({ status: 'done', now: start + 90 * 60_000, fired: [] })
  clock.advance({ to: '2026-03-01T00:00:00Z' })
  expect(clock.now).toBe(Date.parse('2026-03-01T00:00:00Z'))
  expect(clock.pending).toEqual({ count: 0, nextDueAt: null })
})

it('does not go back, and takes nothing that is no time', () => {
  const { clock } = sandbox()
  expect(() => clock.advance({ to: start - 1 })).toThrow(expect.objectContaining({ code: 'clock-backwards' }))
  for (const wrong of ['soon', -1, 1.5, '', 'P', '5x'])
    expect(() => clock.advance(wrong)).toThrow(expect.objectContaining({ code: 'invalid-time' }))
  expect(clock.now).toBe(start)
})

it('says when things are made and changed', () => {
  const { clock, handle } = sandbox()
  clock.advance('1d')
  const made = bodyOf(handle(post('/orders', { note: 'a' })))
  expect(made).toMatchObject({ created_at: '2026-01-02T00:00:00Z', updated_at: '2026-01-02T00:00:00Z' })
  clock.advance('PT36H')
  const changed = bodyOf(handle({ ...post(`/orders/${made.id}`, { note: 'b' }), method: 'PATCH' }))
  expect(changed).toMatchObject({ created_at: '2026-01-02T00:00:00Z', updated_at: '2026-01-03T12:00:00Z' })
})

it('lets idempotency keys run out after a day', () => {
  const { clock, handle } = sandbox()
  const again = () => {
    const { headers, ...rest } = post('/orders', { note: 'a' })
    return bodyOf(handle({ ...rest, headers: { ...headers, 'idempotency-key': 'k' } })).id as string
  }
  const first = again()
  clock.advance('23h')
  expect(again()).toBe(first)
  clock.advance('2h')
  expect(again()).not.toBe(first)
})

it('is part of snapshots, forks, resets and what is exported', () => {
  const one = sandbox()
  one.clock.advance('1h')
  const then = one.snapshot()
  const text = one.exportSnapshot()
  const branch = one.fork()
  one.clock.advance('1d')
  expect([branch.clock.now, one.clock.now]).toEqual([start + 3_600_000, start + 90_000_000])
  branch.clock.advance('1m')
  expect(one.clock.now).toBe(start + 90_000_000)
  one.restore(then)
  expect(one.clock.now).toBe(start + 3_600_000)
  one.reset()
  expect(one.clock.now).toBe(start)
  const other = sandbox()
  other.restore(other.importSnapshot(text))
  expect(other.clock.now).toBe(start + 3_600_000)
})

it('changes no hash of the entities, and reads do not move it', () => {
  const one = sandbox()
  const hash = one.stateHash()
  one.clock.advance('1h')
  one.handle(get('/orders/1'))
  expect(one.stateHash()).toBe(hash)
  expect(one.clock.now).toBe(start + 3_600_000)
})

it('does not show in what nobody made: it is as old as the sandbox, whenever it is looked at first', () => {
  const standing = { '/owners/{id}': { get: { responses: { '200': json(order) } } } }
  const [early, late] = [1, 2].map(() => sandboxOf(standing, { mode: 'stateful' }))
  const before = bodyOf(early!.handle(get('/owners/7')))
  for (const one of [early!, late!]) one.clock.advance('30d')
  expect(bodyOf(early!.handle(get('/owners/7')))).toEqual(before)
  expect(bodyOf(late!.handle(get('/owners/7')))).toEqual(before)
})

it('is as it was when the condition of a run throws', () => {
  const { clock } = sandbox()
  const broken = () => {
    throw new Error('no')
  }
  expect(() => clock.runUntil(broken)).toThrow('no')
  expect(clock.advance('1m')).toMatchObject({ status: 'done', now: start + 60_000 })
})
