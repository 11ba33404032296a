// Which operation carries a planned request out: what becomes of the world, and the answer.
import type { World } from '../../state/world.js'
import type { Engine } from '../engine.js'
import { refuse, type Refusal } from '../errors/refusal.js'
import type { Plan } from '../stages.js'
import type { Classification } from '../../release/resources/model.js'
import type { Call, Outcome } from './call.js'
import { notFound } from './refusals.js'
import { change } from './change.js'
import { create } from './create.js'
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

/** Carries a request out; `undefined` when its operation is about no resource. */
export function act(engine: Engine, world: World, plan: Plan): Outcome | Refusal | undefined {
  const { understanding } = engine
  const binding = understanding.binding(plan.request.operation.key)
  if (!binding?.resource || binding.does.value === 'none') return undefined
  const view = understanding.view(binding.resource.value)
  const scope = scopeOf(understanding, world, binding.within, plan.request.input.path)
  if ('missing' in scope) return notFound(nameOf({ view: understanding.view(scope.missing) }), scope.text)
  const call: Call = { engine, understanding, world, plan, binding, view, scope, now: engine.options.now }
  if (plan.spec === undefined && plan.status >= 400)
    return refuse({ slug: 'not-found', detail: 'Nothing is declared' })
  return handlers[binding.does.value](call)
}
