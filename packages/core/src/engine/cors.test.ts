import { expect, it } from 'vitest'
import { json } from '../../test/support/descriptions.js'
import { get, sandboxOf } from '../../test/support/sandboxes.js'

const pets = {
  '/pets': {
    get: {
      responses: { '200': { ...json({ const: 1 }), headers: { 'X-Total': { schema: { const: 7 } } } } }
    },
    options: { responses: { '200': json() } }
  }
}
const origin = 'https://app.example'
const preflight = {
  origin,
  'access-control-request-method': 'GET',
  'access-control-request-headers': 'x-a, authorization'
}

it('a preflight is answered, also where the description has an OPTIONS of its own', () => {
  expect(
    sandboxOf(pets, { cors: true }).handle({ method: 'OPTIONS', url: '/pets', headers: preflight })
  ).toMatchObject({
    status: 204,
    headers: {
      'access-control-allow-origin': origin,
      'access-control-allow-methods': 'GET, HEAD, OPTIONS',
      'access-control-allow-headers': 'x-a, authorization',
      'access-control-allow-credentials': 'true'
    },
    body: null
  })
})

it('an answer may be read, with its headers, by the page that asked', () => {
  expect(sandboxOf(pets, { cors: true }).handle(get('/pets', { origin })).headers).toMatchObject({
    'access-control-allow-origin': origin,
    'access-control-expose-headers': 'content-type, x-total, sandbed-trace',
    vary: 'origin'
  })
})

it('errors may be read too', () => {
  const sandbox = sandboxOf(pets, { cors: true })
  for (const request of [
    get('/nowhere', { origin }),
    get('/pets?a=%zz', { origin }),
    { method: 'DELETE', url: '/pets', headers: { origin } }
  ]) {
    expect(sandbox.handle(request).headers['access-control-allow-origin']).toBe(origin)
  }
})

it('without an Origin, or without the option, there is none of it', () => {
  expect(Object.keys(sandboxOf(pets, { cors: true }).handle(get('/pets')).headers)).toEqual([
    'content-type',
    'x-total'
  ])
  expect(Object.keys(sandboxOf(pets).handle(get('/pets', { origin })).headers)).toEqual([
    'content-type',
    'x-total'
  ])
})

it('what the client names comes back safe for a header', () => {
  const headers = { ...preflight, origin: 'https://ü.example', 'access-control-request-headers': 'ü' }
  const answer = sandboxOf(pets, { cors: true }).handle({ method: 'OPTIONS', url: '/pets', headers })
  expect(JSON.stringify(answer.headers)).toMatch(/^[\x20-\x7e]*$/)
})
