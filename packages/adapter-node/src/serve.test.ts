import { afterEach, describe, expect, test } from 'vitest'
import { isSandboxError, type Sandbox } from '@sandbed/core'
import { RawConnection } from '../test/raw-connection.js'
import { openShelter, postPet, validPet } from '../test/shelter.js'
import { serve, type SandboxServer, type ServeOptions } from './serve.js'

const open: SandboxServer[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close(0)))
})

async function start(options: ServeOptions = {}, sandbox?: Sandbox): Promise<SandboxServer> {
  const server = await serve(sandbox ?? (await openShelter()), { port: 0, ...options })
  open.push(server)
  return server
}

const getPets = 'GET /pets HTTP/1.1\r\nhost: a\r\n\r\n'

describe('listening', () => {
  test('port 0 picks a free port, and the URL says which', async () => {
    const server = await start()
    expect(server.url).toBe(`http://127.0.0.1:${server.port}`)
    expect((await fetch(`${server.url}/pets`)).status).toBe(200)
  })

  test('an IPv6 address is put in brackets', async () => {
    const server = await start({ host: '::1' })
    expect(server.url).toBe(`http://[::1]:${server.port}`)
    expect((await fetch(`${server.url}/pets`)).status).toBe(200)
  })

  test('a port in use is a `cannot-listen` error that names it and says what to do', async () => {
    const { port } = await start()
    const error = await serve(await openShelter(), { port }).catch((reason: unknown) => reason)
    expect(isSandboxError(error) && error.code).toBe('cannot-listen')
    expect((error as Error).message).toContain(`127.0.0.1:${port}: the port is in use. Choose another`)
  })

  test('an address that is not ours is a `cannot-listen` error too', async () => {
    const error = await serve(await openShelter(), { port: 0, host: '192.0.2.1' }).catch(
      (reason: unknown) => reason
    )
    expect(isSandboxError(error) && error.code).toBe('cannot-listen')
  })

  test('two servers side by side do not touch each other', async () => {
    const [first, second] = [
      await start({}, await openShelter({ mode: 'dynamic', seed: 'one' })),
      await start({}, await openShelter({ mode: 'dynamic', seed: 'two' }))
    ]
    const texts = async (): Promise<string[]> =>
      Promise.all([first, second].map(async ({ url }) => (await fetch(`${url}/pets/1`)).text()))
    const before = await texts()
    expect(before[0]).not.toBe(before[1])
    await first.close()
    expect(await (await fetch(`${second.url}/pets/1`)).text()).toBe(before[1])
  })

  test('`replace` changes what the next request sees, also on a connection that stays open', async () => {
    const server = await start({}, await openShelter({ mode: 'dynamic', seed: 'one' }))
    const other = await openShelter({ mode: 'dynamic', seed: 'two' })
    const connection = await RawConnection.open(server.port)
    await connection.send('GET /pets/1 HTTP/1.1\r\nhost: a\r\n\r\n')
    await connection.read(/\}$/)
    server.replace(other)
    await connection.send('GET /pets/1 HTTP/1.1\r\nhost: a\r\n\r\n')
    const expected = other.handle({ method: 'GET', url: '/pets/1' }).body as string
    await connection.read(/HTTP[^]*HTTP[^]*\}$/)
    expect(connection.text.endsWith(expected)).toBe(true)
    connection.close()
  })
})

