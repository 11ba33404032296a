// What writes down what happens in one running sandbox, and what those who use it can do.
import type { SandboxRequest } from '../../http/message.js'
import type { World } from '../../state/world.js'
import type { ClockDriver } from '../../time/fire.js'
import type { AdvanceResult } from '../../time/tally.js'
import type { Timer } from '../../time/timer.js'
import type { TraceRecord } from '../../traces/record.js'
import type { Ring } from '../../traces/ring.js'
import type { Reply } from '../stages.js'
import type { Entry } from './entry.js'

/** The log of a sandbox, and its pen. */
export interface Tracer {
  readonly isOn: boolean
  /** Writes a request down, and gives its number; 0 where nobody wants to know. */
  request(request: SandboxRequest, reply: Reply, before: World, after: World): number
  /** Writes down what a timer did that was not fired by the clock's own driver. */
  timer(timer: Timer, before: World, after: World): void
  scenario(name: string, before: World, after: World): void
  restore(name: 'restore' | 'reset', before: World, after: World): void
  /** The driver, with everything that it carries out written down. */
  watching(driver: ClockDriver): ClockDriver
  /** What a move of the clock gave, with the ids of the traces of what fired. */
  told<Result extends AdvanceResult>(result: Result): Result
  idOf(seq: number): string
  /** The records that are kept, oldest first. */
  records(): TraceRecord[]
  /** The record with a number; also the last request's, where it was too large to be kept. */
  record(seq: number): TraceRecord | undefined
  clear(): void
  readonly ring: Ring<Entry>
  /** Calls back with each record from now on; the result ends that. */
  follow(call: (record: TraceRecord) => void): () => void
}
