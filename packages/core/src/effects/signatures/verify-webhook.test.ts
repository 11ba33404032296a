import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toBase64 } from './base64.js'
import { publicKeyOf } from './secrets.js'
import { signWebhook } from './sign-webhook.js'
import { verifyWebhook, type WebhookToVerify } from './verify-webhook.js'

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const seconds = 1614265330
const now = seconds * 1000
const id = 'msg_p5jXN8AQM9LWM0D4loKWxJek'
const body = '{"test": 2432232314}'
const right = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='
const headers = { 'webhook-id': id, 'webhook-timestamp': `${seconds}`, 'webhook-signature': right }

/** What becomes of the right delivery when some of it is replaced. */
function verdict(changes: Partial<WebhookToVerify>): string {
  const checked = verifyWebhook({ secrets: secret, headers, body, now, ...changes })
  return checked.ok ? 'accepted' : checked.reason
}

const withHeader = (name: string, value: string | undefined) =>
  verdict({ headers: { ...headers, [name]: value } })
const withSignature = (value: string) => withHeader('webhook-signature', value)

/** Every text that differs from this one in one bit of one of its bytes. */
function flips(text: string): string[] {
  return [...text].flatMap((character, at) =>
    Array.from(
      { length: 8 },
      (_, bit) =>
        text.slice(0, at) + String.fromCharCode(character.charCodeAt(0) ^ (1 << bit)) + text.slice(at + 1)
    )
  )
}

it('takes what was sent, as headers in any letter case, as pairs, and as bytes', () => {
  expect(verdict({})).toBe('accepted')
  expect(
    verdict({
      headers: { 'Webhook-Id': id, 'WEBHOOK-TIMESTAMP': `${seconds}`, 'Webhook-Signature': [right] }
    })
  ).toBe('accepted')
  expect(verdict({ headers: new Headers(headers) })).toBe('accepted')
  expect(verdict({ headers: new Map(Object.entries(headers)) })).toBe('accepted')
  expect(verdict({ body: new TextEncoder().encode(body) })).toBe('accepted')
})

describe('one flipped bit is refused', () => {
  it('in the body', () => {
    const changed = flips(body)
    expect(changed).toHaveLength(8 * body.length)
    const bytes = changed.map((text) => Uint8Array.from(text, (character) => character.charCodeAt(0)))
    expect(new Set(bytes.map((flipped) => verdict({ body: flipped })))).toEqual(
      new Set(['signature-mismatch'])
    )
  })

  it.each(['webhook-id', 'webhook-timestamp', 'webhook-signature'] as const)('in %s', (name) => {
    const changed = flips(headers[name])
    expect(changed).toHaveLength(8 * headers[name].length)
    expect(changed.map((text) => withHeader(name, text))).not.toContain('accepted')
  })
})

describe('a header that is not as it should be', () => {
  it.each(Object.keys(headers))('%s is missing', (name) => {
    expect(withHeader(name, undefined)).toBe('header-missing')
  })

  it.each([
    ['no signature after the version', 'v1,', 'header-malformed'],
    ['no version', right.slice(3), 'no-known-signature'],
    ['nothing', '', 'no-known-signature'],
    ['a version that nobody knows, with the right value', `v2,${right.slice(3)}`, 'no-known-signature'],
    ['the version in capitals', `V1,${right.slice(3)}`, 'no-known-signature'],
    ['a version that the secret cannot check', `v1a,${right.slice(3)}`, 'no-known-signature'],
    ['a line break in the base64', `${right.slice(0, 20)}\n${right.slice(20)}`, 'header-malformed'],
    ['no padding', right.slice(0, -1), 'header-malformed'],
    ['the URL-safe alphabet', right.replaceAll('+', '-').replaceAll('/', '_'), 'header-malformed'],
    ['stray low bits in the last digit', right.replace('OE=', 'OF='), 'header-malformed'],
    ['31 bytes', `v1,${toBase64(new Uint8Array(31))}`, 'header-malformed'],
    ['33 bytes', `v1,${toBase64(new Uint8Array(33))}`, 'header-malformed'],
    ['commas between signatures', `${right},${right}`, 'header-malformed'],
    ['1,000 signatures, the right one first', Array(1000).fill(right).join(' '), 'too-many-signatures'],
    ['11 signatures', Array(11).fill(right).join(' '), 'too-many-signatures'],
    ['a megabyte of spaces', ' '.repeat(1_000_000), 'too-many-signatures']
  ])('the signature has %s', (_, value, reason) => {
    expect(withSignature(value)).toBe(reason)
  })

  it.each([
    `${seconds}abc`,
    ` +${seconds}`,
    `+${seconds}`,
    ` ${seconds}`,
    `${seconds}.9`,
    `0${seconds}`,
    '-1',
    '',
    '1e9',
    '0x60',
    '１６１４２６５３３０',
    'NaN',
    '9'.repeat(17)
  ])('the timestamp is %j', (value) => {
    expect(withHeader('webhook-timestamp', value)).toBe('header-malformed')
  })

  it('the id has a full stop, which would let the timestamp stand in for part of it', () => {
    const shifted = signWebhook({ secrets: [secret], id: 'msg_1', now, body: `2.${body}` })
    expect(shifted.ok).toBe(true)
    expect(withHeader('webhook-id', 'msg_1.2')).toBe('header-malformed')
    expect(withHeader('webhook-id', '')).toBe('header-malformed')
    expect(signWebhook({ secrets: [secret], id: 'msg.1', now, body })).toEqual({
      ok: false,
      problem: 'The id of the event cannot be signed: it holds a full stop, which ends it in the signed text.'
    })
  })

  it('a header that came twice is not the one that was signed', () => {
    expect(verdict({ headers: [...Object.entries(headers), ['webhook-id', id] as const] })).toBe(
      'signature-mismatch'
    )
  })
})

