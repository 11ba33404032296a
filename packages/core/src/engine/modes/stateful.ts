// Stateful mode: the sandbox keeps what it is told (`engine/stateful/`). What is about no resource is answered as in dynamic mode; this is that part.
import { dynamicMode } from './dynamic.js'
import type { ModeStrategy } from './mode.js'

/** Answers what state has no part in. */
export const statefulMode: ModeStrategy = { ...dynamicMode, pure: false }
