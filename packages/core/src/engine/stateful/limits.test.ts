// What a client can make a sandbox keep and say is bounded: beyond the bounds it is refused, and nothing has happened.
import { describe, expect, it } from 'vitest'
import { json, takes } from '../../../test/support/descriptions.js'
import { bodyOf, get, post, sandboxOf } from '../../../test/support/sandboxes.js'
import { isSandboxError, type SandboxLimits, type SandboxResponse } from '../../index.js'

const text = { type: 'string' }
const note = {
  type: 'object',
  required: ['id', 'text'],
  properties: { id: { ...text, readOnly: true }, text }
}
const own = json({ type: 'object', required: ['reason'], properties: { reason: text } })
const paths = {
  '/notes': {
    get: { responses: { '200': json({ type: 'array', items: note }) } },
    post: { requestBody: takes('application/json', note), responses: { '201': json(note) } }
  },
  '/notes/{id}': {
    parameters: [{ name: 'id', in: 'path', required: true, schema: text }],
    get: { responses: { '200': json(note), '404': { description: 'none' } } },
    patch: {
      requestBody: {
        content: { 'application/json': { schema: note }, 'application/json-patch+json': { schema: {} } }
      },
      responses: { '200': json(note) }
    },
    delete: { responses: { '204': { description: 'gone' } } }
  }
}

const sandboxWith = (limits: Partial<SandboxLimits>, more: object = {}) =>
  sandboxOf({ ...paths, ...more }, { mode: 'stateful', limits })
const problem = ({ status, body }: SandboxResponse) => [
  status,
  String(JSON.parse(String(body)).type)
    .split('/')
    .at(-1)
]
const make = (length: number) => post('/notes', { text: 'x'.repeat(length) })

describe('limits.entities', () => {
  it('a full sandbox makes nothing more, shows, changes and deletes, and has room again then', () => {
    const sandbox = sandboxWith({ entities: 3 })
    const ids = [1, 2, 3].map(() => bodyOf(sandbox.handle(make(1))).id as string)
    const hash = sandbox.stateHash('everything')
    expect(problem(sandbox.handle(make(1)))).toEqual([507, 'sandbox-full'])
    expect(sandbox.stateHash('everything')).toBe(hash)
    expect(sandbox.traces.at(-1)).toMatchObject({
      status: 507,
      provenance: 'problem',
      notes: [expect.stringContaining('limits.entities')]
    })
    expect(bodyOf(sandbox.handle(get('/notes')))).toHaveLength(3)
    expect(sandbox.handle({ ...post(`/notes/${ids[0]}`, { text: 'y' }), method: 'PATCH' }).status).toBe(200)
    expect(sandbox.handle({ method: 'DELETE', url: `/notes/${ids[1]}` }).status).toBe(204)
    expect(sandbox.handle(make(1)).status).toBe(201)
    expect(sandbox.handle(make(1)).status).toBe(507)
    sandbox.reset()
    expect([1, 2, 3, 4].map(() => sandbox.handle(make(1)).status)).toEqual([201, 201, 201, 507])
  })

  it('answers kept under idempotency keys count, and one that was refused is not kept', () => {
    const sandbox = sandboxWith({ entities: 3 })
    const keyed = { ...make(1), headers: { 'content-type': 'application/json', 'idempotency-key': 'a' } }
    expect(sandbox.handle(keyed).status).toBe(201)
    expect(sandbox.handle(make(1)).status).toBe(201)
    const other = { ...keyed, headers: { ...keyed.headers, 'idempotency-key': 'b' } }
    expect(sandbox.handle(other).status).toBe(507)
    sandbox.handle({ method: 'DELETE', url: `/notes/${sandbox.state.list('notes')[0]!.id}` })
    sandbox.handle({ method: 'DELETE', url: `/notes/${sandbox.state.list('notes')[0]!.id}` })
    expect(sandbox.handle(other).status).toBe(201)
    expect(sandbox.handle(keyed).headers['idempotency-replayed']).toBe('true')
  })
})

describe('limits.stateBytes', () => {
  it('filled, reset and filled again it holds as many', () => {
    const sandbox = sandboxWith({ stateBytes: 100_000 })
    const fill = (): number => {
      let count = 0
      while (sandbox.handle(make(1_000)).status === 201) count++
      expect(problem(sandbox.handle(make(1_000)))).toEqual([507, 'sandbox-full'])
      return count
    }
    const count = fill()
    expect(count).toBeGreaterThan(50)
    expect(count).toBeLessThan(100)
    sandbox.reset()
    expect(fill()).toBe(count)
    const restored = sandbox.fork(sandbox.importSnapshot(sandbox.exportSnapshot()))
    expect(restored.handle(make(1_000)).status).toBe(507)
    expect(restored.handle(make(1)).status).toBe(sandbox.handle(make(1)).status)
  })
})

