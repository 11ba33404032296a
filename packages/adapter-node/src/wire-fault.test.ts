// Faults between a sandbox and its clients, over real connections; and the date of answers.
import { request as startRequest, type IncomingMessage } from 'node:http'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { FaultSpec, Sandbox } from '@sandbed/core'
import { RawConnection } from '../test/raw-connection.js'
import { openShelter } from '../test/shelter.js'
import { serve, type SandboxServer } from './serve.js'

let server: SandboxServer
let sandbox: Sandbox

beforeEach(async () => {
  sandbox = await openShelter()
  server = await serve(sandbox, { port: 0 })
})
afterEach(() => server.close(0))

const arm = (fault: FaultSpec & { readonly name?: string }): unknown => sandbox.faults.arm(fault)
const pets = (init?: RequestInit): Promise<Response> => fetch(`${server.url}/pets`, init)

describe('over HTTP', () => {
  test('a connection ends before the answer', async () => {
    arm({ drop: 'before', count: 1 })
    await expect(pets()).rejects.toMatchObject({ name: 'TypeError', cause: { code: 'UND_ERR_SOCKET' } })
    expect((await pets()).status).toBe(200)
  })

  test('a connection ends in the middle of the answer: its head and half of its body have come', async () => {
    const whole = await (await pets()).text()
    arm({ drop: 'during' })
    const response = await pets()
    expect(response.headers.get('content-length')).toBe(String(Buffer.byteLength(whole)))
    await expect(response.text()).rejects.toMatchObject({ name: 'TypeError', message: 'terminated' })
    const connection = await RawConnection.open(server.port)
    void connection.send('GET /pets HTTP/1.1\r\nhost: x\r\n\r\n')
    const [, body] = (await connection.readAll()).split('\r\n\r\n')
    expect(body).toBe(
      Buffer.from(whole)
        .subarray(0, Math.ceil(Buffer.byteLength(whole) / 2))
        .toString()
    )
    connection.close()
  })

  test('where there is no body there is no middle of it: nothing comes', async () => {
    arm({ drop: 'during' })
    await expect(pets({ method: 'HEAD' })).rejects.toThrow(TypeError)
  })

  test('a client waits in real time, and the clock of the sandbox does not', async () => {
    arm({ realDelay: 150 })
    const [start, now] = [performance.now(), sandbox.clock.now]
    expect((await pets()).status).toBe(200)
    expect(performance.now() - start).toBeGreaterThan(140)
    expect(sandbox.clock.now).toBe(now)
  })

  test('a client that gives up meanwhile is not waited for', async () => {
    arm({ realDelay: 60_000 })
    await expect(pets({ signal: AbortSignal.timeout(50) })).rejects.toMatchObject({ name: 'TimeoutError' })
    sandbox.faults.clear()
    expect((await pets()).status).toBe(200)
  })

  test('a server that closes does not wait for what is held up', async () => {
    arm({ realDelay: 60_000 })
    const waiting = pets().catch((error: unknown) => error)
    await new Promise((resolve) => setTimeout(resolve, 50))
    const start = performance.now()
    await server.close(50)
    expect(performance.now() - start).toBeLessThan(1000)
    expect(await waiting).toBeInstanceOf(TypeError)
  })

  test('answers on one connection stay in their order while one is held up', async () => {
    sandbox.faults.arm({ realDelay: 100, nth: 1 })
    const connection = await RawConnection.open(server.port)
    void connection.send(
      'GET /pets HTTP/1.1\r\nhost: x\r\n\r\nGET /nowhere HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n'
    )
    const statuses = [...(await connection.readAll()).matchAll(/HTTP\/1\.1 (\d+)/g)].map(
      ([, status]) => status
    )
    expect(statuses).toEqual(['200', '404'])
    connection.close()
  })

  test('a body that is cut off has the length that it has', async () => {
    arm({ malformed: true })
    const response = await pets()
    const text = await response.text()
    expect(response.headers.get('content-length')).toBe(String(Buffer.byteLength(text)))
    expect(() => JSON.parse(text)).toThrow(SyntaxError)
  })
})

describe('with `sandbox.fetch`', () => {
  const pets = (init?: RequestInit): Promise<Response> => sandbox.fetch('/pets', init)

  test('a connection that ends before the answer rejects, as that of a real `fetch` does', async () => {
    arm({ drop: 'before' })
    await expect(pets()).rejects.toMatchObject({ name: 'TypeError', cause: { code: 'ECONNRESET' } })
  })

  test('one that ends in the middle fails while the body is read', async () => {
    arm({ drop: 'during' })
    const response = await pets()
    const reader = response.body!.getReader()
    expect((await reader.read()).value!.length).toBeGreaterThan(0)
    await expect(reader.read()).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } })
  })

  test('a client waits, and may give up', async () => {
    arm({ realDelay: 100 })
    const start = performance.now()
    await pets()
    expect(performance.now() - start).toBeGreaterThan(90)
    arm({ name: 'long', realDelay: 60_000 })
    await expect(pets({ signal: AbortSignal.timeout(50) })).rejects.toMatchObject({ name: 'TimeoutError' })
  })
})

describe('the date of an answer', () => {
  test('is what the clock of the sandbox shows, whoever asks, also where the answer is remembered', async () => {
    for (const expected of ['Thu, 01 Jan 2026 00:00:00 GMT', 'Sat, 31 Jan 2026 00:00:00 GMT']) {
      for (const answer of [
        await pets(),
        await pets(),
        await pets({ method: 'HEAD' }),
        await sandbox.fetch('/pets')
      ])
        expect(answer.headers.get('date')).toBe(expected)
      sandbox.clock.advance('30d')
    }
  })

  test('is sent once, and is that of a fault where it says one', async () => {
    const lines = async (): Promise<string[]> => {
      const { rawHeaders } = await new Promise<IncomingMessage>((resolve) =>
        startRequest(`${server.url}/pets`, resolve).end()
      )
      return rawHeaders.filter((_, i) => rawHeaders[i - 1]?.toLowerCase() === 'date' && i % 2 === 1)
    }
    expect(await lines()).toEqual(['Thu, 01 Jan 2026 00:00:00 GMT'])
    arm({ headers: { Date: 'Thu, 01 Jan 1970 00:00:00 GMT' }, delay: '1s' })
    expect(await lines()).toEqual(['Thu, 01 Jan 1970 00:00:00 GMT'])
    expect((await sandbox.fetch('/pets')).headers.get('date')).toBe('Thu, 01 Jan 1970 00:00:00 GMT')
  })

  test('is there for what the host refuses by itself too', async () => {
    const connection = await RawConnection.open(server.port)
    void connection.send('GET /pets HTTP/1.1\r\nhost: x\r\nexpect: magic\r\n\r\n')
    expect(await connection.readAll()).toMatch(/^HTTP\/1\.1 417 [^]*date: Thu, 01 Jan 2026 00:00:00 GMT\r\n/)
    connection.close()
  })
})
