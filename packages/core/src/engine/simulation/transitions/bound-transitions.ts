// What requests do beyond their operation: the transitions that a pack binds to it. Those of the operation's own resource happen with what it
// does itself; those of other resources, and of what it deletes, before it.
import type { Transition } from '../../../release/simulation/opened.js'
import type { Names } from '../../../release/simulation/written-values.js'
import type { World } from '../../../state/world.js'
import { isRefusal, refuse, type Refusal } from '../../errors/refusal.js'
import type { Call } from '../../stateful/call.js'
import type { Entity } from '../../stateful/entity.js'
import { factAt, idText, type Facts } from '../../stateful/facts.js'
import { keyOf } from '../../stateful/input.js'
import { nameOf } from '../../stateful/name-of.js'
import { notFound } from '../../stateful/refusals.js'
import { normaliseName } from '../../../internal/normalise-name.js'
import { lookUp, singletonAt } from '../../stateful/standing.js'
import { thingCalled, type Found } from '../thing-called.js'
import { namesFor } from '../names-for.js'
import { barrierTo, performedBy, refusalOf, takeThrough, wentThrough, type Barrier } from './transition.js'

/** A request, whether its operation is about a resource or not. */
export type Asking = Omit<Call, 'view'> & Partial<Pick<Call, 'view'>>

/** The transitions that an operation brings about in the thing that it is about itself. */
function ownTransitions(call: Call): readonly Transition[] {
  return boundTo(call).filter((one) => isOwn(call, one))
}

function boundTo({ engine, binding }: Asking): readonly Transition[] {
  return engine.simulation?.transitionsOf.get(binding.operation) ?? []
}

function isOwn({ view }: Asking, { resource, id }: Transition): boolean {
  return resource === view?.resource.name && id === undefined
}

/** The transition that an action brings about: the first that may happen. Refuses where none may; `undefined` where none is bound to it. */
export function actionTransition(call: Call, entity: Entity): Transition | Refusal | undefined {
  return firstPossible(call, ownTransitions(call), entity)
}

/**
 * The transition that a change brings about. `facts` are the members as the request has changed them: where clients say the state of a thing
 * themselves, those who say another one mean the transitions that lead there, and those who do not mean none that lead anywhere.
 */
export function changeTransition(call: Call, entity: Entity, facts: Facts): Transition | Refusal | undefined {
  const bound = ownTransitions(call)
  const { state } = call.view.resource
  if (!state || !call.view.writable.has(normaliseName(state.at[0] ?? '')))
    return firstPossible(call, bound, entity)
  const said = idText(factAt(facts, state.at))
  const isMoved = said !== idText(factAt(entity.facts, state.at))
  const meant = bound.filter(({ to }) => to === undefined || (isMoved && to === said))
  return firstPossible(call, meant, entity)
}

function firstPossible(
  call: Call,
  bound: readonly Transition[],
  entity: Entity,
  anyState = false
): Transition | Refusal | undefined {
  if (bound.length === 0) return undefined
  const names = namesHere(call, entity)
  const barriers: Barred[] = []
  for (const transition of bound) {
    const barrier = barrierTo(call.view, transition, entity, names, anyState)
    if (!barrier) return transition
    barriers.push({ transition, barrier })
  }
  return refusalAmong(barriers)
}

/** Expressions look at what the request came to, whatever it has changed by now. */
function namesHere({ engine, asked, plan }: Asking, entity?: Entity): Names {
  return namesFor(engine, asked, { entity: entity?.facts, request: plan.request })
}

interface Barred {
  readonly transition: Transition
  readonly barrier: Barrier
}

/** What is said where none may happen: of those that the state would allow why not, where there are any; best what the pack says itself. */
function refusalAmong(barred: readonly Barred[]): Refusal {
  const nearer = barred.filter(({ barrier }) => barrier.kind !== 'state')
  const among = nearer.length > 0 ? nearer : barred
  const { transition, barrier } = among.find((one) => one.transition.otherwise) ?? among[0]!
  return refusalOf(transition, barrier)
}

