import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DeliveryOutcome } from '@sandbed/core'
import { startWorkerd, type Workerd } from '../test/start-workerd.js'
import { checkDestination } from './destination.js'
import { workersHost, type WebhookOptions } from './workers-host.js'

describe('destinations', () => {
  const check = (url: string, rules = {}, own: string[] = []) => checkDestination(url, rules, new Set(own))

  it('are names on the public internet, by https', () => {
    for (const url of ['https://example.com', 'https://Example.com.:8443/a?b=1', 'https://münchen.example/x'])
      expect([url, check(url)]).toEqual([url, undefined])
    expect(check('http://example.com:8080/', { allowHttp: true })).toBeUndefined()
  })

  it.each([
    [
      'The URL is not an absolute https URL.',
      'ftp://example.com //example.com https:/// https://a#b https://a\\b'
    ],
    [
      'The URL holds a user name; send credentials in a header.',
      'https://a@example.com https://a:b@example.com/'
    ],
    ['The URL is http, and only https is allowed.', 'http://example.com'],
    [
      'The host is this machine, which `allowLoopback` allows.',
      'https://localhost http://localhost:3000 https://a.localhost. https://127.1 https://0x7f000001 https://[::1]/'
    ],
    [
      'The host is not a name on the public internet.',
      'https://10.0.0.1 https://8.8.8.8 https://[fd00::1] https://[::ffff:127.0.0.1] https://intranet https://metadata.google.internal https://router.home.arpa https://2852039166'
    ],
    ['The port 22 is not one of those allowed.', 'https://example.com:22']
  ])('%s', (sentence, urls) => {
    for (const url of urls.split(' ')) expect([url, check(url)]).toEqual([url, sentence])
  })

  it('a list of origins leaves nothing else, and the Worker itself is none', () => {
    const rules = { origins: ['https://hooks.example.com'] }
    expect(check('https://hooks.example.com/a', rules)).toBeUndefined()
    expect(check('https://example.com/a', rules)).toBe(
      'The origin is not one of those that webhooks may go to.'
    )
    expect(check('https://copy.example.com/pets', {}, ['copy.example.com'])).toBe(
      'The destination is a sandbox, which does not send to itself.'
    )
  })
})

describe('in workerd', () => {
  const source = `
    import { workersHost } from '../src/index.ts'
    import options from './options.json'
    export default {
      async fetch(request) {
        const { webhook, own, timeLeft } = await request.json()
        const state = { own: new Set(own), timeLeft: () => timeLeft ?? Infinity }
        return Response.json(await workersHost(options, state).deliver(webhook))
      }
    }`
  const seen: { headers: IncomingHttpHeaders; body: string }[] = []
  const receivers: { readonly [path: string]: RequestListener } = {
    '/ok': (_, response) => response.writeHead(200, { 'retry-after': '9'.repeat(100) }).end('got\u0007 it'),
    '/redirect': (_, response) => response.writeHead(307, { location: '/ok' }).end(),
    '/endless': (_, response) => {
      const timer = setInterval(() => response.write('x'.repeat(10_000)), 1)
      response.on('close', () => clearInterval(timer))
    },
    '/silent': () => {}
  }
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request
      .on('data', (chunk: Buffer) => chunks.push(chunk))
      .on('end', () => {
        seen.push({ headers: request.headers, body: Buffer.concat(chunks).toString() })
        receivers[request.url!]!(request, response)
      })
  })
  let workerd: Workerd
  let guarded: Workerd

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const options: WebhookOptions = { allowLoopback: true, deadline: 20_000 }
    const modules = [{ 'options.json': JSON.stringify(options) }]
    workerd = await startWorkerd(source, modules, 'private')
    guarded = await startWorkerd(source, modules)
  })
  afterAll(async () => {
    server.closeAllConnections()
    server.close()
    await Promise.all([workerd?.stop(), guarded?.stop()])
  })

  async function deliver(path: string, more: object = {}, by = workerd): Promise<DeliveryOutcome> {
    const { port } = server.address() as AddressInfo
    const webhook = {
      url: `http://127.0.0.1:${port}${path}`,
      headers: { 'webhook-id': 'evt_1' },
      body: '{"é":1}'
    }
    const answer = await fetch(by.urls[0]!, { method: 'POST', body: JSON.stringify({ webhook, ...more }) })
    return (await answer.json()) as DeliveryOutcome
  }

  it('a delivery arrives as it was signed, and its answer is told in part', async () => {
    seen.length = 0
    const outcome = await deliver('/ok')
    expect(outcome).toMatchObject({
      kind: 'response',
      status: 200,
      body: 'got\\u{7} it',
      retryAfter: '9'.repeat(64)
    })
    expect(seen).toMatchObject([
      { body: '{"é":1}', headers: { 'webhook-id': 'evt_1', 'content-type': 'application/json' } }
    ])
  })

  it('redirects are answers', async () => {
    seen.length = 0
    expect(await deliver('/redirect')).toMatchObject({ kind: 'response', status: 307 })
    expect(seen).toHaveLength(1)
  })

  it('of a body without end the beginning is read', async () => {
    expect(await deliver('/endless')).toMatchObject({ kind: 'response', status: 200, body: 'x'.repeat(256) })
  })

  it('who does not answer in time, or in the time that is left, has not answered', async () => {
    expect(await deliver('/silent', { timeLeft: 200 })).toMatchObject({ kind: 'no-response' })
    seen.length = 0
    expect(await deliver('/ok', { timeLeft: 0 })).toEqual({ kind: 'no-response' })
    expect(seen).toEqual([])
  })

  it('the network of the runtime lets nothing through that is not public, whatever is allowed here', async () => {
    seen.length = 0
    expect(await deliver('/ok', {}, guarded)).toMatchObject({ kind: 'no-response' })
    expect(seen).toEqual([])
  })

  it('nothing is sent to the Worker itself', async () => {
    const { port } = server.address() as AddressInfo
    seen.length = 0
    expect(await deliver('/ok', { own: [`127.0.0.1:${port}`] })).toEqual({ kind: 'no-response' })
    expect(seen).toEqual([])
  })
})

it('secrets are random', () => {
  const { random } = workersHost()
  expect(random!(24)).toHaveLength(24)
  expect(random!(24)).not.toEqual(random!(24))
})
