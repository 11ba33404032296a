// The control plane on its port: who reaches it, what goes out for long, and what never comes out.
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { once } from 'node:events'
import { connect } from 'node:net'
import { networkInterfaces } from 'node:os'
import { setImmediate } from 'node:timers/promises'
import { isSandboxError } from '@sandbed/core'
import { controlled, type ControlledApi } from '../../test/control.js'
import { serveControl } from './serve-control.js'

let running: ControlledApi
beforeAll(async () => {
  running = await controlled({ mode: 'stateful' })
})
afterAll(() => running.close())

/** Sends a request as it stands, and gives the status and the whole answer. */
async function raw(
  port: number,
  lines: readonly string[],
  body = ''
): Promise<{ status: number; text: string }> {
  const length = body === '' ? [] : [`content-length: ${Buffer.byteLength(body)}`]
  const socket = connect(port, '127.0.0.1')
  socket.write([...lines, ...length, 'connection: close', '', body].join('\r\n'))
  const chunks: Buffer[] = []
  for await (const chunk of socket) chunks.push(chunk as Buffer)
  const text = Buffer.concat(chunks).toString()
  return { status: Number(text.slice(9, 12)), text }
}

describe('where it listens', () => {
  it('is this machine alone: no other address of it answers on that port', async () => {
    const { port } = running.control
    const others = Object.values(networkInterfaces())
      .flatMap((list) => list ?? [])
      .filter(({ internal, family }) => !internal && family === 'IPv4')
    for (const { address } of others)
      await expect(
        fetch(`http://${address}:${port}/sandboxes`, { signal: AbortSignal.timeout(2000) })
      ).rejects.toThrow(/fetch failed|timeout/)
    expect(running.control.url).toBe(`http://127.0.0.1:${port}`)
  })

  it.each(['0.0.0.0', '::', '192.0.2.1', 'example.com'])(
    'is not %s, unless that is said outright',
    async (host) => {
      const error = await serveControl(running.sandboxes, { host }).catch((reason: unknown) => reason)
      expect(isSandboxError(error) && error.code).toBe('invalid-option')
    }
  )

  it('may be ::1, and what is allowed by name', async () => {
    const six = await serveControl(running.sandboxes, { host: '::1' })
    const wide = await serveControl(running.sandboxes, {
      host: '0.0.0.0',
      allowRemote: true,
      names: ['control.example']
    })
    const authorization = (server: typeof six) => ({ headers: { authorization: `Bearer ${server.token}` } })
    expect((await fetch(`${six.url}/sandboxes`, authorization(six))).status).toBe(200)
    const lines = ['GET /sandboxes HTTP/1.1', 'host: control.example', `authorization: Bearer ${wide.token}`]
    expect((await raw(wide.port, lines)).status).toBe(200)
    await Promise.all([six.close(), wide.close()])
  })
})

describe('a web page', () => {
  const origins = [undefined, 'null', 'http://evil.example', 'http://127.0.0.1:PORT', 'http://localhost:PORT']
  const hosts = [
    '127.0.0.1:PORT',
    'localhost:PORT',
    'evil.example',
    'evil.example:PORT',
    '127.0.0.1',
    '127.0.0.1:1'
  ]
  const types = ['application/json', 'text/plain']
  const cases = origins.flatMap((origin) =>
    hosts.flatMap((host) => types.map((type) => ({ origin, host, type })))
  )

  it('resets nothing by any of 60 ways to ask, with the token or without', async () => {
    const { port, token } = running.control
    const reset = vi.spyOn(running.main, 'reset')
    expect(cases).toHaveLength(60)
    for (const { origin, host, type } of cases)
      for (const authorization of [`authorization: Bearer ${token}`, undefined]) {
        const lines = [
          'POST /sandboxes/main:reset HTTP/1.1',
          `host: ${host}`,
          ...(origin === undefined ? [] : [`origin: ${origin}`]),
          ...(authorization === undefined ? [] : [authorization]),
          `content-type: ${type}`
        ].map((line) => line.replace('PORT', String(port)))
        const { status, text } = await raw(port, lines, '{}')
        const isKnown = origin === undefined && host.endsWith(':PORT') && !host.startsWith('evil')
        const expected = !isKnown ? 403 : authorization === undefined ? 401 : 204
        expect([origin, host, type, authorization !== undefined, status]).toEqual([
          origin,
          host,
          type,
          authorization !== undefined,
          expected
        ])
        expect(text.toLowerCase()).not.toContain('access-control-')
      }
    // By a program with the token, under the two names and the two types.
    expect(reset).toHaveBeenCalledTimes(4)
    reset.mockRestore()
  })

  it('gets no answer to a preflight, and its form posts nothing', async () => {
    const preflight = await fetch(`${running.control.url}/sandboxes`, {
      method: 'OPTIONS',
      headers: { origin: 'http://evil.example', 'access-control-request-method': 'POST' }
    })
    expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([403, null])
    const { port, token } = running.control
    const form = ['POST /sandboxes HTTP/1.1', `host: 127.0.0.1:${port}`, `authorization: Bearer ${token}`]
    expect((await raw(port, form, '{"name":"from-a-form"}')).status).toBe(415)
    expect(running.sandboxes.get('from-a-form')).toBeUndefined()
  })

  it('is told by repeated headers too', async () => {
    const { port, token } = running.control
    const two = [
      'GET /sandboxes HTTP/1.1',
      `host: 127.0.0.1:${port}`,
      'host: evil.example',
      `authorization: Bearer ${token}`
    ]
    expect([400, 403]).toContain((await raw(port, two)).status)
    const tokens = [
      'GET /sandboxes HTTP/1.1',
      `host: 127.0.0.1:${port}`,
      'authorization: Bearer x',
      `authorization: Bearer ${token}`
    ]
    expect((await raw(port, tokens)).status).toBe(401)
  })
})

