// The format of overrides: what is read, what is said about the rest, and that the published schema says the same.
import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import schema from '../../../schemas/pack.schema.json' with { type: 'json' }
import { anyPack } from '../../../test/support/packs.js'
import { readOperationOverride, readOverrides } from './read-overrides.js'

const isPack = new Ajv2020({ strict: false }).compile(schema)

const whole = {
  $schema: 'https://sandbed.dev/schemas/pack-1.json',
  format: 'sandbed-pack',
  version: 1,
  name: 'kennel',
  resources: {
    dogs: {
      kind: 'collection',
      schema: { operation: 'getDog', status: '200', at: 'dog' },
      id: 'meta.id',
      alternates: ['tag', ['a.b']],
      shape: 'dog_{14}',
      chosenByClient: false,
      creatable: true,
      state: { at: 'status', initial: 'new', values: ['new', 'adopted'] },
      timestamps: { born: 'created', seen: { is: 'updated', format: 'date' }, fed: false },
      derived: { href: '/dogs/{id}', 'links.self': '{/}', url: false },
      counts: { walks: 'walks', open_walks: { of: 'walks', state: 'open' }, pups: false },
      version: { at: 'revision', kind: 'number' },
      tombstone: { at: 'status', state: 'gone' },
      onDelete: 'set-null',
      references: { owner: 'owners', 'friends.*': 'dogs', name: false },
      parents: { kennels: true, owners: 'owner', vets: false, litters: ['a.b'] },
      strict: true,
      known: ['rex'],
      seed: [{ id: 'dog_1', name: 'Rex' }]
    },
    cats: { shape: { kind: 'sequence', start: 100, asText: true, width: 6, prefix: 'C-' }, state: false },
    cows: {
      shape: { kind: 'text', prefix: '', alphabet: 'ab', length: 9 },
      version: false,
      tombstone: false
    },
    ants: { shape: { kind: 'slug', from: 'name' } }
  },
  operations: {
    listDogs: {
      does: 'list',
      resource: 'dogs',
      key: false,
      input: false,
      output: { kind: 'items', at: 'data' },
      within: [{ resource: 'kennels', parameter: 'kennel' }, { resource: 'settings' }],
      expand: 'expand',
      fields: false,
      items: 'edges.*.node',
      paging: {
        style: 'cursor',
        in: 'body',
        parameter: 'after',
        before: 'before',
        first: 0,
        size: 'limit',
        defaultSize: 10,
        maxSize: 100
      },
      filters: { owner: 'owner', 'born[gte]': { at: 'born', operator: 'at-least' }, q: '', sort: false },
      order: 'newest',
      sort: { parameter: 'sort', direction: 'dir', values: { age: 'born' }, defaultDirection: 'descending' },
      envelope: { more: 'has-more', total: false },
      headers: { Link: 'link-header' }
    },
    adoptDog: { does: 'action', to: 'adopted', from: ['new'], sets: { owner: 'me' }, copies: false },
    'GET /dogs/{dog}': {
      picks: false,
      key: 'path.dog',
      input: 'body.items.*',
      output: ['a.b'],
      from: 'new',
      sort: false
    }
  }
}

