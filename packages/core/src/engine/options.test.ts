import { expect, it } from 'vitest'
import { api } from '../../test/support/descriptions.js'
import { isSandboxError } from '../errors.js'
import { createSandbox } from './sandbox/create-sandbox.js'

const description = api({ '/a': { get: { operationId: 'readA', responses: {} } } })

function refusal(options: object): { code: string; message: string } {
  try {
    createSandbox({ description, ...options })
  } catch (error) {
    if (isSandboxError(error)) return error
    throw error
  }
  throw new Error('It was not refused')
}

it.each([
  ['mode', { mode: 'telepathic' }],
  ['mode', { mode: 7 }],
  ["mode['readA']", { mode: { readA: 'telepathic' } }],
  ['seed', { seed: 7 }],
  ['validation', { validation: 'sometimes' }],
  ['cors', { cors: 'yes' }],
  ['now', { now: 1.5 }],
  ['now', { now: 253_402_300_800_000 }],
  ['now', { now: '2026-01-01' }],
  ['limits', { limits: { depth: 0 } }],
  ['limits', { limits: { depth: 513 } }],
  ['limits', { limits: { bodyBytes: Infinity } }],
  ['limits', { limits: { bites: 1 } }]
])('%s has to be what it can be: %o', (name, options) => {
  expect(refusal(options)).toMatchObject({
    code: 'invalid-option',
    message: expect.stringContaining(`\`${name}\``)
  })
})

it('a mode for an operation that is not there is an unknown operation', () => {
  expect(refusal({ mode: { readB: 'static' } })).toMatchObject({
    code: 'unknown-operation',
    message: expect.stringContaining('GET /a')
  })
})

it('a description that is none is refused with its issue', () => {
  for (const description of [undefined, null, 'text', {}, { swagger: '2.0' }]) {
    expect(refusal({ description })).toMatchObject({
      code: 'invalid-description',
      issues: [expect.objectContaining({ severity: 'error' })]
    })
  }
})

it('what the caller gives is not kept: changing it later changes nothing', () => {
  const mode: { [operation: string]: 'static' | 'dynamic' } = { readA: 'dynamic' }
  const modes: unknown[] = []
  const sandbox = createSandbox({ description, mode, onTrace: (trace) => modes.push(trace.mode) })
  mode['readA'] = 'static'
  sandbox.handle({ method: 'GET', url: '/a' })
  expect(modes).toEqual(['dynamic'])
})

it('every instant that a date can be is an instant that a sandbox can have', () => {
  for (const now of [-62_135_596_800_000, -1, 0, 253_402_300_799_999]) {
    const schema = {
      type: 'object',
      required: ['a', 'b'],
      properties: { a: { type: 'string', format: 'date-time' }, b: { type: 'string', format: 'date' } }
    }
    const dated = api({
      '/a': {
        get: { responses: { '200': { description: 'x', content: { 'application/json': { schema } } } } }
      }
    })
    expect(
      createSandbox({ description: dated, now, mode: 'dynamic' }).handle({ method: 'GET', url: '/a' }).status
    ).toBe(200)
  }
})
