// What was recorded is done again, from the records alone: on the same release it comes out the same, and where it does not, the first difference
// says where, and which step decided otherwise.
import { describe, expect, it } from 'vitest'
import { api, json, takes } from '../../../test/support/descriptions.js'
import { bodyOf, get, post } from '../../../test/support/sandboxes.js'
import { createSandbox, type Sandbox, type SandboxOptions, type SimulationPack } from '../../index.js'

const name = { type: 'string', minLength: 2 }
const pet = {
  type: 'object',
  required: ['id', 'name'],
  properties: { id: { type: 'string' }, name, status: { type: 'string', enum: ['available', 'sold'] } }
}
const petId = { name: 'id', in: 'path', required: true, schema: { type: 'string' } }

interface Changes {
  readonly pet?: object
  readonly sent?: object
  readonly created?: object
  readonly scopes?: readonly string[]
  readonly more?: object
}

function described(changes: Changes = {}) {
  const shown = { ...pet, ...changes.pet }
  const sent = { type: 'object', required: ['name'], properties: { name }, ...changes.sent }
  const security = [{ oauth: changes.scopes ?? ['pets:write'] }]
  return api(
    {
      '/pets': {
        get: { responses: { 200: json({ type: 'array', items: shown }) } },
        post: {
          security,
          requestBody: takes('application/json', sent),
          responses: changes.created ?? { 201: json(shown), 422: json() }
        }
      },
      '/pets/{id}': {
        parameters: [petId],
        get: { responses: { 200: json(shown), 404: json() } },
        patch: {
          requestBody: takes('application/json', { type: 'object' }),
          responses: { 200: json(shown) }
        },
        delete: { responses: { 204: { description: 'x' } } }
      },
      ...changes.more
    },
    {
      components: {
        securitySchemes: {
          oauth: {
            type: 'oauth2',
            flows: {
              clientCredentials: { tokenUrl: '/token', scopes: { 'pets:write': 'x', 'pets:admin': 'x' } }
            }
          }
        }
      }
    }
  )
}

const random = (bytes: number) => Uint8Array.from({ length: bytes }, (_, i) => i + 7)

function shelter(options: SandboxOptions = {}, changes: Changes = {}): Sandbox {
  return createSandbox({
    description: described(changes),
    mode: 'stateful',
    tracing: 'full',
    host: { random },
    ...options
  })
}

const enforced = { auth: { mode: 'enforced' } } as const satisfies SandboxOptions
const log = (sandbox: Sandbox): string => sandbox.traces.export('jsonl')
const codeOf = (call: () => unknown): string => {
  try {
    call()
  } catch (error) {
    return (error as { code: string }).code
  }
  return 'nothing was thrown'
}

/** A token of a client. */
function tokenFor(
  sandbox: Sandbox,
  scopes: 'all' | readonly string[] = 'all'
): { id: string; bearer: string } {
  const { id, secret } = sandbox.clients.issue({ label: 'x', scopes })
  const { access_token: token } = bodyOf(
    sandbox.handle(
      post(
        '/token',
        `grant_type=client_credentials&client_id=${id}&client_secret=${secret}`,
        'application/x-www-form-urlencoded'
      )
    )
  ) as { access_token: string }
  return { id, bearer: `Bearer ${token}` }
}

const create = (bearer: string, value: object = { name: 'Rex' }) => {
  const request = post('/pets', value)
  return { ...request, headers: { ...request.headers, authorization: bearer } }
}

