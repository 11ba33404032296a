// What a change does to what is inside a member: RFC 7396, from the top to the bottom.
import { describe, expect, it } from 'vitest'
import { json, takes } from '../../../test/support/descriptions.js'
import { bodyOf, get, post, sandboxOf } from '../../../test/support/sandboxes.js'

const text = { type: 'string' }
const place = (city: unknown) => ({ type: 'object', properties: { city, zip: text, map: {} } })
const customer = {
  type: 'object',
  required: ['id'],
  properties: { id: text, name: text, address: place(text) }
}
const answer = { '200': json(customer) }
const body = takes('application/json', {
  type: 'object',
  properties: { name: text, address: place({ type: ['string', 'null'] }) }
})
const id = { name: 'customer', in: 'path', required: true, schema: text }
const paths = {
  '/customers': { post: { requestBody: body, responses: answer } },
  '/customers/{customer}': {
    parameters: [id],
    get: { responses: answer },
    patch: { requestBody: body, responses: answer }
  }
}

/** The address of a customer made with `made` after a PATCH with `sent`, as it is read. */
function addressAfter(made: unknown, sent: unknown): unknown {
  const sandbox = sandboxOf(paths, { mode: 'stateful' })
  const url = `/customers/${bodyOf(sandbox.handle(post('/customers', { name: 'Ann', address: made }))).id}`
  const patched = sandbox.handle({ ...post(url, { address: sent }), method: 'PATCH' })
  expect(patched.status).toBe(200)
  return bodyOf(sandbox.handle(get(url))).address
}

describe('a null inside a member', () => {
  it('takes away what is there', () => {
    expect(addressAfter({ city: 'Oslo', zip: '1' }, { city: null })).toEqual({ zip: '1' })
  })

  it('is not kept where the member was not there', () => {
    expect(addressAfter(undefined, { city: null, zip: '1' })).toEqual({ zip: '1' })
  })

  it('is not kept where there was nothing as deep as that', () => {
    const made = { city: 'Oslo', zip: '1' }
    expect(addressAfter(made, { map: { a: { b: null, c: 1 } } })).toEqual({ ...made, map: { a: { c: 1 } } })
  })
})
