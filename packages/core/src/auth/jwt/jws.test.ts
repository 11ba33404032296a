// What signs and checks tokens, against the examples of the RFCs and the suite of Wycheproof.
import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hmacSha256, verifyEd25519 } from '../../effects/signatures/primitives.js'
import { bytesOf } from '../../effects/signatures/style.js'
import { fromBase64url, toBase64url } from './base64url.js'
import { keyId, publicJwk, readJwk, type TrustedJwk } from './jwk.js'
import { signJws, verifyJws, type JwsKey } from './jws.js'
import { parseUniqueJson } from './unique-json.js'

const encode = (text: string) => toBase64url(bytesOf(text))
const seed = fromBase64url('nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A')!
const own = keyOf(publicJwk(seed))
const secret = Uint8Array.from({ length: 32 }, (_, index) => index)
const shared: JwsKey = { algorithm: 'HS256', secret }
const hs256 = (header: string, payload = '{}', key: Uint8Array = secret) => {
  const content = `${encode(header)}.${encode(payload)}`
  return `${content}.${toBase64url(hmacSha256(key, bytesOf(content)))}`
}

function keyOf(jwk: TrustedJwk): JwsKey {
  const key = readJwk(jwk)
  if ('problem' in key) throw new Error(key.problem)
  return key
}

it('the examples of RFC 8037, appendix A: signature, public key and thumbprint', () => {
  const jws = signJws(seed, {}, 'Example of Ed25519 signing')
  expect(jws).toBe(
    'eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc.' +
      'hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg'
  )
  expect(publicJwk(seed)).toEqual({
    kty: 'OKP',
    crv: 'Ed25519',
    x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
    use: 'sig',
    alg: 'EdDSA',
    kid: 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k'
  })
  expect(verifyJws(jws, [own])).toMatchObject({ header: { alg: 'EdDSA' } })
})

it('the example of RFC 7515, appendix A.1', () => {
  const jws =
    'eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.' +
    'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'
  const k = 'AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow'
  expect(verifyJws(jws, [keyOf({ kty: 'oct', alg: 'HS256', k })])).toHaveProperty('payload')
})

it('HS256 with the key 00 to 1f gives the signature that was pinned', () => {
  const claims =
    '{"iss":"sandbox","sub":"client_1","aud":"bank-sim","scope":"pets:read","iat":1700000000,"exp":1700003600,"jti":"tok_1"}'
  const token = hs256('{"alg":"HS256","typ":"JWT"}', claims)
  expect(token.split('.')[2]).toBe('S5TmLtDvuVfFnYn5RojZ193GVhdStltrAFT_QXgnvO8')
  expect(verifyJws(token, [shared])).toMatchObject({ payload: bytesOf(claims) })
})

