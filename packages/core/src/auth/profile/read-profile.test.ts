// The form of auth profiles: what is read, what is said about the rest, and that the published schema says the same.
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import schema from '../../../schemas/auth-profile.schema.json' with { type: 'json' }
import { toBase64url } from '../jwt/base64url.js'
import { publicJwk } from '../jwt/jwk.js'
import { readAuthProfile } from './read-profile.js'

const isProfile = new Ajv2020({ strict: false }).compile(schema)
const { x, kid } = publicJwk(new Uint8Array(32).fill(3))
const secret = toBase64url(new Uint8Array(32).fill(7))

const whole = {
  $schema: 'https://sandbed.dev/schemas/auth-profile-1.json',
  format: 'sandbed-auth-profile',
  version: 1,
  name: 'partner',
  mode: 'simulated',
  schemes: {
    oauth: { kind: 'oauth2', accepts: ['token'] },
    key: { accepts: ['secret'], kind: 'apiKey' },
    jwt: {
      kind: 'bearer',
      issuer: 'https://issuer.example',
      audience: 'pets',
      keys: [
        { kty: 'OKP', crv: 'Ed25519', x, kid },
        { kty: 'oct', alg: 'HS256', k: secret }
      ]
    }
  },
  scopes: { 'pets:read': 'See pets', 'pets:write': '' },
  tokens: {
    lifetime: 600,
    refreshLifetime: 1,
    codeLifetime: 3600,
    audience: 'pets',
    claims: { tenant: 't_1', roles: ['a'] }
  }
}

it('a whole profile is read as it is', () => {
  expect(readAuthProfile(whole)).toEqual({ profile: whole, issues: [] })
  expect(isProfile(whole)).toBe(true)
})

it('the mode alone is a profile', () => {
  expect(readAuthProfile({ mode: 'simulated' })).toEqual({ profile: { mode: 'simulated' }, issues: [] })
  expect(isProfile({ mode: 'simulated' })).toBe(true)
})

it.each<[string, unknown]>([
  ['', null],
  ['', []],
  ['', 'simulated'],
  ['', {}],
  ['', new Map()],
  ['/mode', { mode: 'vendor' }],
  ['/version', { mode: 'simulated', version: 2 }],
  ['/schemes', { mode: 'simulated', schemes: [] }],
  ['/schemes/a', { mode: 'simulated', schemes: { a: 'oauth2' } }],
  ['/schemes/a/kind', { mode: 'simulated', schemes: { a: { kind: 'saml' } } }],
  ['/schemes/a/accepts', { mode: 'simulated', schemes: { a: { accepts: [] } } }],
  ['/schemes/a/accepts/0', { mode: 'simulated', schemes: { a: { accepts: ['all'] } } }],
  ['/schemes/a/keys/0', { mode: 'simulated', schemes: { a: { keys: [{ kty: 'RSA', n: 'AQAB' }] } } }],
  [
    '/schemes/a/keys/0',
    { mode: 'simulated', schemes: { a: { keys: [{ kty: 'oct', alg: 'HS256', k: 'AAAA' }] } } }
  ],
  [
    '/schemes/a/keys/0',
    { mode: 'simulated', schemes: { a: { keys: [{ kty: 'oct', alg: 'none', k: secret }] } } }
  ],
  [
    '/schemes/a/keys/0',
    { mode: 'simulated', schemes: { a: { keys: [{ kty: 'OKP', crv: 'Ed25519', x: 'AAAA' }] } } }
  ],
  ['/schemes/a/keys/0', { mode: 'simulated', schemes: { a: { keys: ['-----BEGIN'] } } }],
  ['/scopes/a b', { mode: 'simulated', scopes: { 'a b': '' } }],
  ['/scopes/a', { mode: 'simulated', scopes: { a: 1 } }],
  ['/tokens/lifetime', { mode: 'simulated', tokens: { lifetime: 0 } }],
  ['/tokens/lifetime', { mode: 'simulated', tokens: { lifetime: '1h' } }],
  ['/tokens/codeLifetime', { mode: 'simulated', tokens: { codeLifetime: 3601 } }],
  ['/tokens/claims/sub', { mode: 'simulated', tokens: { claims: { sub: 'me' } } }],
  ['/tokens/claims', { mode: 'simulated', tokens: { claims: [] } }]
])('a fault at %o is told: %j', (pointer, value) => {
  const { issues } = readAuthProfile(value)
  expect(issues).toMatchObject([{ code: 'auth-profile-invalid', severity: 'error', pointer }])
  expect(isProfile(value)).toBe(false)
})

it('a key as a JWK Set has it is read, a private one is refused', () => {
  const read = (key: object) => {
    const value = { mode: 'simulated', schemes: { a: { keys: [key] } } }
    const { issues } = readAuthProfile(value)
    expect(isProfile(value)).toBe(issues.length === 0)
    return issues.length
  }
  const key = publicJwk(new Uint8Array(32).fill(3))
  expect(read(key)).toBe(0)
  expect(read({ ...key, d: secret })).toBe(1)
  expect(read({ ...key, kid: '../../key' })).toBe(1)
})

it('what is not known is a warning', () => {
  const value = { mode: 'simulated', lifetime: 3 }
  expect(readAuthProfile(value)).toMatchObject({
    profile: { mode: 'simulated' },
    issues: [{ code: 'auth-profile-unknown', severity: 'warning', pointer: '/lifetime' }]
  })
})

it('a key never stands in what is said about it', () => {
  const k = 'c2VjcmV0LXNlY3JldA'
  for (const key of [
    { kty: 'oct', alg: 'HS256', k },
    { kty: 'oct', alg: k, k },
    { kty: 'oct', k, [k]: 1 },
    { kty: k, k },
    k
  ]) {
    const { issues } = readAuthProfile({ mode: 'simulated', schemes: { a: { keys: [key] } } })
    expect(issues.length).toBeGreaterThan(0)
    expect(JSON.stringify(issues.map(({ message }) => message))).not.toContain(k)
  }
})

it('names are data', () => {
  const value = JSON.parse(
    '{"mode":"simulated","schemes":{"__proto__":{"kind":"basic"}},"scopes":{"constructor":"x"}}'
  )
  const { profile, issues } = readAuthProfile(value)
  expect(issues).toEqual([])
  expect(Object.keys(profile!.schemes!)).toEqual(['__proto__'])
})

it('any JSON is a profile or has an error, and the schema agrees', () => {
  const part = fc.oneof(fc.jsonValue(), fc.constantFrom(...Object.values(whole)))
  const value = fc.record(
    { mode: fc.constant('simulated'), schemes: part, scopes: part, tokens: part },
    { requiredKeys: ['mode'] }
  )
  fc.assert(
    fc.property(value, (profile) => {
      const { issues } = readAuthProfile(profile)
      expect(issues.length === 0).toBe(isProfile(profile))
    })
  )
})
