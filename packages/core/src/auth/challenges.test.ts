// The statuses and challenges of RFC 6750, RFC 7617 and OpenAPI, as they go over the wire.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isSafeHeaderValue } from '../http/headers.js'
import { challengesFor } from './challenges.js'
import { evaluateRequirements, type Denied, type Requirements, type Verdict } from './requirements.js'
import type { Carrier } from './scheme-kinds.js'

const carriers: { readonly [scheme: string]: Carrier } = {
  oauth: { kind: 'oauth2' },
  jwt: { kind: 'bearer' },
  basic: { kind: 'basic' },
  key: { kind: 'apiKey', in: 'header', name: 'X-Key' },
  digest: { kind: 'http', scheme: 'digest' },
  hoba: { kind: 'http', scheme: 'hoba' },
  cert: { kind: 'mutualTLS' }
}
const challenges = (security: Requirements, verdicts: { [scheme: string]: Verdict } = {}, realm = 'pets') => {
  const decision = evaluateRequirements(security, (scheme) => verdicts[scheme] ?? { is: 'absent' })
  if (decision.allowed) throw new Error('allowed')
  return [decision.status, ...challengesFor(decision, (scheme) => carriers[scheme]!, realm)]
}

it('no credential on a bearer operation: 401, and no error code', () => {
  expect(challenges([{ oauth: ['a'] }])).toEqual([401, 'Bearer realm="pets"'])
})

it('malformed, sent twice, in two places: 400 invalid_request', () => {
  expect(challenges([{ oauth: [] }], { oauth: { is: 'malformed', problem: 'sent twice' } })).toEqual([
    400,
    'Bearer realm="pets", error="invalid_request", error_description="The request is malformed: sent twice"'
  ])
  expect(challenges([{ key: [] }], { key: { is: 'malformed', problem: 'sent twice' } })).toEqual([400])
  expect(
    challenges([{ oauth: [] }, { basic: [] }], {
      oauth: { is: 'malformed', problem: 'sent twice' },
      basic: { is: 'invalid', reason: 'x' }
    })
  ).toHaveLength(2)
})

it('expired, revoked, unknown, of another, wrongly signed: 401 invalid_token, the same text for all', () => {
  const texts = ['it has expired', 'it was revoked', 'nobody knows it', 'its signature is wrong'].map(
    (reason) => challenges([{ oauth: [] }], { oauth: { is: 'invalid', reason } })
  )
  expect(new Set(texts.map(String)).size).toBe(1)
  expect(texts[0]).toEqual([
    401,
    'Bearer realm="pets", error="invalid_token", error_description="The access token is expired, revoked, or was not issued for this"'
  ])
})

it('scope missing: 403 insufficient_scope, with the scopes that are needed', () => {
  const oauth: Verdict = { is: 'valid', client: 'c', scopes: ['a'] }
  expect(challenges([{ oauth: ['a', 'b'] }], { oauth })).toEqual([
    403,
    'Bearer realm="pets", error="insufficient_scope", scope="a b"'
  ])
  expect(challenges([{ key: ['admin'] }], { key: { is: 'valid', client: 'c', scopes: [] } })).toEqual([403])
})

it('several schemes: one challenge for each, none twice', () => {
  expect(
    challenges([
      { oauth: [], key: [] },
      { jwt: [] },
      { basic: [] },
      { digest: [] },
      { hoba: [] },
      { cert: [] }
    ])
  ).toEqual([
    401,
    'Bearer realm="pets"',
    'ApiKey realm="pets", in="header", name="X-Key"',
    'Basic realm="pets", charset="UTF-8"',
    'Digest realm="pets", qop="auth", algorithm=SHA-256, nonce="3be1d422a46085e17f4a19d3ed707c86"',
    'Hoba realm="pets"',
    'MutualTLS realm="pets"'
  ])
})

it('a wrong password is asked for again, without an error code', () => {
  const basic: Verdict = { is: 'invalid', reason: 'the password is wrong' }
  expect(challenges([{ basic: [] }], { basic })).toEqual([401, 'Basic realm="pets", charset="UTF-8"'])
})

it('a scope that cannot be sent is left out', () => {
  const oauth: Verdict = { is: 'valid', client: 'c', scopes: [] }
  expect(challenges([{ oauth: ['a"b', 'ü', 'c d', 'e'] }], { oauth })[1]).toContain(', scope="e"')
  expect(challenges([{ oauth: ['ü'] }], { oauth })[1]).toBe('Bearer realm="pets", error="insufficient_scope"')
  const many = Array.from({ length: 10_000 }, (_, index) => `scope${index}`)
  expect(String(challenges([{ oauth: many }], { oauth })[1]).length).toBeLessThan(100)
})

it('whatever a description calls things, the header can be sent', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (realm, name) => {
      const denied: Denied = { allowed: false, status: 401, schemes: ['a', 'b'], reasons: [] }
      const made = challengesFor(
        denied,
        (scheme) => (scheme === 'a' ? { kind: 'apiKey', in: 'query', name } : { kind: 'bearer' }),
        realm
      )
      expect(made.every(isSafeHeaderValue)).toBe(true)
      expect(made.join()).not.toMatch(/[\r\n]/)
    })
  )
})
