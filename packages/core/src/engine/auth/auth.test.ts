// Who may call, over whole requests: in which order things are refused, what is remembered of it, and what going back in time does not undo.
import { describe, expect, it } from 'vitest'
import type { Trace } from '../trace.js'
import { createSandbox } from '../sandbox/create-sandbox.js'
import type { SandboxOptions } from '../options.js'

let given = 0
/** Bytes of a host that are none twice, so that tests are repeatable. */
const random = (bytes: number) => new Uint8Array(bytes).fill(++given)

const pet = {
  type: 'object',
  required: ['id', 'name'],
  properties: { id: { type: 'string' }, name: { type: 'string' } }
}
const one = { description: 'One', content: { 'application/json': { schema: pet } } }
const description = {
  openapi: '3.1.0',
  info: { title: 'Pets', version: '1' },
  servers: [{ url: '/v1' }],
  security: [{ oauth: ['read'] }],
  paths: {
    '/pets': {
      get: {
        responses: {
          '200': {
            description: 'All',
            content: { 'application/json': { schema: { type: 'array', items: pet } } }
          }
        }
      },
      post: {
        security: [{ oauth: ['write'] }],
        requestBody: {
          content: {
            'application/json': {
              schema: { type: 'object', required: ['name'], properties: { name: { type: 'string' } } }
            }
          }
        },
        responses: { '201': one, '422': { description: 'Wrong' } }
      }
    },
    '/pets/{id}': {
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
      get: { responses: { '200': one, '404': { description: 'None' } } }
    },
    '/oauth/token': {
      post: { security: [], responses: { '200': { description: 'As described' } } }
    },
    '/open': { get: { security: [], responses: { '204': { description: 'Open' } } } }
  },
  components: {
    securitySchemes: {
      oauth: {
        type: 'oauth2',
        flows: { clientCredentials: { tokenUrl: '/v1/oauth/token', scopes: { read: '', write: '' } } }
      }
    }
  }
}

function start(more: Partial<SandboxOptions> = {}) {
  const traces: Trace[] = []
  const sandbox = createSandbox({
    description,
    mode: 'stateful',
    auth: { mode: 'enforced' },
    host: { random },
    onTrace: (trace) => traces.push(trace),
    ...more
  })
  const tokenOf = ({ id, secret }: { readonly id: string; readonly secret: string }) => {
    const { body } = sandbox.handle({
      method: 'POST',
      url: '/v1/oauth/token',
      headers: {
        authorization: `Basic ${btoa(`${id}:${secret}`)}`,
        'content-type': 'application/x-www-form-urlencoded'
      },
      body: 'grant_type=client_credentials'
    })
    return (JSON.parse(String(body)) as { access_token: string }).access_token
  }
  const call = (
    method: string,
    url: string,
    token?: string,
    more: { [name: string]: string } = {},
    body?: string
  ) =>
    sandbox.handle({
      method,
      url,
      headers: { ...(token !== undefined && { authorization: `Bearer ${token}` }), ...more },
      ...(body !== undefined && { body })
    })
  const letIn = (scopes: 'all' | readonly string[] = 'all') => {
    const client = sandbox.clients.issue({ label: '', scopes })
    return { ...client, token: tokenOf(client) }
  }
  return { sandbox, traces, tokenOf, call, letIn }
}

const json = { 'content-type': 'application/json' }

