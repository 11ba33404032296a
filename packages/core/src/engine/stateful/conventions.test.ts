// Conventions of real APIs, each in the smallest description that has it: what is made can be read, listed and changed.
import { describe, expect, it } from 'vitest'
import { createSandbox } from '../../index.js'

type Json = Readonly<Record<string, unknown>>

const json = (schema: Json): Json => ({ content: { 'application/json': { schema } } })
const text: Json = { type: 'string' }
const number: Json = { type: 'integer' }
const object = (properties: Json, more: Json = {}): Json => ({ type: 'object', properties, ...more })
const list = (items: Json): Json => ({ type: 'array', items })

const operation = (status: string, answer?: Json, body?: Json, more: Json = {}): Json => ({
  ...more,
  responses: { [status]: { description: '', ...(answer ? json(answer) : {}) } },
  ...(body ? { requestBody: { required: true, ...json(body) } } : {})
})

/** A body as tests look into it: of any shape. */
// oxlint-disable-next-line typescript/no-explicit-any
type Body = any

function api(paths: Readonly<Record<string, Readonly<Record<string, Json>>>>, schemas: Json = {}) {
  const withParameters = Object.fromEntries(
    Object.entries(paths).map(([path, item]) => [
      path,
      {
        ...item,
        parameters: [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
          name,
          in: 'path',
          required: true,
          schema: text
        }))
      }
    ])
  )
  const description = {
    openapi: '3.1.0',
    info: { title: 'conventions', version: '1' },
    paths: withParameters,
    components: { schemas }
  }
  const sandbox = createSandbox({ description: description as never, mode: 'stateful' })
  return (method: string, url: string, body?: unknown) => {
    const { status, body: answer } = sandbox.handle({
      method,
      url,
      ...(body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
    })
    return {
      status,
      body: answer === null ? null : (JSON.parse(String(answer)) as never as Record<string, Body>)
    }
  }
}

describe('paths', () => {
  const repo = object({ id: number, name: text, owner: text })

  it('a thing has two names in its path, though a list stands above them', () => {
    const call = api(
      {
        '/repos': { get: operation('200', list({ $ref: '#/components/schemas/Repo' })) },
        '/orgs/{org}/repos': {
          post: operation('201', { $ref: '#/components/schemas/Repo' }, object({ name: text }))
        },
        '/repos/{owner}/{repo}': { get: operation('200', { $ref: '#/components/schemas/Repo' }) }
      },
      { Repo: repo }
    )
    expect(call('POST', '/orgs/o/repos', { name: 'one' }).status).toBe(201)
    expect(call('GET', '/repos/o/one').body).toMatchObject({ name: 'one' })
  })

  it('a parameter at the very start keeps things apart', () => {
    const user = object({ id: text, name: text })
    const call = api({
      '/{realm}/users': {
        get: operation('200', list(user)),
        post: operation('201', user, object({ name: text }))
      },
      '/{realm}/users/{id}': { get: operation('200', user) }
    })
    const { id } = call('POST', '/a/users', { name: 'ann' }).body!
    expect(call('GET', `/a/users/${String(id)}`).status).toBe(200)
    expect(call('GET', '/a/users').body).toHaveLength(1)
    expect(call('GET', '/b/users').body).toHaveLength(0)
  })

  it('the version in a path says when an operation was last changed', () => {
    const project = object({ id: text, name: text })
    const call = api({
      '/v10/projects': { post: operation('201', project, object({ name: text })) },
      '/v9/projects/{id}': { get: operation('200', project), delete: operation('204') }
    })
    const { id } = call('POST', '/v10/projects', { name: 'p' }).body!
    expect(call('GET', `/v9/projects/${String(id)}`).body).toMatchObject({ name: 'p' })
    expect(call('DELETE', `/v9/projects/${String(id)}`).status).toBe(204)
    expect(call('GET', `/v9/projects/${String(id)}`).status).toBe(404)
  })

  it('what is to be done is kept where deeds are read', () => {
    const action = object({ id: number, command: text, status: text })
    const server = object({ id: number, name: text })
    const call = api({
      '/servers': { post: operation('201', server, object({ name: text })) },
      '/servers/{id}': { get: operation('200', server) },
      '/servers/{id}/actions': { get: operation('200', object({ actions: list(action) })) },
      '/servers/{id}/actions/reboot': { post: operation('201', object({ action })) },
      '/servers/{id}/actions/create_image': { post: operation('201', object({ action })) },
      '/servers/{id}/actions/{action_id}': { get: operation('200', object({ action })) }
    })
    const { id } = call('POST', '/servers', { name: 's' }).body!
    for (const verb of ['reboot', 'create_image']) {
      const made = call('POST', `/servers/${String(id)}/actions/${verb}`).body!
      expect(call('GET', `/servers/${String(id)}/actions/${String(made['action'].id)}`).body).toEqual(made)
    }
    expect(call('GET', `/servers/${String(id)}/actions`).body!['actions']).toHaveLength(2)
  })

  it('a PUT that says that it updates makes nothing: what it changes is there without being made', () => {
    const workspace = object({ id: text, name: text })
    const tag = object({ id: text, name: text })
    const call = api({
      '/workspaces/{id}': {
        get: operation('200', workspace),
        put: operation('200', workspace, workspace, { summary: 'Update a workspace' })
      },
      '/workspaces/{id}/tags': { post: operation('201', tag, object({ name: text })) }
    })
    expect(call('POST', '/workspaces/12/tags', { name: 't' }).status).toBe(201)
  })
})

