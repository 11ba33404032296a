// What a new thing has that nobody said: the defaults of the request, the moment of its making under whatever name.
import { expect, it } from 'vitest'
import { json } from '../../../test/support/descriptions.js'
import { bodyOf, get, post, sandboxOf } from '../../../test/support/sandboxes.js'

const text = { type: 'string' }
const moment = { type: 'string', format: 'date-time' }
const loan = {
  type: 'object',
  required: ['id', 'copies', 'borrowedAt', 'dueOn'],
  properties: {
    id: { type: 'integer' },
    copies: { type: 'integer' },
    kind: { type: 'string', enum: ['short', 'long'] },
    borrowedAt: moment,
    dueOn: moment,
    returnedAt: { ...moment, type: ['string', 'null'] }
  }
}
const newLoan = {
  type: 'object',
  properties: {
    copies: { type: 'integer', minimum: 1, default: 1 },
    kind: { type: 'string', enum: ['short', 'long'], default: 'long' },
    notify: { type: 'boolean', default: true },
    note: text
  }
}
const none = { description: 'Gone' }
const shelf = { type: 'object', required: ['id'], properties: { id: { type: 'integer' }, name: text } }
const paths = {
  '/loans': { post: { requestBody: json(newLoan), responses: { '201': json(loan) } } },
  '/loans/{id}': { get: { responses: { '200': json(loan) } } },
  '/shelves': {
    post: {
      requestBody: json({ type: 'object', properties: { name: text } }),
      responses: { '201': json(shelf) }
    }
  },
  '/shelves/{shelfId}': {
    get: { responses: { '200': json(shelf), '404': none } },
    delete: {
      summary: 'Refused while the shelf still has books',
      responses: { '204': none, '409': { description: 'There are books on it' } }
    }
  },
  '/shelves/{shelfId}/books': {
    post: {
      requestBody: json({ type: 'object', properties: { name: text } }),
      responses: { '201': json(shelf) }
    }
  },
  '/shelves/{shelfId}/books/{bookId}': {
    get: { responses: { '200': json(shelf) } },
    delete: { responses: { '204': none } }
  }
}
const made = () => sandboxOf(paths, { mode: 'stateful' })

it('takes the defaults of the request for the members that it has', () => {
  const { handle } = made()
  expect(bodyOf(handle(post('/loans', {})))).toMatchObject({ copies: 1, kind: 'long' })
  expect(bodyOf(handle(post('/loans', {})))).not.toHaveProperty('notify')
  expect(bodyOf(handle(post('/loans', { copies: 3 })))).toMatchObject({ copies: 3 })
})

it('is made when the moment says that every one has and no request says', () => {
  const { clock, handle, model } = made()
  clock.advance('1d')
  expect(bodyOf(handle(post('/loans', {})))).toMatchObject({
    borrowedAt: '2026-01-02T00:00:00Z',
    returnedAt: null
  })
  expect(model.resources['loans']!.timestamps).toMatchObject([{ at: ['borrowedAt'], value: 'created' }])
})

it('is not deleted while something stands below it, where the description says so', () => {
  const { handle } = made()
  handle(post('/shelves', { name: 'A' }))
  handle(post('/shelves/1/books', { name: 'Dune' }))
  const remove = (url: string) => handle({ method: 'DELETE', url, headers: {} }).status
  expect(remove('/shelves/1')).toBe(409)
  expect(handle(get('/shelves/1')).status).toBe(200)
  expect(remove('/shelves/1/books/1')).toBe(204)
  expect(remove('/shelves/1')).toBe(204)
})
