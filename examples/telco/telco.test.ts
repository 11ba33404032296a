// Months of telephone bills, each in one call.
import { createSandbox, type Sandbox } from '@sandbed/node'
import { beforeEach, expect, test } from 'vitest'

const copy = await createSandbox(new URL('telco.yaml', import.meta.url), {
  mode: 'stateful',
  pack: new URL('telco.pack.yaml', import.meta.url)
})

let sandbox: Sandbox

beforeEach(() => {
  sandbox = copy.fork()
})

async function call(method: string, path: string, body?: object) {
  const response = await sandbox.fetch(path, { method, ...(body && { body: JSON.stringify(body) }) })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

test('a line is connected within the hour', async () => {
  const { body } = await call('POST', '/lines', { subscriber: 'Ida Example' })
  expect(body).toMatchObject({ status: 'connecting', plan: 'basic' })
  const line = `/lines/${String(body['id'])}`
  const early = await call('POST', `${line}/usage`, { kind: 'minutes', units: 3 })
  expect(early).toEqual({ status: 409, body: { message: 'The line is not active.' } })
  sandbox.clock.advance('1h')
  expect((await call('POST', `${line}/usage`, { kind: 'minutes', units: 3 })).status).toBe(201)
})

test('a billing month: the meter runs, the invoice is made, the webhook fires', () => {
  const line = sandbox.apply('connected').things['line']!
  const sink = sandbox.webhooks.sink({ events: ['invoice.ready'] })

  const { status } = sandbox.clock.advance('P1M')

  expect(status).toBe('done')
  const [invoice] = sandbox.state.list('invoices')
  // 28 days in February, five minutes a day, ten cents a minute, and nine Euro.
  expect(invoice?.value).toMatchObject({ lineId: line.id, cents: 900 + 27 * 50, status: 'open' })
  expect(sink.all().map(({ json }) => (json as { data: { id: string } }).data.id)).toEqual([invoice?.id])
})

test('bills come on the last day of the month where the first came on the 31st', () => {
  sandbox.apply('connected')
  sandbox.clock.advance('P6M')
  const days = sandbox.state.list('invoices').map(({ value }) => (value['createdAt'] as string).slice(0, 10))
  expect(days).toEqual(['2026-02-28', '2026-03-31', '2026-04-30', '2026-05-31', '2026-06-30', '2026-07-31'])
})

test('an invoice is adjusted; one that nobody touches is overdue after two weeks', async () => {
  sandbox.apply('connected')
  sandbox.clock.advance('P2M')
  const [first, second] = sandbox.state.list('invoices')
  expect(first?.value['status']).toBe('overdue')
  const adjusted = await call('POST', `/invoices/${second!.id}/adjust`, { cents: -500, reason: 'Goodwill' })
  expect(adjusted.body).toMatchObject({ status: 'adjusted', adjustment: 'Goodwill' })
  expect(adjusted.body['adjustedCents']).toBe((second!.value['cents'] as number) - 500)
  sandbox.clock.advance('14d')
  expect(sandbox.state.get('invoices', second!.id)?.value['status']).toBe('adjusted')
})

test('a suspended line is not metered', async () => {
  const line = sandbox.apply('connected').things['line']!
  sandbox.clock.advance('3d')
  expect((await call('POST', `/lines/${line.id}/suspend`)).body['status']).toBe('suspended')
  sandbox.clock.advance('10d')
  expect(sandbox.state.count('usage')).toBe(3)
})

test('the same month twice is the same, byte for byte', () => {
  const month = (): string => {
    const fork = copy.fork()
    fork.apply('connected')
    fork.clock.advance('P3M')
    return fork.exportSnapshot()
  }
  expect(month()).toBe(month())
})