describe('connections', () => {
  test('are kept alive from request to request', async () => {
    const server = await start()
    const connection = await RawConnection.open(server.port)
    for (let count = 1; count <= 3; count++) {
      await connection.send(getPets)
      await connection.read(new RegExp(`^(?:HTTP/1\\.1 200 OK[^]*?\\]){${count}}$`))
    }
    expect(connection.text).toContain('Connection: keep-alive')
    connection.close()
  })

  test('answer pipelined requests in order, ten thousand of them', async () => {
    const server = await start({}, await openShelter({ mode: 'dynamic' }))
    const connection = await RawConnection.open(server.port)
    const count = 10_000
    const sent = Array.from(
      { length: count },
      (_, index) => `GET /nowhere/${index} HTTP/1.1\r\nhost: a\r\n\r\n`
    )
    await connection.send(
      `${sent.slice(0, -1).join('')}GET /nowhere/${count - 1} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n`
    )
    const answered = [...(await connection.readAll()).matchAll(/"detail":"[^"]*?\/nowhere\/(\d+)/g)]
    expect(answered.map(([, number]) => Number(number))).toEqual(
      Array.from({ length: count }, (_, index) => index)
    )
    connection.close()
  })

  test('answer what came before a broken request, then 400', async () => {
    const server = await start()
    const connection = await RawConnection.open(server.port)
    await connection.send(`${getPets}${getPets}no request at all\r\n\r\n`)
    expect(
      [...(await connection.readAll()).matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status)
    ).toEqual(['200', '200', '400'])
    connection.close()
  })

  test('that the client has finished writing are answered, then closed', async () => {
    const server = await start()
    const connection = await RawConnection.open(server.port)
    await connection.send(getPets)
    connection.finish()
    expect(await connection.readAll()).toMatch(/^HTTP\/1\.1 200 [^]*\]$/)
    await connection.closed
  })

  test('of clients that vanish leave nothing behind', async () => {
    const server = await start()
    await Promise.all(
      Array.from({ length: 50 }, async (_, index) => {
        const connection = await RawConnection.open(server.port)
        await connection.send(index % 2 === 0 ? getPets.repeat(20) : getPets.slice(0, 20))
        connection.reset()
        await connection.closed
      })
    )
    const begun = performance.now()
    await server.close(10_000)
    expect(performance.now() - begun).toBeLessThan(2_000)
  })

  test('of HTTP/1.0 clients are closed after the answer', async () => {
    const server = await start()
    const connection = await RawConnection.open(server.port)
    await connection.send('GET /pets HTTP/1.0\r\n\r\n')
    expect(await connection.readAll()).toMatch(/^HTTP\/1\.1 200 /)
    connection.close()
  })
})

describe('slow clients', () => {
  const timeouts = { headers: 300, request: 600 }

  test.each([
    ['headers', 'GET /pets HTTP/1.1\r\nhost: a\r\n'],
    ['a body', postPet('{', 'content-length: 100')]
  ])('that do not finish %s get 408 and are cut off; others do not notice', async (_, bytes) => {
    const server = await start({ timeouts })
    const connection = await RawConnection.open(server.port)
    await connection.send(bytes)
    expect((await fetch(`${server.url}/pets`)).status).toBe(200)
    expect(await connection.readAll()).toMatch(/^HTTP\/1\.1 408 [^]*connection: close\r\n/)
    // The client never closes its side, and is rid of all the same.
    await connection.untilRefused()
  })

  test('that trickle do not get more time', async () => {
    const server = await start({ timeouts })
    const connection = await RawConnection.open(server.port)
    await connection.send('GET /pets HTTP/1.1\r\n')
    const trickle = setInterval(() => void connection.send('x: y\r\n'), 50)
    expect(await connection.readAll()).toMatch(/^HTTP\/1\.1 408 /)
    clearInterval(trickle)
    connection.close()
  })
})

