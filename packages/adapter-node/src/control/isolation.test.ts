// Who has a credential for one thing gets nowhere else with it: endpoints x credentials x sandboxes, made from the two descriptions, so that a new endpoint
// is in the table as soon as it is described.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { createSandbox, type ClientWithSecret, type SandboxRequest } from '@sandbed/core'
import { controlDocument } from '@sandbed/core/control'
import { controlled, type ControlledApi } from '../../test/control.js'
import { makeControlToken } from './control-token.js'

const tenants = ['alpha', 'beta', 'gamma'] as const
type Tenant = (typeof tenants)[number]

/** The payments of a bank, that also take passwords and keys. */
function withMoreSchemes(document: object): object {
  const copy = JSON.parse(JSON.stringify(document)) as {
    components: { securitySchemes: object }
    security: object[]
    paths: { [path: string]: { [method: string]: { security?: object[] } } }
  }
  Object.assign(copy.components.securitySchemes, {
    basic: { type: 'http', scheme: 'basic' },
    key: { type: 'apiKey', in: 'header', name: 'x-api-key' }
  })
  const more = [{ basic: [] }, { key: [] }]
  copy.security.push(...more)
  for (const item of Object.values(copy.paths))
    for (const operation of Object.values(item)) operation.security?.push(...more)
  return copy
}

