// What `respond` gives: the answer, and the world that it left.
import type { World } from '../state/world.js'
import type { Performed } from './changes.js'
import type { Refusal } from './errors/refusal.js'
import type { Met } from './simulation/rules/met.js'
import type { Answer } from './stages.js'

/** What became of the request. */
export interface Settled {
  readonly world: World
  readonly answer: Answer
  readonly refusal?: Refusal
  /** The transitions that things went through. */
  readonly performed?: readonly Performed[]
  /** The world that the request was carried out on, where time passed or a scenario was carried out before. */
  readonly base?: World
  /** The fault and the rules that it met with. */
  readonly met?: Met
  /** What policies took out of the answer, in words. */
  readonly redacted?: readonly { readonly pack: string; readonly rule: string; readonly reason: string }[]
}