describe('a log', () => {
  it('comes out the same in a fresh sandbox, and the sandbox that is asked stays as it is', () => {
    const sandbox = shelter()
    sandbox.handle(post('/pets', { name: 'Rex' }))
    sandbox.handle(post('/pets', { name: 'R' }))
    sandbox.handle(get('/pets'))
    const fresh = shelter()
    const report = fresh.replay(log(sandbox))
    expect(report).toMatchObject({
      equal: true,
      replayed: 3,
      skipped: [],
      first: null,
      state: 'start',
      notes: []
    })
    expect(report.records.map(({ status }) => status)).toEqual([201, 422, 200])
    expect([fresh.traces.size.kept, fresh.state.count('pets')]).toEqual([0, 0])
    expect(JSON.parse(JSON.stringify(report))).toEqual(report)
  })

  it('holds what else came from outside: moves of the clock, restores, faults, scenarios, answers of the network', async () => {
    const pack: SimulationPack = {
      timers: {
        sells: {
          resource: 'pets',
          after: 'create',
          in: '1h',
          do: { patch: { resource: 'pets', id: '=entity.id', set: { status: 'sold' } } }
        }
      },
      scenarios: {
        two: {
          parameters: { name: {} },
          steps: [{ insert: { resource: 'pets', value: { name: '=params.name' } } }, { advance: '2h' }]
        }
      }
    }
    const answers = [500, 200]
    const deliver = async () => ({ kind: 'response', status: answers.shift() ?? 200 }) as const
    const sandbox = shelter({ pack, host: { random, deliver } })
    sandbox.webhooks.register({ url: 'https://partner.example/hooks' })
    sandbox.handle(post('/pets', { name: 'Rex' }))
    await sandbox.clock.settled()
    const empty = sandbox.snapshot()
    sandbox.clock.advance('1d')
    await sandbox.clock.settled()
    sandbox.faults.arm({ status: 503, count: 1 })
    sandbox.handle(get('/pets'))
    sandbox.restore(empty)
    sandbox.apply('two', { name: 'Bo' })
    await sandbox.clock.settled()
    let looked = 0
    sandbox.clock.runUntil(() => ++looked > 1)
    await sandbox.clock.settled()
    sandbox.handle(get('/pets'))
    sandbox.reset()
    sandbox.handle(get('/pets'))
    const kinds = new Set(sandbox.traces.list().map(({ kind }) => kind))
    expect(kinds).toEqual(
      new Set(['control', 'request', 'delivery', 'timer', 'clock', 'restore', 'scenario'])
    )
    const sent: unknown[] = []
    const host = { deliver: async (one: unknown) => (sent.push(one), { kind: 'no-response' }) as never }
    const report = shelter({ pack, host }).replay(log(sandbox))
    expect(report.first).toBeNull()
    expect(report.replayed).toBe(sandbox.traces.size.kept)
    expect(sent).toEqual([])
  })

  it('of a live clock comes out the same where there is no clock to follow', () => {
    let now = 1000
    const sandbox = shelter({ host: { now: () => now } })
    sandbox.clock.live(60)
    sandbox.webhooks.sink({ answers: [500, 500, 200] })
    for (let i = 0; i < 5; i++) {
      now += 3000 + i
      sandbox.handle(post('/pets', { name: 'Rex' }))
    }
    sandbox.clock.manual()
    expect(shelter({ host: {} }).replay(log(sandbox))).toMatchObject({ first: null, equal: true })
  })

  it('is left alone behind the restore of a state that it does not know', () => {
    const [sandbox, other] = [shelter(), shelter()]
    other.handle(post('/pets', { name: 'Bo' }))
    sandbox.handle(get('/pets'))
    sandbox.restore(sandbox.importSnapshot(other.exportSnapshot()))
    sandbox.handle(get('/pets'))
    const { replayed, skipped, equal } = shelter().replay(log(sandbox))
    expect({ replayed, equal }).toEqual({ replayed: 1, equal: true })
    expect(skipped).toEqual([
      { trace: expect.any(String), reason: 'The state that was restored is none that the log knows.' },
      { trace: expect.any(String), reason: 'The state that was restored is none that the log knows.' }
    ])
  })

  it('of a fork begins where the fork began, which another sandbox cannot know', () => {
    const sandbox = shelter()
    sandbox.handle(post('/pets', { name: 'Rex' }))
    const fork = sandbox.fork()
    fork.handle(get('/pets'))
    expect(codeOf(() => shelter().replay(log(fork)))).toBe('not-replayable')
    expect(sandbox.replay(log(fork), { state: 'now' }).equal).toBe(true)
    expect(fork.replay(log(fork)).equal).toBe(true)
  })
})

