import { expect, it } from 'vitest'
import { api } from '../../test/support/descriptions.js'
import { basePathsOf } from './servers.js'

const of = (...urls: unknown[]) => basePathsOf(api({}, { servers: urls.map((url) => ({ url })) }))

it.each([
  ['https://api.example.com/v1', '/v1'],
  ['https://api.example.com/v1/', '/v1'],
  ['//api.example.com/v1', '/v1'],
  ['/v1', '/v1'],
  ['v1', '/v1'],
  ['./v1', '/v1'],
  ['https://api.example.com/a/b?x=1#y', '/a/b'],
  ['http://localhost:8080/api', '/api']
])('%s is reached under %s', (url, base) => {
  expect(of(url)).toEqual([base])
})

it.each([
  'https://api.example.com',
  'https://api.example.com/',
  '/',
  '',
  '.',
  './',
  'https://api.example.com?x=/y'
])('%o has no base path', (url) => {
  expect(of(url)).toEqual([])
})

it('variables have their defaults', () => {
  const server = {
    url: 'https://{host}/{version}/{missing}',
    variables: { host: { default: 'a/b' }, version: { default: 'v2', enum: ['v1', 'v2'] } }
  }
  expect(basePathsOf(api({}, { servers: [server] }))).toEqual(['/b/v2/default'])
})

it('a path may be made of variables alone', () => {
  expect(
    basePathsOf(
      api(
        {},
        {
          servers: [
            {
              url: '{origin}/{base}',
              variables: { origin: { default: 'https://x.example' }, base: { default: 'v9' } }
            }
          ]
        }
      )
    )
  ).toEqual(['/v9'])
})

it('servers of paths and operations count too; the longest comes first', () => {
  const description = api(
    { '/a': { servers: [{ url: '/files/upload' }], get: { servers: [{ url: '/reports' }] } } },
    { servers: [{ url: '/v1' }, { url: 'https://x.example/v1' }] }
  )
  expect(basePathsOf(description)).toEqual(['/files/upload', '/reports', '/v1'])
})

it('what is no server is passed over', () => {
  expect(basePathsOf(api({}, { servers: [7, null, {}, { url: 7 }, { url: { toString: 1 } }] }))).toEqual([])
  expect(basePathsOf(api({}, { servers: 'text' }))).toEqual([])
})

it('a hundred thousand slashes take no time', () => {
  expect(of(`https://a/${'/'.repeat(100_000)}x`)).toEqual(['/x'])
  expect(of(`/x${'/'.repeat(100_000)}`)).toEqual(['/x'])
  expect(of(`/a${'/'.repeat(100_000)}b`)[0]).toHaveLength(100_003)
})