describe('lists and envelopes', () => {
  const note = object({ id: text, title: text })

  it('counted pages beside the items are the pages of a list', () => {
    const page = object({ data: list(note), page: number, pages: number, results: number })
    const call = api({
      '/notes': { get: operation('200', page), post: operation('201', note, object({ title: text })) },
      '/notes/{id}': { get: operation('200', note) }
    })
    call('POST', '/notes', { title: 'a' })
    expect(call('GET', '/notes').body!['data']).toMatchObject([{ title: 'a' }])
  })

  it('one object with an id among scalars is the thing', () => {
    const answer = object({
      status_code: number,
      service: text,
      resource: text,
      operation: text,
      data: object({ id: text })
    })
    const call = api({
      '/notes': { post: operation('201', answer, object({ title: text })) },
      '/notes/{id}': {
        get: operation('200', object({ service: text, resource: text, operation: text, data: note }))
      }
    })
    const { id } = call('POST', '/notes', { title: 'a' }).body!['data']!
    expect(call('GET', `/notes/${String(id)}`).body!['data']).toMatchObject({ id, title: 'a' })
  })

  it('what a client says of a thing stands in its attributes, at its making and later', () => {
    const user = object({ id: number, attributes: object({ name: text, email: text }) })
    const call = api({
      '/users': { post: operation('201', user, object({ name: text, email: text })) },
      '/users/{id}': {
        get: operation('200', user),
        patch: operation('200', user, object({ name: text }))
      }
    })
    const { id } = call('POST', '/users', { name: 'a', email: 'e' }).body!
    expect(call('PATCH', `/users/${String(id)}`, { name: 'b' }).body!['attributes']).toEqual({
      name: 'b',
      email: 'e'
    })
  })
})

