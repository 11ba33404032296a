// Packs in TypeScript.
import type { SimulationPack } from './simulation-pack.js'

/**
 * Gives back a simulation pack as it is, checked by its types while it is written. Functions may stand wherever expressions may: they are
 * called with the names that an expression knows, change nothing but the draft that they are given, and give plain JSON. Whether the pack
 * fits an API shows when a sandbox is made with it, or with `checkPack`.
 *
 * @example
 * const pack = defineSimulation({
 *   transitions: {
 *     capture: {
 *       resource: 'payments',
 *       from: 'authorized',
 *       to: 'captured',
 *       when: ({ entity }) => Number(entity?.amount) > 0,
 *       set: (draft) => {
 *         draft.amount_captured = draft.amount
 *       }
 *     }
 *   },
 *   timers: {
 *     expiry: { resource: 'payments', after: 'authorize', in: '7d', cancel: 'capture', do: { transition: 'expire' } }
 *   }
 * })
 * const sandbox = createSandbox({ description, mode: 'stateful', pack })
 */
export function defineSimulation(pack: SimulationPack): SimulationPack {
  return pack
}
