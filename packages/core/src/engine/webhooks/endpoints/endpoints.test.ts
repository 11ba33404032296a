// Endpoints: what may be registered, what changes, and that secrets are shown once.
import { describe, expect, it } from 'vitest'
import {
  isSandboxError,
  publicKeyOf,
  makeSecret,
  verifyWebhook,
  type EndpointOptions
} from '../../../index.js'
import { pay, paymentsSandbox } from '../../../../test/support/payments.js'

const url = 'https://partner.example/hooks'

function codeOf(act: () => unknown): string {
  try {
    act()
  } catch (error) {
    return isSandboxError(error) ? error.code : `another error: ${String(error)}`
  }
  return 'none'
}

describe('registering', () => {
  it('gives an id and a secret, which is not shown again', () => {
    const { webhooks } = paymentsSandbox()
    const { secret, ...shown } = webhooks.register({ url })
    expect(shown).toEqual({
      id: expect.stringMatching(/^we_[0-9a-f]{24}$/),
      url,
      events: ['*'],
      description: '',
      style: 'standard',
      headers: {},
      enabled: true,
      sink: false,
      mode: 'normal',
      signatureTime: 'host',
      jitter: 0,
      created: Date.UTC(2026, 0, 1),
      source: 'user'
    })
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
    expect(webhooks.endpoints()).toEqual([shown])
  })

  it('is the same every time, and another with another seed', () => {
    const made = (seed?: string) =>
      paymentsSandbox(seed === undefined ? {} : { seed }).webhooks.register({ url })
    expect(made()).toEqual(made())
    expect(made('a').secret).not.toBe(made('b').secret)
    const { webhooks } = paymentsSandbox()
    expect(webhooks.register({ url }).secret).not.toBe(webhooks.register({ url }).secret)
  })

  it('takes its secret from the host where that has entropy', () => {
    const random = (bytes: number) => new Uint8Array(bytes).fill(7)
    const { webhooks } = paymentsSandbox({ host: { random } })
    expect(webhooks.register({ url }).secret).toBe(makeSecret(new Uint8Array(32).fill(7)))
  })

  it.each<[why: string, options: unknown]>([
    ['no object', null],
    ['no URL', {}],
    ['another scheme', { url: 'ftp://partner.example' }],
    ['a user name', { url: 'https://me@partner.example/' }],
    ['a password', { url: 'https://me:pw@partner.example/' }],
    ['a backslash', { url: 'https://partner.example\\@evil.example/' }],
    ['a line break', { url: 'https://partner.example/\r\nx' }],
    ['a tab in the host', { url: 'https://partner\t.example/' }],
    ['a fragment', { url: 'https://partner.example/#x' }],
    ['no host', { url: 'https:///x' }],
    ['a long URL', { url: `https://partner.example/${'x'.repeat(4096)}` }],
    ['a filter with a space', { url, events: ['a b'] }],
    ['no filters', { url, events: [] }],
    ['too many filters', { url, events: Array.from({ length: 101 }, () => 'a') }],
    ['a filter that is no text', { url, events: [1] }],
    ['another style', { url, style: 'other' }],
    ['another mode', { url, mode: 'other' }],
    ['a negative jitter', { url, jitter: -1 }],
    ['no number of jitter', { url, jitter: Number.NaN }],
    ['a header that frames', { url, headers: { 'Content-Length': '1' } }],
    ['another header that frames', { url, headers: { 'transfer-encoding': 'chunked' } }],
    ['the host', { url, headers: { HOST: 'x' } }],
    ['a header that no attempt may have', { url, headers: { 'Accept-Encoding': 'gzip' } }],
    ['a signature', { url, headers: { 'Webhook-Signature': 'v1,x' } }],
    ['hops', { url, headers: { 'sandbed-hops': '0' } }],
    ['no name of a header', { url, headers: { 'a b': 'x' } }],
    ['a line break in a header', { url, headers: { a: 'x\r\ny: z' } }],
    ['a header that is no text', { url, headers: { a: 1 } }],
    ['a short secret', { url, secret: 'whsec_AAAA' }],
    ['a public key', { url, secret: `whpk_${'A'.repeat(43)}=` }],
    ['a secret that is none', { url, secret: 'hush' }],
    ['an empty secret', { url, style: 'stripe', secret: '' }],
    ['retries that are no list', { url, retries: 5 }]
  ])('is refused with %s', (_why, options) => {
    const { webhooks } = paymentsSandbox()
    expect(codeOf(() => webhooks.register(options as EndpointOptions))).toBe('invalid-endpoint')
    expect(webhooks.endpoints()).toEqual([])
  })

  it('is refused where the host says so', () => {
    const checkDestination = (to: string) =>
      to.includes('10.0.0.1') ? 'That is a private address.' : undefined
    const { webhooks } = paymentsSandbox({ host: { checkDestination } })
    expect(() => webhooks.register({ url: 'https://10.0.0.1/' })).toThrow('That is a private address.')
    const { id } = webhooks.register({ url })
    expect(codeOf(() => webhooks.update(id, { url: 'https://10.0.0.1/' }))).toBe('invalid-endpoint')
  })

  it('takes any span of time for retries, and no other', () => {
    const { webhooks } = paymentsSandbox()
    expect(webhooks.register({ url, retries: ['5s', 'PT1H', 250] }).retries).toEqual([5000, 3_600_000, 250])
    expect(codeOf(() => webhooks.register({ url, retries: ['soon'] }))).toBe('invalid-time')
  })

  it('ends at 100 endpoints', () => {
    const { webhooks } = paymentsSandbox()
    for (let n = 0; n < 100; n++) webhooks.register({ url })
    expect(codeOf(() => webhooks.register({ url }))).toBe('invalid-endpoint')
    webhooks.remove(webhooks.endpoints()[0]!.id)
    webhooks.register({ url })
    expect(new Set(webhooks.endpoints().map(({ id }) => id)).size).toBe(100)
  })
})

