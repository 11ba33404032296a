import { expect, it } from 'vitest'
import { json } from '../../../test/support/descriptions.js'
import { bodyOf, get, sandboxOf } from '../../../test/support/sandboxes.js'

const ok = { responses: { '200': json({ const: 'ok' }) } }

it('an unknown path is a 404 problem that names the nearest path', () => {
  const response = sandboxOf({ '/pets': { get: ok }, '/pets/{id}': { get: ok } }).handle(get('/pet'))
  expect(response).toMatchObject({ status: 404, headers: { 'content-type': 'application/problem+json' } })
  expect(bodyOf(response)).toMatchObject({
    type: expect.stringContaining('path-not-found'),
    status: 404,
    detail: expect.stringContaining('the nearest is /pets')
  })
})

it('a path that is like no other names none', () => {
  expect(
    bodyOf(sandboxOf({ '/pets': { get: ok } }).handle(get('/completely-different-from-all'))).detail
  ).not.toContain('nearest')
})

it('a known path with an unknown method is a 405 with Allow', () => {
  const sandbox = sandboxOf({ '/pets': { get: ok, post: ok } })
  for (const method of ['DELETE', 'PATCH', 'TRACE', 'CONNECT', 'QUERY', 'get', 'NONSENSE']) {
    expect(sandbox.handle({ method, url: '/pets' })).toMatchObject({
      status: 405,
      headers: { allow: 'GET, HEAD, OPTIONS, POST' }
    })
  }
})

it('a concrete path answers for itself: its missing method is not looked for in a template', () => {
  const sandbox = sandboxOf({ '/pets/mine': { get: ok }, '/pets/{id}': { delete: ok } })
  expect(sandbox.handle({ method: 'DELETE', url: '/pets/mine' })).toMatchObject({
    status: 405,
    headers: { allow: 'GET, HEAD, OPTIONS' }
  })
})

it('HEAD is answered as GET is, without the body', () => {
  const sandbox = sandboxOf({ '/pets': { get: ok } })
  const { body, ...head } = sandbox.handle({ method: 'HEAD', url: '/pets' })
  const { body: _, ...answer } = sandbox.handle(get('/pets'))
  expect(body).toBeNull()
  expect(head).toEqual(answer)
  expect(sandbox.traces[0]?.operation).toBe('GET /pets')
})

it('a HEAD of its own is used where there is one', () => {
  const sandbox = sandboxOf({ '/pets': { get: ok, head: { responses: { '204': { description: 'x' } } } } })
  expect(sandbox.handle({ method: 'HEAD', url: '/pets' }).status).toBe(204)
})

it('a refused HEAD has no body either', () => {
  expect(sandboxOf({ '/pets': { get: ok } }).handle({ method: 'HEAD', url: '/nowhere' })).toMatchObject({
    status: 404,
    body: null
  })
})

it('OPTIONS tells the methods of a known path', () => {
  const sandbox = sandboxOf({ '/pets': { get: ok, put: ok } })
  expect(sandbox.handle({ method: 'OPTIONS', url: '/pets' })).toEqual({
    status: 204,
    headers: { allow: 'GET, HEAD, OPTIONS, PUT' },
    body: null
  })
  expect(sandbox.handle({ method: 'OPTIONS', url: '/nowhere' }).status).toBe(404)
})

it('an OPTIONS that is described is answered as described', () => {
  expect(sandboxOf({ '/pets': { options: ok } }).handle({ method: 'OPTIONS', url: '/pets' }).body).toBe(
    '"ok"'
  )
})

it('a path works with the base path of a server, and without', () => {
  const sandbox = sandboxOf(
    { '/pets': { get: ok }, '/': { get: ok } },
    { more: { servers: [{ url: 'https://x.example/v1' }, { url: '/sandbox/v1' }] } }
  )
  for (const url of [
    '/pets',
    '/v1/pets',
    '/sandbox/v1/pets',
    '/v1',
    '/v1/',
    '/',
    'https://x.example/v1/pets'
  ])
    expect(sandbox.handle(get(url)).status).toBe(200)
  for (const url of ['/v1pets', '/v2/pets', '/v1/v1/pets']) expect(sandbox.handle(get(url)).status).toBe(404)
})

it('a path that begins like a base path is found all the same', () => {
  const paths = {
    '/v1/pets': { get: ok },
    '/{version}/dogs': { get: ok },
    '/files': { servers: [{ url: '/upload' }], get: ok },
    '/upload/status': { get: ok }
  }
  const sandbox = sandboxOf(paths, { more: { servers: [{ url: '/v1' }] } })
  for (const url of ['/v1/pets', '/v1/v1/pets', '/v1/dogs', '/upload/files', '/upload/status'])
    expect(sandbox.handle(get(url)).status).toBe(200)
})

it('a request target that hosts would read differently is refused', () => {
  const sandbox = sandboxOf({ '/a/{b}': { get: ok } })
  for (const url of [
    '/a/../b',
    '/a/%2e%2e',
    '/a/b\\c',
    '/a/%00',
    '/a/%ff',
    '/a/%',
    '/a b',
    '*',
    'a',
    '',
    'ftp://x/a',
    '/a/ü'
  ]) {
    expect([url, sandbox.handle(get(url)).status]).toEqual([url, 400])
  }
})

it('an encoded slash is part of a value', () => {
  const one = { parameters: [{ name: 'b', in: 'path', required: true, schema: { const: 'x/y' } }], get: ok }
  expect(sandboxOf({ '/a/{b}': one }).handle(get('/a/x%2Fy')).status).toBe(200)
})
