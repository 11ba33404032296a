// OR of ANDs, by example, and against a small oracle that was written apart from it.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { evaluateRequirements, type Requirements, type Verdict } from './requirements.js'

const absent: Verdict = { is: 'absent' }
const invalid: Verdict = { is: 'invalid', reason: 'it has expired' }
const malformed: Verdict = { is: 'malformed', problem: 'it was sent twice' }
const valid = (scopes: readonly string[] | null = null, client: string | null = 'client_1'): Verdict => ({
  is: 'valid',
  client,
  scopes
})
const evaluate = (security: Requirements, verdicts: { [scheme: string]: Verdict }) =>
  evaluateRequirements(security, (scheme) => verdicts[scheme] ?? absent)

it('an operation without requirements is open', () => {
  expect(evaluate([], { key: invalid })).toEqual({
    allowed: true,
    alternative: null,
    client: null,
    scopes: null
  })
})

it('the first satisfied alternative lets the request pass', () => {
  const security: Requirements = [{ oauth: ['a'], key: [] }, { key: [] }, { basic: [] }]
  expect(evaluate(security, { key: valid(), basic: valid() })).toMatchObject({
    allowed: true,
    alternative: 1
  })
  expect(evaluate(security, { key: valid(null, 'c'), oauth: valid(['b', 'a'], 'c') })).toEqual({
    allowed: true,
    alternative: 0,
    client: 'c',
    scopes: ['b', 'a']
  })
})

it('an empty alternative makes the others optional, and who is known stays known', () => {
  const security: Requirements = [{}, { key: [] }]
  expect(evaluate(security, {})).toMatchObject({ allowed: true, alternative: 0, client: null })
  expect(evaluate(security, { key: invalid })).toMatchObject({ allowed: true, alternative: 0, client: null })
  expect(evaluate(security, { key: valid() })).toMatchObject({ alternative: 1, client: 'client_1' })
})

it('without a credential, and with one that is no good, it is a 401 that names every scheme', () => {
  const security: Requirements = [{ oauth: ['a'], key: [] }, { basic: [] }, { key: [] }]
  expect(evaluate(security, {})).toEqual({
    allowed: false,
    status: 401,
    schemes: ['oauth', 'key', 'basic'],
    reasons: []
  })
  expect(evaluate(security, { basic: invalid, oauth: valid(['a']) })).toMatchObject({
    status: 401,
    reasons: [{ scheme: 'basic', problem: 'it has expired' }]
  })
})

it('a malformed credential is a 400, unless another one suffices', () => {
  const security: Requirements = [{ oauth: [] }, { key: [] }]
  expect(evaluate(security, { oauth: malformed })).toEqual({
    allowed: false,
    status: 400,
    schemes: ['oauth'],
    reasons: [{ scheme: 'oauth', problem: 'it was sent twice' }]
  })
  expect(evaluate(security, { oauth: malformed, key: valid() })).toMatchObject({ alternative: 1 })
})

it('where nothing but scopes is missing, it is a 403 about the alternative that is nearest', () => {
  const security: Requirements = [{ oauth: ['a', 'b', 'c'] }, { oauth: ['a', 'd'] }, { key: [] }]
  expect(evaluate(security, { oauth: valid(['a']), key: invalid })).toEqual({
    allowed: false,
    status: 403,
    alternative: 1,
    missing: ['d'],
    client: 'client_1',
    scopes: ['a'],
    required: { oauth: ['a', 'd'] },
    reasons: [{ scheme: 'key', problem: 'it has expired' }]
  })
  expect(evaluate([{ oauth: ['a'], key: [] }], { oauth: valid([]) })).toMatchObject({ status: 401 })
})

it('credentials of two clients do not add up', () => {
  const security: Requirements = [{ oauth: [], key: [] }]
  expect(evaluate(security, { oauth: valid(null, 'a'), key: valid(null, 'b') })).toMatchObject({
    status: 401
  })
  expect(evaluate(security, { oauth: valid(['x'], 'a'), key: valid(null, null) })).toMatchObject({
    allowed: true,
    client: 'a',
    scopes: ['x']
  })
})

