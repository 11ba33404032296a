// What was answered before never shows: a remembered answer is the one that a fresh sandbox would give.
import fc from 'fast-check'
import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { json } from '../../test/support/descriptions.js'
import { get, sandboxOf } from '../../test/support/sandboxes.js'
import type { SandboxRequest } from '../http/message.js'
import { unreadHeaders } from './reply-memo.js'

const parameters = [
  { name: 'X-A', in: 'header', schema: { type: 'string' } },
  { name: 'c', in: 'cookie', schema: { type: 'integer' } },
  { name: 'q', in: 'query', schema: { type: 'integer' } }
]
const paths = {
  '/a': {
    get: {
      parameters,
      responses: {
        '200': {
          description: 'x',
          content: { 'application/json': { schema: { type: 'string', minLength: 9 } }, 'text/csv': {} }
        }
      }
    }
  },
  '/agent': {
    get: {
      parameters: [{ name: 'User-Agent', in: 'header', required: true, schema: { maxLength: 3 } }],
      responses: { '200': json({ const: 1 }) }
    }
  }
}
const fresh = () =>
  sandboxOf(paths, { mode: 'dynamic', cors: true, limits: { headerBytes: 200, headerFields: 5 } })

const plain = get('/a', { host: 'x', 'x-a': '1', accept: 'text/csv' })
const twins: { [what: string]: SandboxRequest } = {
  'a control character in a header that nobody reads': get('/a', {
    host: 'x',
    'user-agent': 'a\u0001b',
    'x-a': '1',
    accept: 'text/csv'
  }),
  'too long a header that nobody reads': get('/a', {
    host: 'x',
    'user-agent': 'x'.repeat(300),
    'x-a': '1',
    accept: 'text/csv'
  }),
  'too many headers': get('/a', {
    host: 'x',
    'user-agent': 'x',
    pragma: 'x',
    referer: 'x',
    'x-a': '1',
    accept: 'text/csv'
  }),
  'a header twice, in two letter cases': get('/a', { host: 'x', Host: 'y', 'x-a': '1', accept: 'text/csv' }),
  'a line break in a value': {
    method: 'GET',
    url: '/a',
    headers: { host: 'x', 'x-a': '1\naccept:text/csv' }
  },
  'a line break in a name': { method: 'GET', url: '/a', headers: { host: 'x', 'x-a:1\naccept': 'text/csv' } },
  'a line break in the target': { method: 'GET', url: '/a\nx-a:1\naccept:text/csv', headers: { host: 'x' } },
  'a header of several lines': {
    method: 'GET',
    url: '/a',
    headers: { host: 'x', 'x-a': ['1'], accept: ['text/csv', 'application/json'] }
  }
}

it.each(Object.entries(twins))('%s', (_, twin) => {
  const used = fresh()
  for (let i = 0; i < 3; i++) expect(used.handle(plain).status).toBe(200)
  expect(used.handle(twin)).toEqual(fresh().handle(twin))
})

it('cookies of several lines are not one line with a comma', () => {
  const used = fresh()
  const one = { method: 'GET', url: '/a', headers: { cookie: 'c=1,d=2' } }
  const two = { method: 'GET', url: '/a', headers: { cookie: ['c=1', 'd=2'] } }
  expect([used.handle(one), used.handle(two)]).toEqual([fresh().handle(one), fresh().handle(two)])
})

it('a header that an operation reads counts, whichever it is', () => {
  const used = fresh()
  expect(used.handle(get('/agent', { 'user-agent': 'abc' })).status).toBe(200)
  expect(used.handle(get('/agent', { 'user-agent': 'abcd' })).status).toBe(400)
})

it('any order of any requests', () => {
  const header = fc.constantFrom(
    'host',
    'Host',
    'accept',
    'x-a',
    'X-A',
    'user-agent',
    'origin',
    'prefer',
    'cookie'
  )
  const value = fc.constantFrom(
    'x',
    'text/csv',
    'application/json',
    'code=404',
    'c=1',
    'c=x',
    'a\nb',
    'ü',
    '',
    'x'.repeat(150)
  )
  const request: fc.Arbitrary<SandboxRequest> = fc.record({
    method: fc.constantFrom('GET', 'HEAD', 'OPTIONS', 'POST'),
    url: fc.constantFrom('/a', '/a/', '/a?q=1', '/a?q=x', '/a?__code=404', '/agent', '/b', '/a#x'),
    headers: fc.dictionary(header, value, { maxKeys: 4 })
  })
  fc.assert(
    fc.property(fc.array(request, { minLength: 2, maxLength: 12 }), (requests) => {
      const used = fresh()
      for (const each of requests) expect(used.handle(each)).toEqual(fresh().handle(each))
    }),
    { numRuns: 300 }
  )
})

it('nothing of the engine reads a header that is not part of the key', () => {
  const folder = new URL('./', import.meta.url)
  const read = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
    .flatMap((path) =>
      [
        ...readFileSync(new URL(path.replaceAll('\\', '/'), folder), 'utf8').matchAll(
          /headers\??(?:\.(\w+)|(?:\?\.)?\[\s*'([^']+)'\s*\])/g
        )
      ].map((found) => (found[1] ?? found[2])!)
    )
  expect(read).toContain('accept')
  expect(read).toContain('prefer')
  expect(read.filter((name) => unreadHeaders.has(name))).toEqual([])
})

it('such a header changes nothing, whatever it says', () => {
  const requests = [
    plain,
    get('/a?q=x', { origin: 'http://o' }),
    { ...get('/a'), method: 'OPTIONS' },
    get('/b')
  ]
  for (const name of unreadHeaders) {
    for (const request of requests) {
      const headers = { ...request.headers, [name]: 'x, y; z=1' }
      expect([name, fresh().handle({ ...request, headers })]).toEqual([name, fresh().handle(request)])
    }
  }
})

it('every request has its own trace', () => {
  const used = fresh()
  for (let i = 0; i < 3; i++) used.handle(plain)
  expect(used.traces.map(({ operation, url }) => [operation, url])).toEqual(
    Array.from({ length: 3 }, () => ['GET /a', '/a'])
  )
})
