import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http'
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import type { ResolvedAddress } from './connect.js'
import { sendWebhook, type SendOptions, type SendOutcome, type WebhookToSend } from './send-webhook.js'

const open: Server[] = []

afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => new Promise((resolve) => server.close(resolve))))
})

async function listen<S extends Server>(server: S, host = '127.0.0.1', port = 0): Promise<number> {
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve))
  open.push(server)
  return (server.address() as AddressInfo).port
}

const local: SendOptions = { allowHttp: true, allowLoopback: true }

function send(
  port: number,
  options: SendOptions = {},
  attempt: Partial<WebhookToSend> = {}
): Promise<SendOutcome> {
  return sendWebhook(
    { url: `http://127.0.0.1:${port}/hook?a=1`, headers: {}, body: '{}', ...attempt },
    { ...local, ...options }
  )
}

/** The outcome without the time it took. */
async function outcomeOf(sent: Promise<SendOutcome>): Promise<object> {
  const { elapsed, ...outcome } = await sent
  expect(elapsed).toBeGreaterThanOrEqual(0)
  return outcome
}

const nothing = { kind: 'no-response' }

/** A receiver that answers with these bytes, whatever it is asked. */
const answering = (bytes: string | Uint8Array, then: (socket: Socket) => void = (socket) => socket.end()) =>
  createTcpServer((socket) => {
    socket.on('error', () => {})
    socket.once('data', () => socket.write(bytes, () => then(socket)))
  })

it('sends exactly the bytes that were signed, with its headers, and tells what came back', async () => {
  const seen: { method?: string; url?: string; headers?: IncomingHttpHeaders; body?: string } = {}
  const port = await listen(
    createServer((request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        Object.assign(seen, {
          method: request.method,
          url: request.url,
          headers: request.headers,
          body: Buffer.concat(chunks).toString()
        })
        response.writeHead(503, { 'retry-after': '120' }).end('later')
      })
    })
  )
  const body = '{"name":"Zoë 🦊"}\r\n'
  const outcome = await outcomeOf(
    send(
      port,
      {},
      { body, headers: { 'Webhook-Id': 'evt_1', 'Content-Type': 'application/cloudevents+json' } }
    )
  )
  expect(outcome).toEqual({ kind: 'response', status: 503, retryAfter: '120', body: 'later' })
  expect(seen).toEqual({
    method: 'POST',
    url: '/hook?a=1',
    body,
    headers: {
      host: `127.0.0.1:${port}`,
      connection: 'close',
      'user-agent': 'Sandbed-Webhooks',
      'accept-encoding': 'identity',
      'content-type': 'application/cloudevents+json',
      'content-length': String(Buffer.byteLength(body)),
      'webhook-id': 'evt_1'
    }
  })
})

it.each(['PUT', 'PATCH', 'DELETE', 'GET'])('%s sends the body too', async (method) => {
  const seen: string[] = []
  const port = await listen(
    createServer((request, response) => {
      request.on('data', (chunk) => seen.push(`${request.method} ${String(chunk)}`))
      request.on('end', () => response.end())
    })
  )
  expect(await outcomeOf(send(port, {}, { method, body: '{"a":1}' }))).toMatchObject({ status: 200 })
  expect(seen).toEqual([`${method} {"a":1}`])
})

describe('what is not sent at all', () => {
  it.each<[string, Partial<WebhookToSend>, SendOptions]>([
    ['to this machine, when that was not asked for', {}, { allowLoopback: false }],
    [
      'over http to another machine, when that was not asked for',
      { url: 'http://receiver.example.com/' },
      { allowHttp: false, lookup: async () => [{ address: '127.0.0.1', family: 4 }] }
    ],
    ['with a method of a proxy', { method: 'CONNECT' }, {}],
    ['with a method that is two', { method: 'POST / HTTP/1.1\r\nx: y' }, {}],
    ['with a header of the connection', { headers: { Host: 'evil' } }, {}],
    ['with a line in a header', { headers: { 'x-a': 'a\r\nx-b: c' } }, {}],
    ['when the body is not UTF-8', { body: Uint8Array.of(0xff, 0xfe, 0, 0x80) }, {}],
    ['when the host is shutting down', {}, { signal: AbortSignal.abort() }]
  ])('%s', async (_, attempt, options) => {
    let connections = 0
    const port = await listen(createTcpServer((socket) => (connections++, socket.destroy())))
    expect(await outcomeOf(send(port, options, attempt))).toEqual(nothing)
    expect(connections).toBe(0)
  })
})