describe('ids', () => {
  it('an id may have a sign before it', () => {
    const thing = object({ $id: text, name: text }, { required: ['$id'] })
    const call = api({
      '/functions': { post: operation('201', thing, object({ name: text })) },
      '/functions/{functionId}': { get: operation('200', thing) }
    })
    const made = call('POST', '/functions', { name: 'f' }).body!
    expect(call('GET', `/functions/${String(made['$id'])}`).body).toEqual(made)
  })

  it('a thing without an id says where it is read', () => {
    const channel = object({ uri: text, name: text }, { required: ['uri', 'name'] })
    const call = api({
      '/channels': { post: operation('201', channel, object({ name: text })) },
      '/channels/{channel_id}': { get: operation('200', channel) }
    })
    const made = call('POST', '/channels', { name: 'c' }).body!
    expect(made['uri']).toMatch(/^\/channels\/./)
    expect(call('GET', made['uri']!).body).toEqual(made)
  })

  it('a thing that nothing identifies is shown with its id all the same', () => {
    const key = object({ label: text })
    const call = api({
      '/keys': { get: operation('200', list(key)), post: operation('201', key, object({ label: text })) },
      '/keys/{key_id}': { get: operation('200', key) }
    })
    const { id } = call('POST', '/keys', { label: 'k' }).body!
    expect(call('GET', `/keys/${String(id)}`).body).toMatchObject({ label: 'k' })
    expect(call('GET', '/keys').body).toMatchObject([{ id }])
  })

  it('an id may name a thing of any kind with its noun', () => {
    const role = object({ id: text, name: text })
    const user = operation('201', object({ id: text, role_id: text }), object({ role_id: text }))
    const refused: Json = { ...(user['responses'] as Json), 422: { description: 'it cannot be so' } }
    const call = api({
      '/roles': { post: operation('201', role, object({ name: text })) },
      '/roles/{id}': { get: operation('200', role) },
      '/teams/{team}/roles': {
        post: operation('201', object({ id: text, label: text }), object({ label: text }))
      },
      '/teams/{team}/roles/{id}': { get: operation('200', object({ id: text, label: text })) },
      '/users': { post: { ...user, responses: refused } },
      '/users/{id}': { get: operation('200', object({ id: text, role_id: text })) }
    })
    const { id } = call('POST', '/teams/t/roles', { label: 'r' }).body!
    expect(call('POST', '/users', { role_id: id }).status).toBe(201)
    expect(call('POST', '/users', { role_id: 'nobody' }).status).toBe(422)
  })
})

describe('bodies', () => {
  it('a member that nothing can satisfy is left out, and what is known stays', () => {
    const impossible: Json = { type: 'array', items: text, enum: ['a', 'b'] }
    const thing = object(
      { id: text, name: text, user: object({ filter: impossible }) },
      { required: ['id', 'name', 'user'] }
    )
    const call = api({
      '/things': { post: operation('201', thing, object({ name: text })) },
      '/things/{id}': { get: operation('200', thing) }
    })
    expect(call('POST', '/things', { name: 'known' }).body).toMatchObject({ name: 'known' })
  })

  it('a day is an instant where the answer wants one', () => {
    const period = object({ id: text, start: { type: 'string', format: 'date-time' } })
    const call = api({
      '/periods': { post: operation('201', period, object({ start: { type: 'string', format: 'date' } })) },
      '/periods/{id}': { get: operation('200', period) }
    })
    expect(call('POST', '/periods', { start: '2026-03-17' }).body).toMatchObject({
      start: '2026-03-17T00:00:00Z'
    })
  })

  it('what the answer to a create makes up is what later reads show', () => {
    const made = object({ id: text, code: text }, { required: ['id', 'code'] })
    const shown = object({ id: text, code: { type: ['string', 'null'] }, name: text })
    const call = api({
      '/things': { post: operation('201', made, object({ name: text })) },
      '/things/{id}': { get: operation('200', shown) }
    })
    const { id, code } = call('POST', '/things', { name: 'a' }).body!
    expect(call('GET', `/things/${String(id)}`).body).toEqual({ id, code, name: 'a' })
  })

  it('a list of operations is a patch, whatever its media type and letter case', () => {
    const thing = object({ id: text, name: text })
    const patch = list(object({ op: { type: 'string', enum: ['Add', 'Replace'] }, path: text, value: {} }))
    const call = api({
      '/things': { post: operation('201', thing, object({ name: text })) },
      '/things/{id}': { get: operation('200', thing), patch: operation('200', thing, patch) }
    })
    const { id } = call('POST', '/things', { name: 'a' }).body!
    call('PATCH', `/things/${String(id)}`, [{ op: 'Replace', path: '/name', value: 'b' }])
    expect(call('GET', `/things/${String(id)}`).body).toMatchObject({ name: 'b' })
  })
})
