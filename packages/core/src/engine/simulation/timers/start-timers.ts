// Changes of things start timers and cancel them.
import { isSandboxError } from '../../../errors.js'
import type { OpenStep, TimerRule } from '../../../release/simulation/opened.js'
import type { Names } from '../../../release/simulation/written-values.js'
import { emptyWorld, type World } from '../../../state/world.js'
import { nowOf } from '../../../time/clock-state.js'
import { addDuration, durationText, readDuration, type Duration } from '../../../time/duration.js'
import { readInstant } from '../../../time/instant.js'
import { timerPriority } from '../../../time/timer.js'
import { schedule, type NewTimer } from '../../../time/timers.js'
import { changesBetween, type Performed, type ThingChange } from '../../changes.js'
import type { Engine } from '../../engine.js'
import type { Entity } from '../../stateful/entity.js'
import { namesFor } from '../names-for.js'
import type { ThingMark } from '../steps/named-things.js'
import { asPayload, ruleKind, withoutTimers } from './rule-timers.js'

/** The world with the timers that changes start, and without those that they cancel: the changes first, then the transitions in order. */
export function withTimers(
  engine: Engine,
  world: World,
  changes: readonly ThingChange[],
  performed: readonly Performed[]
): World {
  const rules = [...(engine.simulation?.timers.values() ?? [])]
  let after = world
  for (const { kind, resource, seq } of changes) {
    if (kind === 'updated' || !rules.some((rule) => rule.resource === resource)) continue
    const thing = { resource, seq }
    if (kind === 'deleted') after = withoutTimers(after, thing)
    else for (const rule of rules) if (rule.afterCreate) after = started(engine, after, rule, thing)
  }
  for (const { transition, resource, seq } of performed) {
    const thing = { resource, seq }
    for (const rule of rules) {
      if (rule.resource !== resource) continue
      if (rule.cancel.includes(transition)) after = withoutTimers(after, thing, rule.name)
      if (rule.after.includes(transition)) after = started(engine, after, rule, thing)
    }
  }
  return after
}

/** The world that a sandbox begins with, with the timers of the sandbox itself and those that the things in it start. */
export function startSandboxTimers(engine: Engine, world: World): World {
  const rules = [...(engine.simulation?.timers.values() ?? [])]
  if (rules.length === 0) return world
  let after = rules.some(({ resource }) => resource !== undefined)
    ? withTimers(engine, world, changesBetween(emptyWorld(), world), [])
    : world
  for (const rule of rules) if (rule.resource === undefined) after = armed(engine, after, rule, undefined)
  return after
}

/** The world with the timer of a thing, in place of one of that name; a thing that is gone by now starts none. */
function started(engine: Engine, world: World, rule: TimerRule, thing: ThingMark): World {
  const entity = world.collection<Entity>(thing.resource).get(thing.seq)
  if (rule.resource !== thing.resource || !entity || entity.deleted !== undefined) return world
  return armed(engine, withoutTimers(world, thing, rule.name), rule, thing, entity)
}

function armed(
  engine: Engine,
  world: World,
  rule: TimerRule,
  thing: ThingMark | undefined,
  entity?: Entity
): World {
  const { now: start } = engine.options
  const now = nowOf(world, start)
  const payload = { timer: rule.name, ...(thing && { thing }) }
  const common = { kind: ruleKind, priority: priorityOf(rule.do) }
  try {
    const when = dueOf(rule, now, namesFor(engine, world, { entity: entity?.facts }))
    return schedule(world, start, { ...common, ...when, payload: asPayload(payload) }).world
  } catch (error) {
    if (!(error instanceof Unknown) && !isSandboxError(error)) throw error
    // Not due at once: nobody would hear of it. The next move of the clock tells, and until then it is among the timers that are pending.
    const failing = asPayload({ ...payload, fault: error.message })
    return schedule(world, start, { ...common, after: 1, payload: failing }).world
  }
}

/** When it is due: a span from now, or an instant, and then again and again. Throws where that cannot be told. */
function dueOf(rule: TimerRule, now: number, names: Names): Pick<NewTimer, 'at' | 'recur'> {
  const every = rule.every && durationText(rule.every)
  if (rule.at !== undefined) {
    const anchor = readInstant(valueOf(rule.at, names))
    return { at: Math.max(anchor, now), ...(every !== undefined && { recur: { every, anchor } }) }
  }
  const { in: span = rule.every ?? nothing } = rule
  const duration = typeof span === 'function' ? readDuration(valueOf(span, names)) : span
  const at = addDuration(now, duration)
  if (every === undefined) return { at }
  // A month after the 31st is the end of the next one, and two months after it the 31st again.
  return { at, recur: { every, ...(isMultiple(duration, rule.every!) && { anchor: now }) } }
}

const nothing: Duration = { months: 0, ms: 0 }

/** Whether a span is another one some times over. */
function isMultiple(span: Duration, of: Duration): boolean {
  const times = of.months === 0 ? span.ms / of.ms : span.months / of.months
  return Number.isInteger(times) && span.months === of.months * times && span.ms === of.ms * times
}

class Unknown extends Error {}

function valueOf(given: NonNullable<TimerRule['at']>, names: Names): unknown {
  if (typeof given !== 'function') return given
  const result = given(names)
  if ('fault' in result) throw new Unknown(`When it is due cannot be worked out: ${result.fault}`)
  return result.value
}

/** What moves a thing on comes before what tidies up, and that before what only puts things there. */
function priorityOf(steps: readonly OpenStep[]): number {
  const kinds = new Set(steps.map(({ kind }) => kind))
  if (kinds.has('transition')) return timerPriority.transition
  return kinds.has('patch') || kinds.has('remove') ? timerPriority.expiry : timerPriority.scenario
}
