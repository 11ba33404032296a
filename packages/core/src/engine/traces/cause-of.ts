// What brought a timer or a delivery about: the entry of the log that gave it, or the event that it is about, its number.
import { timersName } from '../../time/timer.js'
import { deliveryWithId } from '../webhooks/deliveries/delivery.js'
import { attemptKind } from '../webhooks/deliveries/keep-delivery.js'
import { eventsName } from '../webhooks/events/event.js'
import type { Entry } from './entry.js'

/** The place of that entry in a log, oldest first; -1 where there is none (any more), and for what no timer brought about. */
export function causeIn(log: readonly Entry[], { timer, after }: Entry): number {
  if (!timer) return -1
  const { delivery: id } = timer.payload as { readonly delivery?: string }
  const event =
    timer.kind === attemptKind && id !== undefined ? deliveryWithId(after, id)?.[1].eventSeq : undefined
  const [name, number] = event === undefined ? [timersName, timer.seq] : [eventsName, event]
  return log.findLastIndex(
    (entry) =>
      entry.kind !== 'restore' &&
      entry.before.collection(name).next <= number &&
      number < entry.after.collection(name).next
  )
}