it('a body that was parsed and written again has other bytes', () => {
  expect(verdict({ body: JSON.stringify(JSON.parse(body)) })).toBe('signature-mismatch')
})

it("another endpoint's secret does not fit", () => {
  const other = `whsec_${toBase64(new Uint8Array(32).fill(7))}`
  expect(verdict({ secrets: other })).toBe('signature-mismatch')
  expect(verdict({ secrets: [other, secret] })).toBe('accepted')
})

it('takes 300 seconds either way, the edges included, and any other tolerance', () => {
  const after = (distance: number, tolerance?: number) =>
    verdict({ now: now + distance * 1000, ...(tolerance === undefined ? {} : { tolerance }) })
  expect([-301, -300, 0, 300, 301].map((distance) => after(distance))).toEqual([
    'timestamp-too-new',
    'accepted',
    'accepted',
    'accepted',
    'timestamp-too-old'
  ])
  // Senders have whole seconds only.
  expect(verdict({ now: now + 300_999 })).toBe('accepted')
  expect(after(11, 10_000)).toBe('timestamp-too-old')
  expect(after(1e9, Infinity)).toBe('accepted')
  expect(after(0, Number.NaN)).toBe('timestamp-too-old')
  expect(verdict({ now: Number.NaN })).toBe('timestamp-too-old')
})

it('skips versions it does not know, and any one right signature is enough', () => {
  const wrong = `v1,${toBase64(new Uint8Array(32))}`
  expect(withSignature(`v9,whatever ${wrong} v1,### ${right}`)).toBe('accepted')
  expect(withSignature([...Array<string>(9).fill(wrong), right].join(' '))).toBe('accepted')
})

it('a new secret takes the place of an old one, of another algorithm even, without a delivery being lost', () => {
  const pair = `whsk_${toBase64(new Uint8Array(32).fill(5))}`
  const signed = signWebhook({ secrets: [pair, secret], id, now, body })
  if (!signed.ok) throw new Error(signed.problem)
  expect(signed.headers['webhook-signature']).toMatch(/^v1a,\S+ v1,\S+$/)
  for (const secrets of [secret, publicKeyOf(pair)!, [publicKeyOf(pair)!, secret]])
    expect(verdict({ headers: signed.headers, secrets })).toBe('accepted')
})

it("a secret that is none is the receiver's mistake, and its text is not repeated", () => {
  const pair = `whsk_${toBase64(new Uint8Array(32))}`
  for (const secrets of [
    [],
    '',
    'whsec_',
    'whsec_c2hvcnQ=',
    'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    pair,
    [secret, 'whsec_!']
  ]) {
    const checked = verifyWebhook({ secrets, headers, body, now })
    expect(checked).toMatchObject({ ok: false, reason: 'secret-unusable' })
    if (!checked.ok) expect(checked.message).not.toContain('c2hvcnQ')
  }
  expect(verifyWebhook({ secrets: pair, headers, body, now })).toEqual({
    ok: false,
    reason: 'secret-unusable',
    message: "Secret 1 cannot check: it is the sender's private key; receivers need the whpk_ key."
  })
})