describe('credentials', () => {
  it('are not in the log; what was decided about them is, and stands in for them', () => {
    const sandbox = shelter(enforced)
    const { bearer } = tokenFor(sandbox)
    const small = tokenFor(sandbox, [])
    for (const one of [bearer, small.bearer, 'Bearer nobody', 'Bearer two words', 'Basic !'])
      sandbox.handle(create(one))
    sandbox.handle(post('/pets', { name: 'Rex' }))
    const text = log(sandbox)
    for (const secret of [bearer, small.bearer]) expect(text).not.toContain(secret.slice(7))
    const report = shelter(enforced).replay(text)
    expect(report.first).toBeNull()
    expect(report.skipped.map(({ reason }) => reason)).toEqual(
      Array(2).fill("It asks the sandbox's own authorization server, whose answers are secrets.")
    )
    expect(report.records.filter(({ kind }) => kind === 'request').map(({ status }) => status)).toEqual([
      201, 403, 401, 400, 401, 401
    ])
  })

  it('and other secrets are in none of what is written down beside requests', async () => {
    const canary = 'canary-7f3d9a1c5e8b'
    const whsec = 'whsec_Y2FuYXJ5LTdmM2Q5YTFjNWU4YmNhbmFyeS03ZjNkOWE='
    const pack: SimulationPack = {
      scenarios: { one: { parameters: { password: {} }, steps: [{ advance: '1h' }] } }
    }
    const deliver = async () => ({ kind: 'response', status: 500, body: `not ${whsec}` }) as const
    const sandbox = shelter({ ...enforced, pack, host: { random, deliver } })
    const { id, secret } = sandbox.clients.issue({ label: 'x', scopes: 'all' })
    const rotated = sandbox.clients.rotate(id)
    const endpoint = sandbox.webhooks.register({
      url: 'https://partner.example/hooks',
      secret: whsec,
      headers: { authorization: `Bearer ${canary}` }
    })
    const made = sandbox.webhooks.rotate(endpoint.id, { overlap: '1h' })
    const sink = sandbox.webhooks.sink()
    sandbox.apply('one', { password: canary })
    sandbox.handle(create(`Bearer ${secret}`))
    await sandbox.clock.settled()
    const text = log(sandbox)
    for (const one of [canary, secret, rotated.secret, whsec, made.secret, sink.secret]) {
      expect(text).not.toContain(one)
      expect(text).not.toContain(one.replace('whsec_', '').slice(0, 20))
    }
    expect(shelter({ ...enforced, pack, host: {} }).replay(text).first).toBeNull()
  })

  it('of a client that was revoked since are refused now, and were good then', () => {
    const sandbox = shelter(enforced)
    const { id, bearer } = tokenFor(sandbox)
    const { trace } = sandbox.exchange(create(bearer))
    sandbox.clients.revoke(id)
    expect(sandbox.replay(trace!)).toMatchObject({ equal: true, state: 'seen' })
    expect(sandbox.replay(trace!, { state: 'now' }).first).toMatchObject({
      trace,
      path: '/status',
      recorded: 201,
      replayed: 401,
      decision: 'authenticate: passed -> refused (oauth: its client was revoked)'
    })
  })

  it('that were taken out of a body count as they did: what was found there is found again, and nothing else', () => {
    const secret = { type: 'string', minLength: 20 }
    const changes: Changes = { sent: { properties: { name, password: secret, pin: { type: 'integer' } } } }
    const sandbox = shelter({}, changes)
    sandbox.handle(post('/pets', { name: 'Rex', password: 'long enough to be taken', pin: 7 }))
    sandbox.handle(post('/pets', { name: 'Rex', password: 'short' }))
    sandbox.handle(post('/pets', { name: 'Rex', password: 'short', pin: 'x' }))
    const text = log(sandbox)
    expect(text).not.toMatch(/short|long enough/)
    const report = shelter({}, changes).replay(text)
    expect(report.first).toBeNull()
    expect(report.records.map(({ status }) => status)).toEqual([201, 422, 422])
  })
})

