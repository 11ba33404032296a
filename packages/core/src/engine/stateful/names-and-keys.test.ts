// By what requests name a thing, and where it is kept, in descriptions that do not say it in the plainest way.
import { describe, expect, it } from 'vitest'
import { json } from '../../../test/support/descriptions.js'
import { bodyOf, get, post, sandboxOf } from '../../../test/support/sandboxes.js'

const text = { type: 'string' }
const number = { type: 'integer' }
const object = (properties: object) => ({ type: 'object', properties })
const within = (name: string, schema: object = text) => ({ name, in: 'path', required: true, schema })
const put = (url: string, body: object) => ({ ...post(url, body), method: 'PUT' })

/** An operation: its parameters, the body it takes, the status and the body of its answer. */
const operation = (
  parameters: readonly object[],
  takes: object | undefined,
  status: string,
  gives?: object
) => ({
  parameters,
  ...(takes ? { requestBody: json(takes) } : {}),
  responses: { [status]: gives ? json(gives) : { description: 'done' }, 404: { description: 'none' } }
})

const stateful = (paths: object, schemas: object = {}) =>
  sandboxOf(paths as never, { mode: 'stateful', more: { components: { schemas } } as never })

describe('a thing is kept', () => {
  const flag = object({ key: text, name: text })
  const scoped = stateful({
    '/flags/{project}': {
      get: operation([within('project')], undefined, '200', { type: 'array', items: flag }),
      post: operation([within('project')], flag, '201', flag)
    },
    '/flags/{project}/{flagKey}': {
      get: operation([within('project'), within('flagKey')], undefined, '200', flag)
    }
  })

  it('below what the last parameter of its collection names', () => {
    expect(scoped.handle(post('/flags/alpha', { key: 'dark', name: 'Dark mode' })).status).toBe(201)
    expect(bodyOf(scoped.handle(get('/flags/alpha/dark')))).toMatchObject({ name: 'Dark mode' })
    expect(bodyOf(scoped.handle(get('/flags/alpha')))).toHaveLength(1)
  })

  it('and is not there below another', () => {
    expect(scoped.handle(get('/flags/beta/dark')).status).toBe(404)
    expect(bodyOf(scoped.handle(get('/flags/beta')))).toEqual([])
  })

  it('at one place, where the collection has the plural and the item the singular', () => {
    const one = object({ id: number, url: text })
    const sandbox = stateful({
      '/hooks': { post: operation([], object({ url: text }), '201', one) },
      '/hook/{id}': { get: operation([within('id', number)], undefined, '200', one) }
    })
    const { id } = bodyOf(sandbox.handle(post('/hooks', { url: 'https://example.com' }))) as { id: number }
    expect(bodyOf(sandbox.handle(get(`/hook/${id}`)))).toMatchObject({ url: 'https://example.com' })
  })

  it('as a whole in a list that shows its id beside it', () => {
    const rule = object({ type: text })
    const shown = object({ ruleId: text, rule })
    const sandbox = stateful({
      '/rules': {
        get: operation(
          [],
          undefined,
          '200',
          object({ items: { type: 'array', items: shown }, count: number })
        ),
        post: operation([], rule, '201', object({ ruleId: text }))
      },
      '/rules/{ruleId}': { get: operation([within('ruleId')], undefined, '200', shown) }
    })
    const { ruleId } = bodyOf(sandbox.handle(post('/rules', { type: 'dwelling' }))) as { ruleId: string }
    expect(bodyOf(sandbox.handle(get('/rules')))).toMatchObject({ items: [{ ruleId }] })
  })
})

describe('a thing is named', () => {
  it('by the key that the parameter ends in, also with a longer noun before it', () => {
    const role = object({ _id: text, key: text })
    const sandbox = stateful({
      '/roles': { post: operation([], object({ key: text }), '201', role) },
      '/roles/{customRoleKey}': { get: operation([within('customRoleKey')], undefined, '200', role) }
    })
    sandbox.handle(post('/roles', { key: 'reader' }))
    expect(bodyOf(sandbox.handle(get('/roles/reader')))).toMatchObject({ key: 'reader' })
  })

  it('by either of what the parameter offers', () => {
    const project = object({ id: text, key: text })
    const sandbox = stateful({
      '/projects': { post: operation([], object({ key: text }), '201', project) },
      '/projects/{projectIdOrKey}': { get: operation([within('projectIdOrKey')], undefined, '200', project) }
    })
    const { id } = bodyOf(sandbox.handle(post('/projects', { key: 'ABC' }))) as { id: string }
    for (const name of [id, 'ABC'])
      expect(bodyOf(sandbox.handle(get(`/projects/${name}`)))).toMatchObject({ id, key: 'ABC' })
  })

  it('by what the request says in another way of writing', () => {
    const entry = object({ phone_number: text })
    const sandbox = stateful({
      '/numbers': { post: operation([], object({ PhoneNumber: text }), '201', entry) },
      '/numbers/{PhoneNumber}': { get: operation([within('PhoneNumber')], undefined, '200', entry) }
    })
    const made = sandbox.handle(post('/numbers', { PhoneNumber: '+15550100' }))
    expect(bodyOf(made)).toEqual({ phone_number: '+15550100' })
    expect(sandbox.handle(get('/numbers/%2B15550100')).status).toBe(200)
  })

  it('by digits, where another path takes its id for an integer', () => {
    const board = object({ id: text, name: text })
    const sandbox = stateful({
      '/boards': { post: operation([], object({ name: text }), '201', board) },
      '/boards/{id}': { get: operation([within('id')], undefined, '200', board) },
      '/boards/{boardId}/gadgets': {
        post: operation([within('boardId', number)], object({ title: text }), '201', object({ id: number }))
      }
    })
    const { id } = bodyOf(sandbox.handle(post('/boards', { name: 'Ours' }))) as { id: string }
    expect(id).toMatch(/^\d+$/)
    expect(sandbox.handle(post(`/boards/${id}/gadgets`, { title: 'Chart' })).status).toBe(201)
  })

  it('by the id inside the envelope of the body', () => {
    const rate = object({ id: number, code: text })
    const sandbox = stateful(
      {
        '/rates': {
          post: operation([], object({ rate: { $ref: '#/components/schemas/Rate' } }), '201', rate),
          put: operation([], object({ rate: { $ref: '#/components/schemas/Rate' } }), '200', rate)
        },
        '/rates/{rateId}': { get: operation([within('rateId', number)], undefined, '200', rate) }
      },
      { Rate: rate }
    )
    const { id } = bodyOf(sandbox.handle(post('/rates', { rate: { code: 'A' } }))) as { id: number }
    expect(sandbox.handle(put('/rates', { rate: { id, code: 'B' } })).status).toBe(200)
    expect(bodyOf(sandbox.handle(get(`/rates/${id}`)))).toEqual({ id, code: 'B' })
  })
})

it('what is sent in an envelope of another name is the thing, where it has the schema of the thing', () => {
  const media = { $ref: '#/components/schemas/Media' }
  const sandbox = stateful(
    {
      '/media': { post: operation([], object({ entry: media }), '201', number) },
      '/media/{entryId}': { get: operation([within('entryId', number)], undefined, '200', media) }
    },
    { Media: object({ id: number, disabled: { type: 'boolean' } }) }
  )
  const id = bodyOf(sandbox.handle(post('/media', { entry: { disabled: true } })))
  expect(bodyOf(sandbox.handle(get(`/media/${String(id)}`)))).toEqual({ id, disabled: true })
})
