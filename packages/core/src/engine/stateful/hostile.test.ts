// Requests that mean to keep a sandbox busy, fill its memory or leave something behind that nobody can read: each is answered.
import { describe, expect, it } from 'vitest'
import { json, takes } from '../../../test/support/descriptions.js'
import { bodyOf, get, post, sandboxOf } from '../../../test/support/sandboxes.js'

const text = { type: 'string' }
const Tag = { type: 'object', properties: { id: { ...text, readOnly: true }, data: {} } }
const Note = {
  type: 'object',
  properties: {
    id: { ...text, readOnly: true },
    any: {},
    tags: { type: 'array', items: { $ref: '#/components/schemas/Tag' } }
  },
  additionalProperties: true
}
const note = { $ref: '#/components/schemas/Note' }
const tag = { $ref: '#/components/schemas/Tag' }
const id = [{ name: 'id', in: 'path', required: true, schema: text }]
const paths = {
  '/tags': { post: { requestBody: takes('application/json', tag), responses: { '201': json(tag) } } },
  '/tags/{id}': { parameters: id, get: { responses: { '200': json(tag) } } },
  '/notes': {
    get: { responses: { '200': json({ type: 'array', items: note }) } },
    post: { requestBody: takes('application/json', note), responses: { '201': json(note) } }
  },
  '/notes/bulk': {
    post: {
      requestBody: takes('application/json', { type: 'array', items: note }),
      responses: { '201': json({ type: 'array', items: note }) }
    }
  },
  '/notes/{id}': {
    parameters: id,
    get: { responses: { '200': json(note) } },
    patch: {
      requestBody: {
        content: { 'application/json': { schema: note }, 'application/json-patch+json': { schema: {} } }
      },
      responses: { '200': json(note) }
    }
  }
}
const sandboxWith = () =>
  sandboxOf(paths, {
    mode: 'stateful',
    validation: 'off',
    references: 'off',
    more: { components: { schemas: { Note, Tag } } }
  })
type Box = ReturnType<typeof sandboxWith>
const make = (sandbox: Box, sent: object = {}, at = '/notes'): string =>
  bodyOf(sandbox.handle(post(at, sent))).id
const change = (sandbox: Box, one: string, body: unknown, type = 'application/json-patch+json') =>
  sandbox.handle({ ...post(`/notes/${one}`, body, type), method: 'PATCH' })
/** Seconds of CPU that something takes. */
const seconds = (work: () => void): number => {
  const before = process.cpuUsage().user
  work()
  return (process.cpuUsage().user - before) / 1_000_000
}

describe('JSON Patch', () => {
  it('copies that double a thing end as a refusal', () => {
    const sandbox = sandboxWith()
    const one = make(sandbox, { any: 'x'.repeat(1_000) })
    const hash = sandbox.stateHash()
    const bomb = Array.from({ length: 40 }, (_, n) => ({ op: 'copy', from: '', path: `/m${n}` }))
    expect(change(sandbox, one, bomb).status).toBe(422)
    expect(sandbox.stateHash()).toBe(hash)
  })

  it('one patch after the other makes nothing too deep to be exported and read back', () => {
    const sandbox = sandboxWith()
    const one = make(sandbox, { any: {} })
    const value = JSON.parse(`${'{"a":'.repeat(50)}{}${'}'.repeat(50)}`) as object
    const statuses = Array.from({ length: 30 }, () => {
      const wrap = [
        { op: 'copy', from: '/any', path: '/old' },
        { op: 'replace', path: '/any', value },
        { op: 'move', from: '/old', path: `/any${'/a'.repeat(50)}` }
      ]
      return change(sandbox, one, wrap).status
    })
    expect(new Set(statuses)).toEqual(new Set([200, 422]))
    expect(sandbox.handle(get(`/notes/${one}`)).status).toBe(200)
    const again = sandbox.fork(sandbox.importSnapshot(sandbox.exportSnapshot()))
    expect(again.stateHash()).toBe(sandbox.stateHash())
  })
})

it('a thing does not gather members without end', () => {
  const sandbox = sandboxWith()
  const one = make(sandbox)
  const statuses = Array.from({ length: 6 }, (_, n) => {
    const sent = Object.fromEntries(Array.from({ length: 5_000 }, (__, m) => [`m${n}_${m}`, 1]))
    return change(sandbox, one, sent, 'application/json').status
  })
  expect(statuses).toEqual([200, 200, 200, 413, 413, 413])
  expect(change(sandbox, one, { any: 1 }, 'application/json').status).toBe(200)
})

it('one request makes so many things and no more', () => {
  const sandbox = sandboxWith()
  const bulk = (size: number) =>
    sandbox.handle(
      post(
        '/notes/bulk',
        Array.from({ length: size }, () => ({}))
      )
    )
  expect(bulk(10_001).status).toBe(400)
  expect(sandbox.state.count('notes')).toBe(0)
  expect(bulk(1_000).status).toBe(201)
  expect(sandbox.state.count('notes')).toBe(1_000)
})

it('a large thing that another shows a thousand times is shown some times, then by its name', () => {
  const sandbox = sandboxWith()
  const large = make(sandbox, { data: 'x'.repeat(500_000) }, '/tags')
  expect(bodyOf(sandbox.handle(get(`/tags/${large}`))).data).toHaveLength(500_000)
  const one = make(sandbox)
  const tags = Array.from({ length: 1_000 }, () => large)
  expect(seconds(() => change(sandbox, one, { tags }, 'application/json'))).toBeLessThan(3)
  const { status, body } = sandbox.handle(get(`/notes/${one}`))
  expect([status, String(body).length < 10_000_000]).toEqual([200, true])
  const shown = (JSON.parse(String(body)).tags as { id: string; data?: string }[]).filter(({ data }) => data)
  expect(shown.length).toBeLessThan(20)
})

it('answers that are kept for keys are kept as long as there is room for them', () => {
  const sandbox = sandboxWith()
  const one = make(sandbox, { any: 'x'.repeat(900_000) })
  const keyed = (n: number) => {
    const headers = { 'content-type': 'application/json', 'idempotency-key': `k${n}` }
    return sandbox.handle({ method: 'PATCH', url: `/notes/${one}`, headers, body: `{"n":${n}}` })
  }
  for (let n = 0; n < 80; n++) keyed(n)
  expect(keyed(79).headers['idempotency-replayed']).toBe('true')
  expect(keyed(0).headers['idempotency-replayed']).toBeUndefined()
})
