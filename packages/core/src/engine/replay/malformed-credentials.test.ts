// What stood where a credential stands and was none is refused in a replay as it was refused then.
import { describe, expect, it } from 'vitest'
import { api, json } from '../../../test/support/descriptions.js'
import { createSandbox, type Sandbox } from '../../index.js'

const bearer = { type: 'http', scheme: 'bearer' }
const basic = { type: 'http', scheme: 'basic' }
const apiKey = { type: 'apiKey', in: 'header', name: 'Authorization' }
const oauth2 = {
  type: 'oauth2',
  flows: { clientCredentials: { tokenUrl: '/token', scopes: { 'pets:read': 'x' } } }
}

function shelter(mode: 'presence' | 'enforced', scheme: object): Sandbox {
  return createSandbox({
    description: api(
      {
        '/pets': {
          get: { security: [{ scheme: [] }], responses: { 200: json({ type: 'array', items: {} }) } }
        }
      },
      { components: { securitySchemes: { scheme } } }
    ),
    mode: 'stateful',
    tracing: 'full',
    auth: { mode },
    host: { random: (bytes: number) => new Uint8Array(bytes).fill(3) }
  })
}

const values = [
  '',
  'Bearer',
  'Bearer ',
  'Bearer a b',
  'Bearer,',
  'Bearer "a"',
  'Basic',
  'Basic abc',
  'xyz',
  'x y'
]

describe.each(['presence', 'enforced'] as const)('with auth %s', (mode) => {
  describe.each(Object.entries({ bearer, basic, apiKey, oauth2 }))('%s', (_, scheme) => {
    it.each(values)('repeats what came of `Authorization: %s`', (authorization) => {
      const sandbox = shelter(mode, scheme)
      sandbox.handle({ method: 'GET', url: '/pets', headers: { authorization } })
      expect(shelter(mode, scheme).replay(sandbox.traces.export('jsonl')).differences).toEqual([])
    })
  })
})
