// Entities that are there from the start: how they are made, where they stand, and what keeps one from being there.
import { describe, expect, it } from 'vitest'
import { api, json, takes } from '../../../../test/support/descriptions.js'
import { bodyOf, get, post } from '../../../../test/support/sandboxes.js'
import {
  createSandbox,
  isSandboxError,
  type Issue,
  type Sandbox,
  type SimulationPack
} from '../../../index.js'

const object = (properties: object, more = {}) => ({ type: 'object', properties, ...more })
const text = { type: 'string' }
const count = { type: 'integer' }
const account = object({ id: text, name: text }, { required: ['id', 'name'] })
const kind = { enum: ['bug', 'wish'] }
const ticket = object(
  {
    id: count,
    title: text,
    kind,
    at: object({ street: text, number: count }, { required: ['street'] }),
    version: count,
    created_at: { type: 'string', format: 'date-time' },
    closed_at: { type: ['string', 'null'], format: 'date-time' }
  },
  { required: ['id', 'title', 'kind', 'created_at'] }
)
const order = object(
  { id: text, account: text },
  { required: ['id', 'account'], additionalProperties: false }
)
const plan = object({ id: text, price: count }, { required: ['id', 'price'] })
const inPath = (...names: string[]) =>
  names.map((name) => ({ name, in: 'path', required: true, schema: name === 'ticket' ? count : text }))
const crud = (name: string, schema: object, sent: object, ...before: string[]) => ({
  [`${before.map((one) => `/${one}s/{${one}}`).join('')}/${name}s`]: {
    parameters: inPath(...before),
    get: { responses: { '200': json({ type: 'array', items: schema }) } },
    post: { requestBody: takes('application/json', sent), responses: { '201': json(schema) } }
  },
  [`${before.map((one) => `/${one}s/{${one}}`).join('')}/${name}s/{${name}}`]: {
    parameters: inPath(...before, name),
    get: { responses: { '200': json(schema), '404': { description: 'none' } } },
    patch: { requestBody: takes('application/json', sent), responses: { '200': json(schema) } },
    delete: { responses: { '204': { description: 'gone' } } }
  }
})
const description = api({
  ...crud('account', account, object({ name: text, secret: text })),
  ...crud(
    'project',
    object({ id: text, name: text }, { required: ['id'] }),
    object({ name: text }),
    'account'
  ),
  ...crud('ticket', ticket, object({ title: text, kind }), 'account', 'project'),
  ...crud('order', order, object({ account: text })),
  '/accounts/{account}/settings': {
    parameters: inPath('account'),
    get: { responses: { '200': json(object({ theme: text })) } },
    patch: {
      requestBody: takes('application/json', object({ theme: text })),
      responses: { '200': json(object({ theme: text })) }
    }
  },
  '/plans': { get: { responses: { '200': json({ type: 'array', items: plan }) } } },
  '/plans/{plan}': {
    parameters: inPath('plan'),
    get: { responses: { '200': json(plan), '404': { description: 'none' } } }
  },
  '/regions/{region}/prices': {
    parameters: inPath('region'),
    get: { responses: { '200': json({ type: 'array', items: plan }), '404': { description: 'none' } } }
  }
})

type Resources = NonNullable<SimulationPack['resources']>

function opened(resources: Resources): Sandbox {
  return createSandbox({ description, mode: 'stateful', pack: { resources } })
}

/** What keeps the seeds from being there: pointer below `/resources`, and message. */
function faults(resources: Resources): [pointer: string, message: string][] {
  const told = (issues: readonly Issue[]): [string, string][] =>
    issues.map(({ code, severity, file, pointer, message }) => {
      expect([code, severity, file]).toEqual(['seed-invalid', 'error', '(pack)'])
      return [pointer.replace('/resources/', ''), message]
    })
  try {
    opened(resources)
  } catch (error) {
    if (isSandboxError(error) && error.code === 'invalid-pack') return told(error.issues)
    throw error
  }
  return []
}

const tree: Resources = {
  // Children stand before their parents here: the order of the resources is not the user's to keep.
  tickets: {
    seed: [
      { title: 'Broken', kind: 'bug', $parents: { accounts: 'acme', projects: 'web' } },
      { title: 'More', kind: 'wish', $parents: { projects: 'web' } }
    ]
  },
  projects: { seed: [{ id: 'web', name: 'Site', $parents: { accounts: 'acme' } }] },
  accounts: {
    seed: [
      { id: 'acme', name: 'Acme' },
      { id: 'bell', name: 'Bell' }
    ]
  }
}

