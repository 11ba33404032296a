import { Agent, request as startRequest } from 'node:http'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Sandbox, SandboxResponse } from '@sandbed/core'
import { RawConnection } from '../test/raw-connection.js'
import { descriptionPath, openShelter, postPet, validPet } from '../test/shelter.js'
import { createSandbox } from './create-sandbox.js'
import { serve, type SandboxServer } from './serve.js'

const limit = 64 * 1024
let server: SandboxServer
let sandbox: Sandbox

beforeEach(async () => {
  sandbox = await openShelter({ cors: true, limits: { bodyBytes: limit } })
  server = await serve(sandbox, { port: 0 })
})
afterEach(() => server.close(0))

describe('answers over HTTP equal `handle()`', () => {
  test.each([
    'petstore.yaml',
    'bank-payments.yaml',
    'every-feature-3.0.yaml',
    'every-feature-3.1.yaml',
    'todo.json'
  ])('for a valid request to every operation of %s', async (name) => {
    const copy = await createSandbox(descriptionPath(name), { mode: 'dynamic' })
    server.replace(copy)
    const agent = new Agent({ keepAlive: true })
    for (const { key } of copy.operations) {
      const request = copy.sampleRequest(key)
      // What a client adds is part of the request.
      const headers = { ...request.headers, host: 'shelter', connection: 'keep-alive' }
      const expected = copy.handle({ ...request, headers })
      const answer = await send(agent, request.method, request.url, headers, request.body ?? undefined)
      expect({ key, ...answer }).toEqual({ key, ...plain(expected) })
    }
    agent.destroy()
  })

  test('for paths with encoded slashes, unknown paths and methods, and broken escapes', async () => {
    const agent = new Agent({ keepAlive: true })
    for (const [method, url] of [
      ['GET', '/pets/a%2Fb'],
      ['GET', '/pets/%ff'],
      ['GET', '/nowhere?x=%zz'],
      ['DELETE', '/pets'],
      ['OPTIONS', '/pets'],
      ['GET', '//pets/../x'],
      ['GET', 'http://other.example/pets']
    ] as const) {
      const headers = { host: 'shelter', connection: 'keep-alive' }
      const answer = await send(agent, method, url, headers)
      expect({ url, ...answer }).toEqual({ url, ...plain(sandbox.handle({ method, url, headers })) })
    }
    agent.destroy()
  })
})

describe('headers', () => {
  test('a repeated single-valued header is refused, in whatever letter case', async () => {
    const connection = await RawConnection.open(server.port)
    await connection.send('GET /pets HTTP/1.1\r\nhost: a\r\nX-Api-Key: one\r\nx-api-key: two\r\n\r\n')
    expect(await connection.read(/sent only once/)).toMatch(/^HTTP\/1\.1 400 /)
    connection.close()
  })

  test('repeated list headers count together', async () => {
    const lines = 'Accept: application/json;q=0\r\nAccept: text/html'
    const connection = await RawConnection.open(server.port)
    await connection.send(`GET /pets HTTP/1.1\r\nhost: a\r\n${lines}\r\n\r\n`)
    expect(await connection.read(/\r\n\r\n/)).toMatch(/^HTTP\/1\.1 406 /)
    connection.close()
  })

  test('several lines of one response header go out as several lines', async () => {
    server.replace(answering({ status: 200, headers: { 'set-cookie': ['a=1', 'b=2'] }, body: 'x' }))
    const connection = await RawConnection.open(server.port)
    await connection.send('GET / HTTP/1.1\r\nhost: a\r\n\r\n')
    expect(await connection.read(/\r\n\r\nx$/)).toContain('set-cookie: a=1\r\nset-cookie: b=2\r\n')
    connection.close()
  })
})