describe('what is not an ordinary request', () => {
  test.each([
    ['TRACE', `TRACE /pets HTTP/1.1\r\nhost: a\r\n\r\n`, 405],
    ['an unknown method that HTTP knows', `PROPFIND /pets HTTP/1.1\r\nhost: a\r\n\r\n`, 405],
    ['QUERY', `QUERY /pets HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\n\r\na`, 405],
    ['a method override', `GET /nowhere HTTP/1.1\r\nhost: a\r\nx-http-method-override: DELETE\r\n\r\n`, 404],
    ['OPTIONS *', `OPTIONS * HTTP/1.1\r\nhost: a\r\n\r\n`, 400],
    [
      'a WebSocket handshake',
      `${getPets.slice(0, -2)}connection: upgrade\r\nupgrade: websocket\r\nsec-websocket-key: x\r\n\r\n`,
      200
    ],
    [
      'an offer of HTTP/2',
      `${getPets.slice(0, -2)}connection: upgrade, http2-settings\r\nupgrade: h2c\r\nhttp2-settings: AAA\r\n\r\n`,
      200
    ],
    [
      'a body with an offer to upgrade',
      postPet(validPet, `content-length: ${validPet.length}\r\nconnection: upgrade\r\nupgrade: x`),
      201
    ]
  ])('%s has a clear answer, and the connection goes on', async (_, bytes, status) => {
    const server = await start()
    const connection = await RawConnection.open(server.port)
    await connection.send(bytes)
    expect(await connection.read(/\r\n\r\n/)).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
    await connection.send('GET /last HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n')
    expect(await connection.readAll()).toMatch(/HTTP\/1\.1 404 /)
    connection.close()
  })

  test.each([
    ['CONNECT', 'CONNECT example.com:443 HTTP/1.1\r\nhost: example.com:443\r\n\r\n', 501],
    ['an unknown method', 'BREW /pets HTTP/1.1\r\nhost: a\r\n\r\n', 400],
    ['a method in lower case', 'get /pets HTTP/1.1\r\nhost: a\r\n\r\n', 400],
    ['the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400],
    ['a TLS greeting', '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001', 400],
    ['a space before the colon', 'GET /pets HTTP/1.1\r\nhost : a\r\n\r\n', 400],
    ['a folded header', 'GET /pets HTTP/1.1\r\nhost: a\r\nx: y\r\n z\r\n\r\n', 400],
    ['a bare line feed', 'GET /pets HTTP/1.1\nhost: a\n\n', 400],
    ['no host', 'GET /pets HTTP/1.1\r\n\r\n', 400],
    ['a space in the target', 'GET /pets /x HTTP/1.1\r\nhost: a\r\n\r\n', 400],
    ['two lengths', postPet('ab', 'content-length: 1\r\ncontent-length: 2'), 400],
    ['a length and chunks', postPet('0\r\n\r\n', 'content-length: 5\r\ntransfer-encoding: chunked'), 400],
    ['a negative length', postPet('', 'content-length: -1'), 400],
    ['an unknown transfer coding', postPet('', 'transfer-encoding: xchunked'), 400],
    ['a bad chunk size', postPet('zz\r\n\r\n', 'transfer-encoding: chunked'), 400],
    ['endless chunk extensions', postPet(`1;${'a'.repeat(40_000)}\r\n`, 'transfer-encoding: chunked'), 413],
    ['a header of 40 kB', `GET /pets HTTP/1.1\r\nhost: a\r\nx: ${'a'.repeat(40_000)}\r\n\r\n`, 431],
    ['headers without end', `GET /pets HTTP/1.1\r\n${'x: y\r\n'.repeat(10_000)}`, 431]
  ])('%s is refused, and the connection closed', async (_, bytes, status) => {
    const server = await start()
    const connection = await RawConnection.open(server.port)
    await connection.send(bytes)
    expect(await connection.readAll()).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
    expect(connection.text.match(/^HTTP\/1\.1 /gm)).toHaveLength(1)
    expect((await fetch(`${server.url}/pets`)).status).toBe(200)
    connection.close()
  })

  test('a CONNECT whose client stays does not hold up closing', async () => {
    const server = await start()
    const connection = await RawConnection.open(server.port)
    await connection.send('CONNECT a:1 HTTP/1.1\r\nhost: a:1\r\n\r\n')
    await connection.readAll()
    await server.close(100)
    connection.close()
  })
})

describe('closing', () => {
  test('lets a running request finish, tells its client that the connection ends, and is done at once after it', async () => {
    const server = await start()
    const connection = await RawConnection.open(server.port)
    await connection.send(postPet('', `content-length: ${validPet.length}\r\nexpect: 100-continue`))
    await connection.read(/100 Continue/)
    const begun = performance.now()
    const closed = server.close(10_000)
    await connection.send(validPet)
    expect(await connection.readAll()).toMatch(/HTTP\/1\.1 201 [^]*Connection: close\r\n[^]*\}$/)
    connection.close()
    await closed
    expect(performance.now() - begun).toBeLessThan(2_000)
  })

  test('does not wait for idle connections', async () => {
    const server = await start()
    const idle = await RawConnection.open(server.port)
    await idle.send(getPets)
    await idle.read(/\]$/)
    const begun = performance.now()
    await server.close(10_000)
    expect(performance.now() - begun).toBeLessThan(2_000)
    await idle.readAll()
    idle.close()
  })

  test('takes no longer than the grace, whatever clients do', async () => {
    const server = await start()
    const connection = await RawConnection.open(server.port)
    await connection.send(postPet('{', 'content-length: 100'))
    const begun = performance.now()
    await server.close(200)
    expect(performance.now() - begun).toBeLessThan(2_000)
    await connection.untilRefused()
  })

  test('takes no new connections, frees the port, and may be asked for twice', async () => {
    const server = await start()
    await Promise.all([server.close(), server.close()])
    await server.close()
    await expect(fetch(server.url)).rejects.toThrow('fetch failed')
    const again = await start({ port: server.port })
    expect(again.port).toBe(server.port)
  })
})