describe('what tokens try', () => {
  const problemOf = (token: string, keys: readonly JwsKey[] = [shared, own]) => {
    const reading = verifyJws(token, keys)
    return 'problem' in reading ? reading.problem : 'accepted'
  }
  const whole = hs256('{"alg":"HS256"}')

  it('the token they are made of is accepted', () => {
    expect(problemOf(whole)).toBe('accepted')
    expect(problemOf(signJws(seed, { kid: own.kid! }, '{}'))).toBe('accepted')
  })

  it.each(['none', 'None', 'NONE', 'nOnE', 'HS384', 'hs256', 'RS256', '', 'EdDSA '])('alg %s', (alg) => {
    const content = `${encode(JSON.stringify({ alg }))}.${encode('{}')}`
    expect(problemOf(`${content}.`)).toContain('no key')
    expect(problemOf(hs256(JSON.stringify({ alg })))).toContain('no key')
  })

  it('a public key taken for a secret', () => {
    const { x } = publicJwk(seed)
    for (const text of [bytesOf(x), fromBase64url(x)!, bytesOf(`-----BEGIN PUBLIC KEY-----\n${x}`)]) {
      expect(problemOf(hs256('{"alg":"HS256"}', '{}', text), [own])).toContain('no key')
      expect(problemOf(hs256('{"alg":"HS256"}', '{}', text))).toContain('signature')
    }
    const k = encode('-----BEGIN RSA PUBLIC KEY-----\nMIIBCgKCAQEA\n-----END RSA PUBLIC KEY-----')
    expect(readJwk({ kty: 'oct', alg: 'HS256', k })).toHaveProperty('problem')
  })

  it.each([
    '{"alg":"HS256","crit":["exp"]}',
    '{"alg":"HS256","crit":[]}',
    '{"alg":"HS256","jwk":{"kty":"oct","k":""}}',
    '{"alg":"HS256","jku":"https://example.com/keys"}',
    '{"alg":"HS256","x5u":"https://example.com/cert"}',
    '{"alg":"HS256","x5c":[]}',
    '{"alg":"HS256","b64":false}',
    '{"alg":"HS256","zip":"DEF"}',
    String.raw`{"alg":"HS256","kid":"../../../../dev/null"}`,
    String.raw`{"alg":"HS256","kid":"' OR 1=1 --"}`,
    '{"alg":"HS256","kid":"/etc/passwd"}',
    '{"alg":"HS256","kid":"a..b"}',
    '{"alg":"HS256","kid":""}',
    '{"alg":"HS256","kid":7}',
    '{"alg":"HS256","kid":null}',
    `{"alg":"HS256","kid":"${'k'.repeat(129)}"}`,
    '{"alg":"none","alg":"HS256"}',
    '{"alg":"HS256","alg":"HS256"}',
    String.raw`{"alg":"HS256","a":{"b":1,"\u0062":2}}`,
    '["HS256"]',
    '"HS256"',
    'null',
    '{}',
    '{"alg":["HS256"]}',
    '{"alg":"HS256"',
    ''
  ])('a header like %s', (header) => {
    expect(problemOf(hs256(header))).not.toBe('accepted')
  })

  it('the kid of another key', () => {
    expect(problemOf(hs256('{"alg":"HS256","kid":"a"}'), [{ ...shared, kid: 'b' }])).toContain('no key')
    expect(problemOf(hs256('{"alg":"HS256","kid":"a"}'), [{ ...shared, kid: 'a' }])).toBe('accepted')
  })

  it('another spelling of its parts', () => {
    const [head, payload, signature] = whole.split('.') as [string, string, string]
    const last = signature.slice(0, -1) + String.fromCharCode(signature.charCodeAt(signature.length - 1) + 1)
    for (const token of [
      `${head}=.${payload}.${signature}`,
      `${head}.${payload}==.${signature}`,
      `${head}.${payload}.${signature}=`,
      `${head}.${payload}.${last}`,
      `${head}.${payload}.${signature} `,
      ` ${whole}`,
      `${whole}\n`,
      `${head}.${payload}.${signature}.`,
      `${whole}.${signature}`,
      `${head}.${payload}`,
      `${head}..${signature}`,
      `.${payload}.${signature}`,
      JSON.stringify({ protected: head, payload, signature }),
      '...',
      '..',
      '.',
      ''
    ])
      expect([token, problemOf(token)]).not.toEqual([token, 'accepted'])
  })

  it('a token of 100 kB is not looked at, one of 16 kB is', () => {
    expect(problemOf(hs256('{"alg":"HS256"}', 'x'.repeat(75_000)))).toContain('more than')
    expect(problemOf(hs256('{"alg":"HS256"}', 'x'.repeat(12_000)))).toBe('accepted')
    expect(problemOf('.'.repeat(16_000))).toContain('three parts')
  })

  it('one character changed, anywhere', () => {
    const token = signJws(seed, {}, '{"sub":"client_1"}')
    for (let at = 0; at < token.length; at++) {
      const other = token[at] === 'A' ? 'B' : 'A'
      expect(problemOf(token.slice(0, at) + other + token.slice(at + 1))).not.toBe('accepted')
    }
  })

  it('any text at all', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => problemOf(text) !== 'accepted'))
    fc.assert(
      fc.property(fc.json(), fc.json(), (header, payload) =>
        header.includes('HS256') ? true : problemOf(hs256(header, payload)) !== 'accepted'
      )
    )
  })
})

it('a key that cannot be trusted is a problem in words', () => {
  expect(readJwk({ kty: 'OKP', crv: 'Ed25519', x: 'AA' })).toEqual({
    problem: '`x` is not 32 bytes in base64url'
  })
  expect(readJwk({ kty: 'oct', alg: 'HS256', k: 'AA' })).toEqual({
    problem: '`k` has 1 bytes, and HS256 needs 32'
  })
  expect(readJwk({ kty: 'oct', alg: 'HS256', k: '=' })).toEqual({ problem: '`k` is not base64url' })
})

it('two keys have two names, and one key has one', () => {
  expect(keyId(secret)).toBe(keyId(Uint8Array.from(secret)))
  expect(keyId(secret)).not.toBe(keyId(secret.toReversed()))
})

