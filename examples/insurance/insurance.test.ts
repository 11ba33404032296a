// A year of an insurance policy in some milliseconds.
import { createSandbox, type Sandbox } from '@sandbed/node'
import { beforeEach, expect, test } from 'vitest'

const copy = await createSandbox(new URL('insurance.yaml', import.meta.url), {
  mode: 'stateful',
  pack: new URL('insurance.pack.yaml', import.meta.url)
})

let sandbox: Sandbox

beforeEach(() => {
  sandbox = copy.fork()
})

async function call(method: string, path: string, body?: object) {
  const response = await sandbox.fetch(path, { method, ...(body && { body: JSON.stringify(body) }) })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

async function quote(): Promise<string> {
  const asked = { holder: 'Alva Example', postcode: '10115', insuredSum: 50_000 }
  const { body } = await call('POST', '/quotes', asked)
  expect(body).toMatchObject({ ...asked, yearlyPremium: 100, status: 'open' })
  return body['id'] as string
}

test('quote, bind, pay, claim, settle', async () => {
  const quoteId = await quote()
  const policy = await call('POST', '/policies', { quoteId })
  expect(policy.body).toMatchObject({ quoteId, premium: 100, insuredSum: 50_000, status: 'pending_payment' })
  expect((await call('GET', `/quotes/${quoteId}`)).body['status']).toBe('bound')

  const paid = await call('POST', `/policies/${String(policy.body['id'])}/pay`)
  expect(paid.body).toMatchObject({ status: 'active', endsAt: '2027-03-01T09:00:00Z' })

  sandbox.clock.advance('90d')
  const filed = await call('POST', '/claims', { policyId: paid.body['id'], cause: 'water', amount: 2300 })
  const claim = `/claims/${String(filed.body['id'])}`
  expect((await call('POST', `${claim}/approve`, { amount: 2400 })).status).toBe(422)
  expect((await call('POST', `${claim}/approve`, { amount: 2000 })).body['status']).toBe('approved')

  sandbox.clock.advance('5d')
  expect((await call('GET', claim)).body).toMatchObject({
    status: 'settled',
    approvedAmount: 2000,
    settledAt: '2026-06-04T09:00:00Z'
  })
})

test('a quote holds for thirty days', async () => {
  const quoteId = await quote()
  sandbox.clock.advance('30d')
  const refused = await call('POST', '/policies', { quoteId })
  expect(refused.status).toBe(409)
  expect(refused.body['detail']).toBe('The quote does not hold any more.')
  expect(sandbox.state.count('policies')).toBe(0)
})

test('a policy that nobody pays for lapses, and covers nothing', async () => {
  const sink = sandbox.webhooks.sink({ events: ['policy.*'] })
  const { body } = await call('POST', '/policies', { quoteId: await quote() })
  sandbox.clock.advance('14d')
  expect((await call('GET', `/policies/${String(body['id'])}`)).body['status']).toBe('lapsed')
  expect(sink.all().map(({ type }) => type)).toContain('policy.lapsed')
  const claim = await call('POST', '/claims', { policyId: body['id'], cause: 'fire', amount: 100 })
  expect(claim.status).toBe(409)
})

test('cover ends after a year, unless it is paid again', async () => {
  const { things } = sandbox.apply('covered')
  const policy = `/policies/${things['policy']!.id}`
  const renewed = sandbox.fork()

  sandbox.clock.advance('365d')
  expect((await call('GET', policy)).body['status']).toBe('ended')

  renewed.clock.advance('364d')
  await renewed.fetch(`${policy}/pay`, { method: 'POST' })
  renewed.clock.advance('364d')
  expect(renewed.state.get('policies', things['policy']!.id)?.value['status']).toBe('active')
})

test('a stormy night', async () => {
  const { things } = sandbox.apply('covered')
  sandbox.apply('storm', { policy: things['policy']!.id })
  const claims = await call('GET', `/claims?policyId=${things['policy']!.id}`)
  expect(claims.body).toHaveLength(3)
})
