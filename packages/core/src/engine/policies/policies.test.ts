// Policies through the door of a sandbox: who is refused and how, limits on the clock, what is taken out of answers, and what going back in time does.
import { describe, expect, it } from 'vitest'
import { isSandboxError } from '../../errors.js'
import type { PolicyPack, PolicyRule } from '../../policies/policy-pack.js'
import { createSandbox } from '../sandbox/create-sandbox.js'
import type { SandboxOptions } from '../options.js'

const json = (schema: object) => ({ 'application/json': { schema } })
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` })
const refused = { description: 'Refused.', content: json(ref('Error')) }
const id = { name: 'id', in: 'path', required: true, schema: { type: 'string' } }
const refund = {
  type: 'object',
  required: ['amount'],
  properties: {
    id: { type: 'string', readOnly: true },
    amount: { type: 'integer' },
    email: { type: 'string' }
  }
}
const customer = {
  type: 'object',
  required: ['id', 'email', 'plan', 'phone'],
  properties: {
    id: { type: 'string' },
    email: { type: 'string', format: 'email' },
    plan: { type: 'string', enum: ['free', 'paid'] },
    phone: { type: 'string' },
    note: { type: 'string' }
  }
}
const example = { id: 'c1', email: 'ann@example.com', plan: 'paid', phone: '+49 30 1', note: 'VIP' }
const description = {
  openapi: '3.1.0',
  info: { title: 'Shop', version: '1' },
  security: [{ token: [] }],
  paths: {
    '/customers': {
      get: {
        operationId: 'listCustomers',
        tags: ['people'],
        responses: {
          200: {
            description: 'Some.',
            content: {
              'application/json': {
                schema: { type: 'array', items: ref('Customer') },
                example: [example, { ...example, id: 'c2' }]
              }
            }
          }
        }
      }
    },
    '/customers/{id}': {
      parameters: [id],
      get: {
        operationId: 'getCustomer',
        tags: ['people'],
        responses: {
          200: {
            description: 'One.',
            content: {
              'application/json': { schema: ref('Customer'), example },
              'application/xml': { schema: ref('Customer'), example }
            }
          },
          403: refused
        }
      },
      delete: {
        operationId: 'deleteCustomer',
        tags: ['people'],
        responses: { 204: { description: 'Gone.' } }
      }
    },
    '/refunds': {
      post: {
        operationId: 'createRefund',
        requestBody: { required: true, content: json(ref('Refund')) },
        responses: { 201: { description: 'Made.', content: json(ref('Refund')) }, 403: refused, 429: refused }
      }
    },
    '/refunds/{id}': {
      parameters: [id],
      get: {
        operationId: 'getRefund',
        responses: { 200: { description: 'One.', content: json(ref('Refund')) } }
      }
    }
  },
  components: {
    securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
    schemas: {
      Customer: customer,
      Refund: refund,
      Error: {
        type: 'object',
        required: ['error'],
        properties: {
          error: {
            type: 'object',
            required: ['code', 'message'],
            properties: { code: { type: 'string' }, message: { type: 'string' } }
          }
        }
      }
    }
  }
}

const open = (options: SandboxOptions = {}) => createSandbox({ description, ...options })
const pack = (...rules: readonly Omit<PolicyRule, 'name'>[]): PolicyPack => ({
  name: 'p',
  rules: rules.map((rule, i) => ({ name: `r${i + 1}`, ...rule }))
})
type Sandbox = ReturnType<typeof open>
const get = (sandbox: Sandbox, url: string, headers = {}) => sandbox.handle({ method: 'GET', url, headers })
const post = (sandbox: Sandbox, body: unknown, headers = {}) =>
  sandbox.handle({
    method: 'POST',
    url: '/refunds',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body)
  })
const bodyOf = ({ body }: { readonly body: unknown }): unknown => JSON.parse(String(body)) as unknown
const last = (sandbox: Sandbox) => sandbox.traces.list().toSorted((a, b) => b.seq - a.seq)[0]!

describe('refusals', () => {
  it('are 403 in the error schema of the description, and the trace names pack and rule', () => {
    const sandbox = open({
      policies: [pack({ match: { operation: 'getCustomer' }, deny: { reason: 'Not for you.' } })]
    })
    const answer = get(sandbox, '/customers/1')
    expect([answer.status, bodyOf(answer)]).toEqual([
      403,
      { error: { code: 'policy_denied', message: 'Not for you.' } }
    ])
    expect(last(sandbox)).toMatchObject({
      problem: 'policy-denied',
      policies: [{ pack: 'p', rule: 'r1', effect: 'deny', reason: 'Not for you.' }]
    })
    expect(last(sandbox).steps.at(-1)).toEqual({ step: 'policy', result: 'refused', detail: 'Not for you.' })
    expect(get(sandbox, '/customers').status).toBe(200)
  })

  it('are problems where the description has no error, with the status that the rule says', () => {
    const sandbox = open({ policies: [pack({ match: { method: 'DELETE' }, deny: { status: 451 } })] })
    const answer = sandbox.handle({ method: 'DELETE', url: '/customers/1' })
    expect(bodyOf(answer)).toEqual({
      type: 'https://sandbed.dev/problems/policy-denied',
      title: 'A policy does not allow this',
      status: 451,
      detail: "The policy 'p' does not allow this: rule 'r1'."
    })
  })

  it('come after 404 and 401, and before the request is validated', () => {
    const sandbox = open({ policies: [pack({ deny: true })], auth: { mode: 'presence' } })
    const bearer = { authorization: 'Bearer x' }
    expect([
      get(sandbox, '/nothing').status,
      get(sandbox, '/customers').status,
      get(sandbox, '/customers', bearer).status,
      post(sandbox, '{', bearer).status
    ]).toEqual([404, 401, 403, 403])
  })

  it('of readOnly let reads pass, by whatever method', () => {
    const sandbox = open({ policies: [pack({ readOnly: true })] })
    expect([get(sandbox, '/customers').status, post(sandbox, { amount: 1 }).status]).toEqual([200, 403])
    expect(last(sandbox).policies).toEqual([
      { pack: 'p', rule: 'r1', effect: 'readOnly', reason: 'POST /refunds does more than read' }
    ])
    expect(sandbox.handle({ method: 'HEAD', url: '/customers' }).status).toBe(200)
  })

  it.each(['static', 'dynamic', 'stateful'] as const)('are the same in %s mode', (mode) => {
    const policies = [pack({ match: { tag: 'people', classification: 'delete' }, deny: true })]
    const sandbox = open({ mode, policies })
    expect(sandbox.handle({ method: 'DELETE', url: '/customers/1' }).status).toBe(403)
    expect(get(sandbox, '/customers').status).toBe(200)
  })
})

it('the trace gives as the reason the rule that refuses, whatever else is about the request', () => {
  const limit = { rateLimit: { limit: 1, window: '1m' } } as const
  const slow = { rateLimit: { limit: 100, window: '1m' } } as const
  const people = { match: { tag: 'people' } }
  const sandbox = open({
    policies: [
      pack({ ...people, ...limit }, { match: { method: 'POST' }, deny: true }, { readOnly: true }, slow)
    ]
  })
  const why = () => {
    const { id: trace, policies } = last(sandbox)
    return [/why: .*/.exec(sandbox.traces.explain(trace) ?? '')?.[0], policies.map(({ rule }) => rule)]
  }
  post(sandbox, { amount: 1 })
  expect(why()).toEqual([
    "why: The rule 'r2' of the policy 'p' forbids it (deny): The policy 'p' does not allow this: rule 'r2'.",
    ['r3', 'r4', 'r2']
  ])
  get(sandbox, '/customers')
  get(sandbox, '/customers')
  expect(why()).toEqual([
    "why: The rule 'r1' of the policy 'p' forbids it (rateLimit): all 1 are used up, for 60 s",
    ['r3', 'r4', 'r1']
  ])
})

describe('conditions', () => {
  const upTo100 = pack(
    { match: { method: 'GET' }, allow: true },
    { match: { operation: 'createRefund', when: '=request.body.amount <= 100' }, allow: true }
  )

  it('see the body before it is validated', () => {
    const sandbox = open({ policies: [upTo100] })
    expect([post(sandbox, { amount: 100 }).status, post(sandbox, { amount: 101 }).status]).toEqual([201, 403])
    const why = "no rule allows it; the rule 'r2' would allow it, but its condition was false"
    expect(last(sandbox).policies).toEqual([{ pack: 'p', rule: 'default', effect: 'deny', reason: why }])
    expect(sandbox.traces.explain(last(sandbox).id)).toContain(`forbids it (deny): ${why}`)
    expect(last(sandbox).problem).toBe('policy-denied')
    expect(String(post(sandbox, { amount: 101 }).body)).not.toContain('r2')
  })

  it('that do not hold are told of to the trace, the first five of them', () => {
    const never = { match: { method: 'POST', when: '=request.body.amount > 1000' }, allow: true } as const
    const sandbox = open({ policies: [pack(...Array.from({ length: 7 }, () => never))] })
    expect(post(sandbox, { amount: 1 }).status).toBe(403)
    expect(last(sandbox).policies.map(({ reason }) => reason)).toEqual([
      "no rule allows it; the rules 'r1', 'r2', 'r3', 'r4', 'r5' and 2 more would allow it, but their conditions were false"
    ])
  })

  it('that cannot be told do not allow, and the trace says why', () => {
    const sandbox = open({ policies: [upTo100] })
    expect(post(sandbox, '{').status).toBe(403)
    expect(last(sandbox).notes[1]).toMatch(
      /^The rule 'r2' of the policy 'p' is left out: its condition cannot be told: the body cannot be read/
    )
    expect(post(sandbox, { amount: 'much' }).status).toBe(403)
    expect(post(sandbox, {}).status).toBe(403)
  })

  it('that cannot be told refuse, where they are those of a refusing rule', () => {
    const sandbox = open({
      policies: [pack({ match: { method: 'POST', when: '=request.body.amount > 100' }, deny: true })]
    })
    expect([post(sandbox, { amount: 100 }).status, post(sandbox, {}).status]).toEqual([201, 403])
    expect(last(sandbox).policies[0]!.reason).toMatch(
      /^it is taken to be about this, as its condition cannot be told/
    )
  })

  it('know client, operation and clock', () => {
    const when =
      "=client == null && operation.operationId == 'listCustomers' && operation.does == 'list' && clock.now > 5"
    const sandbox = open({ policies: [pack({ match: { when }, deny: true })] })
    expect([get(sandbox, '/customers').status, get(sandbox, '/customers/1').status]).toEqual([403, 200])
  })
})

describe('rate limits', () => {
  const limited = pack({ rateLimit: { limit: 2, window: '1m' } })

  it('refuse with 429, Retry-After and RateLimit; time frees them', () => {
    const sandbox = open({ policies: [limited] })
    const first = get(sandbox, '/customers')
    expect(first.headers).toMatchObject({
      'ratelimit-policy': '"p/r1";q=2;w=60',
      ratelimit: '"p/r1";r=1;t=60'
    })
    sandbox.clock.advance('20s')
    expect(get(sandbox, '/customers').headers['ratelimit']).toBe('"p/r1";r=0;t=40')
    const third = post(sandbox, { amount: 1 })
    expect([third.status, third.headers['retry-after'], third.headers['ratelimit']]).toEqual([
      429,
      '40',
      '"p/r1";r=0;t=40'
    ])
    expect(bodyOf(third)).toMatchObject({
      error: {
        code: 'rate_limited',
        message: expect.stringMatching(
          /^No more than 2 requests in 60 seconds: try again in 40 seconds/
        ) as string
      }
    })
    expect(last(sandbox).steps.at(-1)).toMatchObject({ step: 'rate-limit', result: 'refused' })
    expect(last(sandbox).policies).toEqual([
      { pack: 'p', rule: 'r1', effect: 'rateLimit', reason: 'all 2 are used up, for 40 s' }
    ])
    sandbox.clock.advance('40s')
    expect(get(sandbox, '/customers').headers['ratelimit']).toBe('"p/r1";r=1;t=60')
  })

  it('are part of the world, and not of what the API keeps', () => {
    const sandbox = open({ policies: [limited], mode: 'stateful' })
    const hash = sandbox.stateHash()
    get(sandbox, '/customers')
    const snapshot = sandbox.exportSnapshot()
    get(sandbox, '/customers')
    expect([get(sandbox, '/customers').status, sandbox.stateHash()]).toEqual([429, hash])
    sandbox.restore(sandbox.importSnapshot(snapshot))
    expect([get(sandbox, '/customers').status, get(sandbox, '/customers').status]).toEqual([200, 429])
    expect(sandbox.fork().handle({ method: 'GET', url: '/customers' }).status).toBe(429)
  })

  it('count by operation, by client, or together', () => {
    const statuses = (per: 'operation' | 'everyone') => {
      const sandbox = open({ policies: [pack({ rateLimit: { limit: 1, window: '1h', per } })] })
      return ['/customers', '/customers', '/customers/1'].map((url) => get(sandbox, url).status)
    }
    expect([statuses('operation'), statuses('everyone')]).toEqual([
      [200, 429, 200],
      [200, 429, 429]
    ])
    let drawn = 0
    const random = (bytes: number) => new Uint8Array(bytes).fill(++drawn)
    const policies = [pack({ rateLimit: { limit: 1, window: '1h' } })]
    const sandbox = open({ policies, auth: { mode: 'enforced' }, host: { random } })
    const [one, other] = [0, 1].map(() => sandbox.clients.issue({ label: 'x', scopes: 'all' }).secret)
    const as = (secret: string) => get(sandbox, '/customers', { authorization: `Bearer ${secret}` }).status
    expect([as(one!), as(one!), as(other!)]).toEqual([200, 429, 200])
  })

  it('keep no more counts than there are windows that run', () => {
    let drawn = 0
    const random = (bytes: number) => new Uint8Array(bytes).fill(++drawn)
    const policies = [pack({ rateLimit: { limit: 2, window: '1h' } })]
    const sandbox = open({ policies, auth: { mode: 'enforced' }, host: { random } })
    const secrets = Array.from(
      { length: 60 },
      () => sandbox.clients.issue({ label: 'x', scopes: 'all' }).secret
    )
    const as = (secret: string) => get(sandbox, '/customers', { authorization: `Bearer ${secret}` }).status
    const kept = () => (sandbox.exportSnapshot().match(/"subject":"client /g) ?? []).length
    for (const secret of secrets.slice(0, 40)) as(secret)
    expect(kept()).toBe(40)
    sandbox.clock.advance('1h')
    for (const secret of secrets.slice(20)) expect(as(secret)).toBe(200)
    expect(kept()).toBe(40)
    for (const secret of secrets.slice(20)) expect([as(secret), as(secret)]).toEqual([200, 429])
  })

  it('count a request under all of them or under none: what is refused counts nowhere', () => {
    const sandbox = open({
      policies: [
        pack(
          { rateLimit: { limit: 9, window: '1h' } },
          { match: { operation: 'getRefund' }, rateLimit: { limit: 1, window: '1m' } },
          { match: { method: 'DELETE' }, deny: true }
        )
      ]
    })
    const left = (url: string) => get(sandbox, url).headers['ratelimit']
    expect([left('/refunds/1'), left('/refunds/1'), left('/refunds/1')]).toEqual([
      '"p/r1";r=8;t=3600, "p/r2";r=0;t=60',
      '"p/r1";r=8;t=3600, "p/r2";r=0;t=60',
      '"p/r1";r=8;t=3600, "p/r2";r=0;t=60'
    ])
    expect(sandbox.handle({ method: 'DELETE', url: '/customers/1' }).headers['ratelimit']).toBe(undefined)
    expect(left('/customers')).toBe('"p/r1";r=7;t=3600')
  })

  it('tell those too whose requests are invalid', () => {
    const answer = post(open({ policies: [limited] }), '{')
    expect([answer.status, answer.headers['ratelimit']]).toEqual([400, '"p/r1";r=1;t=60'])
  })
})

describe('scopes', () => {
  let drawn = 0
  const host = { random: (bytes: number) => new Uint8Array(bytes).fill(++drawn) }
  const policies = [
    pack(
      { match: { operation: 'createRefund' }, requireScope: 'refunds:write' },
      { match: { client: 'Intern' }, readOnly: true },
      { match: { scope: 'blocked' }, deny: { reason: 'Blocked.' } }
    )
  ]

  it('that are not there are 403 with the challenge of RFC 6750', () => {
    const sandbox = open({ policies, host, auth: { mode: 'enforced' } })
    const as = (label: string, ...scopes: string[]) => ({
      authorization: `Bearer ${sandbox.clients.issue({ label, scopes }).secret}`
    })
    const answer = post(sandbox, { amount: 1 }, as('Agent', 'other'))
    expect([answer.status, answer.headers['www-authenticate']]).toEqual([
      403,
      ['Bearer realm="Shop", error="insufficient_scope", scope="refunds:write"']
    ])
    expect(last(sandbox)).toMatchObject({ problem: 'insufficient-scope', auth: { allowed: true } })
    expect(last(sandbox).steps.at(-1)).toMatchObject({ step: 'policy', result: 'refused' })
    expect(post(sandbox, { amount: 1 }, as('Agent', 'refunds:write')).status).toBe(201)
    expect(post(sandbox, { amount: 1 }, as('Intern', 'refunds:write')).status).toBe(403)
    expect(bodyOf(get(sandbox, '/customers/1', as('Agent', 'blocked')))).toMatchObject({
      error: { message: 'Blocked.' }
    })
    expect(sandbox.issues).toEqual([])
  })

  it('are carried by nobody who is no known client, of which a warning tells', () => {
    const sandbox = open({ policies })
    expect(post(sandbox, { amount: 1 }).status).toBe(403)
    expect(sandbox.issues.map(({ code, file, pointer }) => [code, file, pointer])).toEqual([
      ['policy-doubtful', '(policy p)', '/rules/0/requireScope'],
      ['policy-doubtful', '(policy p)', '/rules/1/match/client'],
      ['policy-doubtful', '(policy p)', '/rules/2/match/scope']
    ])
  })
})

describe('redaction', () => {
  it('takes fields out of answers and lists; what the schema requires is made to say nothing', () => {
    const sandbox = open({ policies: [pack({ redact: ['/**/email', '/**/phone', '/**/note', '/**/plan'] })] })
    const one = bodyOf(get(sandbox, '/customers/1')) as { email: string; plan: string }
    expect(one).toEqual({
      id: 'c1',
      email: expect.stringMatching(/@/) as string,
      plan: expect.any(String) as string,
      phone: ''
    })
    expect(one.email).not.toBe('ann@example.com')
    expect(last(sandbox).policies).toEqual([
      {
        pack: 'p',
        rule: 'r1',
        effect: 'redact',
        reason:
          'made /email say nothing, as the schema requires it; made /phone say nothing, as the schema requires it; took out /note; made /plan say nothing, as the schema requires it'
      }
    ])
    const list = get(sandbox, '/customers')
    expect(String(list.body)).not.toMatch(/ann@|\+49|VIP/)
    expect(bodyOf(list)).toMatchObject([
      { id: 'c1', phone: '' },
      { id: 'c2', phone: '' }
    ])
  })

  it('withholds the same data in another form', () => {
    const sandbox = open({ policies: [pack({ redact: '/email' })] })
    const { status, body } = get(sandbox, '/customers/1', { accept: 'application/xml' })
    expect([status, body]).toEqual([200, null])
  })

  it('comes before a fault cuts the answer off, and is not kept under an idempotency key', () => {
    const sandbox = open({
      mode: 'stateful',
      policies: [pack({ redact: '/email' }, { match: { method: 'GET' }, fault: { malformed: true } })]
    })
    const key = { 'idempotency-key': 'k' }
    const made = bodyOf(post(sandbox, { amount: 1, email: 'eve@example.com' }, key)) as { id: string }
    expect(made).not.toHaveProperty('email')
    expect(String(get(sandbox, `/refunds/${made.id}`).body)).not.toContain('eve@')
    sandbox.policies.detach('p')
    expect(bodyOf(get(sandbox, `/refunds/${made.id}`))).toMatchObject({ email: 'eve@example.com' })
    expect(bodyOf(post(sandbox, { amount: 1, email: 'eve@example.com' }, key))).toMatchObject({
      email: 'eve@example.com'
    })
  })
})

describe('faults', () => {
  it('are carried out where other faults are, and counted', () => {
    const sandbox = open({
      policies: [pack({ match: { tag: 'people' }, fault: { status: 503, count: 1, message: 'Down.' } })]
    })
    expect([
      get(sandbox, '/refunds/1').status,
      get(sandbox, '/customers').status,
      get(sandbox, '/customers').status
    ]).toEqual([200, 503, 200])
    const [, record] = sandbox.traces.list().toSorted((a, b) => a.seq - b.seq)
    expect(record).toMatchObject({ rule: 'p/r1', policies: [{ pack: 'p', rule: 'r1', effect: 'fault' }] })
    expect(record!.steps.at(-1)).toMatchObject({ step: 'fault', result: 'answered' })
  })

  it('may be those of the simulation pack, by their names', () => {
    const faults = { outage: { status: 502 } }
    const sandbox = open({
      pack: { faults },
      policies: [pack({ match: { operation: 'getCustomer' }, fault: 'outage' })]
    })
    expect([get(sandbox, '/customers/1').status, get(sandbox, '/customers').status]).toEqual([502, 200])
    expect(() => open({ pack: { faults }, policies: [pack({ fault: 'outrage' })] })).toThrow(
      'The policy cannot be used. /rules/0/fault: The simulation pack has no fault `outrage`.'
    )
  })
})

describe('packs', () => {
  const issuesOf = (policy: unknown) => {
    try {
      open({ policies: [policy as PolicyPack] })
    } catch (error) {
      if (isSandboxError(error))
        return [
          error.code,
          ...error.issues.map(
            ({ severity, pointer, message, hint = '' }) => `${severity} ${pointer} ${message} ${hint}`
          )
        ]
    }
    return []
  }

  it('that cannot be used are refused with every fault and its place', () => {
    expect(
      issuesOf(
        pack(
          { match: { when: '=request.body.amount <' }, deny: true },
          { match: { when: '=reqest.method' }, deny: true },
          { match: { when: '=request.methd == "GET"' }, deny: true },
          { match: { when: '=1 + 1' }, deny: true }
        )
      )
    ).toEqual([
      'invalid-policy',
      expect.stringMatching(/^error \/rules\/0\/match\/when In `=request.body.amount <`, at character 2\d: /),
      expect.stringMatching(
        /^error \/rules\/1\/match\/when In `=reqest.method`, at character 2: There is nothing called `reqest` here; did you mean 'request'\?/
      ),
      expect.stringMatching(
        /^error \/rules\/2\/match\/when .*the request has no member `methd`. Did you mean `method`\?/
      ),
      expect.stringMatching(/^error \/rules\/3\/match\/when .*A condition gives true or false/)
    ])
    expect(issuesOf(pack({ rateLimit: { limit: 1, window: 'soon' } }))[1]).toMatch(
      /^error \/rules\/0\/rateLimit\/window /
    )
    expect(issuesOf({ name: 'p', rules: [{ name: 'a', denny: true }] })).toEqual(
      expect.arrayContaining([
        expect.stringMatching(
          /^error \/rules\/0\/denny Nothing is known by the name `denny` here\. Did you mean `deny`\?/
        )
      ])
    )
  })

  it('may name what the API has not: a warning says what is nearest', () => {
    const sandbox = open({
      policies: [pack({ match: { operation: ['getCustomr', 'getCustomer'], tag: 'peple' }, deny: true })]
    })
    expect(
      sandbox.issues.map(({ severity, code, pointer, hint }) => [severity, code, pointer, hint])
    ).toEqual([
      ['warning', 'policy-unknown', '/rules/0/match/tag', 'Did you mean `people`?'],
      ['warning', 'policy-unknown', '/rules/0/match/operation/0', 'Did you mean `getCustomer`?']
    ])
    expect(get(sandbox, '/customers/1').status).toBe(200)
  })

  it('are attached, replaced, detached and listed while the sandbox runs', () => {
    const sandbox = open()
    const before = get(sandbox, '/customers')
    const attached = sandbox.policies.attach(pack({ deny: true }))
    expect(attached).toEqual({
      name: 'p',
      description: null,
      default: 'allow',
      rules: [{ name: 'r1', effect: 'deny' }],
      issues: []
    })
    expect(get(sandbox, '/customers').status).toBe(403)
    sandbox.policies.attach({ ...pack({ match: { method: 'POST' }, allow: true }), name: 'second' })
    sandbox.policies.attach(pack({ rateLimit: { limit: 1, window: '1h' } }))
    expect(
      sandbox.policies.list().map(({ name, default: usual, rules }) => [name, usual, rules[0]!.effect])
    ).toEqual([
      ['p', 'allow', 'rateLimit'],
      ['second', 'deny', 'allow']
    ])
    expect(post(sandbox, { amount: 1 }).status).toBe(201)
    expect(post(sandbox, { amount: 1 }).status).toBe(429)
    sandbox.policies.attach(pack({ rateLimit: { limit: 1, window: '1h' } }))
    expect(post(sandbox, { amount: 1 }).status).toBe(201)
    sandbox.policies.detach('p')
    sandbox.policies.detach('second')
    expect(get(sandbox, '/customers')).toBe(before)
    expect(() => sandbox.policies.detach('p')).toThrow("There is no policy 'p'. None is attached.")
  })

  it('stay as they are when the sandbox goes back; forks have their own', () => {
    const sandbox = open()
    const snapshot = sandbox.snapshot()
    sandbox.policies.attach(pack({ deny: true }))
    const fork = sandbox.fork()
    fork.policies.detach('p')
    for (const back of [() => sandbox.restore(snapshot), () => sandbox.reset()]) {
      back()
      expect(get(sandbox, '/customers').status).toBe(403)
    }
    expect([get(sandbox.fork(snapshot), '/customers').status, get(fork, '/customers').status]).toEqual([
      403, 200
    ])
    fork.reset()
    expect(get(fork, '/customers').status).toBe(200)
  })

  it('come with the snapshot to a sandbox that never had any; one that cannot be opened there lets nothing pass', () => {
    const faults = { outage: { status: 502 } }
    const text = open({ pack: { faults }, policies: [pack({ fault: 'outage' })] }).exportSnapshot()
    const sandbox = open()
    sandbox.restore(sandbox.importSnapshot(text))
    expect(get(sandbox, '/customers').status).toBe(403)
    expect(sandbox.policies.list()).toMatchObject([{ name: 'p', default: 'deny' }])
  })

  it('are a list of packs with names of their own', () => {
    expect(() => open({ policies: {} as never })).toThrow('must be a list')
    expect(() => open({ policies: [pack(), pack()] })).toThrow("two packs called 'p'")
  })
})

it('an answer that is remembered never goes past a policy, and without policies answers are shared', () => {
  const sandbox = open()
  expect(get(sandbox, '/customers')).toBe(get(sandbox, '/customers'))
  sandbox.policies.attach(pack({ match: { operation: 'listCustomers' }, redact: '/*/email' }))
  expect(String(get(sandbox, '/customers').body)).not.toContain('ann@')
  sandbox.policies.attach(pack({ match: { operation: 'listCustomers' }, deny: true }))
  expect(get(sandbox, '/customers').status).toBe(403)
  expect(last(sandbox).policies).toHaveLength(1)
})