describe('changing', () => {
  it('keeps what is not said', () => {
    const { webhooks } = paymentsSandbox()
    const { id, secret: _secret, ...before } = webhooks.register({ url, description: 'd', retries: ['1s'] })
    expect(webhooks.update(id, { events: ['payment.*'] })).toEqual({ id, ...before, events: ['payment.*'] })
    expect(codeOf(() => webhooks.update(id, { secret: 'x' } as object))).toBe('invalid-endpoint')
    expect(codeOf(() => webhooks.update(id, { headers: { host: 'x' } }))).toBe('invalid-endpoint')
  })

  it('to a style that the secret cannot sign in is refused', () => {
    const { webhooks } = paymentsSandbox()
    const { id } = webhooks.register({ url, style: 'stripe', secret: 'plain text' })
    expect(codeOf(() => webhooks.update(id, { style: 'standard' }))).toBe('invalid-endpoint')
    expect(webhooks.update(id, { style: 'github' }).style).toBe('github')
  })

  it('knows no endpoint that is not there', () => {
    const { webhooks } = paymentsSandbox()
    for (const act of ['update', 'disable', 'enable', 'remove', 'rotate'] as const)
      expect(codeOf(() => webhooks[act]('we_0', {}))).toBe('unknown-endpoint')
  })

  it('disabled, an endpoint gets nothing, and what was on its way is cancelled', () => {
    const sandbox = paymentsSandbox()
    const sink = sandbox.webhooks.sink({ answers: 500 })
    pay(sandbox)
    expect(sandbox.webhooks.disable(sink.id)).toMatchObject({ enabled: false, reason: 'It was disabled.' })
    expect(sandbox.webhooks.deliveries()).toMatchObject([
      { status: 'cancelled', reason: 'The endpoint was disabled.', attempts: [{ number: 1 }] }
    ])
    expect(sandbox.clock.pending.count).toBe(0)
    pay(sandbox)
    sandbox.webhooks.enable(sink.id)
    pay(sandbox)
    expect(sink.all()).toHaveLength(2)
  })

  it('removed, what it was sent stays in the log', () => {
    const sandbox = paymentsSandbox()
    const sink = sandbox.webhooks.sink({ answers: [200, 500] })
    pay(sandbox)
    pay(sandbox)
    sandbox.webhooks.remove(sink.id)
    expect(sandbox.webhooks.endpoints()).toEqual([])
    expect(sandbox.webhooks.deliveries().map(({ status }) => status)).toEqual(['succeeded', 'cancelled'])
    expect(() => sink.respondWith(200)).toThrow(expect.objectContaining({ code: 'unknown-endpoint' }))
  })
})

