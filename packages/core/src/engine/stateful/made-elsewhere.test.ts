// Things that stand below what is made at other paths, things that nobody makes, and answers to a creation that would say nothing.
import { describe, expect, it } from 'vitest'
import { json, takes } from '../../../test/support/descriptions.js'
import { bodyOf, get, post, sandboxOf } from '../../../test/support/sandboxes.js'

const text = { type: 'string' }
const named = { type: 'object', properties: { id: text, name: text } }
const inPath = (name: string) => ({ name, in: 'path', required: true, schema: text })
const missing = { '404': { description: 'none' } }
const takesOne = (schema: object = named) => takes('application/json', schema)
const put = (url: string, body: unknown) => ({ ...post(url, body), method: 'PUT' })

describe('an element is made at /databases/{id}/elements only', () => {
  const element = { $ref: '#/components/schemas/Element' }
  const more = { components: { schemas: { Element: named } } }
  const list = json({ type: 'array', items: named })
  const paths = {
    '/databases/{id}/elements': {
      parameters: [inPath('id')],
      get: { responses: { '200': json({ type: 'array', items: element }) } },
      post: { requestBody: takesOne(element), responses: { '201': json(element) } }
    },
    '/elements/{id}': {
      parameters: [inPath('id')],
      get: { responses: { '200': json(element), ...missing } }
    },
    '/elements/{id}/notes': {
      parameters: [inPath('id')],
      post: { requestBody: takesOne(), responses: { '201': json(named) } },
      get: { responses: { '200': list, ...missing } }
    },
    '/elements/{id}/notes/{note}': {
      parameters: [inPath('id'), inPath('note')],
      get: { responses: { '200': json(named), ...missing } }
    },
    '/elements/{id}/tags': {
      parameters: [inPath('id')],
      post: { requestBody: takesOne(), responses: { '201': json(named), ...missing } },
      get: { responses: { '200': list, ...missing } }
    }
  }

  it('and one that is not known is taken to be there by an operation that declares no answer for it', () => {
    const sandbox = sandboxOf(paths, { mode: 'stateful', more })
    const made = sandbox.handle(post('/elements/far/notes', { name: 'a note' }))
    expect(made.status).toBe(201)
    const { id } = bodyOf(made)
    expect(bodyOf(sandbox.handle(get(`/elements/far/notes/${id}`)))).toMatchObject({ name: 'a note' })
    expect(bodyOf(sandbox.handle(get('/elements/far/notes')))).toHaveLength(1)
  })

  it('and one that is not known is refused by an operation that declares 404', () => {
    const sandbox = sandboxOf(paths, { mode: 'stateful', more })
    expect(sandbox.handle(post('/elements/far/tags', { name: 'a tag' })).status).toBe(404)
    expect(sandbox.handle(get('/elements/far/notes')).status).toBe(404)
    expect(sandbox.handle(get('/elements/far')).status).toBe(404)
  })

  it('and one that was made there is found', () => {
    const sandbox = sandboxOf(paths, { mode: 'stateful', more })
    const { id } = bodyOf(sandbox.handle(post('/databases/main/elements', { name: 'pump' })))
    expect(sandbox.handle(post(`/elements/${id}/tags`, { name: 'a tag' })).status).toBe(201)
  })
})

it('A parent with a creation at its own path has to be made, whatever is declared', () => {
  const sandbox = sandboxOf(
    {
      '/boards': { post: { requestBody: takesOne(), responses: { '201': json(named) } } },
      '/boards/{id}': { parameters: [inPath('id')], get: { responses: { '200': json(named) } } },
      '/boards/{id}/cards': {
        parameters: [inPath('id')],
        post: { requestBody: takesOne(), responses: { '201': json(named) } }
      },
      '/boards/{id}/cards/{card}': {
        parameters: [inPath('id'), inPath('card')],
        get: { responses: { '200': json(named) } }
      }
    },
    { mode: 'stateful' }
  )
  expect(sandbox.handle(post('/boards/unknown/cards', { name: 'x' })).status).toBe(404)
})

it('What is there without having been made stays away once it is deleted, and a PUT brings it back', () => {
  const gone = { '204': { description: 'gone' }, ...missing }
  const sandbox = sandboxOf(
    {
      '/employer/{id}': {
        parameters: [inPath('id')],
        get: { responses: { '200': json(named), ...missing } },
        put: { summary: 'Updates the employer', requestBody: takesOne(), responses: { '200': json(named) } },
        delete: { responses: gone }
      }
    },
    { mode: 'stateful' }
  )
  expect(sandbox.handle(put('/employer/e1', { name: 'Acme' })).status).toBe(200)
  expect(sandbox.handle({ method: 'DELETE', url: '/employer/e1' }).status).toBe(204)
  expect(sandbox.handle(get('/employer/e1')).status).toBe(404)
  expect(sandbox.handle(put('/employer/e1', { name: 'Again' })).status).toBe(200)
  expect(bodyOf(sandbox.handle(get('/employer/e1')))).toMatchObject({ name: 'Again' })
})

