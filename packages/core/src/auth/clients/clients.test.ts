// Clients: issued, rotated, revoked and listed, with their secrets shown once and kept by nobody.
import { expect, it } from 'vitest'
import { emptyWorld } from '../../state/world.js'
import { issueClient, revokeClient, rotateClient, type ClientOptions } from './change-clients.js'
import { clientWithId, listClients, type ClientWithSecret } from './client.js'
import { digestSecret, isSecretOf, makeClientSecret } from './secret.js'

const entropy = (fill: number) => new Uint8Array(32).fill(fill)
const issued = (options: Partial<ClientOptions> = {}, world = emptyWorld()) => {
  const change = issueClient(
    world,
    { label: 'Partner', scopes: ['a'], ...options },
    { now: 1000, entropy: entropy(1) }
  )
  if ('problem' in change) throw new Error(change.problem)
  return change
}
const holds = (world: ReturnType<typeof emptyWorld>, secret: string, now: number) =>
  isSecretOf(clientWithId(world, 'client_1')?.[1], secret, now)

it('a client is issued with a secret of the entropy, which the world does not hold', () => {
  const { world, client } = issued()
  expect(client).toEqual({
    id: 'client_1',
    label: 'Partner',
    status: 'active',
    scopes: ['a'],
    redirectUris: [],
    public: false,
    created: 1000,
    secret: 'sandbed_AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE'
  } satisfies ClientWithSecret)
  const kept = JSON.stringify([...world.collection('$clients')])
  expect(kept).not.toContain('AQEBAQ')
  expect(kept).toContain(digestSecret(client.secret))
  expect(JSON.stringify(listClients(world, 1000))).not.toMatch(/AQEBAQ|digest|secrets/)
})

it('there is no secret without 32 bytes of entropy', () => {
  for (const length of [0, 16, 31, 33])
    expect(() => makeClientSecret(new Uint8Array(length))).toThrow(RangeError)
})

it('ids are given once, also those of clients that are gone', () => {
  const { world } = issued({ id: 'acme' })
  const revoked = revokeClient(world, 'acme', 2000)!.world
  expect(
    issueClient(revoked, { label: '', scopes: 'all', id: 'acme' }, { now: 0, entropy: entropy(2) })
  ).toHaveProperty('problem')
  const taken = issued({}, issued({ id: 'client_2' }).world)
  expect(taken.client.id).toBe('client_3')
})

it.each<[string, object]>([
  ['label', { label: 'x'.repeat(201) }],
  ['label', { label: 7 }],
  ['id', { id: 'a:b' }],
  ['id', { id: '' }],
  ['id', { id: '__proto__' }],
  ['scopes', { scopes: undefined }],
  ['scopes', { scopes: 'a b' }],
  ['scope', { scopes: ['a b'] }],
  ['scope', { scopes: ['a"'] }],
  ['scopes', { scopes: Array.from({ length: 1001 }, String) }],
  ['expires', { expires: 1.5 }],
  ['secretPrefix', { secretPrefix: 'sk test ' }],
  ['redirectUris', { redirectUris: ['/callback'] }],
  ['redirectUris', { redirectUris: ['https://a.example/#x'] }],
  ['redirectUris', { redirectUris: 'https://a.example' }]
])('a wrong %s is a problem in words: %j', (word, options) => {
  const change = issueClient(emptyWorld(), { label: '', scopes: 'all', ...options } as ClientOptions, {
    now: 0,
    entropy: entropy(1)
  })
  expect('problem' in change && change.problem).toContain(word)
})

it('a new secret takes the place of the old one, at once or after an overlap', () => {
  const { world, client } = issued()
  const at = rotateClient(world, 'client_1', { now: 5000, entropy: entropy(2) })!
  const later = rotateClient(world, 'client_1', { now: 5000, entropy: entropy(2), overlap: 1000 })!
  if ('problem' in at || 'problem' in later) throw new Error('problem')
  expect([holds(world, client.secret, 5000), holds(at.world, client.secret, 5000)]).toEqual([true, false])
  expect(holds(at.world, at.client.secret, 5000)).toBe(true)
  expect(later.client.rotatingUntil).toBe(6000)
  expect([5999, 6000].map((now) => holds(later.world, client.secret, now))).toEqual([true, false])
  expect(listClients(later.world, 6000)[0]).not.toHaveProperty('rotatingUntil')
})

it('what cannot be rotated says why', () => {
  const { world } = issued({ public: true })
  const source = { now: 0, entropy: entropy(2) }
  expect(rotateClient(world, 'client_1', source)).toHaveProperty('problem')
  expect(rotateClient(world, 'nobody', source)).toBeUndefined()
  expect(rotateClient(revokeClient(issued().world, 'client_1', 1)!.world, 'client_1', source)).toHaveProperty(
    'problem'
  )
  expect(rotateClient(issued().world, 'client_1', { ...source, overlap: -1 })).toHaveProperty('problem')
})

it('revoking is for good, and a second time changes nothing', () => {
  const { world } = issued()
  const revoked = revokeClient(world, 'client_1', 2000)!
  expect(revoked.client).toMatchObject({ status: 'revoked', revoked: 2000 })
  expect(revokeClient(revoked.world, 'client_1', 3000)).toMatchObject({ client: { revoked: 2000 } })
  expect(revokeClient(world, 'nobody', 3000)).toBeUndefined()
  // What came before still has it: a restore takes a revocation back.
  expect(listClients(world, 2000)).toMatchObject([{ status: 'active' }])
})

it('a client expires at its instant', () => {
  const { world } = issued({ expires: 5000 })
  expect([4999, 5000].map((now) => listClients(world, now)[0]!.status)).toEqual(['active', 'expired'])
})

it('nobody has a secret: not without a client, not without a secret of its own', () => {
  const { world } = issued({ public: true })
  const client = clientWithId(world, 'client_1')![1]
  for (const secret of ['', 'x', digestSecret('')]) {
    expect(isSecretOf(client, secret, 0)).toBe(false)
    expect(isSecretOf(undefined, secret, 0)).toBe(false)
  }
})
