// What the clock has to do on every host, scenario by scenario. conformance/test/clock.test.ts plays the same list in other processes.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { clockScenarios } from '../../test/support/clock-scenarios.js'
import type { Act, ClockStep, Planned } from '../../test/support/clock/scenario.js'
import { expectedOf, playClockScenario } from '../../test/support/play-clock-scenario.js'
import type { AdvanceResult } from './tally.js'

describe('the clock', () => {
  test.each(clockScenarios.map((scenario) => [scenario.name, scenario] as const))('%s', (_, scenario) => {
    const expected = scenario.steps.flatMap((step) => ('expect' in step ? [step.expect] : []))
    const played = playClockScenario(scenario)
    expect(played).toHaveLength(expected.length)
    for (const [i, given] of played.entries())
      expect(given, `move ${i + 1}`).toMatchObject(expectedOf(expected[i]!, scenario))
  })

  test('a scenario gives the same each time, in plain JSON', () => {
    for (const scenario of clockScenarios) {
      const played = playClockScenario(scenario)
      expect(playClockScenario(scenario)).toEqual(played)
      expect(JSON.parse(JSON.stringify(played))).toEqual(played)
    }
  })
})

describe('a host that is evicted', () => {
  test.each(clockScenarios.map((scenario) => [scenario.name, scenario] as const))(
    'goes on from the text of a snapshot at each step: %s',
    (_, scenario) => {
      expect(playClockScenario(scenario, { evicts: true })).toEqual(playClockScenario(scenario))
    }
  )

  const name = fc.constantFrom('a', 'b', 'c', 'd')
  const span = fc.integer({ min: 0, max: 12 })
  const period = fc.integer({ min: 7, max: 12 })
  const timer = (acts: fc.Arbitrary<Act>): fc.Arbitrary<Planned> =>
    fc.record(
      {
        name,
        after: span,
        priority: fc.integer({ min: 0, max: 3 }),
        every: period,
        catchUp: fc.constantFrom('each', 'last'),
        does: fc.array(acts, { maxLength: 3 })
      },
      { requiredKeys: ['name', 'after'] }
    )
  const act: fc.Arbitrary<Act> = fc.oneof(
    name.map((cancel) => ({ cancel })),
    fc.constant({ throws: 'no luck' }),
    fc.constant({ waitFor: 'send' })
  )
  const nested: fc.Arbitrary<Act> = fc.oneof(
    timer(act).map((schedule) => ({ schedule })),
    act
  )

  test('in mid-advance, anywhere and any number of times, fires what it would have fired', () => {
    fc.assert(
      fc.property(
        fc.array(timer(nested), { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 1, max: 4 }),
        (timers, maxTimers) => {
          const planned: ClockStep[] = timers.map((schedule) => ({ schedule }))
          const whole = goOn(planned, 200)
          expect(goOn(planned, whole.fired.length + 2, { maxTimers })).toEqual(whole)
        }
      ),
      { numRuns: 200 }
    )
  })
})

/** Moves to one instant by so many moves; with limits on them, it is evicted before each. */
function goOn(planned: readonly ClockStep[], moves: number, limits?: { readonly maxTimers: number }) {
  const steps = Array.from({ length: moves }, (): ClockStep[] => [
    // What waits is given its result. Where nothing waits this is dropped; where something does, the next one is refused.
    { resume: 'ok', limits, expect: {} },
    { advance: { to: 30 }, limits, expect: {} }
  ])
  const played = playClockScenario(
    { name: 'in mid-advance', steps: [...planned, ...steps.flat()] },
    { evicts: limits !== undefined }
  )
  const results = played.flatMap((move) =>
    'result' in move ? [move['result'] as unknown as AdvanceResult] : []
  )
  const { now, pending, status } = results.at(-1)!
  return {
    fired: results.flatMap((result) => (result.status === 'waiting' ? [] : result.fired)),
    journal: played.at(-1)!['journal'],
    now,
    pending,
    status
  }
}
