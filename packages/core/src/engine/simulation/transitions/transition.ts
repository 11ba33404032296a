// A thing goes through a transition: whether it may, what it is afterwards, and why not where it may not. Requests, timers and scenarios
// all come here.
import type { ProblemSlug } from '../../../http/problem.js'
import { setOwn } from '../../../internal/json.js'
import type { Transition } from '../../../release/simulation/opened.js'
import type { Names } from '../../../release/simulation/written-values.js'
import type { World } from '../../../state/world.js'
import { nowOf } from '../../../time/clock-state.js'
import type { Performed } from '../../changes.js'
import type { Engine } from '../../engine.js'
import { isRefusal, refuse, type Refusal } from '../../errors/refusal.js'
import { changed, renames, type Changing } from '../../stateful/after-change.js'
import type { Entity } from '../../stateful/entity.js'
import { factAt, idText, withFact, type Facts } from '../../stateful/facts.js'
import { nameOf } from '../../stateful/name-of.js'
import type { ResourceView } from '../../stateful/resource-view.js'
import { checkSeed } from '../../stateful/seeds/check-seed.js'
import { printSeedFault } from '../../stateful/seeds/seed-fault.js'
import { keep, thingsOf } from '../../stateful/things.js'
import { namesFor, type About } from '../names-for.js'

/** What keeps a thing from going through a transition. */
export interface Barrier {
  /** It is in the wrong state, its condition does not hold, or nobody can tell whether it does. */
  readonly kind: 'state' | 'condition' | 'unknown'
  /** One sentence, without a full stop. */
  readonly why: string
}

/** Why a thing may not go through a transition; `undefined` where it may. `anyState`: for a thing that is being made. */
export function barrierTo(
  view: ResourceView,
  { name, from, to, when, whenText }: Transition,
  { facts }: Pick<Entity, 'facts'>,
  names: Names,
  anyState = false
): Barrier | undefined {
  const noun = nameOf({ view })
  const { state } = view.resource
  const current = idText(state && factAt(facts, state.at)) ?? 'in no state'
  if (state && from && !anyState && !from.includes(current))
    return { kind: 'state', why: `This ${noun} is ${current}; it must be ${from.join(' or ')}` }
  if (state && !from && !anyState && current === to)
    return { kind: 'state', why: `This ${noun} is ${current} already` }
  const told = when?.(names)
  if (told === undefined) return undefined
  if ('fault' in told)
    return {
      kind: 'unknown',
      why: `Whether this ${noun} may go through '${name}' cannot be told: ${told.fault}`
    }
  if (told.value) return undefined
  return {
    kind: 'condition',
    why: `This ${noun} may not go through '${name}': ${whenText ?? 'its condition'} does not hold`
  }
}

/**
 * The refusal of a request that wants what may not be. What the pack says itself is about the condition, where there is one: in the wrong
 * state, it is a conflict.
 */
export function refusalOf({ otherwise, when }: Transition, { kind, why }: Barrier): Refusal {
  const { status, message } = (kind === 'state' && when ? undefined : otherwise) ?? {}
  return refuse(
    { slug: slugs.get(status ?? 409) ?? 'conflict', detail: message ?? why },
    { statuses: status === undefined ? [409, 422, 400] : [status] }
  )
}

const slugs: ReadonlyMap<number, ProblemSlug> = new Map([
  [400, 'invalid-request'],
  [404, 'not-found'],
  [412, 'precondition-failed'],
  [422, 'unprocessable']
])

/**
 * The thing after a transition that it may go through. `facts` are its members where something else has changed them already, and `sent` what
 * was sent of those. Refuses what cannot be worked out, or would break the thing's schema.
 */
export function wentThrough(
  changing: Changing,
  { name, to, set }: Transition,
  entity: Entity,
  names: Names,
  facts: Facts = entity.facts,
  sent: Facts = {}
): Entity | Refusal {
  const { state } = changing.view.resource
  const moved = state && to !== undefined ? withFact(facts, state.at, to) : facts
  const result = set?.(moved, names)
  if (result && 'fault' in result) return unfit(`What '${name}' sets cannot be worked out: ${result.fault}`)
  return afterSetting(changing, entity, result?.members ?? moved, {
    ...sent,
    ...differing(moved, result?.members)
  })
}

/** The thing with members that a pack has set: stamped and counted like any change, and refused where it would break its schema. */
export function afterSetting(
  changing: Changing,
  entity: Entity,
  facts: Facts,
  said: Facts
): Entity | Refusal {
  const { engine, world, view } = changing
  const at = view.resource.id?.at?.value
  if (at && !renames(changing) && factAt(facts, at) !== factAt(entity.facts, at))
    return unfit(`\`${at.join('.')}\` is what the ${nameOf(changing)} is known by: it cannot be set`)
  const next = changed(changing, entity, facts, said)
  if (isRefusal(next)) return next
  let broken: string | undefined
  checkSeed(engine, world, view, next, differing(entity.facts, next.facts), (fault) => {
    if (!fault.isUnknown) broken ??= printSeedFault(fault)
  })
  return broken === undefined ? next : unfit(`The ${nameOf(changing)} cannot become so: ${broken}`)
}

/** The members that are other than they were. */
export function differing(before: Facts, after: Facts = before): Facts {
  const other = {}
  for (const name of Object.keys(after))
    if (!Object.hasOwn(before, name) || before[name] !== after[name]) setOwn(other, name, after[name])
  return other
}

function unfit(detail: string): Refusal {
  return refuse({ slug: 'unprocessable', detail }, { statuses: [422, 400, 409] })
}

/** A world after a transition. */
export interface Taken {
  readonly world: World
  readonly before: Entity
  readonly after: Entity
  readonly performed: Performed
}

/**
 * Takes a thing through a transition and keeps it; the refusal says why not. A thing without a number is one that nobody made. `asked`: the
 * world that expressions look at, where the thing is further on already.
 */
export function takeThrough(
  engine: Engine,
  world: World,
  transition: Transition,
  [seq, entity]: readonly [seq: number | undefined, entity: Entity],
  about: About,
  asked: World = world
): Taken | Refusal {
  const { understanding } = engine
  const view = understanding.view(transition.resource)
  const names = namesFor(engine, asked, { ...about, entity: entity.facts })
  const barrier = barrierTo(view, transition, entity, names)
  if (barrier) return refusalOf(transition, barrier)
  const changing = { engine, understanding, world, view, scope: [], now: nowOf(world, engine.options.now) }
  const after = wentThrough(changing, transition, entity, names)
  if (isRefusal(after)) return after
  return {
    world: keep(changing, seq, after),
    before: entity,
    after,
    performed: performedBy(changing, transition, seq)
  }
}

/** The record of a transition, in the world before it: one that nobody made gets the next number. */
export function performedBy(
  { world, view }: Pick<Changing, 'world' | 'view'>,
  { name, resource }: Transition,
  seq: number | undefined
): Performed {
  return { transition: name, resource, seq: seq ?? thingsOf(world, view).next }
}
