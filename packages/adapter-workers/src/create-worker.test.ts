import { existsSync } from 'node:fs'
import { request as startRequest, type OutgoingHttpHeaders } from 'node:http'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  compile,
  createSandbox,
  httpDate,
  isSandboxError,
  type Release,
  type Sandbox,
  type SandboxRequest
} from '@sandbed/core'
import { loadDescription } from '@sandbed/node'
import { startWorkerd, type Workerd } from '../test/start-workerd.js'
import { createWorker } from './create-worker.js'

const pathOf = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url))
const options = { mode: 'dynamic', seed: 'worker' } as const

async function compileFile(path: string): Promise<Release> {
  const { document } = await loadDescription(pathOf(path))
  return compile(document).release!
}

describe('in workerd', () => {
  // Beside the API it tells whether this runtime makes code from text, at start and now: if it did, the other tests would prove nothing.
  const source = `
    import { createWorker } from '../src/index.ts'
    import release from './release.json'
    import options from './options.json'
    const attempt = () => { try { return new Function('return "made"')() } catch (error) { return error.name } }
    const atStart = attempt()
    const worker = createWorker(release, options)
    export default {
      fetch: (request) => request.url.endsWith('/attempt') ? Response.json([atStart, attempt()]) : worker.fetch(request)
    }`
  const names = [
    'petstore.yaml',
    'bank-payments.yaml',
    'every-feature-3.0.yaml',
    'every-feature-3.1.yaml',
    'todo.json'
  ]
  const stripe = '../shared/specs/stripe.json'
  const worlds: Sandbox[] = []
  let workerd: Workerd

  beforeAll(async () => {
    const paths = names
      .map((name) => `descriptions/${name}`)
      .concat(existsSync(pathOf(stripe)) ? [stripe] : [])
    const releases = await Promise.all(paths.map(compileFile))
    for (const release of releases) worlds.push(createSandbox({ release, cors: true, ...options }))
    workerd = await startWorkerd(
      source,
      releases.map((release) => ({
        'release.json': JSON.stringify(release),
        'options.json': JSON.stringify(options)
      }))
    )
  })
  afterAll(() => workerd?.stop())

  test('no code can be made from text, neither while the modules load nor later', async () => {
    const response = await fetch(`${workerd.urls[0]}/attempt`)
    expect(await response.json()).toEqual(['EvalError', 'EvalError'])
  })

  test.each(names)('every operation of %s is answered as `handle()` does', async (name) => {
    const index = names.indexOf(name)
    const sandbox = worlds[index]!
    for (const { key } of sandbox.operations) {
      const request = sandbox.sampleRequest(key)
      expect({ key, ...(await send(workerd.urls[index]!, request)) }).toEqual({
        key,
        ...expected(sandbox, request)
      })
    }
  })

  test.skipIf(!existsSync(pathOf(stripe)))(
    'all of Stripe: released, loaded, and answering (skipped without ../shared/specs)',
    async () => {
      const [sandbox, url] = [worlds.at(-1)!, workerd.urls.at(-1)!]
      const request: SandboxRequest = {
        method: 'GET',
        url: '/v1/customers?limit=3',
        headers: { authorization: 'Bearer sk_test' }
      }
      const answer = await send(url, request)
      expect(answer).toEqual(expected(sandbox, request))
      expect(answer.status).toBe(200)
      for (const { key } of sandbox.operations.filter((_, number) => number % 20 === 0)) {
        const sample = sandbox.sampleRequest(key)
        expect({ key, ...(await send(url, sample)) }).toEqual({ key, ...expected(sandbox, sample) })
      }
    }
  )

  test('refusals are answered as `handle()` does: path, method, body, header, target', async () => {
    const json = { 'content-type': 'application/json' }
    const requests: SandboxRequest[] = [
      { method: 'GET', url: '/nowhere' },
      { method: 'PATCH', url: '/pets' },
      { method: 'POST', url: '/pets', headers: json, body: '{"name":""}' },
      { method: 'POST', url: '/pets', headers: json, body: '{' },
      { method: 'POST', url: '/pets', headers: { 'content-type': 'text/csv' }, body: 'a' },
      { method: 'GET', url: '/pets', headers: { accept: 'image/png' } },
      { method: 'GET', url: '/pets/%ff' },
      { method: 'GET', url: '/pets/a%2Fb' }
    ]
    for (const request of requests) {
      expect({ request, ...(await send(workerd.urls[0]!, request)) }).toEqual({
        request,
        ...expected(worlds[0]!, request)
      })
    }
  })

  test('HEAD and OPTIONS have no body', async () => {
    for (const method of ['HEAD', 'OPTIONS']) {
      const request: SandboxRequest = { method, url: '/pets' }
      expect(await send(workerd.urls[0]!, request)).toEqual(expected(worlds[0]!, request))
    }
  })

  test('a body over the limit is refused, and the Worker goes on', async () => {
    const request: SandboxRequest = {
      method: 'POST',
      url: '/pets',
      headers: { 'content-type': 'application/json' },
      body: new Uint8Array(2 ** 20 + 1)
    }
    expect((await send(workerd.urls[0]!, request)).status).toBe(413)
    expect((await send(workerd.urls[0]!, { method: 'GET', url: '/pets' })).status).toBe(200)
  })

  test('browsers may call: CORS is on', async () => {
    const preflight = await fetch(`${workerd.urls[0]}/pets`, {
      method: 'OPTIONS',
      headers: { origin: 'https://app.example.com', 'access-control-request-method': 'POST' }
    })
    expect(preflight.headers.get('access-control-allow-origin')).toBe('https://app.example.com')
  })

  test('the process is alive after all this', () => expect(workerd.running()).toBe(true))
})