describe('redirects are answers like others', () => {
  it('none of 20 is followed', async () => {
    let canaryHits = 0
    const canary = await listen(createServer((_, response) => (canaryHits++, response.end())))
    let location = ''
    let status = 0
    let hits = 0
    const port = await listen(
      createServer((request, response) => {
        hits++
        request.resume()
        response.writeHead(status, location === '' ? {} : { location, refresh: `0;url=${location}` }).end()
      })
    )
    const there = `http://127.0.0.1:${canary}/`
    const targets = [there, `//127.0.0.1:${canary}/`, 'file:///etc/passwd', '/hook?a=1']
    for (const code of [301, 302, 303, 307, 308])
      for (const target of targets) {
        ;[status, location] = [code, target]
        expect(await outcomeOf(send(port))).toEqual({ kind: 'response', status: code, body: '' })
      }
    expect([hits, canaryHits]).toEqual([20, 0])
  })
})

describe('names that answer now this, now that', () => {
  it('are asked once an attempt, and what was checked is what is connected to: 1,000 attempts, none strays', async () => {
    let [hits, canaryHits] = [0, 0]
    // The one address stands for a public one, the other for what must not be reached.
    const count =
      (add: () => void): RequestListener =>
      (request, response) => {
        add()
        request.resume()
        response.end()
      }
    const port = await listen(createServer(count(() => hits++)), '127.0.0.1')
    const canary = await listen(createServer(count(() => canaryHits++)), '::1', port).catch(() => undefined)
    let asked = 0
    for (let round = 0; round < 50; round++) {
      const attempts = Array.from({ length: 20 }, () => {
        let calls = 0
        const lookup = (): Promise<ResolvedAddress[]> => {
          asked++
          return Promise.resolve([
            calls++ === 0 ? { address: '127.0.0.1', family: 4 } : { address: '::1', family: 6 }
          ])
        }
        return send(port, { lookup, ports: [port] }, { url: `http://rebind.example.com:${port}/` })
      })
      for (const outcome of await Promise.all(attempts)) expect(outcome.kind).toBe('response')
    }
    expect([asked, hits, canaryHits]).toEqual([1000, 1000, 0])
    expect(canary ?? port).toBe(port)
  })

  it('of a mixed answer only the allowed addresses are connected to, of a bad one none', async () => {
    let hits = 0
    const port = await listen(createServer((_, response) => (hits++, response.end())))
    const addresses = [
      '10.0.0.1',
      '169.254.169.254',
      'fd00:ec2::254',
      '::ffff:192.168.0.1',
      'fe80::1%lo',
      'nonsense',
      ''
    ]
    const bad = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
    const to = (list: ResolvedAddress[], options: SendOptions = {}) => {
      const lookup = () => Promise.resolve(list)
      return outcomeOf(
        send(port, { lookup, ports: [port], ...options }, { url: `http://mixed.example.com:${port}/` })
      )
    }
    const here = { address: '127.0.0.1', family: 4 }
    expect(await to([...bad, here])).toMatchObject({ kind: 'response', status: 200 })
    expect(await to(bad)).toEqual(nothing)
    expect(await to([])).toEqual(nothing)
    expect(await to([here, ...bad], { allowLoopback: false })).toEqual(nothing)
    expect(hits).toBe(1)
  })

  it('a resolver that fails, or never answers, is no answer', async () => {
    const url = 'https://slow.example.com/'
    for (const lookup of [() => Promise.reject(new Error('ENOTFOUND')), () => new Promise<never>(() => {})])
      expect(await outcomeOf(send(1, { lookup, deadline: 50 }, { url }))).toEqual(nothing)
  })
})

