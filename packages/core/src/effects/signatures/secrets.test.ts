import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fromBase64, toBase64 } from './base64.js'
import { ed25519PublicKey } from './primitives.js'
import { checkSecret, makeSecret, publicKeyOf } from './secrets.js'
import { signWebhook } from './sign-webhook.js'

const bytes = (length: number) => new Uint8Array(length).fill(9)

it('a secret is made of 24 to 64 random bytes, and serves every style', () => {
  expect(makeSecret(bytes(24))).toBe('whsec_CQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJ')
  for (const length of [24, 32, 64])
    for (const style of ['standard', 'stripe', 'github'] as const)
      expect(checkSecret(style, makeSecret(bytes(length)))).toBeUndefined()
  for (const length of [0, 1, 23, 65]) expect(() => makeSecret(bytes(length))).toThrow(RangeError)
})

it('a key pair is made of 32 random bytes, and has a public key to give away', () => {
  const secret = makeSecret(bytes(32), 'ed25519')
  expect(secret).toBe(`whsk_${toBase64(bytes(32))}`)
  expect(publicKeyOf(secret)).toMatch(/^whpk_[A-Za-z0-9+/]{43}=$/)
  expect(() => makeSecret(bytes(64), 'ed25519')).toThrow('32 random bytes, not of 64')
  expect(publicKeyOf(makeSecret(bytes(32)))).toBeUndefined()
})

it('a private key is read as its seed, or as its seed and public key', () => {
  const pair = new Uint8Array([...bytes(32), ...ed25519PublicKey(bytes(32))])
  const sign = (secret: string) => signWebhook({ secrets: [secret], id: 'e', now: 0, body: '' })
  expect(sign(`whsk_${toBase64(pair)}`)).toEqual(sign(`whsk_${toBase64(bytes(32))}`))
  pair[63]! ^= 1
  expect(checkSecret('standard', `whsk_${toBase64(pair)}`)).toBe(
    'its second half is not the public key of its first'
  )
})

it.each([
  ['', 'it does not start with whsec_, whsk_ or whpk_'],
  ['secret', 'it does not start with whsec_, whsk_ or whpk_'],
  ['whsec_', 'what follows whsec_ is not base64'],
  ['whsec_CQkJ CQk', 'what follows whsec_ is not base64'],
  [`whsec_${'A'.repeat(100_000)}`, 'what follows whsec_ is not base64'],
  ['whsec_CQ==', 'it has 1 bytes, and a secret has 24 to 64'],
  [`whsec_${toBase64(bytes(65))}`, 'it has 65 bytes, and a secret has 24 to 64'],
  [`whsk_${toBase64(bytes(33))}`, 'it has 33 bytes, and a private key has 32, or 64 with its public key'],
  ['whsk_-', 'what follows whsk_ is not base64'],
  [`whpk_${toBase64(bytes(32))}`, 'it is a public key, which can only check; senders need the whsk_ key']
])('%s cannot be the secret of an endpoint', (secret, problem) => {
  expect(checkSecret('standard', secret)).toBe(problem)
})

it('in the other styles any text is a secret', () => {
  expect(checkSecret('github', 'x')).toBeUndefined()
  expect(checkSecret('stripe', '')).toBe('it is empty')
  expect(checkSecret('stripe', 'x'.repeat(1025))).toBe('it has more than 1024 characters')
})

it('what cannot be signed is a problem in words, not an exception', () => {
  const whole = { secrets: [makeSecret(bytes(32))], id: 'e', now: 0, body: '' }
  const problems = [
    { secrets: [] },
    { secrets: Array<string>(11).fill('x') },
    { secrets: ['x'] },
    { now: -1 },
    { now: Infinity },
    { id: '' },
    { id: 'a\nb' }
  ]
  for (const change of problems) expect(signWebhook({ ...whole, ...change })).toMatchObject({ ok: false })
})

it('base64 is what Node makes of it, and has one text for each byte string', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 70 }), (value) => {
      const text = Buffer.from(value).toString('base64')
      expect(toBase64(value)).toBe(text)
      expect(fromBase64(text)).toEqual(value)
    })
  )
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Da-d0-3+/=_-]{0,12}$/), (text) => {
      const read = fromBase64(text)
      if (read !== undefined) expect(toBase64(read)).toBe(text)
      else if (text !== '') expect(Buffer.from(text, 'base64').toString('base64')).not.toBe(text)
    })
  )
})
