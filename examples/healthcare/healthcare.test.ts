// A claim from the question whether it is covered to the money. Everyone in here is made up.
import { createSandbox, type Sandbox } from '@sandbed/node'
import { beforeEach, expect, test } from 'vitest'

const copy = await createSandbox(new URL('healthcare.yaml', import.meta.url), {
  mode: 'stateful',
  pack: new URL('healthcare.pack.yaml', import.meta.url)
})

let sandbox: Sandbox

beforeEach(() => {
  sandbox = copy.fork()
})

async function call(method: string, path: string, body?: object) {
  const response = await sandbox.fetch(path, { method, ...(body && { body: JSON.stringify(body) }) })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

const imaging = { member_id: 'mem_1', service: 'imaging' }

test('eligible, authorized, paid', async () => {
  const check = await call('POST', '/eligibility-checks', imaging)
  expect(check.body).toMatchObject({ eligible: true, needs_authorization: true })

  const requested = await call('POST', '/authorizations', imaging)
  expect(requested.body).toMatchObject({ status: 'pending', urgent: false })
  const authorization_id = requested.body['id'] as string
  expect((await call('POST', '/claims', { ...imaging, authorization_id, billed: 900 })).status).toBe(409)

  sandbox.clock.advance('3d')
  expect((await call('GET', `/authorizations/${authorization_id}`)).body).toMatchObject({
    status: 'approved',
    decided_at: '2026-01-04T00:00:00Z'
  })
  const claim = await call('POST', '/claims', { ...imaging, authorization_id, billed: 900 })
  expect(claim.body).toMatchObject({ status: 'received', paid: null })

  sandbox.clock.advance('14d')
  expect((await call('GET', `/claims/${String(claim.body['id'])}`)).body).toMatchObject({
    status: 'paid',
    paid: 900
  })
})

test('what is urgent is decided in four hours', async () => {
  const { body } = await call('POST', '/authorizations', { ...imaging, urgent: true })
  sandbox.clock.advance('4h')
  expect((await call('GET', `/authorizations/${String(body['id'])}`)).body['status']).toBe('approved')
})

test('what the plan does not cover is denied, and a receiver is told', async () => {
  const sink = sandbox.webhooks.sink({ events: ['authorization.decided'] })
  const { body } = await call('POST', '/authorizations', { member_id: 'mem_2', service: 'surgery' })
  sandbox.clock.advance('4d')
  expect((await call('GET', `/authorizations/${String(body['id'])}`)).body['status']).toBe('denied')
  expect(sink.all()).toHaveLength(1)
})

test('an authorization can be cancelled, and ends after ninety days', async () => {
  const first = sandbox.apply('authorized').things['authorization']!
  const cancelled = await call('POST', `/authorizations/${first.id}/cancel`)
  expect(cancelled.body['status']).toBe('cancelled')
  const second = sandbox.apply('authorized').things['authorization']!
  sandbox.clock.advance('90d')
  expect(sandbox.state.get('authorizations', second.id)?.value['status']).toBe('expired')
  expect(sandbox.state.get('authorizations', first.id)?.value['status']).toBe('cancelled')
})

test('the deductible is the member’s to pay', async () => {
  const claim = await call('POST', '/claims', { member_id: 'mem_2', service: 'visit', billed: 1800 })
  sandbox.clock.advance('14d')
  expect((await call('GET', `/claims/${String(claim.body['id'])}`)).body['paid']).toBe(300)
})

test('a member whose cover ended is not eligible', async () => {
  sandbox.apply('inactive', { member: 'mem_1' })
  expect((await call('POST', '/eligibility-checks', imaging)).body['eligible']).toBe(false)
  expect(
    (await call('POST', '/eligibility-checks', { member_id: 'mem_3', service: 'visit' })).body
  ).toMatchObject({
    eligible: false
  })
})
