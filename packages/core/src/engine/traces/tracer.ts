// What writes down what happens in one running sandbox, and what those who use it can do.
import type { SandboxRequest } from '../../http/message.js'
import type { Json } from '../../internal/json.js'
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
  /** The same for a reply that is remembered: what was written of it last is not worked out again. */
  again(request: SandboxRequest, reply: Reply, world: World): number
  /** Writes down what a timer did that was not fired by the clock's own driver. */
  timer(timer: Timer, before: World, after: World): void
  scenario(name: string, parameters: Json, before: World, after: World): void
  /** `state` is what was asked for; `after` may have other clients. */
  restore(
    name: 'restore' | 'reset',
    before: World,
    after: World,
    which: { readonly state: World; readonly beginning: World }
  ): void
  /** Writes down a move of the clock, behind what it fired: how far it was sent, and what came of it. */
  clock(name: string, input: Json, from: World, after: World, outcome: string): void
  /** Writes down a change from outside: which, and with what. No secret may be in it but those of webhooks, which are taken out. */
  control(name: string, input: Json, before: World, after: World): void
  /** The driver, with everything that it carries out written down. */
  watching(driver: ClockDriver): ClockDriver
  /** What a move of the clock gave, with the ids of the traces of what fired. */
  told<Result extends AdvanceResult>(result: Result): Result
  idOf(seq: number): string
  /** The number in an id of this log; `undefined` for another's. */
  seqOf(id: string): number | undefined
  /** The number of the latest record, kept or not; 0 before the first. */
  readonly latest: number
  /** The entry with a number, where it is kept. */
  entry(seq: number): Entry | undefined
  /** The records that are kept, oldest first. */
  records(): TraceRecord[]
  /** The record with a number; also the last request's, where it was too large to be kept. */
  record(seq: number): TraceRecord | undefined
  /** The entries that are kept, with the numbers of their records, oldest first. */
  entries(): readonly { readonly seq: number; readonly entry: Entry }[]
  clear(): void
  readonly ring: Ring<Entry>
  /** Calls back with each record from now on; the result ends that. */
  follow(call: (record: TraceRecord) => void): () => void
}
