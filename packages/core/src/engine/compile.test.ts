// A pack as part of a release, and what is said about packs without making a sandbox.
import { describe, expect, it } from 'vitest'
import { description } from '../../test/support/descriptions.js'
import { isSandboxError } from '../errors.js'
import { compileDescription } from '../release/compile-description.js'
import { digestRelease } from '../release/digest-release.js'
import { loadRelease } from '../release/load-release.js'
import type { SimulationPack } from '../release/pack/simulation-pack.js'
import { checkPack } from './packs/check-pack.js'
import { compile } from './compile.js'
import { createSandbox } from './sandbox/create-sandbox.js'

const bank = description('bank-payments.yaml')
const pack: SimulationPack = {
  clock: { start: '2026-03-01T09:00:00Z' },
  transitions: {
    expire: { resource: 'payments', from: 'authorized', to: 'expired' },
    capture: { resource: 'payments', from: 'authorized', to: 'captured' }
  },
  resources: { payments: { seed: [{ id: 'pay_0123456789abcdef', status: 'authorized' }] } }
}
const stale = { resources: { payment: { creatable: true } } }
const wrong = { transitions: { capture: { resource: 'payment', to: 'captured' } } }
const badSeed = { resources: { payments: { seed: [{ amount: 'much' }] } } }

describe('a release with a pack', () => {
  const { release, issues } = compile(bank, { pack })

  it('holds it as text, in the order in which it was written', () => {
    expect(issues).toEqual([])
    expect(release!.pack).toBe(JSON.stringify(pack))
    expect(Object.isFrozen(release)).toBe(true)
  })

  it('has another digest than without one, or with another', () => {
    const digests = [undefined, pack, { name: 'x' }].map((one) =>
      one ? compile(bank, { pack: one }).release!.digest : compile(bank).release!.digest
    )
    expect(new Set(digests).size).toBe(3)
    expect(digests[0]).toBe(compileDescription(bank).release!.digest)
    expect(digestRelease(release!)).toBe(release!.digest)
  })

  it('survives saving and loading, and is refused when it was damaged', () => {
    const text = JSON.stringify(release)
    expect(loadRelease(text, { verify: true })).toEqual(release)
    const changed = { ...JSON.parse(text), pack: '{}' }
    expect(() => loadRelease(changed, { verify: true })).toThrow(/digest/)
    expect(() => loadRelease({ ...changed, pack: {} })).toThrow(/damaged/)
    expect(() => createSandbox({ release: { ...changed, pack: '{' } })).toThrow(/'pack' cannot be read/)
  })

  it('makes sandboxes that use it, unless they are given another', () => {
    const own = createSandbox({ release: release!, mode: 'stateful' })
    expect(own.state.list('payments').map(({ id }) => id)).toEqual(['pay_0123456789abcdef'])
    expect(own.clock.now).toBe(Date.UTC(2026, 2, 1, 9))
    const other = createSandbox({ release: release!, mode: 'stateful', pack: {} })
    expect(other.state.count('payments')).toBe(0)
  })

  it('takes snapshots of sandboxes of the same API with any pack', () => {
    const own = createSandbox({ release: release!, mode: 'stateful' })
    const plain = createSandbox({ description: bank, mode: 'stateful' })
    plain.restore(plain.importSnapshot(own.exportSnapshot()))
    expect(plain.state.count('payments')).toBe(1)
  })
})

it('a pack with warnings becomes part of a release, and they are told', () => {
  const { release, issues } = compile(bank, { pack: stale })
  expect(release?.pack).toBeDefined()
  expect(issues).toMatchObject([
    {
      code: 'override-stale',
      file: '(pack)',
      pointer: '/resources/payment',
      hint: 'The nearest is `payments`.'
    }
  ])
})

it.each<[what: string, pack: unknown, pointer: string, message: RegExp]>([
  ['is not of the form', { transitions: [] }, '/transitions', /must be an object/],
  ['names what is not there', wrong, '/transitions/capture/resource', /no resource `payment`/],
  ['has a seed that breaks its schema', badSeed, '/resources/payments/seed/0/amount', /whole number/],
  ['is none', 7, '', /must be an object/],
  [
    'throws',
    {
      get transitions() {
        throw new Error('raw')
      }
    },
    '',
    /a member of it throws/
  ],
  [
    'holds functions',
    { timers: { t: { every: '1d', when: () => true, do: { clear: 'faults' } } } },
    '/timers/t/when',
    /cannot hold a function/
  ]
])('there is no release with a pack that %s', (_, given, pointer, message) => {
  const { release, issues } = compile(bank, { pack: given as SimulationPack })
  expect(release).toBeUndefined()
  expect(issues).toMatchObject([
    { severity: 'error', file: '(pack)', pointer, message: expect.stringMatching(message) }
  ])
})

it('what is wrong with a description is told beside what is wrong with the pack', () => {
  const broken = { ...bank, info: { title: 'x' } }
  expect(compile(broken, { pack: stale }).issues.map(({ file, code }) => [file, code])).toEqual([
    [undefined, 'info-incomplete'],
    ['(pack)', 'override-stale']
  ])
  expect(compile(7, { pack })).toMatchObject({
    release: undefined,
    issues: [{ code: 'description-not-an-object' }]
  })
})

describe('a pack is checked', () => {
  const { release } = compile(bank)

  it('against a description, against a release, with the same findings', () => {
    const everything = { ...wrong, ...badSeed, resorces: {} }
    const issues = checkPack({ description: bank }, everything)
    expect(issues.map(({ code }) => code)).toEqual(['override-unknown', 'simulation-unknown', 'seed-invalid'])
    expect(issues.every(({ file }) => file === '(pack)')).toBe(true)
    expect(checkPack({ release: release! }, everything)).toEqual(issues)
  })

  it('and functions in it are fine, for a sandbox', () => {
    const given = { timers: { t: { every: '1d', when: () => true, do: { clear: 'faults' } } } }
    expect(checkPack({ release: release! }, given)).toEqual([])
  })

  it('also when there is nothing to check it against', () => {
    expect(checkPack({ description: {} }, pack)).toMatchObject([{ code: 'openapi-version-missing' }])
    expect(checkPack({ release: {} }, pack)).toMatchObject([{ code: 'release-unreadable' }])
    expect(checkPack({ release: { ...release!, model: '{' } }, pack)).toMatchObject([{ severity: 'error' }])
  })

  it('and refused by a sandbox for the same reason', () => {
    try {
      createSandbox({ release: release!, pack: wrong as never })
      expect.unreachable()
    } catch (error) {
      expect(isSandboxError(error) && error.issues).toEqual(checkPack({ release: release! }, wrong))
    }
  })
})
