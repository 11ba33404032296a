import { execFile } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { createSandbox, type Sandbox, type SandboxOptions, type Trace } from '@sandbed/core'

const pet = {
  type: 'object',
  required: ['name'],
  properties: { name: { type: 'string' }, photo: { type: 'string' } }
}
const json = { 'application/json': { schema: pet } }
const description = {
  openapi: '3.1.0',
  info: { title: 'Pets', version: '1' },
  servers: [{ url: 'https://pets.example.com/v2' }],
  paths: {
    '/pets': {
      get: {
        responses: {
          200: {
            description: 'Pets.',
            content: { 'application/json': { schema: { type: 'array', items: pet } } }
          }
        }
      },
      post: {
        requestBody: {
          required: true,
          content: { ...json, 'application/x-www-form-urlencoded': { schema: pet } }
        },
        responses: { 201: { description: 'Made.', content: json } }
      }
    },
    '/pets/{name}': {
      parameters: [{ name: 'name', in: 'path', required: true, schema: { type: 'string' } }],
      get: { responses: { 200: { description: 'A pet.', content: json } } },
      delete: { responses: { 204: { description: 'Gone.' } } }
    },
    '/pets/{name}/photo': {
      parameters: [{ name: 'name', in: 'path', required: true, schema: { type: 'string' } }],
      get: {
        responses: {
          200: {
            description: 'A picture.',
            content: { 'image/png': { schema: { type: 'string', format: 'binary' } } }
          }
        }
      }
    }
  }
}

