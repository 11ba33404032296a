// The names of the modes, for options, preferences and traces; `registry.ts` has what stands behind them.

/** Every mode this version has. More (`read-through`, `vendor`) are added to this list as they are built. */
export const modes = ['static', 'dynamic', 'stateful'] as const

/** How an operation is answered. */
export type Mode = (typeof modes)[number]

/** True for the name of a mode. */
export function isMode(value: unknown): value is Mode {
  return (modes as readonly unknown[]).includes(value)
}