describe('the stripe style', () => {
  const style = 'stripe'
  const secrets = 'whsec_test_secret'
  const signed = signWebhook({ style, secrets: [secrets], id, now, body })
  const text = signed.ok ? signed.headers['stripe-signature']! : ''
  const check = (signature: string, clock = now) =>
    verdict({ style, secrets, headers: { 'Stripe-Signature': signature }, now: clock })

  it('takes its own, another scheme beside it, and the old secret beside the new', () => {
    expect(check(text)).toBe('accepted')
    expect(check(`${text},v0=abc`)).toBe('accepted')
    const both = signWebhook({ style, secrets: ['new', secrets], id, now, body })
    expect(check(both.ok ? both.headers['stripe-signature']! : '')).toBe('accepted')
  })

  it('refuses every flipped bit of its header', () => {
    const changed = flips(text).filter((flipped) => check(flipped) === 'accepted')
    expect(changed).toEqual([])
  })

  it.each([
    ['two timestamps', `t=${seconds},${text}`, 'header-malformed'],
    ['no timestamp', text.replace(/^t=\d+,/, ''), 'header-malformed'],
    ['a timestamp that is none', text.replace('t=', 't=+'), 'header-malformed'],
    ['no v1', text.replace('v1=', 'v0='), 'no-known-signature'],
    ['capitals', text.toUpperCase().replace('T=', 't=').replace('V1=', 'v1='), 'signature-mismatch'],
    ['spaces', text.replace(',', ', '), 'no-known-signature'],
    ['1,000 signatures', text + `,${text.split(',')[1]!}`.repeat(999), 'too-many-signatures'],
    ['a megabyte of commas', `${text}${','.repeat(1_000_000)}`, 'too-many-signatures']
  ])('refuses %s', (_, header, reason) => {
    expect(check(header)).toBe(reason)
  })

  it('refuses a replay, and a message without its header', () => {
    expect(check(text, now + 301_000)).toBe('timestamp-too-old')
    expect(verdict({ style, secrets })).toBe('header-missing')
  })
})

describe('the github style', () => {
  const style = 'github'
  const signed = signWebhook({ style, secrets: ['new', 'old'], id, now, body })
  const text = signed.ok ? signed.headers['x-hub-signature-256']! : ''
  const check = (signature: string, secrets: string | string[] = 'new') =>
    verdict({ style, secrets, headers: { 'X-Hub-Signature-256': signature } })

  it('is signed with the newest secret, and checked with any', () => {
    expect(check(text)).toBe('accepted')
    expect(check(text, ['other', 'new'])).toBe('accepted')
    expect(check(text, 'old')).toBe('signature-mismatch')
  })

  it('refuses every flipped bit of its header, and other forms of it', () => {
    expect(flips(text).filter((flipped) => check(flipped) === 'accepted')).toEqual([])
    for (const form of [
      `${text}, ${text}`,
      text.slice(7),
      text.toUpperCase(),
      `${text} `,
      'sha256=',
      'sha1=abc'
    ])
      expect(check(form)).toBe('header-malformed')
    expect(verdict({ style, secrets: 'new' })).toBe('header-missing')
  })
})

it('never throws, and accepts only what was signed, whatever the headers say', () => {
  const value = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary-ascii' }),
    fc.constantFrom(id, `${seconds}`, right, `${right} v1,`, `t=${seconds},v1=00`)
  )
  const names = [
    'webhook-id',
    'webhook-timestamp',
    'webhook-signature',
    'stripe-signature',
    'x-hub-signature-256',
    '__proto__'
  ]
  const message = fc.record({
    style: fc.constantFrom('standard' as const, 'stripe' as const, 'github' as const),
    headers: fc.dictionary(fc.constantFrom(...names), value),
    body: fc.oneof(fc.uint8Array(), fc.string(), fc.constant(body))
  })
  fc.assert(
    fc.property(message, (changes) => {
      const isWhole =
        changes.body === body &&
        Object.entries(headers).every(([name, text]) => changes.headers[name] === text)
      return verdict(changes) !== 'accepted' || isWhole
    }),
    { numRuns: 500 }
  )
})

it('whatever is signed is accepted, and with one byte changed is not', () => {
  const message = fc.record({
    style: fc.constantFrom('standard' as const, 'stripe' as const, 'github' as const),
    entropy: fc.uint8Array({ minLength: 24, maxLength: 64 }),
    id: fc.stringMatching(/^[\x21-\x2d\x2f-\x7e]{1,40}$/),
    now: fc.integer({ min: 0, max: 4e12 }),
    body: fc.uint8Array({ minLength: 1 }),
    at: fc.nat(),
    difference: fc.integer({ min: 1, max: 255 })
  })
  fc.assert(
    fc.property(message, ({ style, entropy, id, now, body, at, difference }) => {
      const secrets = [`whsec_${toBase64(entropy)}`]
      const signed = signWebhook({ style, secrets, id, now, body })
      if (!signed.ok) throw new Error(signed.problem)
      const delivery = { style, secrets, headers: signed.headers, now }
      const changed = Uint8Array.from(body)
      changed[at % body.length]! ^= difference
      return verifyWebhook({ ...delivery, body }).ok && !verifyWebhook({ ...delivery, body: changed }).ok
    }),
    { numRuns: 300 }
  )
})
