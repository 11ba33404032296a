// What clients of form-encoded APIs rely on: an empty text takes away, a POST merges, maps are there from the start.
import { describe, expect, it } from 'vitest'
import { json, takes } from '../../../test/support/descriptions.js'
import { bodyOf, post, sandboxOf } from '../../../test/support/sandboxes.js'

const text = { type: 'string' }
const map = { type: 'object', additionalProperties: text }
const item = {
  type: 'object',
  required: ['id'],
  properties: { id: text, sku: text, quantity: { type: 'integer' } }
}
const order = {
  type: 'object',
  required: ['id'],
  properties: {
    id: text,
    note: { type: ['string', 'null'] },
    labels: map,
    address: { type: ['object', 'null'], properties: { city: text } },
    lines: { type: 'object', required: ['data'], properties: { data: { type: 'array', items: item } } },
    client_secret: { type: ['string', 'null'] }
  }
}
const gone = {
  type: 'object',
  required: ['id', 'deleted'],
  properties: { id: text, deleted: { type: 'boolean', enum: [true] } }
}
const anyText = { anyOf: [text, { enum: [''] }] }
const form = takes('application/x-www-form-urlencoded', {
  type: 'object',
  properties: {
    note: text,
    labels: { anyOf: [map, { enum: [''] }] },
    address: { anyOf: [{ type: 'object', properties: { city: anyText } }, { enum: [''] }] },
    lines: { type: 'array', items: { type: 'object', properties: item.properties } }
  }
})
const answer = { '200': json(order) }
const id = { name: 'order', in: 'path', required: true, schema: text }
const paths = {
  '/orders': { post: { requestBody: form, responses: answer } },
  '/orders/{order}': {
    parameters: [id],
    get: { responses: { '200': json({ anyOf: [order, gone] }) } },
    post: { requestBody: { ...form, required: false }, responses: answer },
    delete: { responses: { '200': json(gone) } }
  }
}

/** A sandbox, and a way to send it forms. */
function shop() {
  const sandbox = sandboxOf(paths, { mode: 'stateful' })
  const send = (url: string, body: string) => {
    const response = sandbox.handle(post(url, body, 'application/x-www-form-urlencoded'))
    return response.status === 200 ? bodyOf(response) : response.status
  }
  return { sandbox, send }
}

describe('a form', () => {
  it('an empty text takes away: null where the schema takes it, an empty map, one key of a map', () => {
    const { send } = shop()
    const made = send('/orders', 'note=Hi&labels[a]=1&labels[b]=2&address[city]=Paris')
    const url = `/orders/${made.id}`
    expect(made).toMatchObject({ note: 'Hi', labels: { a: '1', b: '2' }, address: { city: 'Paris' } })
    expect(send(url, 'labels[a]=')).toMatchObject({ note: 'Hi', labels: { b: '2' } })
    expect(send(url, 'labels=').labels).toEqual({})
    expect(send(url, 'note=&address=')).toMatchObject({ note: null, address: null })
  })

  it('an empty text at the making is as good as none', () => {
    const { send } = shop()
    expect(send('/orders', 'note=&labels=&address=')).toMatchObject({ note: null, labels: {}, address: null })
  })

  it('items that a POST names by their ids are changed, the others stay', () => {
    const { send } = shop()
    const made = send('/orders', 'lines[0][sku]=a&lines[0][quantity]=1&lines[1][sku]=b')
    const [one, two] = made.lines.data
    const after = send(
      `/orders/${made.id}`,
      `lines[0][id]=${encodeURIComponent(one.id)}&lines[0][quantity]=5`
    )
    expect(after.lines.data).toEqual([{ ...one, quantity: 5 }, two])
  })
})

describe('a new thing', () => {
  it('has empty maps and a secret', () => {
    const { send } = shop()
    const made = send('/orders', 'note=Hi')
    expect(made).toMatchObject({ labels: {}, client_secret: expect.stringMatching(/^[a-z0-9]{40}$/) })
  })
})

describe('what is left of a deleted thing', () => {
  it('is read, and cannot be changed where no change can bring it back', () => {
    const { sandbox, send } = shop()
    const url = `/orders/${send('/orders', 'note=Hi').id}`
    sandbox.handle({ method: 'DELETE', url })
    expect(bodyOf(sandbox.handle({ method: 'GET', url }))).toMatchObject({ deleted: true })
    expect(send(url, 'note=Again')).toBe(404)
  })
})