describe('rotating', () => {
  it('signs with both secrets until the overlap is over', () => {
    const sandbox = paymentsSandbox()
    const sink = sandbox.webhooks.sink()
    const { secret, rotatingUntil } = sandbox.webhooks.rotate(sink.id, { overlap: '1h' })
    expect(rotatingUntil).toBe(sandbox.clock.now + 3_600_000)
    const takenBy = (...secrets: string[]) => {
      pay(sandbox)
      const { headers, body, at } = sink.last()!
      return secrets.map((one) => verifyWebhook({ secrets: one, headers, body, now: at }).ok)
    }
    expect(takenBy(sink.secret, secret)).toEqual([true, true])
    sandbox.clock.advance('1h')
    expect(takenBy(sink.secret, secret)).toEqual([false, true])
    expect(sandbox.webhooks.endpoints()[0]).not.toHaveProperty('rotatingUntil')
    const { secret: third } = sandbox.webhooks.rotate(sink.id, { overlap: 0 })
    expect(takenBy(secret, third)).toEqual([false, true])
  })

  it('takes a secret that is given, also a key pair', () => {
    const sandbox = paymentsSandbox()
    const sink = sandbox.webhooks.sink()
    const pair = makeSecret(new Uint8Array(32).fill(1), 'ed25519')
    expect(sandbox.webhooks.rotate(sink.id, { secret: pair, overlap: 0 }).secret).toBe(pair)
    pay(sandbox)
    const { headers, body, at } = sink.last()!
    expect(headers['webhook-signature']).toMatch(/^v1a,/)
    expect(verifyWebhook({ secrets: publicKeyOf(pair)!, headers, body, now: at }).ok).toBe(true)
    expect(sink.verify(sink.last()!).ok).toBe(true)
    expect(codeOf(() => sandbox.webhooks.rotate(sink.id, { secret: 'x' }))).toBe('invalid-endpoint')
  })

  it('never signs with more than ten', () => {
    const sandbox = paymentsSandbox()
    const sink = sandbox.webhooks.sink()
    for (let n = 0; n < 30; n++) sandbox.webhooks.rotate(sink.id)
    pay(sandbox)
    expect(sink.last()!.headers['webhook-signature']!.split(' ')).toHaveLength(10)
    expect(sink.verify(sink.last()!).ok).toBe(true)
  })
})

it('secrets are in no list, no log, no trace, no difference and no error', () => {
  const seen: unknown[] = []
  const sandbox = paymentsSandbox({ onTrace: (trace) => seen.push(trace) })
  const before = sandbox.snapshot()
  const sink = sandbox.webhooks.sink({ answers: [500, 410] })
  const { id, secret } = sandbox.webhooks.register({ url })
  const rotated = sandbox.webhooks.rotate(id).secret
  pay(sandbox)
  seen.push(sandbox.clock.advance('1d'), sandbox.webhooks.endpoints(), sandbox.webhooks.deliveries())
  seen.push(
    sandbox.webhooks.events(),
    sandbox.webhooks.deadLetters(),
    sandbox.diff(before),
    sandbox.clock.timers()
  )
  seen.push(sink.all(), sandbox.webhooks.update(id, { description: 'x' }), sandbox.webhooks.disable(id))
  try {
    sandbox.webhooks.rotate(id, { secret: `${secret}!` })
  } catch (error) {
    seen.push(String(error))
  }
  const text = JSON.stringify(seen)
  for (const one of [sink.secret, secret, rotated]) expect(text).not.toContain(one.slice('whsec_'.length))
})