describe('limits.entityBytes', () => {
  it('nothing becomes larger, made or changed', () => {
    const sandbox = sandboxWith({ entityBytes: 1_000 })
    expect(problem(sandbox.handle(make(2_000)))).toEqual([413, 'entity-too-large'])
    const { id } = bodyOf(sandbox.handle(make(300)))
    const hash = sandbox.stateHash()
    const patch = (body: unknown, type = 'application/json') =>
      sandbox.handle({ ...post(`/notes/${id}`, body, type), method: 'PATCH' })
    expect(problem(patch({ text: 'y'.repeat(2_000) }))).toEqual([413, 'entity-too-large'])
    const copies = Array.from({ length: 5 }, (_, n) => ({ op: 'copy', from: '/text', path: `/more${n}` }))
    expect(problem(patch(copies, 'application/json-patch+json'))).toEqual([413, 'entity-too-large'])
    expect(sandbox.stateHash()).toBe(hash)
    expect(patch({ text: 'z' }).status).toBe(200)
  })

  it('is said in the words of the description where it has any', () => {
    const sandbox = sandboxWith(
      { entityBytes: 1_000 },
      {
        '/memos': {
          get: { responses: { '200': json({ type: 'array', items: note }) } },
          post: {
            requestBody: takes('application/json', note),
            responses: { '201': json(note), '422': own }
          }
        }
      }
    )
    const { status, body } = sandbox.handle(post('/memos', { text: 'x'.repeat(2_000) }))
    expect([status, JSON.parse(String(body))]).toEqual([
      422,
      { reason: expect.stringContaining('limits.entityBytes') }
    ])
  })
})

describe('limits.answerBytes', () => {
  it('a list that would be longer is refused, and a shorter one is not', () => {
    const sandbox = sandboxWith({ answerBytes: 10_000 })
    for (let n = 0; n < 9; n++) sandbox.handle(make(1_000))
    expect(bodyOf(sandbox.handle(get('/notes')))).toHaveLength(9)
    sandbox.handle(make(1_000))
    const refused = sandbox.handle(get('/notes'))
    expect(problem(refused)).toEqual([507, 'answer-too-large'])
  })

  it('a change whose answer cannot be shown does not happen', () => {
    const sandbox = sandboxWith({ answerBytes: 10_000 })
    const hash = sandbox.stateHash('everything')
    expect(problem(sandbox.handle(make(20_000)))).toEqual([507, 'answer-too-large'])
    expect(sandbox.stateHash('everything')).toBe(hash)
  })

  it('hundreds of things as large as they may be are a refusal, not an error', () => {
    const sandbox = sandboxWith({})
    for (let n = 0; n < 70; n++) expect(sandbox.handle(make(1_000_000)).status).toBe(201)
    expect(problem(sandbox.handle(get('/notes')))).toEqual([507, 'answer-too-large'])
  })

  it('forms that repeat names count those: XML and tables', () => {
    const open = { ...note, additionalProperties: true }
    const schema = { type: 'array', items: open }
    const tables = {
      get: {
        responses: {
          '200': {
            description: '',
            content: { 'application/json': { schema }, 'application/xml': { schema }, 'text/csv': { schema } }
          }
        }
      },
      post: { requestBody: takes('application/json', open), responses: { '201': json(open) } }
    }
    const sent = (members: object[]) => {
      const sandbox = sandboxWith({ answerBytes: 50_000 }, { '/tables': tables })
      for (const one of members) sandbox.handle(post('/tables', { text: '', ...one }))
      return (type: string) => sandbox.handle(get('/tables', { accept: type }))
    }
    const columns = sent(
      Array.from({ length: 20 }, (_, row) =>
        Object.fromEntries(Array.from({ length: 130 }, (_, n) => [`r${row}c${n}`, 1]))
      )
    )
    const names = sent([{ ['n'.repeat(1_000)]: Array.from({ length: 200 }, () => 1) }])
    const statusOf = (asks: typeof names) =>
      ['application/json', 'application/xml', 'text/csv'].map((type) => asks(type).status)
    expect(statusOf(names)).toEqual([200, 507, 507])
    expect(statusOf(columns)).toEqual([200, 507, 507])
  })
})

it.each([0, -1, 1.5, '5', Infinity])('a bound of %s is refused by name', (value) => {
  for (const name of ['entities', 'entityBytes', 'stateBytes', 'answerBytes']) {
    expect(() => sandboxWith({ [name]: value })).toThrow(name)
    try {
      sandboxWith({ [name]: value })
    } catch (error) {
      expect(isSandboxError(error) && error.code).toBe('invalid-option')
    }
  }
})
