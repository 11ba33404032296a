// Snapshots from elsewhere with clients, tokens or keys that no sandbox writes: refused when they are read.
import { expect, it } from 'vitest'
import { api, json } from '../../../test/support/descriptions.js'
import { createSandbox } from '../../index.js'
import { canonicalJson } from '../../internal/canonical-json.js'
import { digestText } from '../../internal/digest.js'

let bytes = 0
const sandbox = createSandbox({
  description: api(
    { '/pets': { get: { security: [{ oauth: [] }], responses: { 200: json() } } } },
    {
      components: {
        securitySchemes: {
          oauth: {
            type: 'oauth2',
            flows: { clientCredentials: { tokenUrl: '/oauth/token', scopes: { read: 'x' } } }
          }
        }
      }
    }
  ),
  mode: 'stateful',
  auth: { mode: 'enforced' },
  host: { random: (length) => Uint8Array.from({ length }, () => bytes++ & 255) }
})
const { id, secret } = sandbox.clients.issue({ label: 'a partner', scopes: 'all' })
const answer = sandbox.handle({
  method: 'POST',
  url: '/oauth/token',
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: `grant_type=client_credentials&client_id=${id}&client_secret=${secret}`
})
const text = sandbox.exportSnapshot()

// oxlint-disable-next-line typescript/no-explicit-any
type File = any

/** The snapshot with one change, and the digest that it then has. */
function changed(edit: (file: File) => void): string {
  const { digest: _, collections, ...rest } = JSON.parse(text) as File
  edit({ collections, ...rest })
  const start = `${canonicalJson({ collections }).slice(0, -1)},`
  const end = canonicalJson(rest).slice(1)
  return `${start}"digest":"${digestText(start, end)}",${end}`
}

it('what a sandbox has written is read', () => {
  expect(answer.status).toBe(200)
  expect(sandbox.fork(sandbox.importSnapshot(changed(() => {}))).exportSnapshot()).toBe(text)
})

it.each<[string, string, string, unknown]>([
  ['the id of a client', '$clients', 'id', 7],
  ['the secrets of a client', '$clients', 'secrets', [{ digest: 'x', until: null }]],
  ['the scopes of a client', '$clients', 'scopes', 'all'],
  ['when a client expires', '$clients', 'expires', '2030-01-01'],
  ['the kind of a token', '$tokens', 'kind', 'admin'],
  ['the digest of a token', '$tokens', 'digest', null],
  ['when a token expires', '$tokens', 'expires', 1e300],
  ['whose a token is', '$tokens', 'client', undefined],
  ['a key that is too short', '$keys', 'seed', 'AAAA'],
  ['the algorithm of a key', '$keys', 'algorithm', 'none']
])('%s', (_, collection, member, value) => {
  const damaged = changed(({ collections }) => (collections[collection].records[0][1][member] = value))
  expect(() => sandbox.importSnapshot(damaged)).toThrow(
    `This snapshot is damaged: /collections/${collection}/records/0/1 is not as a sandbox keeps it.`
  )
})
