// When two states are the same: up to the spelling of made-up ids, whatever the order in which things came about, and not otherwise.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { description } from '../../../test/support/descriptions.js'
import { bodyOf, post } from '../../../test/support/sandboxes.js'
import { createSandbox, type Sandbox, type SimulationPack } from '../../index.js'
import '../vitest.js'
import { compareStates } from './compare-states.js'
import { isomorphicHash } from './isomorphic-hash.js'
import { matchNames } from './match-names.js'
import { numberedColours } from './refine.js'
import { readState, type Comparable } from './state-graph.js'

const payments = createSandbox({
  description: description('../examples/payments/payments.yaml'),
  // Without its rules for responses: the limits of customers are made up, and one of them may be below any amount.
  pack: { ...(description('../examples/payments/payments.pack.yaml') as SimulationPack), responses: [] },
  mode: 'stateful'
})
const tracker = createSandbox({ description: description('tracker.yaml'), mode: 'stateful' })

/** What is done, each to things that earlier steps made, by the numbers of those steps. */
type Step =
  | { readonly does: 'customer'; readonly name: string }
  | { readonly does: 'payment'; readonly of: number | string; readonly amount: number }
  | { readonly does: 'capture' | 'void'; readonly of: number }
  | { readonly does: 'refund'; readonly of: number; readonly amount: number }

/** Carries steps out in an order, by their numbers; those come before that they need. */
function carriedOut(steps: readonly Step[], order: readonly number[]): Sandbox {
  const sandbox = payments.fork()
  const ids = new Map<number, string>()
  const send = (at: number, url: string, body: object): void => {
    const response = sandbox.handle(post(url, body))
    expect(response.status).toBeLessThan(300)
    ids.set(at, (bodyOf(response) as { id: string }).id)
  }
  for (const at of order) {
    const step = steps[at]!
    if (step.does === 'customer') send(at, '/customers', { name: step.name, email: 'a@b.example' })
    else {
      const id = typeof step.of === 'string' ? step.of : ids.get(step.of)!
      if (step.does === 'payment')
        send(at, '/payments', { amount: step.amount, currency: 'EUR', customer_id: id })
      else if (step.does === 'refund') send(at, '/refunds', { payment_id: id, amount: step.amount })
      else send(at, `/payments/${id}/${step.does}`, {})
    }
  }
  return sandbox
}

const inOrder = (steps: readonly Step[]): Sandbox => carriedOut(steps, [...steps.keys()])

/** Made by the API at random, and told to nobody. */
const options = { ignore: ['customers/credit_limit', 'refunds/status'] }

it('the order in which things are made does not matter, and references follow', () => {
  const steps: Step[] = [
    { does: 'customer', name: 'Ada' },
    { does: 'customer', name: 'Ben' },
    { does: 'payment', of: 0, amount: 5 },
    { does: 'payment', of: 1, amount: 5 }
  ]
  const [one, other] = [inOrder(steps), carriedOut(steps, [1, 3, 0, 2])]
  const { equal, ids, differences } = compareStates(one, other, options)
  expect([equal, differences]).toEqual([true, []])
  const idOf = (sandbox: Sandbox, name: string): string =>
    sandbox.state.list('customers').find(({ value }) => value['name'] === name)!.id
  expect(ids['customers']).toEqual({
    [idOf(one, 'Ada')]: idOf(other, 'Ada'),
    [idOf(one, 'Ben')]: idOf(other, 'Ben')
  })
  expect(idOf(one, 'Ada')).not.toBe(idOf(other, 'Ada'))
  expect(one).toMatchState(other, options)
  expect(isomorphicHash(one, options)).toBe(isomorphicHash(other, options))
  expect(one).not.toMatchState(other, { ...options, ids: 'exact' })
  expect(one).toMatchState(inOrder(steps), { ids: 'exact', stamps: true })
})

it('who is referred to matters, where two things are told apart by nothing else', () => {
  const customers: Step[] = [
    { does: 'customer', name: 'Ada' },
    { does: 'customer', name: 'Ada' }
  ]
  const both: Step[] = [
    ...customers,
    { does: 'payment', of: 0, amount: 5 },
    { does: 'payment', of: 1, amount: 5 }
  ]
  const [first, second] = [0, 1].map((of) =>
    inOrder([...customers, { does: 'payment', of, amount: 5 }, { does: 'payment', of, amount: 5 }])
  )
  expect(first).toMatchState(second!, options)
  expect(inOrder(both)).not.toMatchState(first!, options)
  expect(isomorphicHash(inOrder(both), options)).not.toBe(isomorphicHash(first!, options))
})

it('what was there from the beginning has the ids that it has', () => {
  const [mara, teo] = ['cus_aaaaaaaaaaaa', 'cus_bbbbbbbbbbbb'].map((of) =>
    inOrder([{ does: 'payment', of, amount: 5 }])
  )
  expect(mara).not.toMatchState(teo!, options)
  expect(compareStates(mara!, teo!, options).differences).toEqual([
    expect.stringMatching(
      /^payments pay_\w+.*: \/customer_id is "cus_aaaaaaaaaaaa" in the first, "cus_bbbbbbbbbbbb" in the second$/
    )
  ])
})

