// Changes become events, and events become deliveries to the endpoints that listen.
import type { OpenEventRule } from '../../release/simulation/opened.js'
import type { World } from '../../state/world.js'
import type { Cause, Performed, ThingChange } from '../changes.js'
import type { Engine } from '../engine.js'
import { namesFor } from '../simulation/names-for.js'
import type { Entity } from '../stateful/entity.js'
import { listenersOf, withEventTo } from './deliveries/deliver-event.js'
import { endpointsOf } from './endpoints/endpoint.js'
import { asDescribed } from './described/as-described.js'
import { withCallbackEvents } from './described/callback-events.js'
import { describedEventNamed, describedEvents } from './described/described-events.js'
import { nextEventId, type NewEvent } from './events/event.js'
import { nounOf, previousOf, shownThing } from './events/shown-thing.js'

/** Whether anybody listens: else nothing is recorded. */
export function isHeard(world: World): boolean {
  for (const [, { enabled }] of endpointsOf(world)) if (enabled) return true
  return false
}

/**
 * The world with the events that changes and transitions bring about, and with their deliveries due now: thing by thing, first those of
 * its transitions, then those of the pack's rules and of the description's webhooks; where there are none, that it was created, updated or deleted.
 */
export function withEvents(
  engine: Engine,
  world: World,
  changes: readonly ThingChange[],
  performed: readonly Performed[],
  cause: Cause
): World {
  if (!isHeard(world)) return world
  const byThing = Map.groupBy(performed, keyOf)
  const changed = new Set(changes.map(keyOf))
  const events = changes.flatMap((change) =>
    eventsOfChange(engine, world, change, byThing.get(keyOf(change)) ?? [])
  )
  const others = [...byThing].filter(([key]) => !changed.has(key))
  const unchanged = others.flatMap(([, steps]) => eventsOfUnchanged(engine, world, steps))
  const told = [...events, ...unchanged].reduce((next, event) => emitted(engine, next, event, cause), world)
  return withCallbackEvents(engine, told, changes, cause)
}

/** The world with an event that something asks for by name, and with its deliveries due now. */
export function emitEvent(
  engine: Engine,
  world: World,
  { type, data }: { readonly type: string; readonly data?: unknown },
  cause: Cause
): World {
  return isHeard(world) ? emitted(engine, world, { type, data: data ?? null }, cause) : world
}

/** Nobody can ask for what was not recorded, so what nobody wants is not. */
function emitted(engine: Engine, world: World, event: NewEvent, cause: Cause): World {
  const listeners = listenersOf(world, event.type)
  if (listeners.length === 0) return world
  const told = asDescribed(engine, world, event, nextEventId(engine, world))
  return withEventTo(engine, world, told, cause, listeners)
}

function keyOf({ resource, seq }: { readonly resource: string; readonly seq: number }): string {
  return `${seq} ${resource}`
}

function eventsOfChange(
  engine: Engine,
  world: World,
  change: ThingChange,
  steps: readonly Performed[]
): readonly NewEvent[] {
  const { kind, resource, seq, before, after } = change
  const data = shownThing(engine, world, resource, after)
  const previous =
    kind === 'updated' && before ? previousOf(shownThing(engine, world, resource, before), data) : undefined
  const noun = nounOf(engine, resource)
  const about = {
    noun,
    thing: { resource, seq, id: after.id },
    entity: after,
    data,
    ...(previous && { previous })
  }
  const packs = specificEvents(engine, world, { resource, before, after }, kind, steps, about)
  const types = new Set(packs.map(({ type }) => type))
  const described = describedEvents(engine, change).filter(({ type }) => !types.has(type))
  const own = [...packs, ...described.map(({ type }) => ({ ...about, type }))]
  if (own.length > 0) return own
  const isTold = engine.simulation?.webhooks.changes ?? true
  // What does not show has not changed for those who are told.
  if (!isTold || (kind === 'updated' && previous === undefined)) return []
  const type = `${noun}.${kind}`
  const named = describedEventNamed(engine, type)
  if (!named || named.binding.resource === '') return [{ ...about, type, action: kind }]
  // Whoever listens for a type that the description has gets what that says, and of nothing else.
  if (named.binding.resource === resource) return [{ ...about, type }]
  const whole = `${resource}.${kind}`
  return describedEventNamed(engine, whole) ? [] : [{ ...about, type: whole, action: kind }]
}

/** A transition that a thing went through without being another for it. */
function eventsOfUnchanged(engine: Engine, world: World, steps: readonly Performed[]): readonly NewEvent[] {
  const { resource, seq } = steps[0]!
  const after = world.collection<Entity>(resource).get(seq)
  if (!after) return []
  const data = shownThing(engine, world, resource, after)
  const about = {
    noun: nounOf(engine, resource),
    thing: { resource, seq, id: after.id },
    entity: after,
    data
  }
  return specificEvents(engine, world, { resource, before: after, after }, undefined, steps, about)
}

type About = Omit<NewEvent, 'type'>

/** The events that something speaks of by name, each type once: those that transitions emit, and those of the pack's rules. */
function specificEvents(
  engine: Engine,
  world: World,
  thing: { readonly resource: string; readonly before: Entity | undefined; readonly after: Entity },
  kind: ThingChange['kind'] | undefined,
  steps: readonly Performed[],
  about: About
): readonly NewEvent[] {
  const { simulation } = engine
  if (!simulation) return []
  const events = new Map<string, NewEvent>()
  for (const { transition } of steps)
    for (const type of simulation.transitions.get(transition)?.emit ?? [])
      if (!events.has(type)) events.set(type, { ...about, type })
  const happened = [...(kind ? [kind] : []), ...steps.map(({ transition }) => transition)]
  for (const rule of simulation.webhooks.events) {
    if (events.has(rule.type) || rule.resource !== thing.resource) continue
    if (!happened.some((name) => rule.on.has(name))) continue
    const event = eventOfRule(engine, world, rule, thing, about)
    if (event) events.set(rule.type, event)
  }
  return [...events.values()]
}

function eventOfRule(
  engine: Engine,
  world: World,
  { type, when, data }: OpenEventRule,
  { before, after }: { readonly before: Entity | undefined; readonly after: Entity },
  about: About
): NewEvent | undefined {
  const names = namesFor(engine, world, { entity: after.facts, previous: before?.facts })
  if (when) {
    const holds = when(names)
    if (!('value' in holds) || !holds.value) return undefined
  }
  if (!data) return { ...about, type }
  const { previous: _previous, ...rest } = about
  const told = data(names)
  return { ...rest, type, data: 'value' in told ? told.value : null }
}
