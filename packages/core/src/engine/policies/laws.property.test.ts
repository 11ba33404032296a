// The laws of policies, against an oracle that knows nothing of how they are carried out.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { PolicyPack, PolicyRule } from '../../policies/policy-pack.js'
import { createSandbox } from '../sandbox/create-sandbox.js'

const ok = { responses: { 200: { description: 'Done.' } } }
const description = {
  openapi: '3.1.0',
  info: { title: 'Laws', version: '1' },
  paths: {
    '/a': { get: { ...ok, tags: ['x'] }, post: { ...ok, tags: ['x', 'y'] } },
    '/a/{id}': { get: { ...ok, tags: ['y'] }, delete: ok }
  }
}
const requests = ['GET /a', 'POST /a', 'GET /a/1', 'DELETE /a/1'] as const
type Request = (typeof requests)[number]
const keys: { readonly [request in Request]: string } = {
  'GET /a': 'GET /a',
  'POST /a': 'POST /a',
  'GET /a/1': 'GET /a/{id}',
  'DELETE /a/1': 'DELETE /a/{id}'
}
const tags: { readonly [request in Request]: readonly string[] } = {
  'GET /a': ['x'],
  'POST /a': ['x', 'y'],
  'GET /a/1': ['y'],
  'DELETE /a/1': []
}

const match = fc.record(
  {
    operation: fc.subarray(Object.values(keys), { minLength: 1 }),
    method: fc.subarray(['GET', 'POST', 'DELETE'], { minLength: 1 }),
    tag: fc.constantFrom('x', 'y'),
    path: fc.constantFrom('/a', '/a/*', '/**'),
    when: fc.constantFrom(
      '=true',
      '=false',
      "=request.method != 'POST'",
      '=client.id == "c"',
      "='x' in operation.tags"
    )
  },
  { requiredKeys: [] }
)
const effect = fc.constantFrom<Omit<PolicyRule, 'name'>>(
  { allow: true },
  { allow: true },
  { deny: true },
  { readOnly: true },
  { requireScope: 's' },
  { redact: '/x' }
)
const pack = fc
  .record({
    usual: fc.constantFrom('allow', 'deny', undefined),
    rules: fc.array(fc.tuple(match, effect), { maxLength: 4 })
  })
  .map(({ usual, rules }): Omit<PolicyPack, 'name'> => ({
    ...(usual && { default: usual }),
    rules: rules.map(([of, does], i) => ({ name: `r${i}`, match: of, ...does }))
  }))
const packs = fc
  .array(pack, { maxLength: 3 })
  .map((list) => list.map((one, i): PolicyPack => ({ name: `p${i}`, ...one })))

/** Yes, no, or who knows. */
function holds({ match: of = {} }: PolicyRule, request: Request): boolean | null {
  const [method] = request.split(' ')
  const path = { '/a': /^\S+ \/a$/, '/a/*': /^\S+ \/a\/1$/, '/**': /./ }[of.path as string]
  if (of.operation && !of.operation.includes(keys[request])) return false
  if (of.method && !of.method.includes(method!)) return false
  if (of.tag && !tags[request].includes(of.tag as string)) return false
  if (path && !path.test(request)) return false
  switch (of.when) {
    case '=false':
      return false
    case "=request.method != 'POST'":
      return method !== 'POST'
    case "='x' in operation.tags":
      return tags[request].includes('x')
    // There is no client.
    case '=client.id == "c"':
      return null
    default:
      return true
  }
}

/** What one pack makes of a request: refusals first, then what is allowed, then the default. Who knows refuses, and does not allow. */
function passes(one: PolicyPack, request: Request): boolean {
  const about = one.rules.filter((rule) => holds(rule, request) !== false)
  if (about.some(({ deny, requireScope }) => deny || requireScope)) return false
  if (about.some(({ readOnly }) => readOnly) && !request.startsWith('GET')) return false
  if (about.some((rule) => rule.allow && holds(rule, request))) return true
  return (one.default ?? (one.rules.some(({ allow }) => allow) ? 'deny' : 'allow')) === 'allow'
}

function allowed(policies: readonly PolicyPack[]): boolean[] {
  const sandbox = createSandbox({ description, policies })
  return requests.map((request) => {
    const [method, url] = request.split(' ') as [string, string]
    const { status } = sandbox.handle({ method, url })
    expect([200, 403]).toContain(status)
    return status === 200
  })
}

it('a request passes when every pack lets it pass: refusals beat permissions, and doubt lets nothing more through', () => {
  fc.assert(
    fc.property(packs, (policies) => {
      const expected = requests.map((request) => policies.every((one) => passes(one, request)))
      expect(allowed(policies)).toEqual(expected)
    }),
    { numRuns: 400 }
  )
})

it('order decides nothing about who passes', () => {
  fc.assert(
    fc.property(packs, (policies) => {
      const turned = policies.toReversed().map((one) => ({ ...one, rules: one.rules.toReversed() }))
      expect(allowed(turned)).toEqual(allowed(policies))
    }),
    { numRuns: 100 }
  )
})

it('another pack lets nothing more through, and neither does another refusing rule', () => {
  fc.assert(
    fc.property(packs, pack, (policies, more) => {
      const before = allowed(policies)
      const after = allowed([...policies, { name: 'more', ...more }])
      const refusing = policies.map((one) => ({
        ...one,
        rules: [...one.rules, { name: 'no', match: { method: 'POST' }, deny: true as const }]
      }))
      expect(after.map((is, i) => is && !before[i])).toEqual([false, false, false, false])
      expect(allowed(refusing).map((is, i) => is && !before[i])).toEqual([false, false, false, false])
    }),
    { numRuns: 100 }
  )
})

it('each refusal names the first pack and rule that refuses, in order', () => {
  fc.assert(
    fc.property(packs, (policies) => {
      const sandbox = createSandbox({ description, policies })
      for (const request of requests) {
        const [method, url] = request.split(' ') as [string, string]
        sandbox.handle({ method, url })
        const [record] = sandbox.traces.list().toReversed()
        const first = policies.find((one) => !passes(one, request))
        if (!first) expect(record).toMatchObject({ problem: null })
        else expect(String(record!.notes[0])).toContain(`'${first.name}'`)
      }
    }),
    { numRuns: 50 }
  )
})
