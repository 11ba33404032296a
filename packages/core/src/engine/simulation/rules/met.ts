// What a request comes upon on its way: a fault, a response rule, rate limits.
import type { WireFault } from '../../../http/message.js'
import type { World } from '../../../state/world.js'
import type { Answer } from '../../stages.js'

/** What a request met with. */
export interface Met {
  /** The world after what was counted, and after the delay of a fault: the request is carried out here. */
  readonly world: World
  /** What answers in place of the usual; `undefined`: the usual answer follows. */
  readonly answer?: Answer
  /** The name of what answered, delayed or disturbed it, or `null`, and whether that was a fault. */
  readonly rule: string | null
  readonly isFault: boolean
  /** What is done to the answer, whoever made it. */
  readonly headers: { readonly [name: string]: string }
  readonly wire?: WireFault
  readonly malformed: boolean
  /** For the trace. */
  readonly notes: readonly string[]
}
