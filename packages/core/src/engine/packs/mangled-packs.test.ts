// Packs with anything anywhere: they are taken, or refused with issues that point into them. Nothing else is ever thrown.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { kennel } from '../../../test/support/kennel.js'
import { anyPack } from '../../../test/support/packs.js'
import { isSandboxError } from '../../errors.js'
import { getPointer, parsePointer } from '../../internal/json-pointer.js'
import { checkPack } from './check-pack.js'
import { compile } from '../compile.js'
import { createSandbox } from '../sandbox/create-sandbox.js'

const { release } = compile(kennel)

/** A pack in which most things are right. */
const sound = {
  resources: { dogs: { state: { at: 'status', values: ['new', 'adopted'], initial: 'new' } } },
  clock: { start: 0 },
  transitions: {
    adopt: { resource: 'dogs', from: ['new'], to: 'adopted', when: "=entity.name != ''", on: 'adoptDog' },
    feed: { resource: 'dogs', set: { seen: '=dateTime(now)', 'vet.id': 'v' }, emit: 'dog.fed' }
  },
  timers: {
    hunger: {
      resource: 'dogs',
      after: ['create', 'feed'],
      in: '8h',
      cancel: 'adopt',
      do: { transition: 'feed' }
    },
    night: { at: '=now + 1000', every: '1d', do: [{ fault: 'asleep' }, { clear: 'faults' }] }
  },
  scenarios: {
    busy: {
      parameters: { name: { default: 'Rex' } },
      steps: [
        { insert: { resource: 'dogs', value: { name: '=params.name' }, as: 'rex' } },
        { patch: { resource: 'dogs', id: '=rex.id', set: { tag: '=rex.name' } } },
        { transition: { name: 'adopt', id: '=rex.id', with: { x: 1 } } },
        { advance: '1h' },
        { emit: { type: 'dog.seen', data: { id: '=rex.id' } } },
        { remove: { resource: 'dogs', id: '=rex.id' } }
      ]
    }
  },
  faults: { asleep: { status: 503, operation: ['addDog'], rateLimit: { limit: 1, window: '1m' } } },
  responses: [
    { name: 'cat', when: "=request.query.kind == 'cat'", respond: { status: 418, body: ['=now'] } }
  ],
  webhooks: {
    events: [{ type: 'dog.gone', resource: 'dogs', on: ['deleted', 'adopt'], data: '=previous' }],
    endpoints: [{ url: 'https://example.com/', events: ['dog.*'] }],
    retries: ['1m']
  }
}

function expectAnswer(pack: unknown): void {
  const issues = checkPack({ release: release! }, pack)
  for (const { code, message, pointer, file } of issues) {
    expect({ code, message }).toEqual({
      code: expect.stringMatching(/^[a-z-]+$/),
      message: expect.stringMatching(/\.$/)
    })
    expect(file).toBe('(pack)')
    // The place, or what it is missing in.
    const owner = parsePointer(pointer).slice(0, -1)
    expect(
      owner.length === 0 || getPointer(pack, pointer.slice(0, pointer.lastIndexOf('/'))) !== undefined
    ).toBe(true)
  }
  const isRefused = issues.some(({ severity }) => severity === 'error')
  try {
    createSandbox({ release: release!, pack: pack as never, mode: 'stateful' })
    expect(isRefused).toBe(false)
  } catch (error) {
    if (!isSandboxError(error)) throw error
    expect([error.code, isRefused]).toEqual(['invalid-pack', true])
  }
}

it('the pack that they are made of is sound', () => {
  expect(checkPack({ release: release! }, sound)).toEqual([])
})

it('packs of all sorts', () => {
  fc.assert(fc.property(anyPack, expectAnswer), { numRuns: 300 })
})

const anything = fc.oneof(
  fc.anything({ withBigInt: true, withDate: true, withNullPrototype: true, maxDepth: 2 }),
  fc.constantFrom<unknown>(
    '=',
    '==',
    '=entity',
    '=1/0',
    '=things.x',
    '__proto__',
    '7d',
    'dogs',
    'adopt',
    undefined,
    NaN
  ),
  fc.func(fc.anything({ maxDepth: 1 }))
)

/** Pointers to everything in a value. */
function placesIn(value: unknown, at: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [at]
  return [at, ...Object.entries(value).flatMap(([name, member]) => placesIn(member, [...at, name]))]
}

function withPlace(value: unknown, [name, ...rest]: readonly string[], put: unknown): unknown {
  if (name === undefined) return put
  const copy = Array.isArray(value) ? [...value] : { ...(value as object) }
  Object.defineProperty(copy, name, {
    value: withPlace((copy as Record<string, unknown>)[name], rest, put),
    enumerable: true,
    configurable: true,
    writable: true
  })
  return copy
}

it('a sound pack with something else in one of its places', () => {
  const places = placesIn(sound).slice(1)
  fc.assert(
    fc.property(fc.constantFrom(...places), anything, (place, put) => {
      expectAnswer(withPlace(sound, place, put))
    }),
    { numRuns: 1_000 }
  )
})
