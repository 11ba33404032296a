import { expect, it } from 'vitest'
import { json, takes } from '../../../test/support/descriptions.js'
import { get, post, sandboxOf } from '../../../test/support/sandboxes.js'
import type { ValidationDial } from '../options.js'

const schema = { type: 'object', required: ['name'], properties: { name: { type: 'string' } } }
const paths = {
  '/a': {
    get: {
      parameters: [{ name: 'n', in: 'query', required: true, schema: { type: 'integer' } }],
      responses: { '200': json({ const: 1 }) }
    },
    post: { requestBody: takes('application/json', schema), responses: { '200': json({ const: 1 }) } }
  }
}
const dialled = (validation: ValidationDial) => sandboxOf(paths, { validation })
const faulty = [get('/a?n=x'), get('/a'), post('/a', {}), post('/a', '{'), post('/a', 'x', 'text/plain')]

it('reject refuses, and the trace tells why', () => {
  const sandbox = dialled('reject')
  expect(faulty.map((request) => sandbox.handle(request).status)).toEqual([400, 400, 422, 400, 415])
  expect(sandbox.traces[0]).toMatchObject({
    operation: 'GET /a',
    status: 400,
    provenance: 'problem',
    mode: null,
    findings: [{ in: 'query', name: 'n', keyword: 'type', pointer: '' }]
  })
  expect(sandbox.traces[2]?.findings).toEqual([
    { in: 'body', name: '', pointer: '', property: 'name', keyword: 'required', message: expect.any(String) }
  ])
})

it('warn answers, and the trace tells what was wrong', () => {
  const sandbox = dialled('warn')
  expect(faulty.map((request) => sandbox.handle(request).status)).toEqual([200, 200, 200, 200, 200])
  expect(sandbox.traces.map(({ findings }) => findings.length)).toEqual([1, 1, 1, 0, 0])
  expect(sandbox.traces[3]?.notes.join()).toContain('Not JSON')
  expect(sandbox.traces[4]?.notes.join()).toContain('text/plain')
})

it('off answers, and does not look', () => {
  const sandbox = dialled('off')
  expect(faulty.map((request) => sandbox.handle(request).status)).toEqual([200, 200, 200, 200, 200])
  expect(sandbox.traces.flatMap(({ findings }) => findings)).toEqual([])
})

it('no dial lets through what is too large or malformed as HTTP', () => {
  for (const validation of ['reject', 'warn', 'off'] as const) {
    const sandbox = sandboxOf(paths, { validation, limits: { bodyBytes: 8, urlLength: 20 } })
    expect(sandbox.handle(post('/a', '"123456789"')).status).toBe(413)
    expect(sandbox.handle(post('/a', '"üüüü"')).status).toBe(413)
    expect(sandbox.handle(get(`/a?${'n'.repeat(20)}`)).status).toBe(414)
    expect(sandbox.handle(get('/a', { 'x-a': 'a\r\nb' })).status).toBe(400)
  }
})

it('a sound request has no findings', () => {
  const sandbox = dialled('warn')
  sandbox.handle(post('/a', { name: 'Rex' }))
  expect(sandbox.traces[0]).toMatchObject({
    findings: [],
    notes: [],
    mode: 'static',
    provenance: 'generated',
    status: 200
  })
})
