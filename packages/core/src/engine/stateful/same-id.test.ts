// Things below different parents may share an id: finding one of them costs no more for the others.
import { expect, it } from 'vitest'
import { json, takes } from '../../../test/support/descriptions.js'
import { bodyOf, get, post, sandboxOf } from '../../../test/support/sandboxes.js'

const text = { type: 'string' }
const repo = { type: 'object', required: ['id'], properties: { id: { ...text, readOnly: true }, name: text } }
const issue = {
  type: 'object',
  required: ['number'],
  properties: { number: { type: 'integer', readOnly: true }, title: text }
}
const parameters = (...names: string[]) =>
  names.map((name) => ({ name, in: 'path', required: true, schema: text }))
const list = (items: object) => ({ responses: { '200': json({ type: 'array', items }) } })

function issuesBelow(prefix: string, ...names: string[]) {
  return {
    [`${prefix}/issues`]: {
      parameters: parameters(...names),
      get: list(issue),
      post: { requestBody: takes('application/json', issue), responses: { '201': json(issue) } }
    },
    [`${prefix}/issues/{number}`]: {
      parameters: parameters(...names, 'number'),
      get: { responses: { '200': json(issue), '404': { description: 'none' } } },
      patch: { requestBody: takes('application/json', issue), responses: { '200': json(issue) } },
      delete: { responses: { '204': { description: 'gone' } } }
    }
  }
}

const paths = {
  '/repos': {
    get: list(repo),
    post: { requestBody: takes('application/json', repo), responses: { '201': json(repo) } }
  },
  '/repos/{repo}': { parameters: parameters('repo'), get: { responses: { '200': json(repo) } } },
  ...issuesBelow('/repos/{repo}', 'repo'),
  ...issuesBelow('/orgs/{org}/teams/{team}', 'org', 'team')
}

it('each parent has its own, and none answers for another', () => {
  const sandbox = sandboxOf(paths, { mode: 'stateful' })
  const repos = Array.from({ length: 30 }, () => bodyOf(sandbox.handle(post('/repos', {}))).id as string)
  for (const [n, id] of repos.entries()) {
    const made = sandbox.handle(post(`/repos/${id}/issues`, { title: `t${n}` }))
    expect(bodyOf(made)).toMatchObject({ number: 1, title: `t${n}` })
  }
  const urlOf = (id: string) => `/repos/${id}/issues/1`
  for (const [n, id] of repos.entries()) {
    expect(bodyOf(sandbox.handle(get(urlOf(id)))).title).toBe(`t${n}`)
    if (n % 3 === 0) sandbox.handle({ method: 'DELETE', url: urlOf(id) })
    else sandbox.handle({ ...post(urlOf(id), { title: `u${n}` }), method: 'PATCH' })
  }
  for (const [n, id] of repos.entries()) {
    const { status, body } = sandbox.handle(get(urlOf(id)))
    expect([status, status === 200 && JSON.parse(String(body)).title]).toEqual(
      n % 3 === 0 ? [404, false] : [200, `u${n}`]
    )
  }
})

it('parents that are only named are told apart by all their names', () => {
  const sandbox = sandboxOf(paths, { mode: 'stateful' })
  const names = Array.from({ length: 5 }, (_, n) => `n${n}`)
  const each = (visit: (org: string, team: string) => void) =>
    names.forEach((org) => names.forEach((team) => visit(org, team)))
  each((org, team) => sandbox.handle(post(`/orgs/${org}/teams/${team}/issues`, { title: `${org} ${team}` })))
  each((org, team) => {
    const { body } = sandbox.handle(get(`/orgs/${org}/teams/${team}/issues/1`))
    expect(JSON.parse(String(body)).title).toBe(`${org} ${team}`)
  })
  expect(sandbox.handle(get('/orgs/n0/teams/n9/issues/1')).status).toBe(404)
})

it('the state and its hash do not tell how things were found', () => {
  const [asked, left] = [0, 1].map(() => {
    const sandbox = sandboxOf(paths, { mode: 'stateful' })
    for (let n = 0; n < 20; n++) sandbox.handle(post(`/orgs/o/teams/t${n}/issues`, {}))
    return sandbox
  })
  asked!.handle(get('/orgs/o/teams/t7/issues/1'))
  asked!.handle(get('/orgs/o/teams/none/issues/1'))
  expect(asked!.stateHash('everything')).toBe(left!.stateHash('everything'))
  expect(asked!.exportSnapshot()).toBe(left!.exportSnapshot())
})

it('8,000 of one id', () => {
  const sandbox = sandboxOf(paths, { mode: 'stateful' })
  const before = process.cpuUsage().user
  for (let n = 0; n < 8_000; n++) {
    const url = `/orgs/o/teams/t${n}/issues`
    expect(sandbox.handle(post(url, {})).status).toBe(201)
    expect(sandbox.handle(get(`${url}/1`)).status).toBe(200)
  }
  // One after the other they took more than a minute.
  expect(process.cpuUsage().user - before).toBeLessThan(12_000_000)
})