describe('the order in which a request is refused', () => {
  const { call, letIn } = start()
  const reader = letIn(['read']).token
  const writer = letIn().token
  const wrong = '{"name":1}'

  it.each([
    ['400 for a target that cannot be read', 'GET', '/pets/%zz', undefined, undefined, 400],
    ['404 for a path that there is not', 'POST', '/nowhere', undefined, wrong, 404],
    ['405 for a method that the path has not', 'PUT', '/pets', undefined, wrong, 405],
    ['400 for a credential that is malformed', 'POST', '/pets?access_token=1', undefined, wrong, 400],
    ['401 for no credential', 'POST', '/pets', undefined, wrong, 401],
    ['401 for one that is not known', 'POST', '/pets', 'nobody', wrong, 401],
    ['403 for one that may not do this', 'POST', '/pets', reader, wrong, 403],
    ['422 for a body that breaks the description', 'POST', '/pets', writer, wrong, 422],
    ['404 for a thing that is not there', 'GET', '/pets/none', reader, undefined, 404]
  ])('%s', (_, method, url, token, body, status) => {
    expect(call(method, url, token, json, body).status).toBe(status)
  })

  it('whether a thing is there is not told to those who may not see it', () => {
    call('POST', '/pets', writer, json, '{"name":"Rex"}')
    const blind = letIn(['write']).token
    const [there, not] = ['/pets/1', '/pets/none'].map((url) => call('GET', url, blind))
    expect([there!.status, there]).toEqual([403, not])
  })
})

it('the trace says who called, or why nobody may', () => {
  const { traces, call, letIn } = start()
  const { id, token } = letIn(['read'])
  call('GET', '/pets', token)
  expect(traces.at(-1)!.auth).toEqual({
    allowed: true,
    alternative: 0,
    client: id,
    scopes: ['read'],
    expires: traces.at(-1)!.at + 3_600_000,
    missing: [],
    reasons: []
  })
  call('POST', '/pets', token, json, '{"name":"Rex"}')
  expect(traces.at(-1)!.auth).toMatchObject({ allowed: false, alternative: 0, missing: ['write'] })
  const { status, body } = call('GET', '/pets', 'other')
  expect(traces.at(-1)!.auth).toMatchObject({
    allowed: false,
    client: null,
    reasons: [{ scheme: 'oauth', problem: 'this sandbox did not issue it' }]
  })
  expect([status, String(body).includes('did not issue')]).toEqual([401, false])
})

describe('answers that are remembered', () => {
  it.each(['static', 'dynamic', 'stateful'] as const)('%s: they are for those who may have them', (mode) => {
    const { sandbox, call, letIn } = start({ mode })
    const { id, token } = letIn()
    const ask = () => [call('GET', '/pets', token).status, call('GET', '/pets').status]
    for (let i = 0; i < 4; i++) expect(ask()).toEqual([200, 401])
    sandbox.clients.revoke(id)
    for (let i = 0; i < 4; i++) expect(ask()).toEqual([401, 401])
  })

  it('a token is refused from the instant at which it expires', () => {
    const { sandbox, call, letIn } = start({ mode: 'static' })
    const { token } = letIn()
    for (let i = 0; i < 3; i++) expect(call('GET', '/pets', token).status).toBe(200)
    sandbox.clock.advance('59m59s')
    for (let i = 0; i < 3; i++) expect(call('GET', '/pets', token).status).toBe(200)
    sandbox.clock.advance('1s')
    for (let i = 0; i < 3; i++) expect(call('GET', '/pets', token).status).toBe(401)
  })

  it('whether there was a certificate tells two requests apart', () => {
    const certain = { ...description, components: { securitySchemes: { oauth: { type: 'mutualTLS' } } } }
    const sandbox = createSandbox({ description: certain, auth: { mode: 'enforced' } })
    const ask = (clientCertificate?: boolean) =>
      sandbox.handle({
        method: 'GET',
        url: '/pets',
        ...(clientCertificate !== undefined && { clientCertificate })
      }).status
    for (let i = 0; i < 3; i++) expect([ask(true), ask(false), ask()]).toEqual([200, 401, 401])
  })
})

it('in 1,000 races nobody gets in after a revocation (G25)', () => {
  const { sandbox, call, letIn } = start({ mode: 'static' })
  let late = 0
  for (let race = 0; race < 1_000; race++) {
    const { id, token } = letIn()
    const calls = 1 + (race % 32)
    for (let i = 0; i < calls; i++)
      if (call('GET', '/pets', token).status !== 200) throw new Error('not let in')
    sandbox.clients.revoke(id)
    for (let i = 0; i < 32; i++) if (call('GET', '/pets', token).status !== 401) late++
  }
  expect(late).toBe(0)
})

