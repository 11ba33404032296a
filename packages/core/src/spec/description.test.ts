import { expect, it } from 'vitest'
import { description } from '../../test/support/descriptions.js'
import { openDescription } from './description.js'

const refusal = (value: unknown) => {
  const opened = openDescription(value)
  if (!('code' in opened)) throw new Error('It was not refused')
  return opened
}

it.each(['3.0.0', '3.0.4', '3.1', '3.1.1', '3.1.0-rc1'])('takes OpenAPI %s', (openapi) => {
  expect(openDescription({ openapi })).toMatchObject({ openapi, dialect: `openapi-${openapi.slice(0, 3)}` })
})

it('says how to convert a Swagger 2.0 description', () => {
  expect(refusal(description('broken/swagger-2.0.yaml'))).toMatchObject({
    code: 'openapi-version-unsupported',
    severity: 'error',
    pointer: '/swagger',
    message: expect.stringContaining('Swagger 2.0'),
    hint: expect.stringContaining('Convert')
  })
})

it('says what to do with OpenAPI 3.2', () => {
  expect(refusal(description('broken/openapi-3.2.yaml'))).toMatchObject({
    code: 'openapi-version-unsupported',
    pointer: '/openapi',
    message: expect.stringContaining('3.2.0'),
    hint: expect.stringContaining('openapi: 3.1')
  })
})

it.each(['2.0', '4.0.0', '31.0', '3.10.0', '3.1.x', ''])('refuses the version %o', (openapi) => {
  expect(refusal({ openapi }).code).toBe('openapi-version-unsupported')
})

it('says that a version must be a quoted string', () => {
  expect(refusal({ openapi: 3.1 })).toMatchObject({
    code: 'openapi-version-missing',
    hint: expect.stringContaining('quoted')
  })
  expect(refusal({ info: {} }).code).toBe('openapi-version-missing')
})

it.each([
  [undefined, 'undefined'],
  [null, 'null'],
  [[], 'array'],
  ['openapi: 3.0.0', 'string'],
  [3, 'number']
])('refuses %o, which is no object', (value, kind) => {
  expect(refusal(value)).toMatchObject({
    code: 'description-not-an-object',
    message: expect.stringContaining(kind)
  })
})

it('is not misled by members with the names of object methods', () => {
  expect(refusal({ swagger: { toString: 1, valueOf: 1 } }).code).toBe('openapi-version-unsupported')
  expect(refusal({ openapi: { toString: 1 } }).code).toBe('openapi-version-missing')
})
