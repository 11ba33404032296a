// What stands behind each mode.
import type { Mode } from './names.js'
import { dynamicMode } from './dynamic.js'
import type { ModeStrategy } from './mode.js'
import { statefulMode } from './stateful.js'
import { staticMode } from './static.js'

/** Mode -> strategy. */
export const modeStrategies: Readonly<Record<Mode, ModeStrategy>> = {
  static: staticMode,
  dynamic: dynamicMode,
  stateful: statefulMode
}