describe('going back in time', () => {
  it('a client that was revoked stays so after a restore, a reset and in a fork of the past', () => {
    const { sandbox, call, letIn } = start()
    const { id, token, secret } = letIn()
    const before = sandbox.snapshot()
    sandbox.clients.revoke(id)
    sandbox.restore(before)
    expect(call('GET', '/pets', token).status).toBe(401)
    const headers = { authorization: `Bearer ${token}` }
    expect(sandbox.fork(before).handle({ method: 'GET', url: '/pets', headers }).status).toBe(401)
    sandbox.reset()
    expect(call('GET', '/pets', token).status).toBe(401)
    expect(sandbox.clients.list()).toMatchObject([{ id, status: 'revoked' }])
    expect(sandbox.exportSnapshot()).not.toContain(secret)
  })

  it('a token comes back with its snapshot, and one of a future that is gone does not count', () => {
    const { sandbox, call, letIn, tokenOf } = start()
    const client = letIn()
    const before = sandbox.snapshot()
    const later = tokenOf(client)
    expect(later).not.toBe(client.token)
    sandbox.restore(before)
    expect([call('GET', '/pets', client.token).status, call('GET', '/pets', later).status]).toEqual([
      200, 401
    ])
  })

  it('a sandbox that never had a client takes those of the snapshot', () => {
    const { sandbox, letIn } = start()
    const { token } = letIn()
    const text = sandbox.exportSnapshot()
    const other = start()
    other.sandbox.restore(other.sandbox.importSnapshot(text))
    expect(other.call('GET', '/pets', token).status).toBe(200)
  })
})

it('an idempotency key belongs to the client, whichever of its tokens it comes with', () => {
  const { call, letIn, tokenOf } = start()
  const mine = letIn()
  const other = letIn()
  const post = (token: string) =>
    call('POST', '/pets', token, { ...json, 'idempotency-key': 'k' }, '{"name":"Rex"}')
  const first = post(mine.token)
  const again = post(tokenOf(mine))
  expect([again.headers['idempotency-replayed'], again.body]).toEqual(['true', first.body])
  expect(post(other.token).headers['idempotency-replayed']).toBeUndefined()
})

describe('the dial', () => {
  it('off: nobody looks, and the sandbox has no endpoints of its own', () => {
    const { call, traces } = start({ auth: { mode: 'off' } })
    expect(call('GET', '/pets').status).toBe(200)
    expect(traces[0]!.auth).toBeNull()
    expect(call('GET', '/.well-known/oauth-authorization-server').status).toBe(404)
    expect(createSandbox({ description }).handle({ method: 'GET', url: '/pets' }).status).toBe(200)
  })

  it('presence: some credential has to be there, and any will do', () => {
    const { call, traces } = start({ auth: { mode: 'presence' } })
    expect(call('GET', '/pets').status).toBe(401)
    expect(call('GET', '/pets', 'whatever').status).toBe(200)
    expect(traces.at(-1)!.auth).toMatchObject({ allowed: true, client: null, scopes: null })
    expect(call('GET', '/pets', 'two tokens').status).toBe(400)
    expect(call('GET', '/open').status).toBe(204)
  })

  it('presence: any client gets a token, for itself and of no use where credentials are enforced', () => {
    const { paths, ...rest } = description
    const undescribed = { ...rest, paths: { '/pets': paths['/pets'] } }
    const ask = (mode: 'presence' | 'enforced', more: { [name: string]: string }) => {
      const { sandbox } = start({ description: undescribed, auth: { mode } } as Partial<SandboxOptions>)
      const headers = { 'content-type': 'application/x-www-form-urlencoded', ...more }
      const request = { method: 'POST', url: '/oauth/token', headers, body: 'grant_type=client_credentials' }
      const { status, body } = sandbox.handle(request)
      const { access_token: token } = JSON.parse(String(body)) as { access_token?: string }
      const called = { method: 'GET', url: '/pets', headers: { authorization: `Bearer ${token}` } }
      return [status, sandbox.handle(called).status]
    }
    const anybody = { authorization: `Basic ${btoa('any:body')}` }
    expect(ask('presence', anybody)).toEqual([200, 200])
    expect(ask('presence', {})[0]).toBe(401)
    expect(ask('enforced', anybody)).toEqual([401, 401])
  })

  it('an operation at the path of the token endpoint is the operation, unless credentials are enforced', () => {
    const request = { method: 'POST', url: '/v1/oauth/token' }
    const answer = (mode: 'enforced' | 'presence') => start({ auth: { mode } }).sandbox.handle(request)
    expect(answer('presence').status).toBe(200)
    expect([answer('enforced').status, answer('enforced').body]).toEqual([
      400,
      expect.stringContaining('invalid_request')
    ])
  })

  it('samples carry a placeholder where something has to be there', () => {
    const { sandbox } = start({ auth: { mode: 'presence' } })
    const request = sandbox.sampleRequest('GET /pets')
    expect([request.headers, sandbox.handle(request).status]).toEqual([
      { authorization: 'Bearer sandbed' },
      200
    ])
    expect(createSandbox({ description }).sampleRequest('GET /pets').headers).toEqual({})
  })
})