describe('the port of the API', () => {
  it('leads to no control route, by 300 ways to ask for one', async () => {
    const paths = [
      '/sandboxes',
      '/sandboxes/main',
      '/s/main/sandboxes',
      '/s/main/../../sandboxes',
      '//sandboxes',
      '/%73andboxes'
    ]
    const tricks: readonly Record<string, string>[] = [
      {},
      { 'x-forwarded-host': `127.0.0.1:${running.control.port}` },
      { 'x-forwarded-port': String(running.control.port) },
      { 'x-original-url': '/sandboxes' },
      { 'x-rewrite-url': '/sandboxes' },
      { 'x-forwarded-prefix': '/sandboxes' },
      { forwarded: `host=127.0.0.1:${running.control.port}` },
      { 'x-http-method-override': 'DELETE' },
      { 'sandbed-world': 'main' },
      { 'sandbed-world': '../sandboxes' }
    ]
    let count = 0
    for (const path of paths)
      for (const trick of tricks)
        for (const host of [
          '127.0.0.1',
          `127.0.0.1:${running.control.port}`,
          `localhost:${running.control.port}`,
          'main',
          'control'
        ]) {
          const headers = Object.entries({ host, authorization: `Bearer ${running.control.token}`, ...trick })
          const lines = [`GET ${path} HTTP/1.1`, ...headers.map(([name, value]) => `${name}: ${value}`)]
          const { status, text } = await raw(running.api.port, lines)
          expect([path, trick, host, status]).toEqual([path, trick, host, path.includes('..') ? 400 : 404])
          expect(text).not.toContain('"items"')
          count++
        }
    expect(count).toBe(300)
  })

  it('is named by what the server was told, never by `Host` or what is forwarded', async () => {
    const lines = [
      'GET /sandboxes HTTP/1.1',
      `host: localhost:${running.control.port}`,
      'x-forwarded-host: evil.example',
      `authorization: Bearer ${running.control.token}`
    ]
    const { text } = await raw(running.control.port, lines)
    expect(text).toContain(`"url":"${running.api.url}"`)
    expect(text).not.toContain('evil')
  })

  it('serves each sandbox below its name and by its header, and main at the root', async () => {
    const made = await running.ask('POST', '/sandboxes', { name: 'beside' })
    const { url } = (await made.json()) as { url: string }
    const add = (base: string, headers: Record<string, string> = {}) =>
      fetch(`${base}/pets`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: '{"name":"Rex","species":"dog"}'
      })
    await add(url)
    await add(running.api.url, { 'sandbed-world': 'beside' })
    await add(running.api.url)
    const count = async (base: string, headers: Record<string, string> = {}): Promise<number> =>
      ((await (await fetch(`${base}/pets`, { headers })).json()) as unknown[]).length
    expect(await count(url)).toBe(2)
    expect(await count(`${url}/../beside`)).toBe(2)
    expect(await count(running.api.url, { 'sandbed-world': 'beside' })).toBe(2)
    expect(await count(running.api.url)).toBe(1)
    expect(await count(`${running.api.url}/s/main`)).toBe(1)
    const nobody = await fetch(`${running.api.url}/pets`, { headers: { 'sandbed-world': 'nobody' } })
    expect(nobody.status).toBe(404)
    expect((await fetch(`${running.api.url}/s/nobody/pets`)).status).toBe(404)
    expect((await fetch(`${running.api.url}/s/Beside/pets`)).status).toBe(404)
    await running.ask('DELETE', '/sandboxes/beside')
    expect((await fetch(`${url}/pets`)).status).toBe(404)
  })
})

