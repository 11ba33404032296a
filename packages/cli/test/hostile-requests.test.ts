// What clients send is printed by `sdb trace`: it shows as text, and never drives the terminal (TRACE-6).
import { beforeAll, describe, expect, test } from 'vitest'
import { writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { sdb, startSdb } from './run.js'
import { examplePath, serving } from './running.js'

const server = serving(examplePath('payments/payments.yaml'), '--mode', 'stateful', '--allow-loopback')

/** All that no text output may hold: below 0x20 but newline and tab, 0x7f, C1, and what turns the direction of text. */
// oxlint-disable-next-line no-control-regex
const harmful = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/

const sequences = [
  '\u001b[2J',
  '\u001b[31mred\u001b[0m',
  '\u001b[1;1H',
  '\u001b]0;owned\u0007',
  '\u001b]8;;http://evil.example\u001b\\link\u001b]8;;\u001b\\',
  '\u001b]52;c;ZXZpbA==\u0007',
  '\u001bP+q544e\u001b\\',
  '\u001bc',
  '\u009b2J',
  '\u009d0;owned\u009c',
  '\u0090q\u009c',
  '\r\nGET /fine 200',
  '\rmain is at its beginning.',
  '\b\b\b\b',
  '\u0007',
  '\u0000',
  '\u000b\u000c',
  '\u007f',
  '\u0085',
  '\u202egnp.exe',
  '\u2066\u2067\u2068\u2069',
  '\u061c\u200e\u200f',
  '\u202a\u202b\u202c\u202d',
  '\u2028\u2029',
  '\u000e\u000f'
]
/** 300 of them: each sequence in twelve dresses. */
const payloads = sequences.flatMap((one) =>
  Array.from(
    { length: 12 },
    (_, index) => `${'a'.repeat(index)}${one.repeat(1 + (index % 3))}${index % 2 ? one : 'z'}`
  )
)

/** Sends a request as it stands: clients that check what they send would not. */
function raw(request: string): Promise<void> {
  const { port } = new URL(server.url)
  return new Promise((resolve) => {
    const socket = connect(Number(port), '127.0.0.1', () => socket.end(Buffer.from(request, 'utf8')))
    socket
      .on('data', () => {})
      .on('close', () => resolve())
      .on('error', () => resolve())
  })
}

beforeAll(async () => {
  for (const [index, payload] of payloads.entries()) {
    const body = { amount: 5, currency: payload, customer_id: payload, [payload]: payload }
    const place = encodeURIComponent(payload)
    if (index % 3 === 0) await server.ask('POST', `/payments?x=${place}`, body)
    else if (index % 3 === 1) await server.ask('GET', `/payments/${place}`)
    else
      await raw(
        `GET /customers/${payload.replaceAll(/[\r\n\0 ]/g, '')} HTTP/1.1\r\nHost: x\r\nX-Note: ${payload.replaceAll(/[\r\n\0]/g, '')}\r\nConnection: close\r\n\r\n`
      )
  }
  for (const payload of payloads.slice(0, 30)) {
    await sdb('auth', 'issue', payload, '--scope', 'x')
    await sdb('snapshot', 'save', '--label', `${payload}!`)
    await sdb('webhook', 'add', 'http://127.0.0.1:1/hook', '--event', 'payment.*', '--description', payload)
  }
})

describe('text output holds nothing that drives a terminal', () => {
  test.each([
    [['trace', 'list', '--limit', '1000']],
    [['trace', 'list', '--status', '4xx']],
    [['auth', 'list']],
    [['snapshot', 'list']],
    [['webhook', 'list']],
    [['webhook', 'deliveries']],
    [['sandbox', 'list']],
    [['status']],
    [['diff']]
  ])('sdb %j', async (command) => {
    const { code, out, err } = await sdb(...command)
    expect([code, err]).toEqual([0, ''])
    expect(out).not.toMatch(harmful)
    expect(out).not.toMatch(/^(GET \/fine 200|main is at its beginning\.)/m)
  })

  test('sdb trace get and explain of every one of them', async () => {
    const { items } = await server.json(['trace', 'list', '--limit', '1000'])
    const requests = items.filter(({ kind }: { kind: string }) => kind === 'request')
    expect(payloads).toHaveLength(300)
    expect(requests.length).toBeGreaterThanOrEqual(200)
    let escaped = 0
    for (const { id } of requests) {
      const printed = [await sdb('trace', 'get', id), await sdb('trace', 'explain', id)]
      const whole = printed.map(({ out, err }) => out + err).join('')
      expect(whole).not.toMatch(harmful)
      expect(whole).not.toMatch(/^(GET \/fine 200|main is at its beginning\.)/m)
      if (/\\u00(1b|9b|07)|\\u20/.test(whole)) escaped++
    }
    expect(escaped).toBeGreaterThan(50)
  })

  test('sdb trace tail', async () => {
    const tail = startSdb('trace', 'tail', '--limit', '1000')
    const { trace } = await server.ask('GET', '/the-end')
    const [printed] = await tail.until(new RegExp(`^[^]*^${trace} .*\\n`, 'm'))
    await tail.end('SIGINT')
    expect(printed).not.toMatch(harmful)
    expect(printed).not.toMatch(/^(GET \/fine 200|main is at its beginning\.)/m)
  })

  test('names that are wrong, on the command line and in files', async () => {
    const file = join(server.folder, 'hostile.policy.json')
    for (const payload of payloads) {
      writeFileSync(file, JSON.stringify({ name: payload, rules: [{ name: payload, [payload]: 1 }] }))
      const commands = [
        ['restore', payload],
        ['trace', 'get', payload],
        ['auth', 'revoke', payload],
        ['sandbox', 'fork', payload],
        ['apply', payload],
        ['advance', payload],
        ['policy', 'attach', file],
        ['status', '--server', payload]
      ]
      for (const command of commands.slice(payloads.indexOf(payload) % 2 === 0 ? 0 : 4).slice(0, 4)) {
        const { code, out, err } = await sdb(...command)
        expect([command[0], code === 0, out]).toEqual([command[0], false, ''])
        expect(err).not.toMatch(harmful)
      }
    }
  })

  test('as JSON what was sent is told as it was', async () => {
    const payload = payloads[5]!
    await server.ask('POST', '/payments', { amount: 5, currency: payload })
    const { request } = await server.json(['trace', 'get', 'last'])
    expect(JSON.parse(request.body.text).currency).toBe(payload)
  })
})