describe('a seed is made like a created thing', () => {
  it('with the id that it says, or one that is generated', () => {
    const sandbox = opened({
      accounts: { shape: 'acc_{8}', seed: [{ id: 'acme', name: 'Acme' }, { name: 'Bell' }] }
    })
    const [first, second] = bodyOf(sandbox.handle(get('/accounts')))
    expect(first).toEqual({ id: 'acme', name: 'Acme' })
    expect(second).toEqual({ id: expect.stringMatching(/^acc_\w{8}$/), name: 'Bell' })
    expect(bodyOf(sandbox.handle(get(`/accounts/${second.id}`)))).toEqual(second)
  })

  it('with what it does not say made up, and what it says about itself kept', () => {
    const said = { id: 5, title: 'Old', kind: 'wish', version: 3, created_at: '2020-01-01T00:00:00Z' }
    const sandbox = opened({
      ...tree,
      tickets: { seed: [{ ...said, $parents: { projects: 'web' } }, { $parents: { projects: 'web' } }] }
    })
    expect(bodyOf(sandbox.handle(get('/accounts/acme/projects/web/tickets/5')))).toMatchObject(said)
    const [, made] = bodyOf(sandbox.handle(get('/accounts/acme/projects/web/tickets')))
    expect(made).toMatchObject({ created_at: '2026-01-01T00:00:00Z', title: expect.any(String) })
  })

  it('in the order given, the next ones after them; ids that are counted go on after the highest', () => {
    const seed = [9, 4, 30].map((id) => ({
      id,
      title: `No ${id}`,
      kind: 'bug',
      $parents: { projects: 'web' }
    }))
    const sandbox = opened({ ...tree, tickets: { shape: 'integer', seed } })
    const { id } = bodyOf(
      sandbox.handle(post('/accounts/acme/projects/web/tickets', { title: 'New', kind: 'bug' }))
    )
    expect(id).toBe(31)
    expect(sandbox.state.list('tickets').map((one) => one.id)).toEqual(['9', '4', '30', '31'])
  })

  it('ids that are counted pass by those that seeds say', () => {
    const seed = [{}, { id: 2 }, {}, { id: 1 }].map((one) => ({
      ...one,
      kind: 'bug',
      $parents: { projects: 'web' }
    }))
    const { state } = opened({ ...tree, tickets: { shape: 'integer', seed } })
    expect(state.list('tickets').map(({ id }) => id)).toEqual(['3', '2', '4', '1'])
    expect(new Set(state.list('tickets').map(({ value }) => value['title'])).size).toBe(4)
  })

  it('and can be changed and deleted like one', () => {
    const sandbox = opened(tree)
    const type = { 'content-type': 'application/json' }
    const url = '/accounts/bell'
    expect(bodyOf(sandbox.handle({ method: 'PATCH', url, headers: type, body: '{"name":"Ball"}' }))).toEqual({
      id: 'bell',
      name: 'Ball'
    })
    expect(sandbox.handle({ method: 'DELETE', url }).status).toBe(204)
    expect(sandbox.handle(get(url)).status).toBe(404)
  })

  it('the same each time, whatever becomes of the pack afterwards', () => {
    const pack = structuredClone({ resources: tree })
    const [one, other] = [0, 1].map(() => createSandbox({ description, mode: 'stateful', pack }))
    ;(pack.resources['accounts']!.seed as { name: string }[])[0]!.name = 'Changed'
    expect(one!.stateHash('everything')).toBe(other!.stateHash('everything'))
    expect(one!.handle(get('/accounts/acme')).body).toContain('Acme')
  })

  it('in any mode, for `state` to show', () => {
    const sandbox = createSandbox({ description, pack: { resources: tree } })
    expect(sandbox.state.resources).toEqual(['accounts', 'projects', 'tickets'])
    expect(sandbox.state.get('accounts', 'acme')).toEqual({
      resource: 'accounts',
      id: 'acme',
      value: { id: 'acme', name: 'Acme' }
    })
  })
})

