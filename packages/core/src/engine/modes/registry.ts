// The only list of modes.
import type { Mode } from '../options.js'
import { dynamicMode } from './dynamic.js'
import type { ModeStrategy } from './mode.js'
import { staticMode } from './static.js'

/** Mode -> strategy. */
export const modeStrategies: Readonly<Record<Mode, ModeStrategy>> = {
  static: staticMode,
  dynamic: dynamicMode
}