describe('createWorker', () => {
  test('takes a release as JSON text too, and options as `createSandbox` does', async () => {
    const release = await compileFile('descriptions/petstore.yaml')
    const worker = createWorker(JSON.stringify(release), { cors: false, seed: 'one' })
    const response = await worker.fetch(
      new Request('https://worker.example/pets/2', { headers: { origin: 'https://a.example' } })
    )
    expect(response.status).toBe(200)
    expect(response.headers.has('access-control-allow-origin')).toBe(false)
    const direct = createSandbox({ release, seed: 'one' })
    expect(await response.text()).toBe(direct.handle({ method: 'GET', url: '/pets/2' }).body)
  })

  test('costs nothing before the first request; a damaged release is an `invalid-release` error then', async () => {
    const worker = createWorker('{"format":"sandbed-release"')
    const outcome = await Promise.resolve()
      .then(() => worker.fetch(new Request('https://worker.example/pets')))
      .catch((error: unknown) => error)
    expect(isSandboxError(outcome) && outcome.code).toBe('invalid-release')
  })
})

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

function expected(sandbox: Sandbox, request: SandboxRequest): Answer {
  const { status, headers, body } = sandbox.handle({
    ...request,
    headers: { host: 'worker', ...request.headers }
  })
  const date = httpDate(sandbox.clock.now)
  return { status, headers: joined({ ...headers, date }), body: Buffer.from(body ?? '').toString('latin1') }
}

// Node has several lines of one header as an array, and always has an array for some.
function joined(headers: object): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat().join('; ')]))
}

/** Sends the target as it is. What workerd adds by itself is left out of the answer. */
function send(url: string, { method, url: path, headers, body }: SandboxRequest): Promise<Answer> {
  const length = body === undefined || body === null ? {} : { 'content-length': Buffer.byteLength(body) }
  return new Promise((resolve, reject) => {
    const { port } = new URL(url)
    const all: OutgoingHttpHeaders = { host: 'worker', ...(headers as OutgoingHttpHeaders), ...length }
    const request = startRequest({ host: '127.0.0.1', port, method, path, headers: all }, (response) => {
      const chunks: Buffer[] = []
      response
        .on('data', (chunk: Buffer) => chunks.push(chunk))
        .on('end', () => {
          const {
            connection: _1,
            'keep-alive': _2,
            'content-length': _3,
            'transfer-encoding': _4,
            'sandbed-trace': _5,
            ...rest
          } = response.headers
          resolve({
            status: response.statusCode!,
            headers: joined(rest),
            body: Buffer.concat(chunks).toString('latin1')
          })
        })
    })
    request.on('error', reject).end(body ?? undefined)
  })
}
