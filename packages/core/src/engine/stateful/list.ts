// List: what stands below the parents of the path, page by page.
import type { Refusal } from '../errors/refusal.js'
import { written } from './answer.js'
import type { Call, Outcome } from './call.js'
import { thingsOf } from './entity.js'
import { composeValid, wrapAt } from './entity-body.js'
import { standsBelow } from './scope.js'
import { standingThings } from './standing.js'

export function list(call: Call): Outcome | Refusal {
  const { engine, world, view, scope, plan, binding } = call
  const things = [...thingsOf(world, view)].map(([, entity]) => entity).filter((entity) => entity.deleted === undefined && standsBelow(view, entity, scope))
  const facts = [...things, ...standingThings(call)].map((one) => one.facts)
  const { mediaType } = plan
  if (!mediaType?.schema) return { world, answer: { response: { status: plan.status, headers: {}, body: null }, provenance: 'none', notes: [] } }
  const at = binding.list?.items.value ?? []
  const body = composeValid(engine, mediaType.schema, wrapAt(at, facts), { key: view.hash, now: call.now })
  return { world, answer: written(call, { ...plan, mediaType }, body, { key: view.hash }) }
}