describe('where a seed stands', () => {
  it('is said by `$parents`; parents of parents follow', () => {
    const sandbox = opened(tree)
    const list = bodyOf(sandbox.handle(get('/accounts/acme/projects/web/tickets')))
    expect(list.map(({ title }: { title: string }) => title)).toEqual(['Broken', 'More'])
    for (const { id } of list) {
      expect(sandbox.handle(get(`/accounts/acme/projects/web/tickets/${id}`)).status).toBe(200)
      expect(sandbox.handle(get(`/accounts/bell/projects/web/tickets/${id}`)).status).toBe(404)
    }
    expect(bodyOf(sandbox.handle(get('/accounts/bell/projects')))).toEqual([])
    sandbox.handle({ method: 'DELETE', url: '/accounts/acme' })
    expect(sandbox.state.count('tickets')).toBe(0)
  })

  it('is said by its members, where they name the parent', () => {
    const sandbox = opened({
      ...tree,
      orders: { parents: { accounts: 'account' }, seed: [{ account: 'acme' }] }
    })
    sandbox.handle({ method: 'DELETE', url: '/accounts/acme' })
    expect(sandbox.state.count('orders')).toBe(0)
  })

  it('may not be left open, nor be somewhere that is not there', () => {
    const seed = (...parents: unknown[]) => ({
      tickets: { seed: parents.map(($parents) => ({ kind: 'bug', $parents })) }
    })
    expect(
      faults({
        ...tree,
        ...seed(undefined, { projects: 'app' }, { project: 'web' }, { projects: {} }, 'web')
      })
    ).toEqual([
      ['tickets/seed/0', 'It does not say what it stands below: `accounts`, `projects`.'],
      ['tickets/seed/1/$parents/projects', "There is no projects with the id 'app'."],
      ['tickets/seed/2/$parents/project', '`project` is no parent of tickets.'],
      ['tickets/seed/3/$parents/projects', 'an object stands here; it must be an id.'],
      ['tickets/seed/4/$parents', 'web stands here; it must be an object, parent resource -> id.']
    ])
  })

  it('things below different parents may share an id', () => {
    const seed = ['acme', 'bell'].map((accounts) => ({ id: 'web', name: accounts, $parents: { accounts } }))
    const sandbox = opened({ accounts: tree['accounts']!, projects: { seed } })
    expect(bodyOf(sandbox.handle(get('/accounts/bell/projects/web')))).toMatchObject({ name: 'bell' })
  })

  it('one of a kind stands below each parent', () => {
    const settings = { seed: [{ theme: 'dark', $parents: { accounts: 'acme' } }] }
    const sandbox = opened({ ...tree, settings })
    expect(bodyOf(sandbox.handle(get('/accounts/acme/settings')))).toEqual({ theme: 'dark' })
    expect(faults({ ...tree, settings: { seed: [...settings.seed, ...settings.seed] } })).toEqual([
      ['settings/seed/1', 'There is one already, and there can be no more.']
    ])
  })
})

describe('a seed that cannot be there keeps the sandbox from being made', () => {
  it('one of an unknown resource', () => {
    expect(faults({ account: { seed: [{}] } })).toEqual([
      ['account/seed', 'There is no resource `account` to have seeds.']
    ])
  })

  it('two with one id', () => {
    expect(faults({ accounts: { seed: [{ id: 'a' }, { id: 'b' }, { id: 'a' }] } })).toEqual([
      ['accounts/seed/2/id', "There is one with the id 'a' already."]
    ])
  })

  it('one whose members break the schema', () => {
    const $parents = { projects: 'web' }
    expect(
      faults({
        ...tree,
        tickets: {
          seed: [
            { kind: 'task', $parents },
            { kind: 'bug', at: { street: 'High Street', number: 'x' }, $parents },
            { title: ['a'], $parents },
            { title: null, $parents },
            { closed_at: 'yesterday', $parents }
          ]
        }
      })
    ).toEqual([
      ['tickets/seed/0/kind', 'This must be one of "bug", "wish".'],
      ['tickets/seed/1/at/number', 'This must be a whole number.'],
      ['tickets/seed/2/title', 'This must be a string.'],
      ['tickets/seed/3/title', 'This must be a string.'],
      ['tickets/seed/4/closed_at', 'This must be a valid date-time.']
    ])
  })

  it('one with a member that its schema forbids', () => {
    expect(faults({ orders: { seed: [{ account: 'a', amount: 3 }] } })).toEqual([
      ['orders/seed/0/amount', 'orders may have no member `amount`.']
    ])
  })

  it('one of what is only named in paths', () => {
    expect(faults({ regions: { seed: [{ id: 'eu' }] } })).toEqual([
      ['regions/seed/0', 'regions are only ever named in paths; nothing shows one.']
    ])
  })

  it('a member that nothing shows is worth a warning; one that clients may send is not', () => {
    const { issues } = opened({ accounts: { seed: [{ nmae: 'Acme', secret: 'x' }] } })
    expect(issues).toEqual([
      {
        code: 'seed-member-unknown',
        severity: 'warning',
        pointer: '/resources/accounts/seed/0/nmae',
        file: '(pack)',
        message: 'Nothing describes a member `nmae` of accounts; no response will show it.',
        hint: 'Did you mean `name`?'
      }
    ])
  })

  it('thousands of members that nothing shows or a schema forbids take no time to speak of', () => {
    const strays = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`stray${index}`, index]))
    const before = process.cpuUsage().user
    const { issues } = opened({ accounts: { seed: [{ name: 'Acme', ...strays(4000) }] } })
    // So many issues are told at most.
    expect(issues).toHaveLength(200)
    expect(faults({ orders: { seed: [{ account: 'a', ...strays(4000) }] } })).toHaveLength(200)
    // A check of the whole for each took 9 seconds.
    expect(process.cpuUsage().user - before).toBeLessThan(3_000_000)
  })

  it('names of JavaScript are data', () => {
    const seed = [JSON.parse('{"id":"__proto__","name":"toString","__proto__":1,"constructor":{}}')]
    const sandbox = opened({ accounts: { seed } })
    expect(bodyOf(sandbox.handle(get('/accounts/__proto__')))).toEqual({ id: '__proto__', name: 'toString' })
    expect(faults({ ['__proto__']: { seed } })).toHaveLength(1)
  })
})

