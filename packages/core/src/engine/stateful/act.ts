// Which operation carries a planned request out: what becomes of the world, and the answer.
import type { World } from '../../state/world.js'
import { nowOf } from '../../time/clock-state.js'
import type { Engine } from '../engine.js'
import { isRefusal, refuse, type Refusal } from '../errors/refusal.js'
import type { Plan } from '../stages.js'
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
  if (!binding.resource || binding.does.value === 'none') return undefined
  const view = understanding.view(binding.resource.value)
  const now = nowOf(world, engine.options.now)
  const call: Call = { engine, understanding, world, plan, binding, view, scope, now, notes: [] }
  if (plan.spec === undefined && plan.status >= 400)
    return refuse({ slug: 'not-found', detail: 'Nothing is declared' })
  const result = handlers[binding.does.value](call)
  if (isRefusal(result)) return result
  const isLinking = view.resource.links !== undefined && result.world !== world
  const outcome = isLinking ? { ...result, world: withLinksTold(call, result.world) } : result
  if (call.notes.length === 0) return outcome
  const { answer } = outcome
  if (isRefusal(answer)) return answer
  return { ...outcome, answer: { ...answer, notes: [...call.notes, ...answer.notes] } }
}
