// Every scenario of the clock. Each host plays this very list.
import { effectsScenarios } from './clock/effects.js'
import { firingScenarios } from './clock/firing.js'
import { movesScenarios } from './clock/moves.js'
import type { ClockScenario } from './clock/scenario.js'
import { seriesScenarios } from './clock/series.js'

/** The scenarios. */
export const clockScenarios: readonly ClockScenario[] = [
  ...firingScenarios,
  ...movesScenarios,
  ...seriesScenarios,
  ...effectsScenarios
]
