// Certificates of receivers: only one that is trusted, in its time and right for the name will do.
import { createServer, type ServerOptions } from 'node:https'
import type { AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import { sendWebhook, type SendOptions } from './send-webhook.js'

// A key pair of these tests alone, and two certificates of it for receiver.example.com: until 2120, and until 2020.
const key = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgYYj60gtev6ppTpFi
nz+P2OzRaCqN/77db2LOrm5boSqhRANCAASMhlso8mbAVv0qJM1ML7nPSavQsl6D
89bsbqc3u2NE5so9dRotfVQUdRUaZShYojLbRyoS66eVafSc4ZXsyHXS
-----END PRIVATE KEY-----`
const certificate = `-----BEGIN CERTIFICATE-----
MIIBcDCCARegAwIBAgIBATAKBggqhkjOPQQDAjAfMR0wGwYDVQQDDBRyZWNlaXZl
ci5leGFtcGxlLmNvbTAgFw0yMDAxMDEwMDAwMDBaGA8yMTIwMDEwMTAwMDAwMFow
HzEdMBsGA1UEAwwUcmVjZWl2ZXIuZXhhbXBsZS5jb20wWTATBgcqhkjOPQIBBggq
hkjOPQMBBwNCAASMhlso8mbAVv0qJM1ML7nPSavQsl6D89bsbqc3u2NE5so9dRot
fVQUdRUaZShYojLbRyoS66eVafSc4ZXsyHXSo0IwQDAfBgNVHREEGDAWghRyZWNl
aXZlci5leGFtcGxlLmNvbTAdBgNVHQ4EFgQUopAbOS65Qge7VRElMWLtbJSTWgow
CgYIKoZIzj0EAwIDRwAwRAIgSg7lN7fOcW9gE6+ZXM8rMAQKXs1EJx0uPRNq2aXx
3ZgCIBzrVZMfQjlLuD7f9ZVcBlhpvds6opK+SR/x8bN9SlMt
-----END CERTIFICATE-----`
const expired = `-----BEGIN CERTIFICATE-----
MIIBcDCCARWgAwIBAgIBAjAKBggqhkjOPQQDAjAfMR0wGwYDVQQDDBRyZWNlaXZl
ci5leGFtcGxlLmNvbTAeFw0yMDAxMDEwMDAwMDBaFw0yMDAxMDIwMDAwMDBaMB8x
HTAbBgNVBAMMFHJlY2VpdmVyLmV4YW1wbGUuY29tMFkwEwYHKoZIzj0CAQYIKoZI
zj0DAQcDQgAEjIZbKPJmwFb9KiTNTC+5z0mr0LJeg/PW7G6nN7tjRObKPXUaLX1U
FHUVGmUoWKIy20cqEuunlWn0nOGV7Mh10qNCMEAwHwYDVR0RBBgwFoIUcmVjZWl2
ZXIuZXhhbXBsZS5jb20wHQYDVR0OBBYEFKKQGzkuuUIHu1URJTFi7WyUk1oKMAoG
CCqGSM49BAMCA0kAMEYCIQDSu9HFm5f6aQrsIYAH/JdkS9so9AskQzZBLxvfBwsL
fQIhAP2oSuskSkX8bGUbEGRMZRHlqaP+Bm5rc9Vc073yvn2t
-----END CERTIFICATE-----`

/** What a receiver with this certificate gets, and what its sender hears. */
async function deliver(server: ServerOptions, options: SendOptions, host = 'receiver.example.com') {
  let hits = 0
  let cause: string | undefined
  const receiver = createServer({ key, ...server }, (request, response) => {
    hits++
    request.resume().on('end', () => response.end('ok'))
  })
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
  const { port } = receiver.address() as AddressInfo
  const outcome = await sendWebhook(
    { url: `https://${host}:${port}/`, headers: {}, body: '{}' },
    {
      allowLoopback: true,
      ports: [port],
      lookup: () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]),
      onFailure: (error) => (cause = (error as NodeJS.ErrnoException).code ?? error.message),
      ...options
    }
  )
  receiver.closeAllConnections()
  await new Promise((resolve) => receiver.close(resolve))
  return { kind: outcome.kind, hits, cause }
}

const refused = (cause: unknown) => ({ kind: 'no-response', hits: 0, cause })

it('a trusted certificate for the name is taken', async () => {
  expect(await deliver({ cert: certificate }, { ca: certificate })).toEqual({
    kind: 'response',
    hits: 1,
    cause: undefined
  })
})

it('one that nobody vouches for is not', async () => {
  expect(await deliver({ cert: certificate }, {})).toEqual(refused('DEPTH_ZERO_SELF_SIGNED_CERT'))
})

it('one for another name is not, nor for an address', async () => {
  const other = await deliver({ cert: certificate }, { ca: certificate }, 'other.example.com')
  expect(other).toEqual(refused('ERR_TLS_CERT_ALTNAME_INVALID'))
  const address = await deliver({ cert: certificate }, { ca: certificate }, '127.0.0.1')
  expect(address).toEqual(refused('ERR_TLS_CERT_ALTNAME_INVALID'))
})

it('one whose time is over is not', async () => {
  expect(await deliver({ cert: expired }, { ca: expired })).toEqual(refused('CERT_HAS_EXPIRED'))
})

it('TLS before 1.2 is not spoken', async () => {
  const old: ServerOptions = {
    cert: certificate,
    minVersion: 'TLSv1',
    maxVersion: 'TLSv1.1',
    ciphers: 'DEFAULT@SECLEVEL=0'
  }
  expect(await deliver(old, { ca: certificate })).toMatchObject({ kind: 'no-response', hits: 0 })
})

it('the environment cannot make it trust every certificate', async () => {
  const before = process.env.NODE_TLS_REJECT_UNAUTHORIZED
  process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'
  try {
    expect(await deliver({ cert: certificate }, {})).toEqual(refused('DEPTH_ZERO_SELF_SIGNED_CERT'))
  } finally {
    if (before === undefined) delete process.env.NODE_TLS_REJECT_UNAUTHORIZED
    else process.env.NODE_TLS_REJECT_UNAUTHORIZED = before
  }
})
