// The form of policy packs: what is read, what is said about the rest, and that the published schema says the same.
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import packSchema from '../../schemas/pack.schema.json' with { type: 'json' }
import schema from '../../schemas/policy.schema.json' with { type: 'json' }
import { readPolicyPack } from './read-policy.js'

const isPolicy = new Ajv2020({ strict: false }).addSchema(packSchema).compile(schema)

const whole = {
  $schema: 'https://sandbed.dev/schemas/policy-1.json',
  format: 'sandbed-policy',
  version: 1,
  name: 'fence',
  description: 'For the agent',
  default: 'deny',
  rules: [
    {
      name: 'a',
      description: 'why',
      match: {
        operation: ['listPets', 'GET /pets/{id}'],
        classification: 'read',
        resource: 'pets',
        tag: ['a', 'b'],
        path: ['/pets/*', '/admin/**'],
        method: 'GET',
        client: ['client_1', 'Agent'],
        scope: 'pets:read',
        when: '=request.body.amount <= 100'
      },
      allow: true
    },
    { name: 'b', deny: true },
    { name: 'c', deny: { status: 451, reason: 'No.' } },
    { name: 'd', requireScope: ['a', 'b'] },
    { name: 'e', rateLimit: { limit: 1, window: '1m', per: 'everyone' } },
    { name: 'f', redact: ['/a~1b/*', '/**/email'] },
    { name: 'g', fault: 'outage' },
    { name: 'h', fault: { status: 503, probability: 0.1 } },
    { name: 'i', readOnly: true }
  ]
}

it('a whole pack is read as it is', () => {
  expect(readPolicyPack(whole)).toEqual({ pack: whole, issues: [] })
  expect(isPolicy(whole)).toBe(true)
})

const one = (rule: object): object => ({ name: 'p', rules: [{ name: 'r', ...rule }] })

it.each<[pointer: string, pack: unknown]>([
  ['', null],
  ['', 'read-only'],
  ['', { name: 'p' }],
  ['', { rules: [] }],
  ['/name', { name: 'a b', rules: [] }],
  ['/version', { version: 2, name: 'p', rules: [] }],
  ['/default', { name: 'p', default: 'maybe', rules: [] }],
  ['/ruels', { name: 'p', rules: [], ruels: [] }],
  ['/rules', { name: 'p', rules: {} }],
  ['/rules/0', one({})],
  ['/rules/0', one({ allow: true, readOnly: true })],
  ['/rules/0', { name: 'p', rules: [{ allow: true }] }],
  ['/rules/0/name', { name: 'p', rules: [{ name: 'default', allow: true }] }],
  ['/rules/0/allow', one({ allow: false })],
  ['/rules/0/alow', one({ alow: true })],
  ['/rules/0/deny', one({ deny: 403 })],
  ['/rules/0/deny/status', one({ deny: { status: 200 } })],
  ['/rules/0/deny/staus', one({ deny: { staus: 403 } })],
  ['/rules/0/match/method', one({ deny: true, match: { method: 'get' } })],
  ['/rules/0/match/path', one({ deny: true, match: { path: 'pets' } })],
  ['/rules/0/match/when', one({ deny: true, match: { when: 'true' } })],
  ['/rules/0/match/tags', one({ deny: true, match: { tags: 'a' } })],
  ['/rules/0/match/classification', one({ deny: true, match: { classification: 'remove' } })],
  ['/rules/0/match/operation', one({ deny: true, match: { operation: [] } })],
  ['/rules/0/rateLimit/limit', one({ rateLimit: { limit: 0, window: '1m' } })],
  ['/rules/0/rateLimit', one({ rateLimit: { limit: 1 } })],
  ['/rules/0/rateLimit/per', one({ rateLimit: { limit: 1, window: '1m', per: 'ip' } })],
  ['/rules/0/redact', one({ redact: 'email' })],
  ['/rules/0/fault/staus', one({ fault: { status: 503, staus: 1 } })],
  ['/rules/0/requireScope', one({ requireScope: 'a b' })]
])('an error at %s', (pointer, pack) => {
  const { issues } = readPolicyPack(pack)
  expect(issues).toContainEqual(expect.objectContaining({ pointer, severity: 'error' }))
  expect(isPolicy(pack)).toBe(false)
})

it('names of rules are unique', () => {
  const { issues } = readPolicyPack({
    name: 'p',
    rules: [
      { name: 'a', allow: true },
      { name: 'a', deny: true }
    ]
  })
  expect(issues).toMatchObject([{ code: 'policy-invalid', pointer: '/rules/1/name' }])
})

it('functions, classes and what throws are no policies', () => {
  for (const pack of [
    one({ fault: { when: () => true, status: 500 } }),
    new Map(),
    {
      name: 'p',
      get rules() {
        throw new Error('no')
      }
    }
  ])
    expect(readPolicyPack(pack)).toMatchObject({ pack: undefined, issues: [{ pointer: '' }] })
})

it('reader and schema agree on packs that are mangled in one place', () => {
  const values = [null, true, 0, -1, 500, '', 'x', 'a b', '/x', '=x', [], ['x'], [''], {}, { name: 'x' }]
  const places = pointersOf(whole)
  fc.assert(
    fc.property(fc.constantFrom(...places), fc.constantFrom(...values), (place, value) => {
      const mangled = structuredClone(whole) as Record<string, unknown>
      let at: Record<string, unknown> = mangled
      for (const token of place.slice(0, -1)) at = at[token] as Record<string, unknown>
      at[place.at(-1)!] = value
      const { issues } = readPolicyPack(mangled)
      const isUnique = !issues.some(({ message }) => message.includes('already'))
      expect([place, value, issues.length === 0]).toEqual([place, value, isPolicy(mangled) && isUnique])
    }),
    { numRuns: 2000 }
  )
})

function pointersOf(value: object, at: readonly string[] = []): (readonly string[])[] {
  return Object.entries(value).flatMap(([name, member]) => {
    const place = [...at, name]
    return typeof member === 'object' && member !== null
      ? [place, ...pointersOf(member as object, place)]
      : [place]
  })
}
