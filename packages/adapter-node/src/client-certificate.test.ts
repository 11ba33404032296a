// Client certificates: this host speaks plain HTTP and sees none, and nothing that a client or a proxy writes into a header is taken for one.
import { expect, test } from 'vitest'
import { createSandbox, type AuthOptions } from '@sandbed/core'
import { serve } from './index.js'

const description = {
  openapi: '3.1.0',
  info: { title: 'Pets', version: '1' },
  security: [{ certificate: [] }],
  paths: { '/pets': { get: { responses: { '204': { description: 'All' } } } } },
  components: { securitySchemes: { certificate: { type: 'mutualTLS' } } }
}
const claims = {
  'client-cert': ':MIIBqDCCAU6gAwIBAgIBBzAKBggqhkjOPQQDAjA6:',
  'x-client-cert': 'MIIBqDCCAU6g',
  'x-forwarded-client-cert': 'Hash=abc;Subject="CN=partner"',
  'x-ssl-client-verify': 'SUCCESS',
  authorization: 'Bearer any'
}

async function statusOver(mode: AuthOptions['mode'], headers: Record<string, string>): Promise<number> {
  const server = await serve(createSandbox({ description, auth: { mode } }), { port: 0 })
  try {
    return (await fetch(`${server.url}/pets`, { headers })).status
  } finally {
    await server.close()
  }
}

test('with `enforced` nobody gets in over the port, whatever its headers say', async () => {
  expect([await statusOver('enforced', {}), await statusOver('enforced', claims)]).toEqual([401, 401])
})

test('with `presence` everybody does: who cannot see certificates does not stand in the way', async () => {
  expect(await statusOver('presence', {})).toBe(204)
})

test('with `enforced` a host that has seen a certificate says so to `handle`', () => {
  const sandbox = createSandbox({ description, auth: { mode: 'enforced' } })
  const ask = (clientCertificate?: boolean): number =>
    sandbox.handle({
      method: 'GET',
      url: '/pets',
      ...(clientCertificate !== undefined && { clientCertificate })
    }).status
  expect([ask(true), ask(false), ask()]).toEqual([204, 401, 401])
  const present = createSandbox({ description, auth: { mode: 'presence' } })
  expect(present.handle({ method: 'GET', url: '/pets', clientCertificate: false }).status).toBe(401)
})

test('the answer says what is missing', () => {
  const { body } = createSandbox({ description, auth: { mode: 'enforced' } }).handle({
    method: 'GET',
    url: '/pets'
  })
  expect(JSON.parse(String(body))).toMatchObject({
    detail: "This needs a credential: a client's certificate (certificate)."
  })
})