describe('bodies of responses', () => {
  test('the length is counted in bytes, and bytes go out as they are', async () => {
    for (const body of ['crème brûlée ☕', new Uint8Array([0, 255, 128, 10]), ''] as const) {
      server.replace(answering({ status: 200, headers: {}, body }))
      const response = await fetch(server.url)
      const bytes = Buffer.from(await response.arrayBuffer())
      expect(bytes).toEqual(Buffer.from(body as string))
      expect(response.headers.get('content-length')).toBe(String(bytes.length))
    }
  })

  test('204 and 304 have neither a body nor a length', async () => {
    for (const status of [204, 304]) {
      server.replace(answering({ status, headers: {}, body: null }))
      const response = await fetch(server.url)
      expect([response.status, response.headers.get('content-length'), await response.text()]).toEqual([
        status,
        null,
        ''
      ])
    }
  })

  test('HEAD has the status and type of GET, no body and no wrong length, and the connection goes on', async () => {
    const connection = await RawConnection.open(server.port)
    await connection.send('HEAD /pets HTTP/1.1\r\nhost: a\r\n\r\nGET /nowhere HTTP/1.1\r\nhost: a\r\n\r\n')
    const [head, next] = (await connection.read(/404[^]*\}$/)).split('\r\n\r\n')
    expect(head).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*content-type: application\/json/)
    expect(head).not.toMatch(/content-length|transfer-encoding/i)
    expect(next).toMatch(/^HTTP\/1\.1 404 /)
    connection.close()
  })

  test('a fault in code around the sandbox ends one request with 500, not the process', async () => {
    const warned = vi.spyOn(process, 'emitWarning').mockImplementation(() => {})
    server.replace(
      await openShelter({
        onTrace() {
          throw new Error('a faulty listener')
        }
      })
    )
    const response = await fetch(`${server.url}/pets`)
    expect([response.status, response.headers.get('content-type')]).toEqual([500, 'application/problem+json'])
    expect(await response.text()).not.toContain('a faulty listener')
    expect(warned).toHaveBeenCalledWith(expect.objectContaining({ message: 'a faulty listener' }))
    warned.mockRestore()
    server.replace(sandbox)
    expect((await fetch(`${server.url}/pets`)).status).toBe(200)
  })
})

describe('bodies of requests', () => {
  test('are read whole, whether they come with a length or in chunks', async () => {
    const connection = await RawConnection.open(server.port)
    await connection.send(postPet(validPet))
    await connection.read(/^HTTP\/1\.1 201 /)
    await connection.send(postPet('', 'transfer-encoding: chunked'))
    for (const character of validPet) await connection.send(`1;extension=x\r\n${character}\r\n`)
    await connection.send('0\r\ntrailer: x\r\n\r\n')
    await connection.read(/HTTP\/1\.1 201 [^]*HTTP\/1\.1 201 /)
    connection.close()
  })

  test('are read for GET too, and ignored', async () => {
    const response = await send(new Agent(), 'GET', '/pets', { host: 'a', connection: 'close' }, 'ignored')
    expect(response.status).toBe(200)
  })

  test.each([
    ['exactly the limit', limit, /^HTTP\/1\.1 (?!413)/],
    ['one byte more', limit + 1, /^HTTP\/1\.1 413 /]
  ])('of %s', async (_, size, expected) => {
    for (const framing of [`content-length: ${size}`, 'transfer-encoding: chunked']) {
      const connection = await RawConnection.open(server.port)
      const body = 'a'.repeat(size)
      await connection.send(postPet('', framing))
      await connection.send(
        framing.startsWith('content') ? body : `${size.toString(16)}\r\n${body}\r\n0\r\n\r\n`
      )
      expect(await connection.read(/\r\n\r\n[^]*\}$/)).toMatch(expected)
      connection.close()
    }
  })

  test('over the limit by their announcement are refused before a byte of them comes, and the connection is closed', async () => {
    const connection = await RawConnection.open(server.port)
    await connection.send(postPet('', `content-length: ${limit + 1}`))
    const text = await connection.readAll()
    expect(text).toMatch(/^HTTP\/1\.1 413 [^]*connection: close\r\n/i)
    expect(text).toContain(`The body has more than ${limit} bytes`)
    await connection.untilRefused()
  })

  test('over the limit are refused with all that the sandbox has to say, so that a browser can read it', async () => {
    const response = await fetch(`${server.url}/pets`, {
      method: 'POST',
      headers: { origin: 'http://localhost:5173', 'content-type': 'application/json' },
      body: 'a'.repeat(10 * limit)
    })
    expect(response.status).toBe(413)
    expect(response.headers.get('access-control-allow-origin')).toBe('http://localhost:5173')
  })

  test('that never end are refused at the limit, and memory stays flat however fast they come', async () => {
    const connection = await RawConnection.open(server.port)
    const chunk = Buffer.concat([Buffer.from('40000\r\n'), Buffer.alloc(0x4_0000, 'a'), Buffer.from('\r\n')])
    const before = process.memoryUsage().rss
    let peak = before
    let sent = 0
    await connection.send(postPet('', 'transfer-encoding: chunked'))
    while (!connection.gone && sent < 2 ** 30) {
      await connection.send(chunk)
      sent += chunk.length
      peak = Math.max(peak, process.memoryUsage().rss)
    }
    expect(connection.text).toMatch(/^HTTP\/1\.1 413 /)
    expect(connection.gone).toBe(true)
    expect(peak - before).toBeLessThan(64 * 2 ** 20)
  })

  test('longer than their length says begin the next request, which is none', async () => {
    const connection = await RawConnection.open(server.port)
    await connection.send(postPet(`${validPet}${'a'.repeat(limit)}`, `content-length: ${validPet.length}`))
    const text = await connection.readAll()
    expect(text).toMatch(/^HTTP\/1\.1 201 [^]*HTTP\/1\.1 400 /)
    connection.close()
  })

  test('shorter than their length says end in 400 when the client finishes', async () => {
    const connection = await RawConnection.open(server.port)
    await connection.send(postPet('{', 'content-length: 100'))
    connection.finish()
    expect(await connection.readAll()).toMatch(/^HTTP\/1\.1 400 /)
  })

  test('cut off in the middle harm nobody', async () => {
    for (const leave of ['close', 'reset'] as const) {
      const connection = await RawConnection.open(server.port)
      await connection.send(postPet('{', 'content-length: 100'))
      connection[leave]()
      await connection.closed
    }
    expect((await fetch(`${server.url}/pets`)).status).toBe(200)
  })
})