it('a browser may ask both kinds of endpoints what it is allowed to do, without credentials', () => {
  const { call } = start({ cors: true })
  const asked = { origin: 'https://app.example', 'access-control-request-method': 'POST' }
  for (const url of ['/v1/pets', '/.sandbed/oauth/token'])
    expect([url, call('OPTIONS', url, undefined, asked)]).toEqual([
      url,
      expect.objectContaining({
        status: 204,
        headers: expect.objectContaining({
          'access-control-allow-methods': expect.stringContaining('POST'),
          'access-control-allow-origin': 'https://app.example'
        })
      })
    ])
})

describe('clients', () => {
  it('are rotated, and the secret before is good for as long as was said', () => {
    const { sandbox, letIn } = start()
    const { id, secret } = letIn()
    const rotated = sandbox.clients.rotate(id, { overlap: '1h' })
    const isTaken = (password: string) =>
      sandbox.handle({
        method: 'POST',
        url: '/.sandbed/oauth/token',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: `grant_type=client_credentials&client_id=${id}&client_secret=${password}`
      }).status
    expect([isTaken(secret), isTaken(rotated.secret)]).toEqual([200, 200])
    sandbox.clock.advance('1h')
    expect([isTaken(secret), isTaken(rotated.secret)]).toEqual([401, 200])
  })

  it('cannot be without entropy: a seed is no secret', () => {
    const { sandbox } = start({ host: {} })
    expect(() => sandbox.clients.issue({ label: '', scopes: 'all' })).toThrow(
      expect.objectContaining({ code: 'no-entropy' })
    )
  })

  it('that are wrong or unknown are told so', () => {
    const { clients } = start().sandbox
    expect(() => clients.issue({ label: '', scopes: ['two words'] })).toThrow(
      expect.objectContaining({ code: 'invalid-client' })
    )
    for (const act of [clients.revoke, clients.rotate])
      expect(() => act('nobody')).toThrow(expect.objectContaining({ code: 'unknown-client' }))
  })
})

describe('the option', () => {
  it.each([null, 'enforced', {}, { mode: 'loose' }])('%j is refused', (auth) => {
    expect(() => createSandbox({ description, auth: auth as never })).toThrow(
      expect.objectContaining({ code: 'invalid-option' })
    )
  })

  it('takes a profile, and says what is wrong with one', () => {
    const { letIn, sandbox } = start({
      auth: { mode: 'enforced', profile: { mode: 'simulated', tokens: { lifetime: 60 } } }
    })
    const { token } = letIn()
    const { iat, exp } = JSON.parse(atob(token.split('.')[1]!.replaceAll('-', '+').replaceAll('_', '/')))
    expect([exp - iat, sandbox.issues]).toEqual([60, []])
    const profile = { mode: 'simulated', tokens: { lifetime: -1 } } as const
    expect(() => createSandbox({ description, auth: { mode: 'enforced', profile } })).toThrow(
      expect.objectContaining({
        code: 'invalid-auth-profile',
        issues: [expect.objectContaining({ pointer: '/tokens/lifetime', file: '(auth profile)' })]
      })
    )
  })

  it('says which schemes of a profile the description does not have', () => {
    const profile = { mode: 'simulated', schemes: { oauht: { accepts: ['secret'] }, oauth: {} } } as const
    expect(createSandbox({ description, auth: { mode: 'presence', profile } }).issues).toMatchObject([
      {
        code: 'auth-profile-unknown',
        severity: 'warning',
        pointer: '/schemes/oauht',
        file: '(auth profile)',
        message: 'The description has no security scheme "oauht"; the nearest is oauth.'
      }
    ])
  })
})