const request = {
  operation: ['addDog', 'GET /dogs'],
  does: 'create',
  resource: 'dogs',
  when: '=request.body.name == "Rex"',
  nth: 2,
  count: 3,
  probability: 0.5
}
const fault = {
  ...request,
  description: 'Down',
  armed: true,
  status: 503,
  message: 'Down',
  body: { a: ['=now'] },
  headers: { 'Retry-After': '5' },
  delay: '5s',
  realDelay: 10,
  drop: 'during',
  malformed: true,
  rateLimit: { limit: 5, window: 1000 }
}
const rule = {
  ...request,
  name: 'cat',
  description: 'No cats',
  respond: { status: 418, message: 'No', body: null, headers: {}, example: 'cat' }
}
const behaviour = {
  events: {
    'dog.adopted': {
      resource: 'dogs',
      on: 'updated',
      state: 'adopted',
      member: 'owner',
      at: 'data',
      type: 'x'
    }
  },
  clock: { start: '2026-01-01T00:00:00Z' },
  transitions: {
    adopt: {
      description: 'Finds an owner',
      resource: 'dogs',
      from: ['new'],
      to: 'adopted',
      when: '=true',
      otherwise: { status: 409, message: 'Too late' },
      set: { owner: '=params.owner' },
      on: 'adoptDog',
      id: '=request.body.dog',
      emit: ['dog.adopted']
    }
  },
  timers: {
    hunger: {
      description: 'Feeds',
      resource: 'dogs',
      after: 'create',
      in: '=duration("8h")',
      at: 0,
      every: 'P1D',
      when: '=true',
      cancel: ['adopt'],
      do: { clear: 'faults' }
    }
  },
  scenarios: {
    busy: {
      description: 'Many dogs',
      parameters: { count: { description: 'How many', default: null }, name: {} },
      byRequest: false,
      steps: [
        { insert: { resource: 'dogs', value: { name: 'Rex' }, as: 'rex' } },
        { patch: { resource: 'dogs', id: 1, set: {} } },
        { remove: { resource: 'dogs', id: '=rex.id' } },
        { transition: 'adopt' },
        { transition: { name: 'adopt', id: 7, with: { owner: 'me' } } },
        { fault: 'down' },
        { fault },
        { respond: rule },
        { clear: 'responses' },
        { advance: 0 },
        { emit: { type: 'dog.seen', data: {} } }
      ]
    }
  },
  faults: { down: fault },
  responses: [rule],
  webhooks: {
    changes: false,
    style: 'github',
    events: [{ type: 'dog.gone', resource: 'dogs', on: ['deleted'], when: '=true', data: '=previous' }],
    endpoints: [
      {
        url: 'https://example.com',
        events: ['*'],
        description: 'Ours',
        secret: 'x',
        style: 'stripe',
        headers: { 'x-a': '' }
      }
    ],
    retries: ['5s', 1000]
  }
}

it('what happens is read as it is, too', () => {
  expect(readOverrides(behaviour, '')).toEqual({ overrides: behaviour, issues: [] })
  expect([isPack(behaviour), isPack.errors]).toEqual([true, null])
})

it('functions may stand where expressions may, and nowhere else', () => {
  const call = () => true
  const coded = {
    transitions: { adopt: { resource: 'dogs', when: call, set: call, id: call } },
    timers: { hunger: { in: call, at: call, when: call, do: { emit: { type: 'x', data: { a: [call] } } } } },
    faults: { down: { when: call, body: call } }
  }
  expect(readOverrides(coded, '')).toEqual({ overrides: coded, issues: [] })
  const elsewhere = {
    name: call,
    resources: { dogs: { seed: [{ name: call }] } },
    operations: { adoptDog: { sets: call } },
    clock: { start: call },
    transitions: { adopt: { resource: 'dogs', to: call, otherwise: { status: call } } },
    timers: { hunger: { every: call, do: call } },
    scenarios: { busy: { steps: [{ advance: call }], parameters: { a: { default: { b: call } } } } },
    webhooks: call
  }
  const { issues } = readOverrides(elsewhere, '')
  expect(issues.map(({ pointer }) => pointer)).toEqual([
    '/name',
    '/resources/dogs/seed/0/name',
    '/operations/adoptDog/sets',
    '/clock/start',
    '/transitions/adopt/to',
    '/transitions/adopt/otherwise/status',
    '/timers/hunger/every',
    '/timers/hunger/do',
    '/scenarios/busy/steps/0/advance',
    '/scenarios/busy/parameters/a/default/b',
    '/webhooks'
  ])
  expect(issues.every(({ message }) => message.startsWith('A function stands here; it must be '))).toBe(true)
})

it('a pack that says everything is read as it is', () => {
  expect(readOverrides(whole, '')).toEqual({ overrides: whole, issues: [] })
  expect([isPack(whole), isPack.errors]).toEqual([true, null])
})

