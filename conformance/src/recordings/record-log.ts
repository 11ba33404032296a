// Records what a sandbox on Node is asked over real HTTP: clients with good credentials and with bad ones, odd bodies, errors, moves of the clock,
// faults, and going back.
import { fileURLToPath } from 'node:url'
import { compile, createSandbox, type Release, type Sandbox, type SandboxOptions } from '@sandbed/core'
import { nodeHost, serve } from '@sandbed/node'
import { hostOf } from '../hosts/core-host.js'
import type { Sender } from '../hosts/host.js'
import { httpHost } from '../hosts/http-client.js'
import { createDice, type Dice } from '../requests/dice.js'
import { writeStatefulLog } from '../requests/stateful-log.js'
import { readDescription } from '../verify/read-description.js'

/** What a log is recorded on, and replayed on. Plain data. */
export interface Recorded {
  readonly release: Release
  readonly options: SandboxOptions
  /** The log: a record a line. */
  readonly text: string
  readonly statuses: { readonly [status: string]: number }
}

const security = {
  security: [{ oauth: ['write'] }, { key: [] }],
  securitySchemes: {
    oauth: {
      type: 'oauth2',
      flows: { clientCredentials: { tokenUrl: '/oauth/token', scopes: { read: 'Read', write: 'Write' } } }
    },
    key: { type: 'apiKey', in: 'header', name: 'X-Api-Key' }
  }
}

/** A description of the repository, with auth of every kind added; `change` alters it. */
export async function guardedRelease(
  name: string,
  change: (document: never) => void = () => {}
): Promise<Release> {
  const path = fileURLToPath(new URL(`../../../descriptions/${name}`, import.meta.url))
  const document = structuredClone(await readDescription(path)) as { components?: object }
  Object.assign(document, { security: security.security })
  document.components = { ...document.components, securitySchemes: security.securitySchemes }
  change(document as never)
  const { release, issues } = compile(document)
  if (!release) throw new Error(`${name} does not compile: ${JSON.stringify(issues)}`)
  return release
}

/** Records so many requests, over HTTP or in process. The same seed gives the same requests. */
export async function recordLog(
  release: Release,
  count: number,
  seed: number,
  over: 'http' | 'process' = 'http'
): Promise<Recorded> {
  const tracing = { level: 'full', count: 2 * count + 100, bytes: 2 ** 30 } as const
  const options = { mode: 'stateful', seed: `log ${seed}`, auth: { mode: 'enforced' }, tracing } as const
  const requests = await writeStatefulLog(
    createSandbox({ release, ...options, auth: { mode: 'off' } }),
    count,
    seed
  )
  const sandbox = createSandbox({ release, ...options, host: { random: nodeHost().random! } })
  const client = over === 'http' ? await served(sandbox) : hostOf(sandbox)
  const statuses: Record<string, number> = {}
  try {
    const dice = createDice(seed)
    const writer = sandbox.clients.issue({ label: 'Writer', scopes: 'all' })
    const reader = sandbox.clients.issue({ label: 'Reader', scopes: ['read'] })
    const tokens = [await tokenOf(writer), await tokenOf(reader)] as const
    for (const [i, request] of requests.entries()) {
      meanwhile(i)
      const credentials = credentialsFor(dice, writer.secret, tokens)
      const { status } = await client.send({ ...request, headers: { ...request.headers, ...credentials } })
      statuses[status] = (statuses[status] ?? 0) + 1
    }
    return { release, options, text: sandbox.traces.export('jsonl'), statuses }
  } finally {
    await client.close()
  }

  /** What users do between requests. */
  function meanwhile(i: number): void {
    if (i % 40 === 39) sandbox.clock.advance(`${1 + (i % 90)}m`)
    if (i % 200 === 120) sandbox.faults.arm({ name: `fault ${i}`, count: 2, status: 503 })
    if (i === Math.floor(count / 2))
      sandbox.clients.revoke(sandbox.clients.issue({ label: 'Gone', scopes: 'all' }).id)
    if (i === Math.floor((count * 2) / 3)) sandbox.reset()
  }

  async function tokenOf({ id, secret }: { readonly id: string; readonly secret: string }): Promise<string> {
    const answer = await client.send({
      method: 'POST',
      path: '/oauth/token',
      headers: {
        authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
        'content-type': 'application/x-www-form-urlencoded'
      },
      body: Buffer.from('grant_type=client_credentials')
    })
    return (JSON.parse(Buffer.from(answer.body).toString()) as { access_token: string }).access_token
  }
}

async function served(sandbox: Sandbox): Promise<Sender> {
  const server = await serve(sandbox, { port: 0 })
  return httpHost(server.port, () => server.close(), { maxSockets: 1 })
}

/** Mostly good ones. */
function credentialsFor(
  dice: Dice,
  secret: string,
  [writers, readers]: readonly [string, string]
): { readonly [name: string]: string } {
  if (dice.chance(60)) return { 'x-api-key': secret }
  if (dice.chance(60)) return { authorization: `Bearer ${writers}` }
  return dice.pick<{ readonly [name: string]: string }>([
    {},
    { 'x-api-key': 'nobody-knows-this-key' },
    { authorization: `Bearer ${readers}` },
    { authorization: `Bearer ${writers.slice(0, -6)}AAAAAA` },
    { authorization: 'Bearer a b' },
    { 'x-api-key': secret }
  ])
}
