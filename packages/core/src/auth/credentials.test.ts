// What is read of a request for each kind of scheme, and what is refused.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normaliseHeaders } from '../http/headers.js'
import { parseQuery } from '../http/query.js'
import { parseAuthorization, parseBasic } from './authorization-header.js'
import { readCredential, type Credential } from './credentials.js'
import { carrierOf, type Carrier } from './scheme-kinds.js'

const read = (
  carrier: Carrier,
  headers: { readonly [name: string]: string | readonly string[] } = {},
  query = '',
  more: { clientCertificate?: boolean; declared?: string } = {}
): Credential => {
  const parsed = parseQuery(query, 100)
  if (parsed.problem) throw new Error(parsed.problem.detail)
  const { clientCertificate = false, declared } = more
  const request = { headers: normaliseHeaders(headers), query: parsed.pairs, clientCertificate }
  return readCredential(carrier, request, (name) => name === declared)
}
const bearer = (authorization: string | string[], query = '') =>
  read({ kind: 'bearer' }, { authorization }, query)

describe('what carries a credential', () => {
  it.each([
    [
      { type: 'apiKey', in: 'header', name: 'X-Key' },
      { kind: 'apiKey', in: 'header', name: 'X-Key' }
    ],
    [
      { type: 'apiKey', in: 'cookie', name: 'sid' },
      { kind: 'apiKey', in: 'cookie', name: 'sid' }
    ],
    [{ type: 'http', scheme: 'Basic' }, { kind: 'basic' }],
    [{ type: 'http', scheme: 'BEARER' }, { kind: 'bearer' }],
    [
      { type: 'http', scheme: 'digest' },
      { kind: 'http', scheme: 'digest' }
    ],
    [{ type: 'http', scheme: 'no token' }, { kind: 'bearer' }],
    [{ type: 'http' }, { kind: 'bearer' }],
    [{ type: 'oauth2', flows: {} }, { kind: 'oauth2' }],
    [{ type: 'openIdConnect' }, { kind: 'openIdConnect' }],
    [{ type: 'mutualTLS' }, { kind: 'mutualTLS' }],
    [{ type: 'apiKey', in: 'header' }, { kind: 'bearer' }],
    [{ type: 'something' }, { kind: 'bearer' }],
    [undefined, { kind: 'bearer' }]
  ])('%o is %o', (scheme, carrier) => {
    expect(carrierOf(scheme)).toEqual(carrier)
  })

  it('is what a profile says, where it says so', () => {
    expect(carrierOf({ type: 'apiKey', in: 'header', name: 'Authorization' }, 'bearer')).toEqual({
      kind: 'bearer'
    })
    expect(carrierOf({ type: 'http', scheme: 'bearer' }, 'oauth2')).toEqual({ kind: 'oauth2' })
  })
})

describe('API keys', () => {
  it('stand in a header, whatever its case', () => {
    const carrier: Carrier = { kind: 'apiKey', in: 'header', name: 'X-API-Key' }
    expect(read(carrier, { 'x-aPi-key': ' abc ' })).toEqual({ is: 'key', key: 'abc' })
    for (const headers of [{}, { 'x-api-key': '' }, { 'api-key': 'abc' }] as { [name: string]: string }[])
      expect(read(carrier, headers)).toEqual({ is: 'absent' })
  })

  it('stand in the query, once, decoded', () => {
    const carrier: Carrier = { kind: 'apiKey', in: 'query', name: 'api key' }
    expect(read(carrier, {}, 'api%20key=a%2Bb')).toEqual({ is: 'key', key: 'a+b' })
    expect(read(carrier, {}, 'API+KEY=a')).toEqual({ is: 'absent' })
    expect(read(carrier, {}, 'api+key=a&api+key=a')).toMatchObject({ is: 'malformed' })
  })

  it('stand in a cookie, once', () => {
    const carrier: Carrier = { kind: 'apiKey', in: 'cookie', name: 'sid' }
    expect(read(carrier, { cookie: 'a=1; sid="x y"' })).toEqual({ is: 'key', key: 'x y' })
    expect(read(carrier, { cookie: 'a=1; SID=x' })).toEqual({ is: 'absent' })
    expect(read(carrier, { cookie: 'sid=x; sid=y' })).toMatchObject({ is: 'malformed' })
  })

  it('have names that are data', () => {
    for (const name of ['__proto__', 'constructor', 'toString'])
      for (const place of ['header', 'query', 'cookie'] as const)
        expect(read({ kind: 'apiKey', in: place, name })).toEqual({ is: 'absent' })
  })
})