it('every member of the types is in it', () => {
  const text = readFileSync(new URL('../resources/overrides/overrides.ts', import.meta.url), 'utf8')
  const declared = (name: string) => {
    const body = new RegExp(`^export interface ${name} .*?\\{$(.*?)^\\}$`, 'ms').exec(text)![1]!
    return [...body.matchAll(/^ {2}readonly (\$?\w+)\?:/gm)].map((found) => found[1]!).toSorted()
  }
  const used = (...objects: object[]) => [...new Set(objects.flatMap(Object.keys))].toSorted()
  expect(used(...Object.values(whole.resources))).toEqual(declared('ResourceOverride'))
  expect(used(...Object.values(whole.operations))).toEqual(declared('OperationOverride'))
})

it.each([null, 7, 'text', [], undefined])('%j is no pack: nothing is read, and that is said', (value) => {
  expect(readOverrides(value, '/x-sandbed')).toMatchObject({
    overrides: {},
    issues: [{ code: 'override-invalid', severity: 'error', pointer: '/x-sandbed' }]
  })
})

const inDogs = (override: unknown) => ({ resources: { dogs: override } })
const inList = (override: unknown) => ({ operations: { listDogs: override } })

describe('what is wrong is left out, and the rest is read', () => {
  it.each<[what: string, pack: unknown, pointer: string, message: RegExp, hint?: RegExp]>([
    ['an unknown member', { resorces: {} }, '/resorces', /`resorces`.*ignored/, /Did you mean `resources`/],
    [
      'a member of a later version',
      { zzzzzzzzzzzzzzzz: 1 },
      '/zzzzzzzzzzzzzzzz',
      /ignored/,
      /Known are .*resources/
    ],
    ['an unknown member of a resource', inDogs({ idd: 'x' }), '/resources/dogs/idd', /`idd`/, /`id`/],
    ['another format', { format: 'pack' }, '/format', /"pack" stands here; it must be "sandbed-pack"/],
    ['another version', { version: 2 }, '/version', /2 stands here; it must be 1/],
    [
      'a classification of its own',
      inList({ does: 'lst' }),
      '/operations/listDogs/does',
      /one of `list`, `read`/,
      /`list`/
    ],
    ['a key without a part', inList({ key: 'dogId' }), '/operations/listDogs/key', /such as `path.id`/],
    ['a key in a cookie', inList({ key: 'cookie.id' }), '/operations/listDogs/key', /such as `path.id`/],
    ['an input in the path', inList({ input: 'path.id' }), '/operations/listDogs/input', /such as `body`/],
    ['a place with nothing between dots', inDogs({ id: 'a..b' }), '/resources/dogs/id', /dots between/],
    ['the entity as its own id', inDogs({ id: '' }), '/resources/dogs/id', /dots between/],
    ['a list of names with an empty one', inDogs({ id: ['a', ''] }), '/resources/dogs/id/1', /must be text/],
    ['a shape of no known form', inDogs({ shape: 'cus_14' }), '/resources/dogs/shape', /cus_\{14\}/],
    [
      'a shape without an alphabet',
      inDogs({ shape: { kind: 'text', prefix: '', length: 1 } }),
      '/resources/dogs/shape',
      /`alphabet` is missing/
    ],
    [
      'a shape of another kind',
      inDogs({ shape: { kind: 'uid' } }),
      '/resources/dogs/shape/kind',
      /one of/,
      /`uuid`/
    ],
    ['a state that is a word', inDogs({ state: 'status' }), '/resources/dogs/state', /an object, or false/],
    ['no states', inDogs({ state: { values: [] } }), '/resources/dogs/state/values', /not empty/],
    [
      'a tombstone without a place',
      inDogs({ tombstone: { state: 'x' } }),
      '/resources/dogs/tombstone',
      /`at` is missing/
    ],
    [
      'a timestamp of something else',
      inDogs({ timestamps: { a: 'creatd' } }),
      '/resources/dogs/timestamps/a',
      /one of/,
      /`created`/
    ],
    [
      'a page of no size',
      inList({ paging: { defaultSize: 0 } }),
      '/operations/listDogs/paging/defaultSize',
      /whole number from 1/
    ],
    [
      'a role of its own',
      inList({ envelope: { a: 'hasmore' } }),
      '/operations/listDogs/envelope/a',
      /one of/,
      /`has-more`/
    ],
    [
      'a step without a resource',
      inList({ within: [{ parameter: 'a' }] }),
      '/operations/listDogs/within/0',
      /`resource` is missing/
    ],
    ['true where only false is', inList({ sort: true }), '/operations/listDogs/sort', /must be false/],
    ['a seed that is no entity', inDogs({ seed: ['Rex'] }), '/resources/dogs/seed/0', /an object/],
    ['names that are numbers', inDogs({ known: [7] }), '/resources/dogs/known/0', /text/],
    [
      'a date that a parser made',
      inDogs({ seed: [{ born: new Date(0) }] }),
      '/resources/dogs/seed/0/born',
      /plain JSON/
    ]
  ])('%s', (_, pack, pointer, message, hint) => {
    const { issues } = readOverrides(pack, '')
    expect(issues).toHaveLength(1)
    expect(issues[0]).toMatchObject({
      code: expect.stringMatching(/^override-(invalid|unknown)$/),
      pointer,
      message: expect.stringMatching(message)
    })
    if (hint) expect(issues[0]!.hint).toMatch(hint)
    expect(isPack(pack) && !(pointer.endsWith('born') && pack)).toBe(false)
  })

  it('beside it', () => {
    const { overrides } = readOverrides({ resources: { dogs: { id: 7, creatable: true }, cats: 'x' } }, '')
    expect(overrides).toEqual({ resources: { dogs: { creatable: true } } })
  })
})