// `sandbox-handlers.ts` imports MSW by its name; the older version is installed beside it under another one.
describe.each(['msw 3', 'msw 2'] as const)('with %s', (version) => {
  let use: (
    baseUrl: string,
    options?: SandboxOptions
  ) => { sandbox: Sandbox; traces: Trace[]; handlers: unknown[] }
  let stop: () => void

  beforeAll(async () => {
    vi.resetModules()
    if (version === 'msw 2') vi.doMock('msw', () => import('msw2'))
    else vi.doUnmock('msw')
    const { sandboxHandlers } = await import('./sandbox-handlers.js')
    const { setupServer } =
      version === 'msw 2' ? ((await import('msw2/node')) as never) : await import('msw/node')
    const server = setupServer()
    // The option has another name in each version.
    server.listen({ onUnhandledFrame: 'bypass', onUnhandledRequest: 'bypass' } as object)
    stop = () => server.close()
    use = (baseUrl, options) => {
      const traces: Trace[] = []
      const sandbox = createSandbox({
        description,
        mode: 'dynamic',
        onTrace: (trace) => traces.push(trace),
        ...options
      })
      const handlers = sandboxHandlers(sandbox, { baseUrl })
      server.resetHandlers(...handlers)
      return { sandbox, traces, handlers }
    }
  })
  afterAll(() => stop())

  test('one handler answers the whole API', async () => {
    const { sandbox, handlers } = use('https://api.example.com')
    const { HttpHandler } = version === 'msw 2' ? await import('msw2') : await import('msw')
    expect(handlers).toEqual([expect.any(HttpHandler)])
    for (const path of ['/pets', '/pets/rex', '/pets/rex?x=1']) {
      const response = await fetch(`https://api.example.com${path}`, {
        headers: { accept: 'application/json' }
      })
      const expected = sandbox.handle({ method: 'GET', url: path, headers: { accept: 'application/json' } })
      expect([response.status, await response.text()]).toEqual([200, expected.body])
      for (const [name, value] of Object.entries(expected.headers))
        expect(response.headers.get(name)).toBe(value)
    }
  })

  test('the bare origin, unknown paths and wrong methods are answered by the sandbox too', async () => {
    use('https://api.example.com')
    expect((await fetch('https://api.example.com')).status).toBe(404)
    expect((await fetch('https://api.example.com/nothing')).status).toBe(404)
    const wrong = await fetch('https://api.example.com/pets', { method: 'PUT' })
    expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS, POST'])
  })

  test('a base URL with a path of its own puts the API below that path', async () => {
    const { traces } = use('https://example.com/api:v1/(test)/')
    const response = await fetch('https://example.com/api:v1/(test)/pets?limit=1', {
      method: 'POST',
      body: '{"name":"Rex"}',
      headers: { 'content-type': 'application/json' }
    })
    expect(response.status).toBe(201)
    expect(traces.at(-1)).toMatchObject({ method: 'POST', operation: 'POST /pets', status: 201 })
    expect((await fetch('https://example.com/api:v1/(test)')).status).toBe(404)
  })

  test('a base URL with the path of one of the servers works with that path', async () => {
    const { traces } = use('https://pets.example.com/v2')
    expect((await fetch('https://pets.example.com/v2/pets')).status).toBe(200)
    expect(traces.at(-1)?.operation).toBe('GET /pets')
  })

  test('other origins, other ports and paths beside the base pass by', async () => {
    const beside = createServer((request, response) => response.end(`real ${request.url}`))
    await new Promise<void>((resolve) => beside.listen(0, '127.0.0.1', resolve))
    const { port } = beside.address() as AddressInfo
    const { traces } = use(`http://127.0.0.1:${port}/api`)
    expect((await fetch(`http://127.0.0.1:${port}/api/pets`)).status).toBe(200)
    expect(await (await fetch(`http://127.0.0.1:${port}/apiary`)).text()).toBe('real /apiary')
    use(`http://127.0.0.1:${port + 1}`)
    expect(await (await fetch(`http://127.0.0.1:${port}/pets`)).text()).toBe('real /pets')
    expect(traces).toHaveLength(1)
    beside.close()
  })

  test('a connection that a fault ends is a network error, and one that ends in the middle fails there', async () => {
    const { sandbox } = use('https://api.example.com')
    sandbox.faults.arm({ drop: 'before', count: 1 })
    await expect(fetch('https://api.example.com/pets')).rejects.toThrow(TypeError)
    sandbox.faults.arm({ drop: 'during', count: 1 })
    const response = await fetch('https://api.example.com/pets')
    expect(response.status).toBe(200)
    // MSW 3 keeps the error to itself: what comes then ends in the middle as well.
    await expect(response.json()).rejects.toThrow(Error)
    expect((await fetch('https://api.example.com/pets')).status).toBe(200)
  })

  test('answers carry the date that the clock of the sandbox shows', async () => {
    const { sandbox } = use('https://api.example.com')
    sandbox.clock.advance('30d')
    const { headers } = await fetch('https://api.example.com/pets')
    expect(headers.get('date')).toBe('Sat, 31 Jan 2026 00:00:00 GMT')
  })

  test('percent-encoding arrives as it was sent: an encoded slash stays inside its segment, a broken escape is a 400', async () => {
    const { traces } = use('https://api.example.com')
    expect((await fetch('https://api.example.com/pets/a%2Fb')).status).toBe(200)
    expect(traces.at(-1)).toMatchObject({
      operation: 'GET /pets/{name}',
      url: 'https://api.example.com/pets/a%2Fb'
    })
    expect((await fetch('https://api.example.com/pets/%ff')).status).toBe(400)
    expect((await fetch('https://api.example.com/pets/%')).status).toBe(400)
  })

  test('HEAD has no body, OPTIONS lists the methods, 204 is empty', async () => {
    use('https://api.example.com')
    const head = await fetch('https://api.example.com/pets', { method: 'HEAD' })
    expect([head.status, head.headers.get('content-type'), await head.text()]).toEqual([
      200,
      'application/json',
      ''
    ])
    const options = await fetch('https://api.example.com/pets', { method: 'OPTIONS' })
    expect([options.status, options.headers.get('allow')]).toEqual([204, 'GET, HEAD, OPTIONS, POST'])
    const gone = await fetch('https://api.example.com/pets/rex', { method: 'DELETE' })
    expect([gone.status, await gone.text()]).toEqual([204, ''])
  })

  test('with CORS on, a preflight is answered', async () => {
    use('https://api.example.com', { cors: true })
    const response = await fetch('https://api.example.com/pets', {
      method: 'OPTIONS',
      headers: { origin: 'https://app.example.com', 'access-control-request-method': 'POST' }
    })
    expect(response.headers.get('access-control-allow-origin')).toBe('https://app.example.com')
  })

  test('bodies of every kind arrive: text, form, stream; wrong ones are refused by the description', async () => {
    use('https://api.example.com')
    const post = async (body: RequestInit['body'], type?: string): Promise<number> => {
      const init = {
        method: 'POST',
        body: body!,
        duplex: 'half',
        headers: type === undefined ? {} : { 'content-type': type }
      }
      return (await fetch('https://api.example.com/pets', init as RequestInit)).status
    }
    expect(await post('{"name":"Rex"}', 'application/json')).toBe(201)
    expect(await post(new URLSearchParams({ name: 'Rex' }))).toBe(201)
    expect(await post(new Blob(['{"name":"Rex"}']).stream(), 'application/json')).toBe(201)
    expect(await post('{"name":7}', 'application/json')).toBe(422)
    expect(await post('{', 'application/json')).toBe(400)
    expect(await post('x', 'text/csv')).toBe(415)
  })

  test(
    'a body over the limit is refused, though MSW holds a copy of the request',
    { timeout: 5_000 },
    async () => {
      use('https://api.example.com')
      for (const body of ['a'.repeat(2 ** 20 + 1), new Blob(['a'.repeat(2 ** 20 + 1)]).stream()]) {
        const init = { method: 'POST', body, duplex: 'half', headers: { 'content-type': 'application/json' } }
        expect((await fetch('https://api.example.com/pets', init as RequestInit)).status).toBe(413)
      }
    }
  )

  test('binary bodies come back byte for byte', async () => {
    const { sandbox } = use('https://api.example.com')
    const response = await fetch('https://api.example.com/pets/rex/photo', {
      headers: { accept: 'image/png' }
    })
    const expected = sandbox.handle({
      method: 'GET',
      url: '/pets/rex/photo',
      headers: { accept: 'image/png' }
    })
    expect(response.headers.get('content-type')).toBe('image/png')
    expect(Buffer.from(await response.arrayBuffer())).toEqual(Buffer.from(expected.body as Uint8Array))
  })
})

describe('types', () => {
  const pathOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

  test.each(['msw3', 'msw2'])('fit %s', async (name) => {
    const tsc = pathOf('../../../node_modules/typescript/bin/tsc')
    const compiled = promisify(execFile)(process.execPath, [
      tsc,
      '-p',
      pathOf(`../test/tsconfig.${name}.json`)
    ])
    await expect(compiled).resolves.toMatchObject({ stdout: '' })
  })
})