describe('what a trace tells of a refusal of the authorization server, and the client is not told', () => {
  const { sandbox, traces } = start()
  const ask = (id: string, secret: string, body = 'grant_type=client_credentials') => {
    const { status, body: answer } = sandbox.handle({
      method: 'POST',
      url: '/v1/oauth/token',
      headers: {
        authorization: `Basic ${btoa(`${id}:${secret}`)}`,
        'content-type': 'application/x-www-form-urlencoded'
      },
      body
    })
    const { id: trace, steps } = traces.at(-1)!
    const why = /why: .*/.exec(sandbox.traces.explain(trace) ?? '')?.[0]
    return { status, answer: String(answer), steps, why }
  }
  const reader = sandbox.clients.issue({ id: 'reader', label: '', scopes: ['read'] })
  const gone = sandbox.clients.issue({ id: 'gone', label: '', scopes: 'all' })
  sandbox.clients.revoke('gone')
  const late = sandbox.clients.issue({ id: 'late', label: '', scopes: 'all', expires: 0 })

  it.each([
    ['nobody', 'x', 'No client has the id that was sent.'],
    ['reader', 'sandbed_wrong', "The secret that was sent is not that of the client 'reader'."],
    ['reader', '', "No secret was sent for the client 'reader'."],
    ['gone', gone.secret, "The client 'gone' was revoked."],
    ['late', late.secret, "The client 'late' has expired."]
  ])('%s with %s', (id, secret, why) => {
    const told = ask(id, secret)
    expect([told.status, told.why]).toEqual([
      401,
      `why: The sandbox's authorization server refused it: ${why}`
    ])
    expect(told.steps.at(-1)).toEqual({ step: 'token-endpoint', result: 'refused', detail: why })
    expect(JSON.parse(told.answer)).toEqual({
      error: 'invalid_client',
      error_description: 'The client is not known here, or its secret is wrong.'
    })
  })

  it('a scope beyond those of the client, and a grant that there is not', () => {
    expect(ask('reader', reader.secret, 'grant_type=client_credentials&scope=write').why).toBe(
      "why: The sandbox's authorization server refused it: A scope was asked for that is not given: at most read."
    )
    expect(ask('reader', reader.secret, 'grant_type=password').why).toContain('Known are client_credentials')
    const unknown = ask('reader', reader.secret, 'grant_type=refresh_token&refresh_token=nonsense')
    expect(unknown.why).toContain(
      "The client 'reader' cannot have tokens for this refresh token: this sandbox"
    )
    expect(unknown.answer).not.toContain('reader')
    expect(ask('reader', reader.secret).why).toBeUndefined()
  })
})

it('a secret in the place of a token is told to the trace as what it is, and to the client as any other', () => {
  const { sandbox, traces, call } = start()
  const { id, secret } = sandbox.clients.issue({ label: '', scopes: 'all' })
  const [mistaken, unknown] = [call('GET', '/v1/pets', secret), call('GET', '/v1/pets', 'nonsense')]
  expect(mistaken).toMatchObject({ status: 401 })
  expect([mistaken.body, mistaken.headers]).toEqual([unknown.body, unknown.headers])
  const [first, second] = traces.map(({ auth }) => auth!.reasons.map(({ problem }) => problem))
  expect(first).toEqual([`it is a secret of the client '${id}', and a token is wanted`])
  expect(second).toEqual(['this sandbox did not issue it'])
  expect(JSON.stringify(traces)).not.toContain(secret)
})