describe('the seeds are where a sandbox begins', () => {
  it('`reset` goes back to them, `diff` starts from them, a fork shares them', () => {
    const sandbox = opened(tree)
    const hash = sandbox.stateHash('everything')
    expect(sandbox.diff()).toEqual({})
    sandbox.handle(post('/accounts', { name: 'New' }))
    sandbox.handle({ method: 'DELETE', url: '/accounts/bell' })
    expect(sandbox.diff()).toMatchObject({ accounts: { added: [{}], removed: [{ record: { id: 'bell' } }] } })
    const fork = sandbox.fork()
    for (const one of [sandbox, fork]) {
      one.reset()
      expect(one.stateHash('everything')).toBe(hash)
      expect(one.diff()).toEqual({})
    }
    expect(sandbox.importSnapshot(sandbox.exportSnapshot())).toBeDefined()
  })

  it('ten thousand of them take no time to speak of', () => {
    const seed = Array.from({ length: 10_000 }, (_, index) => ({ name: `Account ${index}` }))
    const sandbox = opened({ accounts: { seed } })
    expect(sandbox.state.count('accounts')).toBe(10_000)
    expect(bodyOf(sandbox.handle(get('/accounts'))).length).toBeGreaterThan(0)
  })
})

describe('of what the API cannot create', () => {
  const ids = (sandbox: Sandbox) => bodyOf(sandbox.handle(get('/plans'))).map(({ id }: { id: string }) => id)
  const status = (sandbox: Sandbox, url: string) => sandbox.handle(get(url)).status

  it('some are made up, and every name exists', () => {
    const sandbox = opened({})
    expect(ids(sandbox)).toHaveLength(3)
    expect(status(sandbox, '/plans/any')).toBe(200)
    expect(status(sandbox, '/regions/any/prices')).toBe(200)
  })

  it('seeds take the place of those that are made up', () => {
    const sandbox = opened({
      plans: {
        seed: [
          { id: 'free', price: 0 },
          { id: 'pro', price: 9 }
        ]
      }
    })
    expect(ids(sandbox)).toEqual(['free', 'pro'])
    expect(bodyOf(sandbox.handle(get('/plans/pro')))).toEqual({ id: 'pro', price: 9 })
    expect(status(sandbox, '/plans/any')).toBe(200)
  })

  it('`strict` leaves nothing but seeds and known names', () => {
    const sandbox = opened({
      plans: { strict: true, known: ['basic'], seed: [{ id: 'free', price: 0 }] },
      regions: { strict: true, known: ['eu'] }
    })
    expect(ids(sandbox)).toEqual(['basic', 'free'])
    expect(status(sandbox, '/plans/basic')).toBe(200)
    expect(status(sandbox, '/plans/free')).toBe(200)
    expect(status(sandbox, '/plans/any')).toBe(404)
    expect(status(sandbox, '/regions/eu/prices')).toBe(200)
    expect(status(sandbox, '/regions/us/prices')).toBe(404)
  })

  it('known names are listed, also those that do not look like ids', () => {
    const sandbox = opened({ plans: { shape: 'plan_{8}', known: ['basic'] } })
    expect(ids(sandbox)).toEqual(['basic'])
    expect(status(sandbox, '/plans/basic')).toBe(200)
    expect(status(sandbox, '/plans/other')).toBe(404)
    expect(status(sandbox, '/plans/plan_12345678')).toBe(200)
  })
})