describe('what is no request', () => {
  const wide = 'x'.repeat(20_000)
  it.each([
    ['BLAH', [], 400, 'malformed-request'],
    ['GET / HTTP/1.1', [`x: ${wide}`], 431, 'headers-too-large'],
    ['GET / HTTP/1.1', ['host: a', 'expect: tea'], 417, 'expectation-failed'],
    ['CONNECT a:1 HTTP/1.1', ['host: a'], 501, 'method-not-implemented']
  ])('%.20s ... is refused with a code like everything else', async (line, headers, expected, code) => {
    const { status, text } = await raw(running.control.port, [line, ...headers])
    expect(status).toBe(expected)
    expect(JSON.parse(text.slice(text.indexOf('\r\n\r\n')))).toMatchObject({ status, code })
  })
})

describe('what goes on', () => {
  it('is sent line by line as it happens, and ends with its sandbox or its server', async () => {
    const server = await controlled({ mode: 'stateful' })
    const follow = (name: string) => server.ask('GET', `/sandboxes/${name}/traces?follow=true`)
    await server.ask('POST', '/sandboxes', { name: 'followed' })
    const [first, second] = [await follow('followed'), await follow('main')]
    expect(first.headers.get('content-type')).toBe('application/x-ndjson')
    await fetch(`${server.api.url}/s/followed/pets`)
    await fetch(`${server.api.url}/pets`)
    await server.ask('DELETE', '/sandboxes/followed')
    const lines = (text: string) =>
      text
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as { url: string }).url)
    expect(lines(await first.text())).toEqual(['/pets'])
    const closing = server.close()
    expect(lines(await second.text())).toEqual(['/pets'])
    await closing
  })

  it('may be more than is sent at once, and goes on while the server is closed', async () => {
    const server = await controlled({ mode: 'stateful' })
    const { port, token } = server.control
    const socket = connect(port, '127.0.0.1')
    socket.write(
      `GET /sandboxes/main/traces?follow=true HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\nauthorization: Bearer ${token}\r\n\r\n`
    )
    await once(socket, 'data')
    socket.pause()
    const ask = () => server.main.handle({ method: 'GET', url: `/pets?x=${'x'.repeat(8000)}` })
    for (let i = 0; i < 1500; i++) ask()
    const closing = server.control.close()
    // What happens from here on has no place to go, which is no failure.
    for (let i = 0; i < 10; i++) {
      ask()
      await setImmediate()
    }
    socket.destroy()
    await closing
    await server.close()
  })

  it('is stopped when the client goes away', async () => {
    const stop = new AbortController()
    const response = await fetch(`${running.control.url}/sandboxes/main/traces?follow=true`, {
      headers: { authorization: `Bearer ${running.control.token}` },
      signal: stop.signal
    })
    const entry = running.sandboxes.get('main')!
    expect(entry.ends.size).toBe(1)
    stop.abort()
    await response.text().catch(() => {})
    await vi.waitFor(() => expect(entry.ends.size).toBe(0))
  })
})

describe('the token', () => {
  const printed: string[] = []
  afterEach(() => vi.restoreAllMocks())

  it('has 256 bits, is another one each time, and is in nothing that is printed, answered or thrown', async () => {
    const catching = (text: unknown): boolean => (printed.push(String(text)), true)
    for (const stream of [process.stdout, process.stderr])
      vi.spyOn(stream, 'write').mockImplementation(catching)
    for (const name of ['log', 'error', 'warn'] as const) vi.spyOn(console, name).mockImplementation(catching)
    const server = await controlled({ mode: 'stateful', tracing: 'full' })
    const { token } = server.control
    expect(token).toMatch(/^sandbed_control_[\w-]{43}$/)
    expect(token).not.toBe(running.control.token)
    const answers: string[] = []
    for (const path of [
      '/sandboxes',
      '/nowhere',
      `/sandboxes/${token}`,
      '/sandboxes/main/traces',
      '/openapi.json'
    ])
      answers.push(await (await server.ask('GET', path)).text())
    // Somebody sends it where it does not belong: it is redacted as every credential is.
    await fetch(`${server.api.url}/pets`, { headers: { authorization: `Bearer ${token}` } })
    answers.push(await (await server.ask('GET', '/sandboxes/main/traces')).text())
    answers.push(await (await server.ask('GET', '/sandboxes/main/traces?format=har')).text())
    answers.push(server.main.exportSnapshot())
    await server.close()
    expect(answers.join('\n')).not.toContain(token)
    expect(printed.join('\n')).not.toContain(token)
  })
})