describe('receivers that mean harm', () => {
  const head = 'HTTP/1.1 200 OK\r\n'
  const forever = (bytes: string) => (socket: Socket) => {
    const more = () => {
      while (!socket.destroyed && socket.write(bytes));
    }
    socket.on('drain', more)
    more()
  }
  const drip = (bytes: string) => (socket: Socket) => {
    const timer = setInterval(() => socket.write(bytes), 5)
    socket.on('close', () => clearInterval(timer))
  }
  const cut = { kind: 'response', status: 200 }
  const hostile: { readonly [what: string]: readonly [Server, object] } = {
    'never answer': [answering('', () => {}), nothing],
    'hang up': [answering('', (socket) => socket.destroy()), nothing],
    'answer in something else': [answering('SSH-2.0-OpenSSH_9.6\r\n'), nothing],
    'send a body without end': [answering(`${head}\r\n`, forever('x'.repeat(65_536))), cut],
    'send chunks without end': [
      answering(`${head}transfer-encoding: chunked\r\n\r\n`, forever(`4000\r\n${'x'.repeat(0x4000)}\r\n`)),
      cut
    ],
    'send a body that drips': [answering(`${head}\r\n`, drip('x')), nothing],
    'send a head that drips': [answering(head, drip('x-a: b\r\n')), nothing],
    'send headers without end': [answering(head, forever(`x-a: ${'b'.repeat(1000)}\r\n`)), nothing],
    'send a chunk extension without end': [
      answering(`${head}transfer-encoding: chunked\r\n\r\n1;`, forever('x'.repeat(1000))),
      nothing
    ],
    'send trailers without end': [
      answering(`${head}transfer-encoding: chunked\r\n\r\n0\r\n`, forever(`x-a: ${'b'.repeat(1000)}\r\n`)),
      nothing
    ],
    'send interim answers without end': [answering('', forever('HTTP/1.1 102 Processing\r\n\r\n')), nothing],
    'send early hints that drip': [
      answering('', drip('HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n')),
      nothing
    ],
    'ask for another protocol': [
      answering('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n', () => {}),
      nothing
    ],
    'break off': [answering(`${head}content-length: 100\r\n\r\nhalf`), nothing],
    'say two lengths': [answering(`${head}content-length: 2\r\ncontent-length: 3\r\n\r\nabc`), nothing]
  }

  it.each(Object.entries(hostile))(
    '%s: it ends in time, and no connection is left',
    async (_, [server, expected]) => {
      const port = await listen(server)
      const deadline = expected === cut ? 10_000 : 150
      const start = performance.now()
      const outcomes = await Promise.all(Array.from({ length: 5 }, () => send(port, { deadline })))
      expect(performance.now() - start).toBeLessThan(10_000)
      for (const outcome of outcomes) expect(outcome).toMatchObject(expected)
      const connections = () => new Promise((resolve) => server.getConnections((_, count) => resolve(count)))
      await expect.poll(connections, { timeout: 2000, interval: 5 }).toBe(0)
    }
  )

  it('a bomb of zeros stays folded', async () => {
    const bomb = gzipSync(Buffer.alloc(1_000_000))
    const answer = Buffer.concat([
      Buffer.from(`${head}content-encoding: gzip\r\ncontent-length: ${bomb.length}\r\n\r\n`),
      bomb
    ])
    const outcome = await send(await listen(answering(answer)))
    expect(outcome).toMatchObject({ kind: 'response', status: 200 })
    expect(outcome.kind === 'response' && outcome.body).toContain('\\u{1f}')
  })

  it('of a body, 256 characters are told, none of which can do anything', async () => {
    const port = await listen(
      createServer((_, response) => response.end(`\u001b[31m\r\n\0\u202e${'🦊'.repeat(400)}`))
    )
    const outcome = await send(port)
    expect(outcome).toMatchObject({ body: `\\u{1b}[31m\\u{d}\\u{a}\\u{0}\\u{202e}${'🦊'.repeat(247)}` })
  })

  it('of Retry-After, 64 characters are told', async () => {
    const port = await listen(
      createServer((_, response) => response.writeHead(429, { 'retry-after': '9'.repeat(1000) }).end())
    )
    expect(await send(port)).toMatchObject({ status: 429, retryAfter: '9'.repeat(64) })
  })
})

describe('why there was no answer', () => {
  it('is told to the operator, and to nobody else', async () => {
    const closed = createTcpServer()
    const closedPort = await listen(closed)
    await new Promise((resolve) => open.pop()!.close(resolve))
    const silent = await listen(answering('', () => {}))
    const causes: string[] = []
    const onFailure = (cause: Error) => void causes.push(cause.message)
    const outcomes = await Promise.all([
      outcomeOf(send(closedPort, { onFailure })),
      outcomeOf(send(silent, { onFailure, deadline: 100 })),
      outcomeOf(send(silent, { onFailure }, { url: `https://127.0.0.1:${closedPort}/` })),
      outcomeOf(send(silent, { onFailure }, { url: 'https://10.0.0.1/' }))
    ])
    expect(outcomes).toEqual([nothing, nothing, nothing, nothing])
    expect(new Set(causes)).toContain('the time is out')
    expect(causes).toHaveLength(4)
    expect(causes.join()).toContain('ECONNREFUSED')
  })

  it('is a failure like any other when telling it fails', async () => {
    const silent = await listen(answering('', () => {}))
    const warned = new Promise<Error>((resolve) => process.once('warning', resolve))
    const onFailure = () => {
      throw new Error('no log')
    }
    expect(await outcomeOf(send(silent, { onFailure, deadline: 50 }))).toEqual(nothing)
    expect((await warned).message).toBe('no log')
  })

  it('a host that shuts down ends its attempts', async () => {
    const silent = await listen(answering('', () => {}))
    const shutdown = new AbortController()
    const sent = outcomeOf(send(silent, { signal: shutdown.signal }))
    setTimeout(() => shutdown.abort(), 20)
    expect(await sent).toEqual(nothing)
  })

  it('a receiver that never finishes the TLS handshake is out of time too', async () => {
    const silent = await listen(answering('', () => {}))
    expect(await outcomeOf(send(silent, { deadline: 100 }, { url: `https://localhost:${silent}/` }))).toEqual(
      nothing
    )
  })
})