it('what was there when both were alike keeps its ids', () => {
  const start = inOrder([
    { does: 'payment', of: 'cus_aaaaaaaaaaaa', amount: 5 },
    { does: 'payment', of: 'cus_aaaaaaaaaaaa', amount: 5 }
  ])
  const since = start.snapshot()
  const [one, other] = start.state.list('payments').map(({ id }) => {
    const fork = start.fork()
    expect(fork.handle(post(`/payments/${id}/capture`, {})).status).toBe(200)
    return fork
  })
  expect(one).toMatchState(other!)
  expect(one).not.toMatchState(other!, { since })
})

it('stamps count where they are asked for', () => {
  const [one, other] = [payments.fork(), payments.fork()]
  other.clock.advance('1h')
  for (const sandbox of [one, other])
    sandbox.handle(post('/customers', { name: 'Ada', email: 'a@b.example' }))
  expect(one).toMatchState(other)
  expect(one).not.toMatchState(other, { stamps: true })
  expect(one).toMatchState(other, { stamps: true, ignore: ['created_at'] })
})

it('differences are told in words', () => {
  const base: Step[] = [
    { does: 'customer', name: 'Ada' },
    { does: 'payment', of: 0, amount: 5 }
  ]
  const differ = (more: Step[], other: Step[]): readonly string[] =>
    compareStates(inOrder([...base, ...more]), inOrder([...base, ...other]), options).differences
  expect(differ([{ does: 'void', of: 1 }], [])).toEqual([
    expect.stringMatching(/^payments pay_\w+: \/status is "voided" in the first, "authorized" in the second$/)
  ])
  expect(differ([], [{ does: 'customer', name: 'Ben' }])).toEqual([
    expect.stringMatching(/^only the second has customers cus_\w+ \{.*"name":"Ben"/)
  ])
  expect(differ([{ does: 'payment', of: 0, amount: 7 }], [{ does: 'payment', of: 0, amount: 8 }])).toEqual([
    expect.stringMatching(/^payments pay_\w+: \/amount is 7 in the first, 8 in the second$/)
  ])
})

it('numbers that name things, below other things and in URLs, follow as well', () => {
  const filled = (titles: readonly string[]): Sandbox => {
    const sandbox = tracker.fork()
    for (const name of ['one', 'two']) sandbox.handle(post('/orgs/ada/repos', { name }))
    for (const title of titles) {
      const { number } = bodyOf(sandbox.handle(post('/repos/ada/one/issues', { title }))) as {
        number: number
      }
      const body = `see https://tracker.example/repos/ada/one/issues/${number}`
      sandbox.handle(post(`/repos/ada/one/issues/${number}/comments`, { body }))
    }
    sandbox.handle(post('/repos/ada/two/issues', { title: 'a' }))
    return sandbox
  }
  const [one, other] = [filled(['a', 'b', 'c']), filled(['c', 'a', 'b'])]
  expect(one).toMatchState(other)
  expect(one.state.get('issues', '1')!.value).not.toEqual(other.state.get('issues', '1')!.value)
  other.handle({ ...post('/repos/ada/one/issues/1', { state: 'closed' }), method: 'PATCH' })
  expect(one).not.toMatchState(other)
  expect(compareStates(one, other).differences).toEqual([
    expect.stringMatching(
      /^issues 3 \(of .*\) \(1 in the second\): \/state is "open" in the first, "closed" in the second$/
    )
  ])
})

const amount = fc.integer({ min: 1, max: 3 })
const command = fc.oneof(
  fc.record({ does: fc.constant('customer' as const), name: fc.constantFrom('Ada', 'Ben') }),
  fc.record({ does: fc.constant('payment' as const), of: fc.nat(), amount }),
  fc.record({ does: fc.constantFrom('capture' as const, 'void' as const), of: fc.nat() }),
  fc.record({ does: fc.constant('refund' as const), of: fc.nat(), amount: fc.constant(1) })
)

/** Steps that can be carried out: each to something that is there and lets it happen. */
function stepsOf(
  commands: readonly { does: Step['does']; name?: string; of?: number; amount?: number }[]
): Step[] {
  const steps: Step[] = []
  const customers: number[] = []
  const open: number[] = []
  const captured: number[] = []
  for (const { does, name = '', of = 0, amount: worth = 1 } of commands) {
    const pool = { customer: [0], payment: customers, capture: open, void: open, refund: captured }[does]
    if (pool.length === 0) continue
    const at = steps.length
    const chosen = pool[of % pool.length]!
    if (does === 'customer') {
      customers.push(at)
      steps.push({ does, name })
    } else if (does === 'payment') {
      open.push(at)
      steps.push({ does, of: chosen, amount: worth })
    } else if (does === 'refund') {
      captured.splice(captured.indexOf(chosen), 1)
      steps.push({ does, of: chosen, amount: worth })
    } else {
      open.splice(open.indexOf(chosen), 1)
      if (does === 'capture') captured.push(chosen)
      steps.push({ does, of: chosen })
    }
  }
  return steps
}

/** What a step needs: what it is done to, and what was done to that before. */
function needs(steps: readonly Step[], at: number): number[] {
  const step = steps[at]!
  if (step.does === 'customer' || typeof step.of === 'string') return []
  const { of } = step
  const captured = steps.findIndex((one) => one.does === 'capture' && one.of === of)
  return step.does === 'refund' ? [of, captured] : [of]
}

/** An order in which they can be carried out, by chance. */
function shuffled(steps: readonly Step[], picks: readonly number[]): number[] {
  const order: number[] = []
  for (const pick of [...picks, ...steps.map(() => 0)]) {
    const ready = [...steps.keys()].filter(
      (at) => !order.includes(at) && needs(steps, at).every((need) => order.includes(need))
    )
    if (ready.length > 0) order.push(ready[pick % ready.length]!)
  }
  return order
}

const plans = fc.array(command, { minLength: 4, maxLength: 24 }).map(stepsOf)
const picks = fc.array(fc.nat(), { minLength: 24, maxLength: 24 })

it('any order of the same steps leads to the same state, and to the same hash', () => {
  fc.assert(
    fc.property(plans, picks, picks, (steps, one, other) => {
      const [a, b] = [carriedOut(steps, shuffled(steps, one)), carriedOut(steps, shuffled(steps, other))]
      expect(compareStates(a, b, options)).toMatchObject({ equal: true, decided: true })
      expect(isomorphicHash(a, options)).toBe(isomorphicHash(b, options))
    }),
    { numRuns: 100 }
  )
})

it('one step that is another one leads to another state, and says so', () => {
  let differed = 0
  fc.assert(
    fc.property(plans, picks, fc.nat(), (steps, order, pick) => {
      const amounts = steps.flatMap((step, at) => (step.does === 'payment' ? [at] : []))
      if (amounts.length === 0) return
      const at = amounts[pick % amounts.length]!
      const changed = steps.with(at, { ...(steps[at] as Extract<Step, { does: 'payment' }>), amount: 99 })
      const [a, b] = [inOrder(steps), carriedOut(changed, shuffled(steps, order))]
      const { equal, differences } = compareStates(a, b, options)
      expect(equal).toBe(false)
      expect(differences.join('\n')).toMatch(/99/)
      expect(isomorphicHash(a, options)).not.toBe(isomorphicHash(b, options))
      differed++
    }),
    { numRuns: 100 }
  )
  expect(differed).toBeGreaterThan(30)
})

/** Things that hold the ids of others, made up by hand: what no API of ours lets come about. */
function ring(ids: readonly string[], next: (at: number) => number): Comparable {
  const entries = ids.map((id, at) => ({
    resource: 'things',
    id,
    value: { id, next: `/things/${ids[next(at)]}` }
  }))
  const added = entries.map(({ id, value }, seq) => ({ id, seq, value, record: {} }))
  return {
    state: {
      resources: ['things'],
      list: () => entries,
      get: () => undefined,
      count: () => entries.length
    },
    model: { resources: {}, bindings: {} },
    diff: () => ({ things: { added, changed: [], removed: [] } })
  }
}
const named = (letter: string, count: number): string[] =>
  Array.from({ length: count }, (_, i) => `thing_${letter}${(i * 7) % count}`)

it('a ring is the same wherever it begins, and is not two smaller ones', () => {
  const around = (at: number): number => (at + 1) % 6
  const six = ring(named('a', 6), around)
  expect(six).toMatchState(ring(named('b', 6), around))
  const twoOfThree = ring(named('c', 6), (at) => (at % 3 === 2 ? at - 2 : at + 1))
  expect(compareStates(six, twoOfThree)).toMatchObject({
    equal: false,
    decided: true,
    differences: [
      expect.stringMatching(/^things thing_a\d .*: \/next is "\/things\/thing_c\d" in the first, /),
      expect.anything()
    ]
  })
  const otherTwo = ring(named('d', 6), (at) => (at % 3 === 2 ? at - 2 : at + 1))
  expect(twoOfThree).toMatchState(otherTwo)
})

it('large states, alike and not, are compared in reasonable time', () => {
  const around = (at: number): number => (at + 1) % 2000
  expect(compareStates(ring(named('a', 2000), around), ring(named('b', 2000), around)).equal).toBe(true)
  const pairs = (at: number): number => (at % 2 === 0 ? at + 1 : at - 1)
  expect(compareStates(ring(named('a', 2000), pairs), ring(named('b', 2000), pairs)).equal).toBe(true)
  expect(compareStates(ring(named('a', 2000), around), ring(named('b', 2000), pairs)).equal).toBe(false)
}, 20_000)

it('the work that is allowed is not exceeded', () => {
  const around = (at: number): number => (at + 1) % 2000
  const [one, other] = ['a', 'b'].map((letter) => readState(ring(named(letter, 2000), around), {}))
  const tried = (steps: number) => {
    const budget = { steps }
    return [matchNames(one!, other!, { colouring: numberedColours(), budget })?.size, budget.steps > 0]
  }
  expect(tried(10_000)).toEqual([undefined, false])
  expect(tried(100_000)).toEqual([2000, true])
})
