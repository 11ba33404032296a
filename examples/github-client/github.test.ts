import { existsSync } from 'node:fs'
import type { Octokit } from '@octokit/rest'
import { createSandbox, serve, type SandboxServer } from '@sandbed/node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connect } from './connect.js'

const description = new URL('../../../shared/specs/github.json', import.meta.url)
const repository = { owner: 'octocat', repo: 'hello-world' }

describe.skipIf(!existsSync(description))('GitHub (skipped without ../shared/specs/github.json)', () => {
  let server: SandboxServer
  let octokit: Octokit
  beforeAll(async () => {
    server = await serve(await createSandbox(description), { port: 0 })
    octokit = connect(server.url)
  })
  afterAll(() => server?.close())

  test('1. the user of the token', async () => {
    const { status, data } = await octokit.users.getAuthenticated()
    expect([status, typeof data.login]).toEqual([200, 'string'])
  })

  test('2. a repository', async () => {
    const { data } = await octokit.repos.get(repository)
    expect(data).toMatchObject({
      id: expect.any(Number),
      full_name: expect.stringContaining('/'),
      owner: { login: expect.any(String) }
    })
  })

  test('3. the issues of a repository', async () => {
    const { data } = await octokit.issues.listForRepo({
      ...repository,
      state: 'all',
      per_page: 5,
      labels: 'bug,help wanted'
    })
    expect(data.length).toBeGreaterThan(0)
    for (const issue of data) expect(issue.number).toEqual(expect.any(Number))
  })

  test('4. a new issue', async () => {
    const { status, data } = await octokit.issues.create({
      ...repository,
      title: 'It works',
      labels: ['bug'],
      assignees: ['octocat']
    })
    expect([status, typeof data.title]).toEqual([201, 'string'])
  })

  test('5. a change to an issue', async () => {
    const { status } = await octokit.issues.update({
      ...repository,
      issue_number: 7,
      state: 'closed',
      state_reason: 'completed'
    })
    expect(status).toBe(200)
  })

  test('6. the pull requests of a repository', async () => {
    const { data } = await octokit.pulls.list({ ...repository, sort: 'updated' })
    for (const pull of data) expect(pull.head.sha).toEqual(expect.any(String))
  })

  test('7. a file in a folder: the path keeps its slashes', async () => {
    const { status } = await octokit.repos.getContent({ ...repository, path: 'docs/guide/README.md' })
    expect(status).toBe(200)
  })

  test('8. a search', async () => {
    const { data } = await octokit.search.repos({ q: 'language:typescript stars:>1000', sort: 'stars' })
    expect(data).toMatchObject({ total_count: expect.any(Number), items: expect.any(Array) })
  })

  test('9. an answer without a body: a star is given', async () => {
    const { status } = await octokit.activity.starRepoForAuthenticatedUser(repository)
    expect(status).toBe(204)
  })

  test('10. the branches of a repository', async () => {
    const { data } = await octokit.repos.listBranches({ ...repository, per_page: 100 })
    expect(data.length).toBeGreaterThan(0)
    for (const { name } of data) expect(name).toEqual(expect.any(String))
  })

  test('failures are RequestErrors: asked for with Prefer, or because the body is wrong', async () => {
    const missing = await octokit.repos
      .get({ ...repository, headers: { prefer: 'code=404' } })
      .catch((error: unknown) => error)
    expect(missing).toMatchObject({ name: 'HttpError', status: 404 })
    const refused = await octokit.issues
      .create({ ...repository, title: { not: 'text' } as never, labels: 7 as never })
      .catch((error: unknown) => error)
    expect(refused).toMatchObject({ name: 'HttpError', status: 422 })
  })
})