describe('requests and answers of other forms', () => {
  const paths = {
    '/workers': {
      post: {
        requestBody: takesOne(),
        responses: { '200': json(named), '201': { description: 'Created' } }
      }
    },
    '/workers/{id}': {
      parameters: [inPath('id')],
      get: { responses: { '200': json(named) } },
      post: { requestBody: takesOne({ type: 'array', items: named }), responses: { '200': json(named) } }
    }
  }

  it('a creation whose 201 has no body is answered with the status that shows the thing', () => {
    const made = sandboxOf(paths, { mode: 'stateful' }).handle(post('/workers', { name: 'Ada' }))
    expect([made.status, bodyOf(made).name]).toEqual([200, 'Ada'])
  })

  it('an update whose body is a list of one changes that one', () => {
    const sandbox = sandboxOf(paths, { mode: 'stateful' })
    const { id } = bodyOf(sandbox.handle(post('/workers', { name: 'Ada' })))
    expect(sandbox.handle(post(`/workers/${id}`, [{ name: 'Grace' }])).status).toBe(200)
    expect(bodyOf(sandbox.handle(get(`/workers/${id}`)))).toMatchObject({ id, name: 'Grace' })
  })
})

describe('names', () => {
  const service = { type: 'object', properties: { id: text, serviceId: text, note: text } }
  const policy = { type: 'object', properties: { insurancePolicyId: { type: 'integer' }, note: text } }

  it('services below a contract are kept apart from contracts, and a PUT on them goes by the `id` beside a `serviceId`', () => {
    const sandbox = sandboxOf(
      {
        '/contracts': { post: { requestBody: takesOne(service), responses: { '200': json(service) } } },
        '/contracts/{id}': { parameters: [inPath('id')], get: { responses: { '200': json(service) } } },
        '/contracts/{id}/services': {
          parameters: [inPath('id')],
          post: { requestBody: takesOne(service), responses: { '200': json(service) } },
          put: { requestBody: takesOne(service), responses: { '200': json(service) } }
        },
        '/contracts/{id}/services/{service}': {
          parameters: [inPath('id'), inPath('service')],
          get: { responses: { '200': json(service) } }
        }
      },
      { mode: 'stateful' }
    )
    const contract = bodyOf(sandbox.handle(post('/contracts', {}))).id
    const { id } = bodyOf(sandbox.handle(post(`/contracts/${contract}/services`, { serviceId: 'other' })))
    const at = `/contracts/${contract}/services`
    expect(sandbox.handle(put(at, { id, serviceId: 'other', note: 'new' })).status).toBe(200)
    expect(bodyOf(sandbox.handle(get(`${at}/${id}`)))).toMatchObject({ id, note: 'new' })
  })

  it('a life insurance policy goes by its `insurancePolicyId`', () => {
    const sandbox = sandboxOf(
      {
        '/LifeInsurancePolicies': {
          post: { requestBody: takesOne(policy), responses: { '201': json(policy) } }
        },
        '/LifeInsurancePolicies/{id}': {
          parameters: [{ ...inPath('id'), schema: { type: 'integer' } }],
          get: { responses: { '200': json(policy) } }
        }
      },
      { mode: 'stateful' }
    )
    const { insurancePolicyId } = bodyOf(sandbox.handle(post('/LifeInsurancePolicies', { note: 'x' })))
    const read = sandbox.handle(get(`/LifeInsurancePolicies/${insurancePolicyId}`))
    expect(bodyOf(read)).toMatchObject({ insurancePolicyId, note: 'x' })
  })

  it('a group user is not called by the `user_id` that it has beside a `group_id`', () => {
    const link = {
      type: 'object',
      properties: { group_id: { type: 'integer' }, user_id: { type: 'integer' } }
    }
    const sandbox = sandboxOf(
      {
        '/group_users': { post: { requestBody: takesOne(link), responses: { '201': json(link) } } },
        '/group_users/{id}': {
          parameters: [inPath('id')],
          delete: { responses: { '204': { description: 'x' } } }
        }
      },
      { mode: 'stateful' }
    )
    const put = (group_id: number) => sandbox.handle(post('/group_users', { group_id, user_id: 7 })).status
    expect([put(1), put(2)]).toEqual([201, 201])
  })
})
