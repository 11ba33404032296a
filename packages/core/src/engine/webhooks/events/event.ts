// What has happened, as receivers are told: events as records of the world. What an event says is fixed when it comes about.
import type { Json, JsonObject } from '../../../internal/json.js'
import { getOwn, isObject } from '../../../internal/json.js'
import { inKeyOrder } from '../../../internal/key-order.js'
import type { Collection } from '../../../state/collection.js'
import type { World } from '../../../state/world.js'
import { nowOf } from '../../../time/clock-state.js'
import type { Cause } from '../../changes.js'
import type { Engine } from '../../engine.js'
import type { Entity } from '../../stateful/entity.js'
import { printedLength } from '../../stateful/bodies/printed-length.js'
import { derivedId } from '../derived.js'

/** The collection of the events. */
export const eventsName = '$events'

/** An event that comes about. */
export interface NewEvent {
  readonly type: string
  /** The noun of what it is about, and what has become of that: `payment`, `created`. */
  readonly noun?: string
  readonly action?: string
  /** The thing that it is about. */
  readonly thing?: { readonly resource: string; readonly seq: number; readonly id: string }
  /** What it tells: the thing as the API shows it, unless a rule says something else. */
  readonly data: unknown
  /** Of changed members, what they were. */
  readonly previous?: { readonly [member: string]: unknown }
  /** The whole payload, where a description says what that looks like: then no envelope is put around `data`. */
  readonly body?: unknown
  /** The thing as it is kept, for payloads that a description describes. */
  readonly entity?: Entity
  /** How it is sent where the description says so: other than by POST, and with these headers (names in lower case). */
  readonly method?: string
  readonly headers?: { readonly [name: string]: string }
  /** Why it does not tell all that it could. */
  readonly note?: string
}

/** The record of an event. Plain JSON, members of `data`, `previous` and `body` in the one order. */
export interface EventRecord {
  readonly id: string
  readonly type: string
  readonly noun: string | null
  readonly action: string | null
  readonly thing: { readonly resource: string; readonly seq: number; readonly id: string } | null
  readonly data: Json
  readonly previous: JsonObject | null
  /** Absent where an envelope is made. */
  readonly body?: Json
  /** As the description says, where it says so. */
  readonly method?: string
  readonly headers?: { readonly [name: string]: string }
  /** Why it does not tell all that it could. */
  readonly note: string | null
  /** Epoch milliseconds of the sandbox's clock. */
  readonly created: number
  /** What brought it about: the key of an operation, or the name of a timer or scenario. */
  readonly cause: { readonly kind: Cause['kind']; readonly name: string | null }
  /** How many sandboxes stand before this one in a chain of deliveries. */
  readonly hops: number
  /** To how many endpoints it goes. */
  readonly told: number
  /** How many of its deliveries are pending. */
  readonly pending: number
}

/** So many events with pending deliveries are kept, as of receivers that are down while no time passes. Later ones are not sent. */
export const mostPendingEvents = 50_000
/** About how many characters of JSON a payload has at most. */
const longestPayload = 256_000
const longestType = 200

/** The events of a world. */
export function eventsOf(world: World): Collection<EventRecord> {
  return world.collection<EventRecord>(eventsName)
}

/** The id that the next event will have. */
export function nextEventId(engine: Engine, world: World): string {
  return derivedId(engine, 'evt_', eventsOf(world).next)
}

/** The world with an event and its number. Nothing is sent yet. */
export function withEvent(
  engine: Engine,
  world: World,
  event: NewEvent,
  cause: Cause
): { readonly world: World; readonly seq: number } {
  const events = eventsOf(world)
  const { noun = null, action = null, thing = null, method, headers } = event
  const record: EventRecord = {
    id: nextEventId(engine, world),
    type: event.type.slice(0, longestType),
    noun,
    action,
    thing,
    ...contentOf(event),
    ...(method !== undefined && { method }),
    ...(headers && { headers }),
    created: nowOf(world, engine.options.now),
    cause: { kind: cause.kind, name: cause.name ?? null },
    hops: cause.hops,
    told: 0,
    pending: 0
  }
  const { collection, seq } = events.insert(record)
  return { world: world.withCollection(eventsName, collection), seq }
}

/** The world with an event in place of the one with its number. */
export function withEventAt(world: World, seq: number, event: EventRecord): World {
  return world.withCollection(eventsName, eventsOf(world).set(seq, event))
}

type Content = Pick<EventRecord, 'data' | 'previous' | 'body' | 'note'>

function contentOf({ data, previous, body, thing, note }: NewEvent): Content {
  const whole = body === undefined ? [data ?? null, previous ?? null] : body
  if (printedLength(whole, longestPayload) <= longestPayload)
    return {
      data: jsonOf(data),
      previous: previous === undefined ? null : (jsonOf(previous) as JsonObject),
      ...(body !== undefined && { body: jsonOf(body) }),
      note: note ?? null
    }
  const id = thing?.id ?? (isObject(data) ? getOwn(data, 'id') : undefined)
  return {
    data: { id: typeof id === 'string' || typeof id === 'number' ? id : null },
    previous: null,
    note: `There is more to tell than the ${longestPayload} characters that a payload may have: it has the id only.`
  }
}

/** A JSON value with its members in the one order; nothing else can be kept and come back the same. */
function jsonOf(value: unknown): Json {
  return (inKeyOrder(value ?? null) ?? null) as Json
}