describe('another release', () => {
  const run = (sandbox: Sandbox): string => {
    const { bearer } = tokenFor(sandbox, ['pets:write'])
    const { id } = bodyOf(sandbox.handle(create(bearer))) as { id: string }
    sandbox.handle(get(`/pets/${id}`))
    sandbox.handle(create(bearer, { name: 'R' }))
    return log(sandbox)
  }
  const { id: _, ...properties } = pet.properties

  it.each<
    [
      what: string,
      changes: Changes,
      path: string,
      recorded: unknown,
      replayed: unknown,
      decision: string | null
    ]
  >([
    [
      'a status that is gone',
      { created: { 200: json(pet), 422: json() } },
      '/status',
      201,
      200,
      'mode: answered with 201 -> answered with 200'
    ],
    [
      'a member with another name',
      {
        pet: {
          required: ['id'],
          properties: { id: { type: 'string' }, title: { type: 'string' }, status: pet.properties.status }
        }
      },
      '/response/body/name',
      'Rex',
      null,
      null
    ],
    [
      'a scope more',
      { scopes: ['pets:admin'] },
      '/status',
      201,
      403,
      'authorise: passed -> refused (needs pets:admin)'
    ],
    [
      'a rule more for what is sent',
      { sent: { properties: { name: { type: 'string', minLength: 4 } } } },
      '/status',
      201,
      422,
      'validate: passed -> refused (the body at /name must have at least 4 characters)'
    ],
    [
      'a member more that is required',
      { sent: { required: ['name', 'age'] } },
      '/status',
      201,
      422,
      expect.stringMatching(/^validate: passed -> refused \(the body /)
    ],
    [
      'a rule less',
      { sent: { properties: { name: {} } } },
      '/status',
      422,
      201,
      expect.stringMatching(/^validate: refused \(.*\) -> passed$/)
    ],
    [
      'a path that is gone',
      { more: { '/pets': { get: {} } } },
      '/status',
      201,
      expect.any(Number),
      expect.stringMatching(/^match: /)
    ]
  ])('%s is the first difference', (_what, changes, path, recorded, replayed, decision) => {
    const text = run(shelter(enforced))
    const { first, equal } = shelter(enforced, changes).replay(text)
    expect(equal).toBe(false)
    expect(first).toMatchObject({ path, recorded, replayed, decision })
  })

  it('that differs in nothing that was asked for comes out the same', () => {
    const text = run(shelter(enforced))
    const more = { '/dogs': { get: { responses: { 200: json(pet) } } } }
    expect(shelter(enforced, { more }).replay(text)).toMatchObject({ first: null, equal: true })
    void properties
  })

  it('lets pass who lacked a scope', () => {
    const sandbox = shelter(enforced)
    const { bearer, id } = tokenFor(sandbox, [])
    sandbox.handle(create(bearer))
    expect(sandbox.traces.list().at(-1)!.auth).toMatchObject({
      client: id,
      scopes: [],
      missing: ['pets:write']
    })
    expect(shelter(enforced, { scopes: [] }).replay(log(sandbox)).first).toMatchObject({
      recorded: 403,
      replayed: 201,
      decision: 'authorise: refused (needs pets:write) -> passed'
    })
  })

  it('goes on from a snapshot of this one: its things are carried over, and those of no resource are told of', () => {
    const more = {
      '/dogs': { post: { requestBody: json(pet), responses: { 201: json(pet) } } },
      '/dogs/{id}': { parameters: [petId], get: { responses: { 200: json(pet) } } }
    }
    const sandbox = shelter({}, { more })
    const { id } = bodyOf(sandbox.handle(post('/pets', { name: 'Rex' }))) as { id: string }
    sandbox.handle(post('/dogs', { id: 'a', name: 'Bo' }))
    const { trace } = sandbox.exchange(get(`/pets/${id}`))
    const record = sandbox.traces.get(trace!)!
    const report = shelter().replay(record, { state: sandbox.traces.before(trace!) })
    expect(report).toMatchObject({ equal: true, state: 'snapshot' })
    expect(report.notes).toEqual(["The release has no resource 'dogs': its 1 things were left out."])
  })
})

describe('one trace', () => {
  it('sees the state that it saw, also when much has happened since', () => {
    const sandbox = shelter()
    const { id } = bodyOf(sandbox.handle(post('/pets', { name: 'Rex' }))) as { id: string }
    const { trace } = sandbox.exchange(get(`/pets/${id}`))
    sandbox.handle({ method: 'DELETE', url: `/pets/${id}` })
    expect(sandbox.replay(trace!)).toMatchObject({ equal: true, replayed: 1, state: 'seen' })
    expect(sandbox.replay(sandbox.traces.get(trace!)!)).toMatchObject({ equal: true })
    expect(sandbox.replay(trace!, { state: 'now' }).first).toMatchObject({ recorded: 200, replayed: 404 })
    expect(sandbox.replay(trace!, { state: 'start' }).first).toMatchObject({ recorded: 200, replayed: 404 })
    expect(shelter().replay(sandbox.traces.get(trace!)!, { state: sandbox.traces.after(trace!) }).equal).toBe(
      true
    )
    expect(sandbox.fork(sandbox.traces.before(trace!)).state.count('pets')).toBe(1)
  })

  it('of another sandbox needs to be told where it begins', () => {
    const sandbox = shelter()
    sandbox.handle(get('/pets'))
    const { trace } = sandbox.exchange(get('/pets'))
    const record = sandbox.traces.get(trace!)!
    expect(codeOf(() => shelter().replay(record))).toBe('not-replayable')
    expect(shelter().replay(record, { state: 'start' }).equal).toBe(true)
  })

  it('of a move of the clock begins before what the move fired', () => {
    const sandbox = shelter()
    sandbox.webhooks.sink({ answers: [500, 200] })
    sandbox.handle(post('/pets', { name: 'Rex' }))
    sandbox.clock.advance('1h')
    const clock = sandbox.traces.list({ kind: 'clock' })[0]!
    expect(clock).toMatchObject({ name: 'advance', outcome: 'done', input: { advance: { by: '1h' } } })
    expect(sandbox.fork(sandbox.traces.before(clock.id)).clock.now).toBe(clock.at - 3_600_000)
    expect(sandbox.replay(clock.id)).toMatchObject({ equal: true, replayed: 1 })
  })
})

describe('what cannot be done again', () => {
  it.each([
    ['a body that is binary', { ...post('/pets', ''), body: new Uint8Array([1, 255]) }, /binary/],
    ['a body that cannot be read', post('/pets', '{"name":'), /could not be read/],
    [
      'a body that is longer than what is kept',
      post('/pets', { name: 'x'.repeat(20_000) }),
      /only the beginning/
    ],
    [
      'a body of parts',
      post('/pets', '--x\r\n\r\n--x--', 'multipart/form-data; boundary=x'),
      /parts|could not be read/
    ],
    ['a header that is longer', get('/pets', { 'x-long': 'x'.repeat(2000) }), /headers is longer/],
    ['a URL that is longer', get(`/pets?x=${'x'.repeat(3000)}`), /URL is longer/]
  ])('%s is left out, with the reason', (_, request, reason) => {
    const sandbox = shelter()
    sandbox.handle(request)
    sandbox.handle(get('/pets/none'))
    const report = shelter().replay(log(sandbox))
    expect(report).toMatchObject({ equal: true, replayed: 1 })
    expect(report.skipped).toMatchObject([{ trace: sandbox.traces.list()[0]!.id }])
    expect(report.skipped[0]!.reason).toMatch(reason)
  })

  it('is anything that was kept without its requests', () => {
    const sandbox = shelter({ tracing: 'decisions' })
    sandbox.handle(get('/pets'))
    expect(() => sandbox.replay(log(sandbox))).toThrow("`tracing: 'full'`")
    expect(codeOf(() => sandbox.replay(log(sandbox)))).toBe('not-replayable')
  })
})

describe('what is no log', () => {
  const line = (() => {
    const sandbox = shelter()
    sandbox.handle(get('/pets'))
    return log(sandbox)
  })()

  it.each([
    ['nothing', '', 'invalid-trace', /no record/],
    ['words', 'hello', 'invalid-trace', /^Line 1 is not JSON/],
    ['a line that is cut', `${line}${line.slice(0, 300)}`, 'invalid-trace', /^Line 2 is not JSON/],
    ['another object', '{"kind":"request"}', 'invalid-trace', /^Line 1 .*version/],
    [
      'another version',
      line.replace('"version":1', '"version":2'),
      'invalid-trace',
      /^Line 1 .*another version/
    ],
    [
      'a member of another form',
      line.replace('"steps":[', '"steps":[7,'),
      'invalid-trace',
      /^Line 1 .*`steps`/
    ],
    ['another file', '{"format":"sandbed-pack","version":1}', 'invalid-trace', /no recording/],
    ['an id of nobody', 'tr_000000000000_1', 'unknown-trace', /no trace/]
  ])('%s', (_, text, code, message) => {
    expect(codeOf(() => shelter().replay(text))).toBe(code)
    expect(() => shelter().replay(text)).toThrow(message)
  })

  it('has no state before it', () => {
    const { traces } = shelter()
    expect([codeOf(() => traces.before('tr_x_1')), codeOf(() => traces.after(''))]).toEqual(
      Array(2).fill('unknown-trace')
    )
  })
})
