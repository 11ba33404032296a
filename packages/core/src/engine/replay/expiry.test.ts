// Credentials end on the clock of the sandbox: on a later state they are good for nothing, in a replay as in the sandbox itself.
import { expect, it } from 'vitest'
import { api, json } from '../../../test/support/descriptions.js'
import { bodyOf, post } from '../../../test/support/sandboxes.js'
import { createSandbox, type Sandbox, type TraceRecord } from '../../index.js'

const hour = 3_600_000

function guarded(mode: 'enforced' | 'presence'): Sandbox {
  const flows = { clientCredentials: { tokenUrl: '/token', scopes: { read: 'x' } } }
  return createSandbox({
    description: api(
      { '/pets': { get: { security: [{ oauth: ['read'] }], responses: { 200: json({ type: 'array' }) } } } },
      { components: { securitySchemes: { oauth: { type: 'oauth2', flows } } } }
    ),
    mode: 'stateful',
    tracing: 'full',
    auth: { mode },
    host: { random: (bytes) => new Uint8Array(bytes).fill(7) }
  })
}

/** Asks with a token of a new client, and gives back the record. */
function asked(sandbox: Sandbox, expires?: number): TraceRecord {
  const { id, secret } = sandbox.clients.issue({
    label: 'x',
    scopes: ['read'],
    ...(expires !== undefined && { expires })
  } as never)
  const form = `grant_type=client_credentials&client_id=${id}&client_secret=${secret}`
  const { access_token: token } = bodyOf(
    sandbox.handle(post('/token', form, 'application/x-www-form-urlencoded'))
  ) as { access_token: string }
  sandbox.handle({ method: 'GET', url: '/pets', headers: { authorization: `Bearer ${token}` } })
  return sandbox.traces.list().at(-1)!
}

it('a record says when the credential ends, and a replay on a later state answers 401', () => {
  const sandbox = guarded('enforced')
  const record = asked(sandbox)
  expect(record).toMatchObject({ status: 200, auth: { expires: sandbox.clock.now + hour } })
  sandbox.clock.advance(hour - 1)
  expect(sandbox.replay(record.id, { state: 'now' }).equal).toBe(true)
  sandbox.clock.advance(1)
  const { first } = sandbox.replay(record.id, { state: 'now' })
  expect(first).toMatchObject({ path: '/status', recorded: 200, replayed: 401 })
  expect(first!.decision).toMatch(/^authenticate: passed -> refused \(oauth: it has expired\)/)
  expect(sandbox.replay(record.id, { state: sandbox.snapshot() }).first).toMatchObject({ replayed: 401 })
  expect(sandbox.replay(record.id).equal).toBe(true)
})

it('where presence is enough, an expired token is good for no less than any other', () => {
  const sandbox = guarded('presence')
  const record = asked(sandbox)
  sandbox.clock.advance('2h')
  const { records } = sandbox.replay(record.id, { state: 'now' })
  expect(records[0]).toMatchObject({ status: 200, auth: { client: null, expires: null } })
})

it('a record of before this was told is taken without an end', () => {
  const sandbox = guarded('enforced')
  const { auth, ...record } = asked(sandbox)
  const { expires: _expires, ...older } = auth!
  sandbox.clock.advance('2h')
  const [replayed] = sandbox.replay({ ...record, auth: older } as never, { state: 'now' }).records
  expect(replayed).toMatchObject({ status: 200 })
})
