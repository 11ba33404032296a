// Several operations on one method and path, told apart by a fixed query parameter or header.
import { expect, it } from 'vitest'
import { json } from '../../test/support/descriptions.js'
import { bodyOf, get, sandboxOf } from '../../test/support/sandboxes.js'

const says = (name: string, more: object = {}) => ({
  get: { responses: { '200': json({ const: name }) }, ...more }
})

it('a query in the template is asked of the request', () => {
  const sandbox = sandboxOf({ '/?Action=List': says('list'), '/?Action=Delete': says('delete') })
  expect(bodyOf(sandbox.handle(get('/?Action=List')))).toBe('list')
  expect(bodyOf(sandbox.handle(get('/?x=1&Action=Delete')))).toBe('delete')
  expect(bodyOf(sandbox.handle(get('/?Action=Nothing'))).detail).toContain(
    'GET /?Action=Delete, GET /?Action=List'
  )
})

it('a required header with one allowed value tells them apart behind a fragment', () => {
  const target = (value: string) => ({
    parameters: [
      { name: 'X-Amz-Target', in: 'header', required: true, schema: { type: 'string', enum: [value] } }
    ]
  })
  const sandbox = sandboxOf({
    '/#X-Amz-Target=List': says('list', target('List')),
    '/#X-Amz-Target=Get': says('get', target('Get'))
  })
  expect(bodyOf(sandbox.handle(get('/', { 'x-amz-target': 'List' })))).toBe('list')
  expect(bodyOf(sandbox.handle(get('/', { 'x-amz-target': 'Get' })))).toBe('get')
  expect(sandbox.handle(get('/')).status).toBe(404)
})

it('a required parameter without a fixed value has to be there', () => {
  const needs = {
    parameters: [{ name: 'versions', in: 'query', required: true, schema: { type: 'boolean' } }]
  }
  const sandbox = sandboxOf({ '/bucket': says('list'), '/bucket#versions': says('versions', needs) })
  expect(bodyOf(sandbox.handle(get('/bucket?versions=true')))).toBe('versions')
  expect(bodyOf(sandbox.handle(get('/bucket')))).toBe('list')
})

it('parameters of ordinary paths are no conditions', () => {
  const sandbox = sandboxOf({
    '/a': says('a', { parameters: [{ name: 'q', in: 'query', required: true, schema: { const: 'x' } }] })
  })
  expect(sandbox.operations[0]?.conditions).toBeUndefined()
  expect(sandbox.handle(get('/a')).status).toBe(400)
})

it('a sample request meets the conditions of its operation', () => {
  const sandbox = sandboxOf({ '/?Action=List': says('list'), '/?Action=Delete': says('delete') })
  for (const { key } of sandbox.operations) {
    sandbox.handle(sandbox.sampleRequest(key))
    expect(sandbox.traces.at(-1)?.operation).toBe(key)
  }
})
