import { existsSync } from 'node:fs'
import type { Octokit } from '@octokit/rest'
import { createSandbox, serve, type SandboxServer } from '@sandbed/node'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { connect } from './connect.js'

const description = new URL('../../../shared/specs/github.json', import.meta.url)

describe.skipIf(!existsSync(description))(
  'a GitHub that remembers (skipped without ../shared/specs/github.json)',
  () => {
    let sandbox: Awaited<ReturnType<typeof createSandbox>>
    let server: SandboxServer
    let octokit: Octokit
    beforeAll(async () => {
      sandbox = await createSandbox(description, { mode: 'stateful' })
      server = await serve(sandbox, { port: 0 })
      octokit = connect(server.url)
    })
    beforeEach(() => sandbox.reset())
    afterAll(() => server?.close())

    const failure = (promise: Promise<unknown>) =>
      promise.then(
        () => expect.unreachable(),
        (error: unknown) => error
      )

    /** A new repository of an organisation, as the client names it. */
    async function newRepository(name = 'hello') {
      const { data } = await octokit.repos.createInOrg({ org: 'octo-org', name })
      return { owner: data.owner.login, repo: data.name }
    }

    describe('repositories', () => {
      test('of the user: created, then read by owner and name', async () => {
        const { status, data } = await octokit.repos.createForAuthenticatedUser({
          name: 'hello',
          description: 'A first one',
          private: true
        })
        expect([status, data.name, data.description, data.private]).toEqual([
          201,
          'hello',
          'A first one',
          true
        ])
        const read = await octokit.repos.get({ owner: data.owner.login, repo: data.name })
        expect(read.data).toMatchObject({
          id: data.id,
          name: 'hello',
          description: 'A first one',
          private: true,
          owner: { login: data.owner.login }
        })
        expect((await octokit.repos.listForAuthenticatedUser()).data.map(({ id }) => id)).toEqual([data.id])
      })

      test('of an organisation: its owner is the organisation', async () => {
        const { data } = await octokit.repos.createInOrg({ org: 'octo-org', name: 'hello' })
        expect(data.owner.login).toBe('octo-org')
        expect(data).toMatchObject({
          full_name: 'octo-org/hello',
          html_url: 'https://github.com/octo-org/hello',
          ssh_url: 'git@github.com:octo-org/hello.git',
          owner: { html_url: 'https://github.com/octo-org' }
        })
        expect((await octokit.repos.get({ owner: 'octo-org', repo: 'hello' })).data.id).toBe(data.id)
        expect((await octokit.repos.listForOrg({ org: 'octo-org' })).data.map(({ name }) => name)).toEqual([
          'hello'
        ])
        expect((await octokit.repos.listForOrg({ org: 'other' })).data).toEqual([])
      })

      test('updated, renamed, deleted', async () => {
        const repository = await newRepository()
        const { data } = await octokit.repos.update({
          ...repository,
          description: 'Changed',
          has_wiki: false
        })
        expect(data).toMatchObject({ name: 'hello', description: 'Changed', has_wiki: false })
        await octokit.repos.update({ ...repository, name: 'renamed' })
        expect((await octokit.repos.get({ ...repository, repo: 'renamed' })).data).toMatchObject({
          description: 'Changed',
          full_name: 'octo-org/renamed',
          url: 'https://api.github.com/repos/octo-org/renamed'
        })
        expect((await octokit.repos.delete({ ...repository, repo: 'renamed' })).status).toBe(204)
        expect(await failure(octokit.repos.get({ ...repository, repo: 'renamed' }))).toMatchObject({
          name: 'HttpError',
          status: 404
        })
      })
    })

    describe('issues', () => {
      test('are numbered, read, changed and closed', async () => {
        const repository = await newRepository()
        const { status, data } = await octokit.issues.create({
          ...repository,
          title: 'It works',
          body: 'Well'
        })
        expect([status, data.number, data.state, data.title]).toEqual([201, 1, 'open', 'It works'])
        expect((await octokit.issues.create({ ...repository, title: 'Two' })).data.number).toBe(2)
        const issue = { ...repository, issue_number: 1 }
        expect((await octokit.issues.update({ ...issue, title: 'It worked' })).data).toMatchObject({
          title: 'It worked',
          body: 'Well'
        })
        expect(
          (await octokit.issues.update({ ...issue, state: 'closed', state_reason: 'completed' })).data.state
        ).toBe('closed')
        expect((await octokit.issues.get(issue)).data).toMatchObject({
          title: 'It worked',
          state: 'closed',
          state_reason: 'completed'
        })
      })

      test('are numbered in each repository by itself', async () => {
        const [one, two] = [await newRepository('one'), await newRepository('two')]
        await octokit.issues.create({ ...one, title: 'First' })
        expect((await octokit.issues.create({ ...two, title: 'First' })).data.number).toBe(1)
      })

      test('are listed open first asked, or closed, or all', async () => {
        const repository = await newRepository()
        for (const title of ['a', 'b', 'c']) await octokit.issues.create({ ...repository, title })
        await octokit.issues.update({ ...repository, issue_number: 2, state: 'closed' })
        const numbers = async (state?: 'open' | 'closed' | 'all') =>
          (await octokit.issues.listForRepo({ ...repository, ...(state && { state }) })).data.map(
            ({ number }) => number
          )
        expect(await numbers('closed')).toEqual([2])
        expect(await numbers('all')).toEqual([3, 2, 1])
        expect(await numbers('open')).toEqual([3, 1])
      })

      test('of 120 every one is met, page after page of the Link header', async () => {
        const repository = await newRepository()
        for (let n = 1; n <= 120; n++) await octokit.issues.create({ ...repository, title: `n${n}` })
        const pages: number[] = []
        const issues = await octokit.paginate(
          octokit.issues.listForRepo,
          { ...repository, per_page: 50 },
          ({ data }) => {
            pages.push(data.length)
            return data
          }
        )
        expect(pages).toEqual([50, 50, 20])
        expect(issues.map(({ title }) => title)).toEqual(Array.from({ length: 120 }, (_, n) => `n${120 - n}`))
      })
    })

    describe('labels, milestones, comments', () => {
      test('a label of the repository is put on an issue and taken off', async () => {
        const repository = await newRepository()
        const { data: label } = await octokit.issues.createLabel({
          ...repository,
          name: 'bug',
          color: 'f29513',
          description: 'Broken'
        })
        expect(label).toMatchObject({ name: 'bug', color: 'f29513', description: 'Broken' })
        expect((await octokit.issues.getLabel({ ...repository, name: 'bug' })).data).toEqual(label)
        await octokit.issues.createLabel({ ...repository, name: 'ready', color: '00ff00' })
        await octokit.issues.create({ ...repository, title: 'It works' })
        const issue = { ...repository, issue_number: 1 }
        const names = async () => (await octokit.issues.listLabelsOnIssue(issue)).data.map(({ name }) => name)
        expect(await names()).toEqual([])
        const added = await octokit.issues.addLabels({ ...issue, labels: ['bug', 'ready'] })
        expect(added.data.map(({ name }) => name).toSorted()).toEqual(['bug', 'ready'])
        expect(added.data).toContainEqual(label)
        expect((await names()).toSorted()).toEqual(['bug', 'ready'])
        await octokit.issues.removeLabel({ ...issue, name: 'ready' })
        expect(await names()).toEqual(['bug'])
        expect(
          (await octokit.issues.listLabelsForRepo(repository)).data.map(({ name }) => name).toSorted()
        ).toEqual(['bug', 'ready'])
        expect((await octokit.issues.get(issue)).data.labels).toEqual([label])
      })

      test('a label that an issue is created with is shown whole, found by its name and renamed', async () => {
        const repository = await newRepository()
        const { data: label } = await octokit.issues.createLabel({
          ...repository,
          name: 'bug',
          color: 'f29513'
        })
        expect(label.url).toBe('https://api.github.com/repos/octo-org/hello/labels/bug')
        const { data } = await octokit.issues.create({ ...repository, title: 'It works', labels: ['bug'] })
        expect(data.labels).toEqual([label])
        const found = await octokit.issues.listForRepo({ ...repository, labels: 'bug' })
        expect(found.data.map(({ number }) => number)).toEqual([1])
        const renamed = await octokit.issues.updateLabel({ ...repository, name: 'bug', new_name: 'defect' })
        expect(renamed.data.name).toBe('defect')
        expect((await octokit.issues.getLabel({ ...repository, name: 'defect' })).data.color).toBe('f29513')
      })

      test('an issue is created with a milestone, and shows it whole', async () => {
        const repository = await newRepository()
        const { data: milestone } = await octokit.issues.createMilestone({
          ...repository,
          title: 'v1',
          due_on: '2030-01-01T00:00:00Z'
        })
        expect(milestone).toMatchObject({
          number: 1,
          title: 'v1',
          state: 'open',
          due_on: '2030-01-01T00:00:00Z'
        })
        const { data } = await octokit.issues.create({ ...repository, title: 'It works', milestone: 1 })
        expect(data.milestone).toMatchObject({ number: 1, title: 'v1' })
        await octokit.issues.updateMilestone({ ...repository, milestone_number: 1, state: 'closed' })
        expect(
          (await octokit.issues.listMilestones({ ...repository, state: 'closed' })).data.map(
            ({ title }) => title
          )
        ).toEqual(['v1'])
      })

      test('a comment is written on an issue and read at the repository', async () => {
        const repository = await newRepository()
        await octokit.issues.create({ ...repository, title: 'It works' })
        const issue = { ...repository, issue_number: 1 }
        const { status, data } = await octokit.issues.createComment({ ...issue, body: 'Yes' })
        expect([status, data.body]).toEqual([201, 'Yes'])
        expect(data.html_url).toBe('https://github.com/octo-org/hello/issues/1#issuecomment-1')
        const { data: told } = await octokit.issues.get(issue)
        expect([told.comments, told.html_url]).toEqual([1, 'https://github.com/octo-org/hello/issues/1'])
        expect((await octokit.repos.get(repository)).data.open_issues_count).toBe(1)
        const comment = { ...repository, comment_id: data.id }
        expect((await octokit.issues.getComment(comment)).data).toEqual(data)
        expect((await octokit.issues.listComments(issue)).data).toEqual([data])
        expect((await octokit.issues.listCommentsForRepo(repository)).data).toEqual([data])
        expect((await octokit.issues.updateComment({ ...comment, body: 'No' })).data.body).toBe('No')
        await octokit.issues.deleteComment(comment)
        expect((await octokit.issues.listComments(issue)).data).toEqual([])
        expect(await failure(octokit.issues.getComment(comment))).toMatchObject({ status: 404 })
      })
    })

    describe('failures', () => {
      test('what is not there is a RequestError of 404', async () => {
        const repository = await newRepository()
        expect(await failure(octokit.issues.get({ ...repository, issue_number: 9 }))).toMatchObject({
          name: 'HttpError',
          status: 404,
          response: { data: { message: expect.any(String) } }
        })
        expect(
          await failure(octokit.issues.create({ owner: 'octo-org', repo: 'none', title: 'x' }))
        ).toMatchObject({ status: 404 })
      })

      test('what cannot be is a RequestError of 422 that lists the errors', async () => {
        const repository = await newRepository()
        const refused = await failure(octokit.issues.create({ ...repository, body: 'No title' } as never))
        expect(refused).toMatchObject({
          name: 'HttpError',
          status: 422,
          response: { data: { errors: [expect.objectContaining({ field: 'title' })] } }
        })
        await octokit.issues.createLabel({ ...repository, name: 'bug' })
        expect(await failure(octokit.issues.createLabel({ ...repository, name: 'bug' }))).toMatchObject({
          status: 422
        })
      })
    })
  }
)
