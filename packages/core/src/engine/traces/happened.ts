// What happened between two worlds: things, timers, events. Found by comparing, so it is all there whatever brought it about.
import { diffJson, type Change } from '../../state/diff-json.js'
import { diffTries } from '../../state/diff-tries.js'
import type { World } from '../../state/world.js'
import { timersName, type TimerRecord } from '../../time/timer.js'
import { parsePointer } from '../../internal/json-pointer.js'
import { printJson } from '../../internal/print-json.js'
import { hideValues, type KnownValues } from '../../traces/redact/hide-values.js'
import { redacted } from '../../traces/redact/marker.js'
import { redactJson } from '../../traces/redact/redact-json.js'
import { isSensitive, type Sensitive } from '../../traces/redact/sensitive.js'
import type { TraceChange, TraceRecord, TraceTimer } from '../../traces/record.js'
import { changesBetween, type ThingChange } from '../changes.js'
import { ruleKind } from '../simulation/timers/rule-timers.js'
import { scenarioKind } from '../simulation/scenarios/run-scenario.js'
import type { Entity } from '../stateful/entity.js'
import { deliveriesName, type DeliveryRecord } from '../webhooks/deliveries/delivery.js'
import { eventsName, type EventRecord } from '../webhooks/events/event.js'

/** What one record tells of at most; how much more there was is among the notes. */
const mostChanges = 100
const mostFields = 100
const longestValue = 4000

/** The members of a record that tell what happened. */
export type Happened = Pick<TraceRecord, 'changes' | 'timers' | 'events'> & {
  readonly notes: readonly string[]
}

/** Nothing. */
export const nothingHappened: Happened = Object.freeze({
  changes: [],
  timers: { scheduled: [], cancelled: [] },
  events: [],
  notes: []
})

/** Compares two worlds. */
export function happenedBetween(
  before: World,
  after: World,
  sensitive: Sensitive,
  values: KnownValues
): Happened {
  if (before === after) return nothingHappened
  const all = changesBetween(before, after)
  const scheduled: TraceTimer[] = []
  const cancelled: TraceTimer[] = []
  diffRecords<TimerRecord>(before, after, timersName, (seq, was, is) => {
    if (is && !was) scheduled.push(shownTimer(seq, is))
    if (was && !is) cancelled.push(shownTimer(seq, was))
  })
  const events = eventsBetween(before, after)
  const lists = [all, scheduled, cancelled, events] as const
  const names = ['changes', 'timers that were made', 'timers that were cancelled', 'events']
  return {
    changes: all.slice(0, mostChanges).map((change) => shownChange(change, sensitive, values)),
    timers: { scheduled: scheduled.slice(0, mostChanges), cancelled: cancelled.slice(0, mostChanges) },
    events: events.slice(0, mostChanges),
    notes: lists.flatMap((list, i) =>
      list.length > mostChanges
        ? [`There are ${list.length} ${names[i]}; the first ${mostChanges} are shown.`]
        : []
    )
  }
}

/** A timer as a trace tells of it. */
export function shownTimer(seq: number, timer: TimerRecord): TraceTimer {
  return { seq, kind: timer.kind, name: timerName(timer), dueAt: timer.dueAt }
}

/** What a pack calls a timer, or the scenario that it goes on with. */
export function timerName({ kind, payload }: Pick<TimerRecord, 'kind' | 'payload'>): string | null {
  const { timer, scenario } = payload as { readonly timer?: string; readonly scenario?: string }
  return (kind === ruleKind ? timer : kind === scenarioKind ? scenario : undefined) ?? null
}

function eventsBetween(before: World, after: World): { id: string; type: string; deliveries: string[] }[] {
  const events = new Map<string, { id: string; type: string; deliveries: string[] }>()
  diffRecords<EventRecord>(before, after, eventsName, (_, was, is) => {
    if (is && !was) events.set(is.id, { id: is.id, type: is.type, deliveries: [] })
  })
  if (events.size > 0)
    diffRecords<DeliveryRecord>(before, after, deliveriesName, (_, was, is) => {
      if (is && !was) events.get(is.event)?.deliveries.push(is.id)
    })
  return [...events.values()]
}

function diffRecords<T extends object>(
  before: World,
  after: World,
  name: string,
  call: (seq: number, was: T | undefined, is: T | undefined) => void
): void {
  diffTries(before.collection<T>(name).records, after.collection<T>(name).records, call)
}

function shownChange(change: ThingChange, sensitive: Sensitive, values: KnownValues): TraceChange {
  const { kind, resource, seq, before, after } = change
  const changes: readonly Change[] =
    kind === 'updated' && before
      ? diffJson(before.facts, after.facts)
      : [
          {
            pointer: '',
            ...(kind === 'created' ? { after: after.facts } : { before: (before as Entity).facts })
          }
        ]
  const hide = (text: string): string => hideValues(text, values)
  const shown = (value: unknown, pointer: string): unknown => {
    if (parsePointer(pointer).some((name) => isSensitive(sensitive, 'member', name))) return redacted
    const whole = redactJson(value, sensitive, hide, () => {})
    const text = printJson(whole)
    return text.length <= longestValue ? (JSON.parse(text) as unknown) : `${text.slice(0, longestValue - 1)}…`
  }
  return {
    resource,
    id: hide(after.id),
    seq,
    kind,
    fields: changes.slice(0, mostFields).map(({ pointer, ...both }) => ({
      pointer: hide(pointer),
      ...('before' in both && { before: shown(both.before, pointer) }),
      ...('after' in both && { after: shown(both.after, pointer) })
    }))
  }
}
