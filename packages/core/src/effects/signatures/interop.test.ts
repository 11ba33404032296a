// The verifiers that receivers really use take what we sign: 10,000 messages, checked by each of them.
import { createHmac } from 'node:crypto'
import { verify as verifyOctokit } from '@octokit/webhooks-methods'
import fc from 'fast-check'
import { Webhook as StandardWebhook } from 'standardwebhooks'
import { Stripe } from 'stripe'
import { Webhook as SvixWebhook } from 'svix'
import nacl from 'tweetnacl'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { Random } from '../../internal/random.js'
import { fromBase64, toBase64 } from './base64.js'
import { hmacSha256 } from './primitives.js'
import { makeSecret, publicKeyOf } from './secrets.js'
import { signWebhook, type WebhookToSign } from './sign-webhook.js'

const now = 1_700_000_000_000

// The verifiers compare with the clock on the wall: it is stopped.
beforeAll(() => {
  vi.useFakeTimers({ toFake: ['Date'], now })
})
afterAll(() => {
  vi.useRealTimers()
})

function headersOf(message: WebhookToSign): Record<string, string> {
  const signed = signWebhook(message)
  if (!signed.ok) throw new Error(signed.problem)
  return { ...signed.headers }
}

/** A message made by chance, and the same each time: any characters of Unicode, secrets of any length. */
function messageOf(number: number) {
  const random = new Random(number)
  const text = () =>
    Array.from({ length: random.integer(0, 30) }, () => String.fromCodePoint(random.integer(0, 0x10ffff)))
      .join('')
      .toWellFormed()
  return {
    secret: makeSecret(Uint8Array.from({ length: random.integer(24, 64) }, () => random.integer(0, 255))),
    id: `evt_${random.next().toString(36)}`,
    now: now + random.integer(-300, 300) * 1000,
    body: JSON.stringify({ type: text(), [text()]: random.fraction() }, null, random.integer(0, 2))
  }
}

const messages = (count: number) => Array.from({ length: count }, (_, number) => messageOf(number))

it('10,000 random messages are taken by standardwebhooks, svix, stripe and octokit', async () => {
  const { webhooks } = new Stripe('sk_test')
  const answers = await Promise.all(
    messages(10_000).map(({ secret, id, now, body }) => {
      const common = { secrets: [secret], id, now, body }
      const standard = headersOf(common)
      // These three throw.
      new StandardWebhook(secret).verify(body, standard)
      new SvixWebhook(secret).verify(body, standard)
      webhooks.constructEvent(body, headersOf({ ...common, style: 'stripe' })['stripe-signature']!, secret)
      return verifyOctokit(secret, body, headersOf({ ...common, style: 'github' })['x-hub-signature-256']!)
    })
  )
  expect(answers.filter(Boolean)).toHaveLength(10_000)
})

it('what they are asked about they can refuse', async () => {
  const { secret, id, body } = messageOf(0)
  const of = (style: 'standard' | 'stripe' | 'github') =>
    headersOf({ style, secrets: [makeSecret(new Uint8Array(32))], id, now, body })
  expect(() => new StandardWebhook(secret).verify(body, of('standard'))).toThrow('No matching signature')
  expect(() => new SvixWebhook(secret).verify(body, of('standard'))).toThrow('No matching signature')
  const { webhooks } = new Stripe('sk_test')
  expect(() => webhooks.constructEvent(body, of('stripe')['stripe-signature']!, secret)).toThrow(
    'No signatures found'
  )
  expect(await verifyOctokit(secret, body, of('github')['x-hub-signature-256']!)).toBe(false)
})

it('while a secret is changed, receivers with the old one and with the new one take the same delivery', () => {
  const { webhooks } = new Stripe('sk_test')
  for (const { secret, id, now, body } of messages(50)) {
    const secrets = [makeSecret(new Uint8Array(24)), secret]
    const standard = headersOf({ secrets, id, now, body })
    const header = headersOf({ style: 'stripe', secrets, id, now, body })['stripe-signature']!
    for (const known of secrets) {
      new StandardWebhook(known).verify(body, standard)
      webhooks.constructEvent(body, header, known)
    }
  }
})

it('tweetnacl takes our Ed25519 signatures, and makes the same', () => {
  for (const { id, body } of messages(20)) {
    const seed = Uint8Array.from({ length: 32 }, (_, index) => id.charCodeAt(index % id.length))
    const secret = makeSecret(seed, 'ed25519')
    const signature = headersOf({ secrets: [secret], id, now, body })['webhook-signature']!
    const ours = fromBase64(signature.slice('v1a,'.length))!
    const content = new TextEncoder().encode(`${id}.${now / 1000}.${body}`)
    const pair = nacl.sign.keyPair.fromSeed(seed)
    expect(publicKeyOf(secret)).toBe(`whpk_${toBase64(pair.publicKey)}`)
    expect(nacl.sign.detached.verify(content, ours, pair.publicKey)).toBe(true)
    expect(nacl.sign.detached(content, pair.secretKey)).toEqual(ours)
  }
})

it("HMAC-SHA256 is Node's, for keys and messages of any length", () => {
  const bytes = fc.uint8Array({ maxLength: 200 })
  fc.assert(
    fc.property(bytes, bytes, (key, text) =>
      createHmac('sha256', key).update(text).digest().equals(hmacSha256(key, text))
    )
  )
})