const oauth = ['token', 'introspect', 'revoke'].map((name) => ({
  name,
  request: {
    method: 'POST',
    url: `/.sandbed/oauth/${name}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: name === 'token' ? 'grant_type=client_credentials' : 'token=some-token'
  } satisfies SandboxRequest
}))

interface Credentials {
  readonly client: ClientWithSecret
  readonly token: string
}

let running: ControlledApi
let elsewhere: ControlledApi
const held = new Map<Tenant, Credentials>()

const basic = (id: string, secret: string): string =>
  `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`

async function credentialsFor(server: ControlledApi, tenant: string): Promise<Credentials> {
  await server.ask('POST', '/sandboxes', { name: tenant, auth: 'enforced' })
  const issued = await server.ask('POST', `/sandboxes/${tenant}/clients`, {
    label: tenant,
    scopes: 'all',
    id: `of-${tenant}`
  })
  const client = (await issued.json()) as ClientWithSecret
  const answer = await fetch(`${server.api.url}/s/${tenant}/.sandbed/oauth/token`, {
    method: 'POST',
    headers: { authorization: basic(client.id, client.secret) },
    body: new URLSearchParams({ grant_type: 'client_credentials' })
  })
  return { client, token: ((await answer.json()) as { access_token: string }).access_token }
}

beforeAll(async () => {
  const options = {
    description: 'bank-payments.yaml',
    edit: withMoreSchemes,
    mode: 'stateful',
    auth: { mode: 'enforced' },
    tracing: 'off'
  } as const
  running = await controlled(options)
  elsewhere = await controlled(options)
  for (const tenant of tenants) held.set(tenant, await credentialsFor(running, tenant))
})
afterAll(() => Promise.all([running.close(), elsewhere.close()]))

/** An answer without what differs between any two. */
async function answerTo(
  base: string,
  { method, url, body }: SandboxRequest,
  headers: Record<string, string>
) {
  const response = await fetch(base + url, { method, headers, ...(body && { body: body as string }) })
  const kept = [...response.headers].filter(
    ([name]) => !['date', 'sandbed-trace', 'connection', 'keep-alive'].includes(name)
  )
  return { status: response.status, headers: kept, body: await response.text() }
}

/** What somebody may try with the credentials of a tenant, by kind; the same with values that nobody has is what it is compared with. */
const kinds: { readonly [kind: string]: (given: Credentials, control: string) => Record<string, string> } = {
  'client secret as a bearer token': ({ client }) => ({ authorization: `Bearer ${client.secret}` }),
  'client id and secret': ({ client }) => ({ authorization: basic(client.id, client.secret) }),
  'access token': ({ token }) => ({ authorization: `Bearer ${token}` }),
  'key in its header': ({ client }) => ({ 'x-api-key': client.secret }),
  'access token as a key': ({ token }) => ({ 'x-api-key': token }),
  'control token': (_given, control) => ({ authorization: `Bearer ${control}` }),
  'control token as a key': (_given, control) => ({ 'x-api-key': control }),
  'control token as a password': (_given, control) => ({ authorization: basic('control', control) })
}
const malformed: readonly Record<string, string>[] = [
  {},
  { authorization: '' },
  { authorization: 'Bearer' },
  { authorization: 'Bearer  ' },
  { authorization: 'Bearer a b' },
  { authorization: 'Basic ###' },
  { authorization: 'Digest username="main"' },
  { authorization: 'Bearer undefined' },
  { authorization: 'Bearer null' },
  { authorization: `Bearer ${'x'.repeat(4000)}` }
]

/** What nobody has, of the same kinds and sizes. */
const unknown: Credentials = {
  client: { id: 'of-nobody', secret: `sandbed_${'A'.repeat(43)}` } as ClientWithSecret,
  token: `${Buffer.from('{"alg":"EdDSA","typ":"at+jwt"}').toString('base64url')}.e30.${'A'.repeat(86)}`
}

const documented = createSandbox({ description: controlDocument })
const controlEndpoints = documented.operations.map(({ key }) => ({
  key,
  request: documented.sampleRequest(key)
}))

/** The endpoints of the simulated API, those of its authorization server among them. */
function dataEndpoints() {
  const { sandbox } = running.sandboxes.get('alpha')!
  return [
    ...sandbox.operations.map(({ key }) => ({ key, request: sandbox.sampleRequest(key) })),
    ...oauth.map(({ name, request }) => ({ key: `oauth ${name}`, request }))
  ]
}

/** The headers of a request without whatever credentials it came with. */
function plain({ headers = {} }: SandboxRequest): Record<string, string> {
  const kept = Object.entries(headers).filter(
    ([name]) => !['authorization', 'x-api-key', 'cookie'].includes(name)
  )
  return Object.fromEntries(kept) as Record<string, string>
}

async function inBatches<T>(items: readonly T[], act: (item: T) => Promise<void>): Promise<void> {
  for (let at = 0; at < items.length; at += 32) await Promise.all(items.slice(at, at + 32).map(act))
}

describe('the control plane', () => {
  it('lets in the control token, at every endpoint: the rest of this file can fail', async () => {
    for (const { key, request } of controlEndpoints.filter((one) => one.request.method === 'GET')) {
      const headers = { ...plain(request), authorization: `Bearer ${running.control.token}` }
      expect([key, (await answerTo(running.control.url, request, headers)).status]).not.toEqual([key, 401])
    }
  })

  it('takes no credential of a client, no token of another server and nothing malformed, at any endpoint for any sandbox', async () => {
    const reference = await answerTo(running.control.url, { method: 'GET', url: '/sandboxes' }, {})
    expect(reference.status).toBe(401)
    const own = running.control.token
    const strangers = [
      ...[...held.values()].flatMap((given) =>
        Object.values(kinds).map((headersFor) => headersFor(given, elsewhere.control.token))
      ),
      ...malformed,
      { authorization: `Bearer ${makeControlToken()}` },
      { authorization: `Bearer ${own.slice(0, -1)}` },
      { authorization: `Bearer ${own}A` },
      { authorization: `Bearer ${own.toLowerCase()}` },
      { authorization: `Bearer ${own}, Bearer ${own}` },
      { authorization: basic('', own) },
      { authorization: `Token ${own}` },
      { 'x-api-key': own },
      { cookie: `token=${own}` }
    ]
    const tries = controlEndpoints.flatMap(({ request }) =>
      [...tenants, 'main', 'nobody', '__proto__'].flatMap((target, at) =>
        strangers
          // All of them at every endpoint of one sandbox, and of the others every third.
          .filter((_, number) => at === 0 || (number + at) % 3 === 0)
          .map((headers) => ({
            request: { ...request, url: request.url.replace('/main', `/${target}`) },
            headers
          }))
      )
    )
    await inBatches(tries, async ({ request, headers }) => {
      const answer = await answerTo(running.control.url, request, { ...plain(request), ...headers })
      if (JSON.stringify(answer) !== JSON.stringify(reference))
        expect([request, headers, answer]).toEqual(reference)
    })
    const count = tries.length
    expect(count).toBeGreaterThan(4000)
  }, 60_000)

  it('takes its token in no other place than the header', async () => {
    const answer = await answerTo(
      running.control.url,
      {
        method: 'GET',
        url: `/sandboxes?access_token=${running.control.token}&token=${running.control.token}`
      },
      {}
    )
    expect(answer.status).toBe(401)
  })
})

describe('the simulated APIs', () => {
  it('let in their own clients: the rest of this file can fail', async () => {
    const [alpha] = [held.get('alpha')!]
    for (const kind of ['client id and secret', 'access token', 'key in its header']) {
      const headers = kinds[kind]!(alpha, '')
      const request = { method: 'GET', url: '/s/alpha/payments' }
      expect([kind, (await answerTo(running.api.url, request, headers)).status]).toEqual([kind, 200])
    }
  })

  it('answer 10,000 uses of what is for another sandbox, or for the control plane, as they answer what nobody has', async () => {
    const endpoints = dataEndpoints()
    const cases: (readonly [endpoint: number, kind: string, from: Tenant, to: string])[] = []
    for (const at of endpoints.keys())
      for (const kind of Object.keys(kinds))
        for (const from of tenants)
          for (const to of [...tenants, 'main']) if (from !== to) cases.push([at, kind, from, to])
    // All of the table once, and then at random.
    const seed = Number(process.env['SANDBED_SEED'] ?? 20260101)
    const any = fc.record({
      at: fc.nat(endpoints.length - 1),
      kind: fc.constantFrom(...Object.keys(kinds)),
      from: fc.constantFrom(...tenants),
      to: fc.constantFrom(...tenants, 'main')
    })
    for (const { at, kind, from, to } of fc.sample(any, { seed, numRuns: 20_000 })) {
      if (cases.length >= 10_000) break
      if (from !== to) cases.push([at, kind, from, to])
    }
    const references = new Map<string, Promise<unknown>>()
    const wrong: unknown[] = []
    let successes = 0
    const use = async ([at, kind, from, to]: (typeof cases)[number]): Promise<void> => {
      const { key, request } = endpoints[at]!
      const target = { ...request, url: `/s/${to}${request.url}` }
      const ask = (given: Credentials, control: string) =>
        answerTo(running.api.url, target, { ...plain(request), ...kinds[kind]!(given, control) })
      const name = `${key} ${kind} ${to}`
      if (!references.has(name)) references.set(name, ask(unknown, makeControlToken()))
      const answer = await ask(held.get(from)!, running.control.token)
      if (answer.status < 400) successes++
      if (JSON.stringify(answer) !== JSON.stringify(await references.get(name)))
        wrong.push([seed, key, kind, from, to, answer, await references.get(name)])
    }
    await inBatches(cases, use)
    expect(wrong.slice(0, 3)).toEqual([])
    expect(successes).toBe(0)
    expect(cases.length).toBeGreaterThanOrEqual(10_000)
  }, 120_000)

  it('are not reached with malformed credentials either', async () => {
    for (const { key, request } of dataEndpoints())
      for (const headers of malformed)
        for (const to of tenants) {
          const target = { ...request, url: `/s/${to}${request.url}` }
          const { status } = await answerTo(running.api.url, target, { ...plain(request), ...headers })
          expect([key, headers, status]).toEqual([
            key,
            headers,
            expect.toSatisfy((code: number) => code === 400 || code === 401)
          ])
        }
  }, 60_000)
})

describe('a copy of a sandbox', () => {
  it('for somebody else lets nobody of the first one in; another branch of it does', async () => {
    await running.ask('POST', '/sandboxes/alpha:clone', { name: 'clone-of-alpha' })
    await running.ask('POST', '/sandboxes/alpha:fork', { name: 'fork-of-alpha' })
    for (const kind of ['client id and secret', 'access token', 'key in its header']) {
      const headers = kinds[kind]!(held.get('alpha')!, '')
      const at = (name: string) =>
        answerTo(running.api.url, { method: 'GET', url: `/s/${name}/payments` }, headers)
      expect([kind, (await at('clone-of-alpha')).status]).toEqual([kind, 401])
      expect([kind, (await at('fork-of-alpha')).status]).toEqual([kind, 200])
    }
  })

  it('that has the name of one that was deleted knows nothing of it', async () => {
    const given = await credentialsFor(running, 'short-lived')
    await running.ask('POST', '/sandboxes/short-lived/snapshots')
    await running.ask('DELETE', '/sandboxes/short-lived')
    await running.ask('POST', '/sandboxes', { name: 'short-lived' })
    const { status } = await answerTo(
      running.api.url,
      { method: 'GET', url: '/s/short-lived/payments' },
      { authorization: `Bearer ${given.token}` }
    )
    expect(status).toBe(401)
    expect(await (await running.ask('GET', '/sandboxes/short-lived/snapshots')).json()).toEqual({ items: [] })
  })
})
