// Which operation carries a planned request out: what becomes of the world, and the answer.
import type { World } from '../../state/world.js'
import { nowOf } from '../../time/clock-state.js'
import type { Engine } from '../engine.js'
import { isRefusal, refuse, type Refusal } from '../errors/refusal.js'
import { beforehand, type Asking } from '../simulation/transitions/bound-transitions.js'
import type { Plan } from '../stages.js'
import { answerWithoutState } from '../steps/answer-without-state.js'
import type { Classification } from '../../release/resources/model.js'
import type { Call, Outcome } from './call.js'
import { notFound } from './refusals.js'
import { change } from './change.js'
import { create } from './create.js'
import { withLinksTold } from './links/link-sent.js'
import { list } from './list.js'
import { perform } from './perform.js'
import { nameOf } from './name-of.js'
import { read } from './read.js'
import { remove } from './remove.js'
import { scopeOf } from './scope.js'

const handlers: { readonly [does in Exclude<Classification, 'none'>]: (call: Call) => Outcome | Refusal } = {
  list,
  read,
  create,
  update: change,
  replace: change,
  delete: remove,
  action: perform
}

/** Carries a request out; `undefined` when its operation is about no resource, and nothing on its path is missing. */
export function act(engine: Engine, world: World, plan: Plan): Outcome | Refusal | undefined {
  const { understanding } = engine
  const { operation, input } = plan.request
  const binding = understanding.binding(operation.key)
  if (!binding) return undefined
  const refuses = ['404', '4XX', 'default'].some((status) => Object.hasOwn(operation.responses, status))
  const scope = scopeOf(understanding, world, binding.within, input.path, refuses)
  if ('missing' in scope) return notFound(nameOf({ view: understanding.view(scope.missing) }), scope.text)
  const now = nowOf(world, engine.options.now)
  const about = { engine, understanding, asked: world, plan, binding, scope, now, notes: [], performed: [] }
  if (!binding.resource || binding.does.value === 'none') return actOnOthers({ ...about, world })
  const view = understanding.view(binding.resource.value)
  const first: Call = { ...about, world, view }
  if (plan.spec === undefined && plan.status >= 400)
    return refuse({ slug: 'not-found', detail: 'Nothing is declared' })
  const start = beforehand(first)
  if (isRefusal(start)) return start
  const call = { ...first, world: start }
  const result = handlers[binding.does.value](call)
  if (isRefusal(result)) return result
  const isLinking = view.resource.links !== undefined && result.world !== world
  const told = isLinking ? { ...result, world: withLinksTold(call, result.world) } : result
  return toldBy(call, told)
}

/** What an operation does that is about no resource: the transitions that a pack binds to it. */
function actOnOthers(asking: Asking): Outcome | Refusal | undefined {
  const { engine, plan } = asking
  if (!engine.simulation?.transitionsOf.has(plan.request.operation.key)) return undefined
  const world = beforehand(asking)
  return isRefusal(world) ? world : toldBy(asking, { world, answer: answerWithoutState(engine, plan) })
}

/** What has become of a request, with what was written down on the way. */
function toldBy({ notes, performed }: Asking, outcome: Outcome): Outcome {
  const { answer } = outcome
  return {
    ...outcome,
    ...(performed.length > 0 && { performed }),
    answer:
      isRefusal(answer) || notes.length === 0 ? answer : { ...answer, notes: [...notes, ...answer.notes] }
  }
}