it('scopes are compared to the letter', () => {
  for (const scopes of [['A'], ['a '], ['*'], ['a b'], ['']])
    expect(evaluate([{ oauth: ['a'] }], { oauth: valid(scopes) })).toMatchObject({
      status: 403,
      missing: ['a']
    })
})

it('names of schemes are data', () => {
  const security = JSON.parse('[{"__proto__":["a"]},{"constructor":[]}]') as Requirements
  expect(evaluateRequirements(security, () => absent)).toMatchObject({
    schemes: ['__proto__', 'constructor']
  })
  expect(evaluateRequirements(security, () => valid([]))).toMatchObject({ allowed: true, alternative: 1 })
})

it('each credential is judged once', () => {
  const asked: string[] = []
  evaluateRequirements([{ a: [], b: [] }, { b: [] }, { a: [] }], (scheme) => {
    asked.push(scheme)
    return absent
  })
  expect(asked).toEqual(['a', 'b'])
})

/** The status, and which alternatives would do, said as plainly as can be. */
function oracle(security: Requirements, verdicts: { readonly [scheme: string]: Verdict }) {
  if (security.length === 0) return { status: 200, by: [null] }
  const about = security.map((alternative) => {
    const each = Object.entries(alternative).map(([scheme, scopes]) => [verdicts[scheme]!, scopes] as const)
    const clients = new Set(each.map(([verdict]) => (verdict.is === 'valid' ? verdict.client : null)))
    clients.delete(null)
    const isHeld = each.every(([verdict]) => verdict.is === 'valid') && clients.size <= 1
    const lacks = each.flatMap(([verdict, scopes]) =>
      verdict.is === 'valid' && verdict.scopes
        ? scopes.filter((scope) => !verdict.scopes!.includes(scope))
        : []
    )
    return { isHeld, lacks: new Set(lacks).size, isEmpty: each.length === 0 }
  })
  const fits = about.flatMap(({ isHeld, lacks }, index) => (isHeld && lacks === 0 ? [index] : []))
  const named = fits.filter((index) => !about[index]!.isEmpty)
  if (fits.length > 0) return { status: 200, by: [named[0] ?? fits[0]] }
  const schemes = security.flatMap((alternative) => Object.keys(alternative))
  if (schemes.some((scheme) => verdicts[scheme]!.is === 'malformed')) return { status: 400 }
  const least = Math.min(...about.filter(({ isHeld }) => isHeld).map(({ lacks }) => lacks))
  if (least === Infinity) return { status: 401 }
  return {
    status: 403,
    by: [about.findIndex(({ isHeld, lacks }) => isHeld && lacks === least)],
    lacks: least
  }
}

it('100,000 random trees and credentials come to what the oracle says, and each outcome is reached', () => {
  const names = ['a', 'b', 'c', 'd']
  const scope = fc.constantFrom('r', 'w', 'x')
  const scopes = fc.uniqueArray(scope, { maxLength: 3 })
  const security = fc.array(
    fc.dictionary(fc.constantFrom(...names), scopes, { maxKeys: 3, noNullPrototype: true }),
    { maxLength: 4 }
  )
  const verdict: fc.Arbitrary<Verdict> = fc.oneof(
    { weight: 2, arbitrary: fc.constant(absent) },
    fc.constant(invalid),
    fc.constant(malformed),
    {
      weight: 6,
      arbitrary: fc.record({
        is: fc.constant('valid' as const),
        client: fc.constantFrom('one', 'one', 'two', null),
        scopes: fc.option(scopes)
      })
    }
  )
  const verdicts = fc.record({ a: verdict, b: verdict, c: verdict, d: verdict })
  const reached = new Map<number, number>()
  fc.assert(
    fc.property(security, verdicts, (tree, sent) => {
      const wanted = oracle(tree, sent)
      const made = evaluate(tree, sent)
      reached.set(wanted.status, (reached.get(wanted.status) ?? 0) + 1)
      const status = made.allowed ? 200 : made.status
      if (status !== wanted.status) return false
      if (wanted.by && 'alternative' in made && made.alternative !== wanted.by[0]) return false
      return !('missing' in made) || made.missing.length === wanted.lacks
    }),
    { numRuns: 100_000 }
  )
  for (const status of [200, 400, 401, 403])
    expect([status, (reached.get(status) ?? 0) > 500]).toEqual([status, true])
})
