// Each limit at one below, at itself, and at one above.
import { expect, it } from 'vitest'
import { json, takes } from '../../../test/support/descriptions.js'
import { get, post, sandboxOf } from '../../../test/support/sandboxes.js'
import type { RequestLimits } from '../../http/limits.js'
import type { SandboxRequest } from '../../http/message.js'

const content = {
  ...(takes('application/json').content as object),
  ...(takes('multipart/form-data', { type: 'object' }).content as object)
}
const paths = {
  '/a': {
    get: { responses: { '200': json({ const: 1 }) } },
    post: { requestBody: { content }, responses: { '200': json({ const: 1 }) } }
  }
}
const part = (index: number) => `--b\r\nContent-Disposition: form-data; name="p${index}"\r\n\r\nx\r\n`
const times = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, index) => make(index))

const cases: {
  [limit in keyof RequestLimits]: readonly [
    limit: number,
    over: number,
    request: (size: number) => SandboxRequest
  ]
} = {
  bodyBytes: [20, 413, (size) => post('/a', `"${'x'.repeat(size - 2)}"`)],
  depth: [5, 400, (size) => post('/a', '['.repeat(size) + ']'.repeat(size))],
  objectKeys: [5, 400, (size) => post('/a', Object.fromEntries(times(size, (index) => [`k${index}`, 1])))],
  nodes: [
    5,
    400,
    (size) =>
      post(
        '/a',
        times(size - 1, () => 1)
      )
  ],
  headerBytes: [30, 431, (size) => get('/a', { 'x-a': 'x'.repeat(size - 3) })],
  headerFields: [5, 431, (size) => get('/a', Object.fromEntries(times(size, (index) => [`x-${index}`, ''])))],
  urlLength: [20, 414, (size) => get(`/a?${'x'.repeat(size - 3)}`)],
  queryParameters: [5, 400, (size) => get(`/a?${times(size, (index) => `p${index}=1`).join('&')}`)],
  parts: [
    5,
    400,
    (size) => post('/a', `${times(size, part).join('')}--b--\r\n`, 'multipart/form-data; boundary=b')
  ]
}

it.each(Object.entries(cases))('%s', (name, [limit, over, request]) => {
  const sandbox = sandboxOf(paths, { limits: { [name]: limit } })
  expect([limit - 1, limit, limit + 1].map((size) => sandbox.handle(request(size)).status)).toEqual([
    200,
    200,
    over
  ])
})

it('a body is measured in bytes, whether it comes as text or not, and whether it is described or not', () => {
  const sandbox = sandboxOf(paths, { limits: { bodyBytes: 6 } })
  const fits = '"üü"'
  for (const method of ['GET', 'POST']) {
    for (const body of [fits, new TextEncoder().encode(fits)]) {
      expect(
        sandbox.handle({ method, url: '/a', headers: { 'content-type': 'application/json' }, body }).status
      ).toBe(200)
    }
    for (const body of ['"üüü"', new TextEncoder().encode('"üüü"')]) {
      expect(
        sandbox.handle({ method, url: '/a', headers: { 'content-type': 'application/json' }, body }).status
      ).toBe(413)
    }
  }
})

it('what is over a limit is a problem of its own type', () => {
  const sandbox = sandboxOf(paths, { limits: { urlLength: 5 } })
  expect(JSON.parse(String(sandbox.handle(get('/a?xyz')).body)).type).toMatch(/\/uri-too-long$/)
})
