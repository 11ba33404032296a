// `Prefer` asks for one answer among several, as Prism's users know it.
import { expect, it } from 'vitest'
import { json } from '../../../test/support/descriptions.js'
import { bodyOf, get, sandboxOf } from '../../../test/support/sandboxes.js'

const text = { type: 'string', minLength: 1 }
const responses = {
  '200': json(text, { examples: { a: { value: 'first' }, b: { value: 'second' }, broken: { value: 7 } } }),
  '404': json({ const: 'gone' }),
  '5XX': json({ const: 'down' })
}
const sandbox = (options = {}) => sandboxOf({ '/a': { get: { responses } } }, options)
const ask = (prefer: string, url = '/a') => sandbox().handle(get(url, prefer === '' ? {} : { prefer }))

it('code chooses the response', () => {
  expect(ask('code=404')).toMatchObject({ status: 404, body: '"gone"' })
  expect(ask('code=503')).toMatchObject({ status: 503, body: '"down"' })
  expect(ask('code="404"')).toMatchObject({ status: 404 })
})

it('an error that is not described is said in the plainest way there is, and the trace says so', () => {
  const used = sandbox()
  expect(used.handle(get('/a', { prefer: 'code=418' }))).toEqual({
    status: 418,
    headers: { 'content-type': 'application/problem+json' },
    body: '{"type":"about:blank","title":"Client Error","status":418}'
  })
  expect(used.traces[0]?.notes).toEqual(['The description declares no response for 418.'])
})

it.each(['code=99', 'code=199', 'code=600', 'code=abc', 'code=1e2'])('%s cannot be followed', (prefer) => {
  expect(ask(prefer)).toMatchObject({ status: 400, body: expect.stringContaining('invalid-preference') })
})

it('example chooses among the examples', () => {
  expect(bodyOf(ask('example=b'))).toBe('second')
  expect(bodyOf(ask('code=200, example=a'))).toBe('first')
})

it('an example that was asked for by name is sent as it is, also where it breaks its schema', () => {
  const used = sandbox()
  expect(bodyOf(used.handle(get('/a', { prefer: 'example=broken' })))).toBe(7)
  expect(used.traces[0]).toMatchObject({
    provenance: 'example',
    notes: [expect.stringContaining('breaks its schema')]
  })
})

it('an example of another name is not there: another answers, and the trace names those there are', () => {
  for (const name of ['c', 'constructor', '__proto__']) {
    const used = sandbox()
    expect(bodyOf(used.handle(get('/a', { prefer: `example=${name}` })))).toBe('first')
    expect(used.traces[0]?.notes).toEqual([`There is no example '${name}'; this response has: a, b, broken.`])
  }
  const without = sandbox()
  without.handle(get('/a', { prefer: 'code=404, example=a' }))
  expect(without.traces[0]?.notes).toEqual(["There is no example 'a'; this response has: none."])
})

it('dynamic and mode choose how the body is made', () => {
  expect(bodyOf(ask('dynamic=false'))).toBe('first')
  for (const prefer of ['dynamic=true', 'dynamic', 'mode=dynamic']) {
    const used = sandbox()
    used.handle(get('/a', { prefer }))
    expect(used.traces[0]).toMatchObject({ mode: 'dynamic', provenance: 'generated' })
  }
  expect(bodyOf(sandbox({ mode: 'dynamic' }).handle(get('/a', { prefer: 'mode=static' })))).toBe('first')
})

it('any other value that cannot be followed is noted, not refused', () => {
  const dynamic = sandbox()
  expect(bodyOf(dynamic.handle(get('/a', { prefer: 'dynamic=maybe' })))).toBe('first')
  expect(dynamic.traces[0]?.notes).toEqual(['The preference "dynamic" is ignored: it must be true or false.'])
  const used = sandbox()
  expect(used.handle(get('/a', { prefer: 'mode=telepathic' })).status).toBe(200)
  expect(used.traces[0]?.notes).toEqual(["There is no mode 'telepathic'."])
})

it('each can be written into the query, and wins there', () => {
  expect(ask('', '/a?__code=404')).toMatchObject({ status: 404 })
  expect(bodyOf(ask('', '/a?__example=b'))).toBe('second')
  expect(ask('code=404', '/a?__code=503')).toMatchObject({ status: 503 })
  expect(ask('', '/a?__code=600').status).toBe(400)
  expect(ask('', '/a?__proto__=1&__=2&__example=%22%5C%2C').status).toBe(200)
})

it('other preferences and junk are ignored', () => {
  for (const prefer of [
    'respond-async',
    'return=minimal',
    'wait=10',
    'wait=soon',
    ';;;',
    '=',
    'a'.repeat(5_000)
  ])
    expect(ask(prefer).status).toBe(200)
})

it('a preferred answer still needs a sound request', () => {
  const strict = sandboxOf({
    '/a': { get: { parameters: [{ name: 'q', in: 'query', required: true }], responses } }
  })
  expect(strict.handle(get('/a', { prefer: 'code=404' })).status).toBe(400)
})
