// What `sandbox.diff` tells: by field, between any two moments, and which traces did it.
import { expect, it } from 'vitest'
import { description as read } from '../../../test/support/descriptions.js'
import { get, post } from '../../../test/support/sandboxes.js'
import { createSandbox, type Sandbox } from '../../index.js'

const description = read('tracker.yaml')
const repo = '/repos/ada/one'

function tracker(): Sandbox {
  const sandbox = createSandbox({ description, mode: 'stateful' })
  sandbox.handle(post('/orgs/ada/repos', { name: 'one' }))
  return sandbox
}

const open = (sandbox: Sandbox, title: string) => ask(sandbox, post(`${repo}/issues`, { title }), 201)
const close = (sandbox: Sandbox, number: number) =>
  ask(sandbox, { ...post(`${repo}/issues/${number}`, { state: 'closed' }), method: 'PATCH' }, 200)

/** Answers a request, and gives the id of its trace. */
function ask(sandbox: Sandbox, request: Parameters<Sandbox['exchange']>[0], status: number): string {
  const { response, trace } = sandbox.exchange(request)
  expect(response.status).toBe(status)
  return trace!
}

it('things are named as the API names them, with what they stand below', () => {
  const sandbox = tracker()
  const before = sandbox.snapshot()
  open(sandbox, 'x')
  expect(sandbox.diff(before)).toMatchObject({
    issues: { added: [{ id: '1', parents: { repos: 'one' }, value: { title: 'x', state: 'open' } }] }
  })
  expect(sandbox.state.list('issues')).toMatchObject([{ id: '1', parents: { repos: 'one' } }])
})

it('fields are told with what they were and are; a stamp says that it is one', () => {
  const sandbox = tracker()
  open(sandbox, 'x')
  const before = sandbox.snapshot()
  sandbox.clock.advance('1h')
  close(sandbox, 1)
  expect(sandbox.diff(before)['issues']!.changed[0]!.fields).toEqual([
    { pointer: '/state', before: 'open', after: 'closed' },
    {
      pointer: '/updated_at',
      before: '2026-01-01T00:00:00Z',
      after: expect.stringMatching(/^2026-01-01T01:/),
      stamp: true
    }
  ])
})

it('two moments are compared, whatever came before and after', () => {
  const sandbox = tracker()
  const moments = ['a', 'b', 'c'].map((title) => {
    open(sandbox, title)
    return sandbox.snapshot()
  })
  const between = sandbox.diff(moments[0], moments[1])
  expect(Object.keys(between)).toEqual(['issues'])
  expect(between['issues']!.added.map(({ id }) => id)).toEqual(['2'])
  const back = sandbox.diff(moments[1], moments[0])
  expect(back['issues']!.removed.map(({ value }) => value['title'])).toEqual(['b'])
  expect(sandbox.diff(moments[2])).toEqual({})
  expect(sandbox.diff(undefined, moments[0])['repos']!.added).toHaveLength(1)
})

it('what is gone was removed; what came and went did not happen', () => {
  const sandbox = tracker()
  sandbox.handle(post(`${repo}/labels`, { name: 'bug' }))
  const before = sandbox.snapshot()
  sandbox.handle({ method: 'DELETE', url: `${repo}/labels/bug` })
  sandbox.handle(post(`${repo}/labels`, { name: 'idea' }))
  sandbox.handle({ method: 'DELETE', url: `${repo}/labels/idea` })
  const { labels } = sandbox.diff(before)
  expect([labels!.added, labels!.changed]).toEqual([[], []])
  expect(labels!.removed.map(({ id }) => id)).toEqual(['bug'])
})

it('a deleted thing of which something is kept was removed, as `state` and traces say', () => {
  const thing = {
    type: 'object',
    properties: { id: { type: 'string', readOnly: true }, deleted: { type: 'boolean' } }
  }
  const content = { 'application/json': { schema: thing } }
  const parameters = [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }]
  const sandbox = createSandbox({
    mode: 'stateful',
    description: {
      openapi: '3.1.0',
      info: { title: 'x', version: '1' },
      paths: {
        '/things': { post: { requestBody: { content }, responses: { 201: { description: '', content } } } },
        '/things/{id}': {
          parameters,
          get: { responses: { 200: { description: '', content } } },
          delete: { responses: { 200: { description: '', content } } }
        }
      }
    }
  })
  sandbox.handle(post('/things', {}))
  const { id } = sandbox.state.list('things')[0]!
  const before = sandbox.snapshot()
  sandbox.handle({ method: 'DELETE', url: `/things/${id}` })
  expect(sandbox.diff(before)['things']).toMatchObject({ added: [], changed: [], removed: [{ id }] })
  expect(sandbox.state.list('things')).toEqual([])
  expect(sandbox.traces.list().at(-1)!.changes).toMatchObject([{ kind: 'deleted', id }])
})

it('asked to, each thing names the traces of what did it', () => {
  const sandbox = tracker()
  const before = sandbox.snapshot()
  const opened = open(sandbox, 'x')
  const other = open(sandbox, 'y')
  sandbox.handle(get(`${repo}/issues/1`))
  const closed = close(sandbox, 1)
  const { issues } = sandbox.diff(before, { traces: true })
  expect(issues!.added.map(({ traces }) => traces)).toEqual([[opened, closed], [other]])
  expect(sandbox.diff(before)['issues']!.added[0]).not.toHaveProperty('traces')
})

it('what a restore undid is not told of', () => {
  const sandbox = tracker()
  const before = sandbox.snapshot()
  const opened = open(sandbox, 'x')
  const kept = sandbox.snapshot()
  close(sandbox, 1)
  open(sandbox, 'lost')
  sandbox.restore(kept)
  const closed = close(sandbox, 1)
  const traces = sandbox.diff(before, { traces: true })['issues']!.added.map((one) => one.traces)
  expect(traces).toEqual([[opened, closed]])
})

it('a restore to what the log has never seen is told of itself', () => {
  const sandbox = tracker()
  const fork = sandbox.fork()
  open(fork, 'elsewhere')
  const before = sandbox.snapshot()
  sandbox.restore(fork.snapshot())
  const restored = sandbox.traces.list().at(-1)!
  expect(sandbox.diff(before, { traces: true })['issues']!.added[0]!.traces).toEqual([restored.id])
})

it('traces that the log has forgotten are missing, and nothing else is', () => {
  const sandbox = tracker()
  const before = sandbox.snapshot()
  open(sandbox, 'x')
  sandbox.traces.clear()
  const closed = close(sandbox, 1)
  expect(sandbox.diff(before, { traces: true })['issues']!.added).toMatchObject([
    { id: '1', traces: [closed] }
  ])
  const off = createSandbox({ description, mode: 'stateful', tracing: { level: 'off' } })
  off.handle(post('/orgs/ada/repos', { name: 'one' }))
  expect(off.diff(undefined, { traces: true })['repos']!.added).toMatchObject([{ traces: [] }])
})