it('names of object methods are data', () => {
  const pack = JSON.parse(
    '{"resources":{"__proto__":{"creatable":true},"toString":{"references":{"__proto__":"dogs"}}}}'
  )
  const { overrides, issues } = readOverrides(pack, '')
  expect(issues).toEqual([])
  expect(Object.keys(overrides.resources!)).toEqual(['__proto__', 'toString'])
  expect(JSON.stringify(overrides)).toBe(JSON.stringify(pack))
  expect(({} as { creatable?: unknown }).creatable).toBeUndefined()
})

it('the override of one operation is read alike', () => {
  expect(readOperationOverride({ does: 'read', keys: 1 }, '/paths/~1a/get/x-sandbed')).toMatchObject({
    overrides: { does: 'read' },
    issues: [{ code: 'override-unknown', severity: 'warning', pointer: '/paths/~1a/get/x-sandbed/keys' }]
  })
})

it('a pack with endless faults gets 200 issues', () => {
  const faults = Object.fromEntries(Array.from({ length: 50_000 }, (_, index) => [`member${index}`, 1]))
  expect(readOverrides(faults, '').issues).toHaveLength(200)
  expect(readOverrides({ resources: faults }, '').issues).toHaveLength(200)
})

it('the schema and the reader agree on every pack', () => {
  let sound = 0
  fc.assert(
    fc.property(anyPack, (pack) => {
      const { issues } = readOverrides(pack, '')
      const verdict = isPack(pack)
      if (verdict) sound++
      expect({ pack, issues, sound: issues.length === 0 }).toEqual({ pack, issues, sound: verdict })
    }),
    { numRuns: 3_000 }
  )
  expect(sound).toBeGreaterThan(300)
})

it('what was read is sound, and is read the same again', () => {
  fc.assert(
    fc.property(anyPack, (pack) => {
      const { overrides } = readOverrides(pack, '')
      expect(readOverrides(overrides, '')).toEqual({ overrides, issues: [] })
    }),
    { numRuns: 1_000 }
  )
})

it('never throws, whatever it is given', () => {
  const circle: Record<string, unknown> = {}
  circle['resources'] = circle
  expect(readOverrides(circle, '').issues).toHaveLength(1)
  fc.assert(
    fc.property(
      fc.anything({ withBigInt: true, withMap: true, withDate: true, withNullPrototype: true }),
      (value) => {
        readOverrides(value, '')
        readOverrides({ resources: value, operations: { a: value } }, '')
        readOverrides({ resources: { a: value }, operations: { a: { sets: value, paging: value } } }, '')
      }
    )
  )
})
