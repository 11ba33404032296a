// What an application does with GitHub's webhooks: a server of its own receives them, and GitHub's package checks and sorts them.
import { existsSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Octokit } from '@octokit/rest'
import { createNodeMiddleware, Webhooks } from '@octokit/webhooks'
import { createSandbox, serve, type Sandbox, type SandboxServer } from '@sandbed/node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connect } from './connect.js'

const description = new URL('../../../shared/specs/github.json', import.meta.url)

describe.skipIf(!existsSync(description))(
  'webhooks of a copy of GitHub (skipped without ../shared/specs/github.json)',
  () => {
    const secret = 'a secret of ours'
    const webhooks = new Webhooks({ secret, log: { debug() {}, info() {}, warn() {}, error() {} } })
    let sandbox: Sandbox
    let server: SandboxServer
    let application: Server
    let octokit: Octokit

    beforeAll(async () => {
      sandbox = await createSandbox(description, { mode: 'stateful', webhooks: { allowLoopback: true } })
      server = await serve(sandbox, { port: 0 })
      octokit = connect(server.url)
      const middleware = createNodeMiddleware(webhooks, { path: '/github' })
      application = createServer((request, response) => void middleware(request, response))
      await new Promise<void>((resolve) => application.listen(0, '127.0.0.1', resolve))
    })
    afterAll(async () => {
      await server?.close()
      application?.close()
    })

    test('an issue that is opened and closed is told of, and the signatures are right', async () => {
      const told: unknown[] = []
      webhooks.on('issues', ({ id, name, payload }) => {
        told.push([name, payload.action, payload.issue.title, payload.issue.number])
        expect(id).toMatch(/^[\da-f-]{36}$/)
      })
      const { port } = application.address() as AddressInfo
      const { data } = await octokit.repos.createInOrg({ org: 'octo-org', name: 'hello' })
      sandbox.webhooks.register({ url: `http://127.0.0.1:${port}/github`, style: 'github', secret })
      const at = { owner: data.owner.login, repo: data.name }
      const issue = await octokit.issues.create({ ...at, title: 'It does not start' })
      await sandbox.clock.settled()
      await octokit.issues.update({ ...at, issue_number: issue.data.number, state: 'closed' })
      await sandbox.clock.settled()
      expect(told.slice(0, 2)).toEqual([
        ['issues', 'opened', 'It does not start', issue.data.number],
        ['issues', 'closed', 'It does not start', issue.data.number]
      ])
    })
  }
)