describe('Basic (RFC 7617)', () => {
  it.each([
    ['dGVzdDoxMjPCow==', 'test', '123£'],
    ['dTpwOnE=', 'u', 'p:q'],
    ['dTo=', 'u', ''],
    ['OnA=', '', 'p'],
    ['QWxhZGRpbjpvcGVuIHNlc2FtZQ==', 'Aladdin', 'open sesame']
  ])('%s', (credentials, user, password) => {
    for (const word of ['Basic', 'basic', 'BASIC '])
      expect(read({ kind: 'basic' }, { authorization: `${word} ${credentials}` })).toEqual({
        is: 'password',
        user,
        password
      })
  })

  it.each([
    '',
    'dTo',
    'dTo=x',
    'dTo= dTo=',
    'dTo=,',
    'dQ==',
    'dTpw\u00a3',
    'gDo=',
    'dTpwAA==',
    'dToK',
    '!!!'
  ])('%o is no user and password', (credentials) => {
    expect(read({ kind: 'basic' }, { authorization: `Basic ${credentials}` })).toMatchObject({
      is: 'unreadable'
    })
  })

  it('another scheme is another matter', () => {
    expect(read({ kind: 'basic' }, { authorization: 'Bearer dTo=' })).toEqual({ is: 'absent' })
    expect(read({ kind: 'basic' })).toEqual({ is: 'absent' })
  })

  it('what Node makes of a user and a password is read back', () => {
    const plain = fc.string({ unit: 'grapheme' }).filter((text) => !/\p{Cc}/u.test(text))
    fc.assert(
      fc.property(plain, plain, (user, password) => {
        fc.pre(!user.includes(':'))
        const credentials = Buffer.from(`${user}:${password}`).toString('base64')
        expect(parseBasic(credentials)).toEqual({ user, password })
      })
    )
  })
})

describe('bearer tokens (RFC 6750)', () => {
  it('stand in the Authorization header', () => {
    for (const authorization of [
      'Bearer mF_9.B5f-4.1JqM',
      'bearer  mF_9.B5f-4.1JqM',
      'token mF_9.B5f-4.1JqM'
    ])
      expect(bearer(authorization)).toEqual({ is: 'token', token: 'mF_9.B5f-4.1JqM' })
    for (const kind of ['oauth2', 'openIdConnect'] as const)
      expect(read({ kind }, { authorization: 'Bearer a==' })).toEqual({ is: 'token', token: 'a==' })
  })

  it.each([
    'Bearer',
    'Bearer ',
    'Bearer a b',
    'Bearer a, Bearer b',
    'Bearer a=b',
    'Bearer "a"',
    'Bearer ä',
    'Bearer ='
  ])('%o is malformed', (authorization) => {
    expect(bearer(authorization)).toMatchObject({ is: 'malformed' })
  })

  it('may not be sent twice, in two places, or in the query', () => {
    expect(bearer(['Bearer a', 'Bearer b'])).toMatchObject({ is: 'malformed' })
    expect(bearer(['Bearer a', 'Bearer a'])).toMatchObject({ is: 'malformed' })
    expect(bearer('Bearer a', 'access_token=a')).toMatchObject({ is: 'malformed' })
    expect(read({ kind: 'bearer' }, {}, 'access_token=a')).toMatchObject({ is: 'malformed' })
    expect(read({ kind: 'bearer' }, {}, 'access_token')).toMatchObject({ is: 'malformed' })
  })

  it('a query parameter of that name that the operation declares is none', () => {
    expect(read({ kind: 'bearer' }, {}, 'access_token=a', { declared: 'access_token' })).toEqual({
      is: 'absent'
    })
  })

  it('another scheme is another matter', () => {
    for (const authorization of ['Basic dTo=', 'BearerX a', '', 'mF_9'])
      expect(bearer(authorization)).toEqual({ is: 'absent' })
  })
})

describe('what can only be looked for', () => {
  it('a certificate is there when the host says so', () => {
    expect(read({ kind: 'mutualTLS' }, {}, '', { clientCertificate: true })).toEqual({ is: 'there' })
    expect(read({ kind: 'mutualTLS' }, { 'x-client-cert': 'a', 'x-forwarded-client-cert': 'a' })).toEqual({
      is: 'absent'
    })
  })

  it('an HTTP scheme is there when its word is, and something behind it', () => {
    const digest: Carrier = { kind: 'http', scheme: 'digest' }
    expect(read(digest, { authorization: 'Digest username="u", response="x"' })).toEqual({ is: 'there' })
    for (const authorization of ['Digest', 'Digests a', 'Basic dTo='])
      expect(read(digest, { authorization })).toEqual({ is: 'absent' })
  })
})

it('any header at all is taken apart without fault', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.webQueryParameters(), (authorization, query) => {
      const parsed = parseQuery(query, 1000)
      const carriers: Carrier[] = [{ kind: 'bearer' }, { kind: 'basic' }, { kind: 'http', scheme: 'hoba' }]
      for (const carrier of carriers)
        readCredential(carrier, { headers: { authorization }, query: parsed.problem ? [] : parsed.pairs })
      expect(parseAuthorization(authorization).scheme).not.toMatch(/[ \t]/)
    })
  )
})
