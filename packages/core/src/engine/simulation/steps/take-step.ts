// One step of a scenario or timer, on a world.
import { isObject, type Json } from '../../../internal/json.js'
import type { Formula, OpenStep } from '../../../release/simulation/opened.js'
import type { Names } from '../../../release/simulation/written-values.js'
import type { World } from '../../../state/world.js'
import { nowOf } from '../../../time/clock-state.js'
import type { Cause, Performed } from '../../changes.js'
import type { Engine } from '../../engine.js'
import { isRefusal, type Refusal } from '../../errors/refusal.js'
import type { Changing } from '../../stateful/after-change.js'
import { counted } from '../../stateful/births/number-within.js'
import { idText, type Facts } from '../../stateful/facts.js'
import { nameOf } from '../../stateful/name-of.js'
import { withoutThing } from '../../stateful/remove.js'
import { plantSeed } from '../../stateful/seeds/plant-seed.js'
import { saidId } from '../../stateful/seeds/seed-ids.js'
import { printSeedFault, type SeedFault } from '../../stateful/seeds/seed-fault.js'
import { keep, thingsOf, withThing } from '../../stateful/things.js'
import { emitEvent } from '../../webhooks/emit-events.js'
import { thingCalled, type Found } from '../thing-called.js'
import { factsOf, thingAt, type NamedThings, type ThingMark } from './named-things.js'
import { namesFor } from '../names-for.js'
import { armFault, armResponse, clearRules } from '../rules/rules.js'
import { afterSetting, differing, takeThrough } from '../transitions/transition.js'

/** What a step knows. */
export interface StepContext {
  readonly cause: Cause
  /** The thing of a timer, and its members: `entity`. */
  readonly own?: ThingMark | undefined
  readonly entity?: Facts | undefined
  readonly params?: Facts | undefined
}

/** A world, and the things that have been named so far. */
export interface SoFar {
  readonly world: World
  readonly named: NamedThings
  /** The transition that was gone through. */
  readonly performed?: readonly Performed[]
}

/** Carries out one step, without what it leads to. Throws an error whose message is one sentence, without a full stop, on why it cannot be. */
export function takeStep(engine: Engine, before: SoFar, step: OpenStep, context: StepContext): SoFar {
  const { world } = before
  const about = { entity: context.entity, params: context.params, named: factsOf(world, before.named) }
  const names = namesFor(engine, world, about)
  const knowledge = context.params && { params: context.params, named: before.named }
  switch (step.kind) {
    case 'insert':
      return insert(engine, before, step, names)
    case 'patch': {
      const [seq, entity] = found(engine, world, step.resource, step.id, context, names)
      const place = placeOf(engine, world, step.resource)
      // Where no thing of a timer goes by that name, it is the one that is patched.
      const own = context.own ? names : namesFor(engine, world, { ...about, entity: entity.facts })
      const result = step.set(entity.facts, own)
      if ('fault' in result) throw new Error(result.fault)
      const said = differing(entity.facts, result.members)
      return { ...before, world: keep(place, seq, kept(afterSetting(place, entity, result.members, said))) }
    }
    case 'remove': {
      const [seq, entity] = found(engine, world, step.resource, step.id, context, names)
      const place = placeOf(engine, world, step.resource)
      return { ...before, world: kept(withoutThing(place, seq, entity)).world }
    }
    case 'transition': {
      const transition = engine.simulation?.transitions.get(step.name)
      if (!transition) throw new Error(`There is no transition '${step.name}'`)
      const thing = found(engine, world, transition.resource, step.id, context, names)
      const params = worked(step.with, names)
      const given = isObject(params) ? params : {}
      const taken = kept(takeThrough(engine, world, transition, thing, { ...about, params: given }))
      return { ...before, world: taken.world, performed: [taken.performed] }
    }
    case 'fault':
      return { ...before, world: armFault(engine, world, step.name, step.fault, {}, knowledge) }
    case 'respond':
      return { ...before, world: armResponse(engine, world, step.name, step.rule, knowledge) }
    case 'clear':
      return { ...before, world: clearRules(world, step.what) }
    case 'emit': {
      const data = step.data && worked(step.data, names)
      const event = { type: step.type, ...(data !== undefined && { data }) }
      return { ...before, world: emitEvent(engine, world, event, context.cause) }
    }
    case 'advance':
      return before
  }
}

function insert(
  engine: Engine,
  { world, named }: SoFar,
  { resource, value, as }: OpenStep & { kind: 'insert' },
  names: Names
): SoFar {
  const seed = worked(value, names)
  if (!isObject(seed)) throw new Error('What is put there is no object')
  const { view, now } = placeOf(engine, world, resource)
  const faults: SeedFault[] = []
  const planted = plantSeed(engine, world, view, { seed, ordinal: undefined, now }, (fault) => {
    if (!fault.isUnknown) faults.push(fault)
  })
  if (!planted) throw new Error(faults.map(printSeedFault)[0] ?? 'It cannot be there')
  const seq = thingsOf(world, view).next
  const after = withThing(world, view, planted.entity)
  return {
    world: saidId(view.resource, seed) === undefined ? counted(after, view, planted.scope) : after,
    named: as === undefined ? named : { ...named, [as]: { resource, seq } }
  }
}

function placeOf(engine: Engine, world: World, resource: string): Changing {
  const { understanding, options } = engine
  const now = nowOf(world, options.now)
  return { engine, understanding, world, view: understanding.view(resource), scope: [], now }
}

/** The thing that a step is about: the one that its id names, or the timer's own. */
function found(
  engine: Engine,
  world: World,
  resource: string,
  id: Formula | undefined,
  { own }: StepContext,
  names: Names
): Found {
  const noun = nameOf({ view: engine.understanding.view(resource) })
  if (!id && own?.resource === resource) {
    const entity = thingAt(world, own)
    if (!entity) throw new Error(`The ${noun} is gone`)
    return [own.seq, entity]
  }
  // Without an id it is the only one.
  const text = (id && idText(worked(id, names))) ?? ''
  const thing = thingCalled(engine, world, resource, text)
  if (!thing) throw new Error(`There is no ${noun} '${text.slice(0, 200)}'`)
  return thing
}

function worked(formula: Formula, names: Names): Json {
  const result = formula(names)
  if ('fault' in result) throw new Error(result.fault)
  return result.value
}

function kept<T extends object>(result: T | Refusal): T {
  if (isRefusal(result)) throw new Error(result.problem.detail)
  return result
}
