// What the clock has to do on every host, scenario by scenario.
import { describe, expect, test } from 'vitest'
import { clockScenarios } from '../../test/support/clock-scenarios.js'
import { expectedOf, playClockScenario } from '../../test/support/play-clock-scenario.js'

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