it('JSON with a member twice is no JSON, at any depth and however it is spelled', () => {
  for (const text of [
    '{"a":1,"a":1}',
    String.raw`{"a":1,"\u0061":1}`,
    '{"a":1 , "a"\t\n:2}',
    '[{"b":{"a":[],"a":0}}]',
    '{"__proto__":1,"__proto__":2}',
    '{'
  ])
    expect([text, parseUniqueJson(text)]).toEqual([text, undefined])
  for (const text of ['{"a":"a","b":["a","a",{"a":1}],"c":{"a":{}}}', '"a:"', '[]', '{"__proto__":1}'])
    expect(parseUniqueJson(text)).toEqual(JSON.parse(text))
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(parseUniqueJson(text)).toEqual(JSON.parse(text))
    })
  )
})

const suite = new URL('../../../../../../shared/suites/wycheproof/testvectors_v1/', import.meta.url)
const isHere = existsSync(suite)
interface Vectors<Group> {
  readonly testGroups: readonly (Group & { readonly tests: readonly Vector[] })[]
}
interface Vector {
  readonly tcId: number
  readonly result: 'valid' | 'invalid' | 'acceptable'
  readonly jws?: unknown
  readonly key?: string
  readonly msg?: string
  readonly sig?: string
  readonly tag?: string
}
const vectors = <Group>(file: string) =>
  JSON.parse(readFileSync(new URL(file, suite), 'utf8')) as Vectors<Group>
const hex = (text: string) => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16))

describe.skipIf(!isHere)('Wycheproof (skipped where ../shared/suites/wycheproof is absent)', () => {
  it('Ed25519: 151 of 151', () => {
    const judged = vectors<{ publicKey: { pk: string } }>('ed25519_test.json').testGroups.flatMap(
      ({ publicKey, tests }) =>
        tests.map(({ msg, sig, result }) => {
          const signature = hex(sig!)
          const isGood = signature.length === 64 && verifyEd25519(hex(publicKey.pk), hex(msg!), signature)
          return isGood === (result === 'valid')
        })
    )
    expect([judged.filter(Boolean).length, judged.length]).toEqual([151, 151])
  })

  it('HMAC-SHA256: 174 of 174', () => {
    const judged = vectors<{ tagSize: number }>('hmac_sha256_test.json').testGroups.flatMap(
      ({ tagSize, tests }) =>
        tests.map(({ key, msg, tag, result }) => {
          const made = hmacSha256(hex(key!), hex(msg!)).subarray(0, tagSize / 8)
          return (toBase64url(made) === toBase64url(hex(tag!))) === (result === 'valid')
        })
    )
    expect([judged.filter(Boolean).length, judged.length]).toEqual([174, 174])
  })

  it('JWS: none of 401 accepted that is marked invalid, but two that are to the letter one that is marked valid', () => {
    type Group = { readonly private?: { kty?: string; k?: string; kid?: string } }
    const { testGroups } = vectors<Group>('json_web_signature_test.json')
    const judged = testGroups.flatMap((group) => {
      const { k, kid } = group.private ?? {}
      const keys: JwsKey[] =
        k === undefined ? [own] : [{ algorithm: 'HS256', secret: fromBase64url(k)!, ...(kid && { kid }) }]
      return group.tests.map((vector) => ({
        ...vector,
        hasKey: k !== undefined,
        accepted: typeof vector.jws === 'string' && 'payload' in verifyJws(vector.jws, keys)
      }))
    })
    expect(judged).toHaveLength(401)
    const valid = new Set(judged.filter(({ result }) => result === 'valid').map(({ jws }) => jws))
    const wrong = judged.filter(({ result, accepted }) => accepted && result === 'invalid')
    // Meant are a signature and a payload with padding, as their comments say; the padding is missing. Nobody can refuse these two and accept 357.
    expect(wrong.map(({ tcId }) => tcId)).toEqual([367, 370])
    expect(wrong.every(({ jws }) => valid.has(jws))).toBe(true)
    // With the padding that was meant, both are refused.
    const [header, payload, signature] = String(wrong[0]!.jws).split('.')
    const key: JwsKey = { algorithm: 'HS256', secret: new Uint8Array(32), kid: 'hs256-key' }
    for (const meant of [
      `${header}.${payload}.${signature}=`,
      `${header}.${payload}=.${signature}`,
      `${header}.${payload}==.${signature}`
    ])
      expect([meant, verifyJws(meant, [key])]).toEqual([meant, { problem: expect.any(String) as string }])
    // Of the valid ones under a key of ours, only those with a question mark in their base64url are refused.
    const missed = judged.filter(({ hasKey, result, accepted }) => hasKey && result === 'valid' && !accepted)
    expect(missed.map(({ tcId }) => tcId)).toEqual([372, 373])
  })
})