describe('expectations', () => {
  test('100-continue is answered, then the request', async () => {
    const connection = await RawConnection.open(server.port)
    await connection.send(postPet('', `content-length: ${validPet.length}\r\nexpect: 100-continue`))
    await connection.read(/^HTTP\/1\.1 100 Continue\r\n\r\n$/)
    await connection.send(validPet)
    await connection.read(/HTTP\/1\.1 201 /)
    connection.close()
  })

  test('100-continue for a body over the limit is answered with 413 alone', async () => {
    const connection = await RawConnection.open(server.port)
    await connection.send(postPet('', `content-length: ${limit + 1}\r\nexpect: 100-continue`))
    expect(await connection.readAll()).toMatch(/^HTTP\/1\.1 413 /)
    connection.close()
  })

  test('others fail with 417, and the connection is closed', async () => {
    const connection = await RawConnection.open(server.port)
    await connection.send(postPet(validPet, `content-length: ${validPet.length}\r\nexpect: tea`))
    expect(await connection.readAll()).toMatch(/^HTTP\/1\.1 417 [^]*connection: close\r\n/)
    connection.close()
  })
})

test('every answer bears the id of its trace, refusals and answers to HEAD too', async () => {
  for (const [method, path] of [
    ['GET', '/pets'],
    ['GET', '/nowhere'],
    ['HEAD', '/pets'],
    ['GET', '/pets']
  ] as const) {
    const response = await fetch(`${server.url}${path}`, { method })
    await response.text()
    const trace = sandbox.traces.get(response.headers.get('sandbed-trace')!)
    expect(trace).toMatchObject({ method, url: path, status: response.status })
  }
})

/** A sandbox that says one thing. */
function answering(response: SandboxResponse): Sandbox {
  return Object.create(sandbox, { exchange: { value: () => ({ response, trace: null }) } }) as Sandbox
}

interface PlainAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

function plain({ status, headers, body }: SandboxResponse): PlainAnswer {
  return { status, headers: joined(headers), body: Buffer.from(body ?? '').toString('latin1') }
}

// Node has several lines of one header as an array, and always has an array for some.
function joined(headers: object): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat().join('; ')]))
}

/** Sends the target as it is. The headers of the transport are left out of the answer. */
function send(
  agent: Agent,
  method: string,
  path: string,
  headers: object,
  body?: string | Uint8Array
): Promise<PlainAnswer> {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }
    const options = {
      host: '127.0.0.1',
      port: server.port,
      method,
      path,
      headers: { ...headers, ...length },
      agent
    }
    const request = startRequest(options, (response) => {
      const chunks: Buffer[] = []
      response
        .on('data', (chunk: Buffer) => chunks.push(chunk))
        .on('end', () => {
          const {
            date: _1,
            connection: _2,
            'keep-alive': _3,
            'content-length': _4,
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
    request.on('error', reject).end(body)
  })
}