/** The thing of a request after a transition, on top of what the request has made of it; written down for the trace. */
export function throughTransition(
  call: Call,
  transition: Transition,
  [seq, entity]: Found,
  facts: Facts,
  sent: Facts = {}
): Entity | Refusal {
  const names = namesHere(call, entity)
  const next = wentThrough(call, transition, entity, names, facts, sent)
  if (!isRefusal(next)) writeDown(call, transition, seq, entity, next)
  return next
}

/** A thing that is being made, after the transition that its making is; itself where there is none. */
export function bornThrough(
  call: Call,
  entity: Entity,
  sent: Facts,
  seq: number | undefined
): Entity | Refusal {
  const transition = firstPossible(call, ownTransitions(call), entity, true)
  if (!transition || isRefusal(transition)) return transition ?? entity
  // What a thing goes through while it is made counts as no change of it.
  const unborn = { ...entity, updated: entity.updated - 1000, revision: entity.revision - 1 }
  return throughTransition(call, transition, [seq, unborn], entity.facts, sent)
}

/** The world after the transitions of other things, which come before the operation itself, and of what it is to delete. */
export function beforehand(call: Asking): World | Refusal {
  const does = call.binding.does.value
  if (does === 'read' || does === 'list') return call.world
  const byResource = new Map<string, Transition[]>()
  for (const transition of boundTo(call)) {
    if (does !== 'delete' && isOwn(call, transition)) continue
    const others = byResource.get(transition.resource)
    if (others) others.push(transition)
    else byResource.set(transition.resource, [transition])
  }
  let { world } = call
  for (const transitions of byResource.values()) {
    const after = firstTaken({ ...call, world }, transitions)
    if (isRefusal(after)) return after
    world = after
  }
  return world
}

/** The world after the first of some transitions that may happen; where none is meant this time, as it was. */
function firstTaken(call: Asking, transitions: readonly Transition[]): World | Refusal {
  const { engine, world } = call
  const barred: Barred[] = []
  for (const transition of transitions) {
    const found = meant(call, transition)
    if (!found) continue
    if ('refused' in found) return found
    const view = engine.understanding.view(transition.resource)
    const barrier = barrierTo(view, transition, found[1], namesHere(call, found[1]))
    if (barrier) {
      barred.push({ transition, barrier })
      continue
    }
    const taken = takeThrough(engine, world, transition, found, { request: call.plan.request }, call.asked)
    if (isRefusal(taken)) return taken
    writeDown({ ...call, view }, transition, found[0], taken.before, taken.after)
    return taken.world
  }
  return barred.length > 0 ? refusalAmong(barred) : world
}

/** The thing that a request means: the one that it names itself, or as the pack works it out; `undefined` where that gives null. */
function meant(call: Asking, { name, resource, id }: Transition): Found | Refusal | undefined {
  const { engine, world } = call
  const view = engine.understanding.view(resource)
  const noun = nameOf({ view })
  if (!id) {
    const key = keyOf(call)
    const place = { ...call, view }
    const found = key === undefined ? singletonAt(place) : lookUp(place, key)
    return found && found[1].deleted === undefined ? found : notFound(noun, key ?? '')
  }
  const result = id(namesHere(call))
  if ('fault' in result)
    return refuse(
      {
        slug: 'unprocessable',
        detail: `Which ${noun} goes through '${name}' cannot be told: ${result.fault}`
      },
      { statuses: [422, 400] }
    )
  const text = idText(result.value)
  return text === undefined ? undefined : (thingCalled(engine, world, resource, text) ?? notFound(noun, text))
}

const mostNotes = 100

function writeDown(
  { world, view, performed, notes }: Pick<Call, 'world' | 'view' | 'performed' | 'notes'>,
  transition: Transition,
  seq: number | undefined,
  before: Entity,
  after: Entity
): void {
  performed.push(performedBy({ world, view }, transition, seq))
  const { state } = view.resource
  const [from, to] = [before, after].map(({ facts }) => idText(state && factAt(facts, state.at)))
  const way = from === to || from === undefined ? '' : `: ${from} -> ${to}`
  if (notes.length < mostNotes)
    notes.push(`${view.resource.name} '${after.id}' went through '${transition.name}'${way}.`)
}
