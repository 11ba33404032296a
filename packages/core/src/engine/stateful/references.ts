// What a request refers to has to be there: an order for an unknown customer is refused, in the API's own error shape.
import { isObject } from '../../internal/json.js'
import type { Place } from '../../release/resources/inferred.js'
import type { Reference } from '../../release/resources/model.js'
import type { Refusal } from '../errors/refusal.js'
import type { Call } from './call.js'
import { unprocessable } from './refusals.js'
import { idText, type Facts } from './facts.js'
import { nameOf } from './name-of.js'
import { thingsWithId } from './things.js'

/** Below this confidence a member that looks like a reference is left alone. */
const sure = 0.8

/**
 * Refuses the first reference in sent facts that leads nowhere; `undefined` when all are good. Where the operation declares no answer by
 * which a client could be told, the reference is taken as it is, and the trace says so.
 */
export function checkReferences(call: Call, sent: Facts): Refusal | undefined {
  const { engine, understanding, world, view, plan, binding } = call
  if (engine.options.references === 'off') return undefined
  for (const { at: place, targets } of targetsOf(view.resource.references)) {
    const views = targets.map((name) => understanding.view(name))
    // What comes to be in other ways as well may be there without having been made here.
    if (!views.every(({ resource }) => resource.creatable.value && resource.creatable.confidence >= 0.7))
      continue
    const isThere = (id: string): boolean =>
      views.some((target) => {
        for (const [, entity] of thingsWithId(world, target, id))
          if (entity.deleted === undefined) return true
        return false
      })
    for (const id of scalarsAt(sent, place)) {
      const text = idText(id)
      if (text === undefined || text === '' || isThere(text)) continue
      const at = [...(binding.input?.value.at ?? []), ...place.filter((token) => token !== '*')]
      const things = views.map((target) => nameOf({ view: target })).join(' or ')
      const message = `names no ${things}: there is none with the id '${text.slice(0, 100)}'`
      const statuses = statusesFor(plan.request.operation.responses)
      if (statuses.length > 0) return unprocessable(at, message, statuses)
      call.notes.push(
        `\`${at.join('.')}\` ${message}; the operation declares no answer for that, so it is taken as it is`
      )
    }
  }
  return undefined
}

/** Places that are sure to hold references, each once, with what may stand there. */
function targetsOf(
  references: readonly Reference[]
): Iterable<{ readonly at: Place; readonly targets: readonly string[] }> {
  const byPlace = new Map<string, { readonly at: Place; readonly targets: string[] }>()
  for (const { at, value, confidence } of references) {
    if (confidence < sure) continue
    const place = JSON.stringify(at)
    const known = byPlace.get(place)
    if (known) known.targets.push(value)
    else byPlace.set(place, { at, targets: [value] })
  }
  return byPlace.values()
}

const telling = [422, 404, 400, 409]

/** What may tell of it, the best first; none where nothing is declared that could. */
function statusesFor(responses: { readonly [status: string]: unknown }): readonly number[] {
  return [...telling, '4XX', 'default'].some((status) => Object.hasOwn(responses, String(status)))
    ? telling
    : []
}

function* scalarsAt(facts: unknown, at: readonly string[]): Generator {
  const [token, ...rest] = at
  if (token === undefined) {
    if (typeof facts === 'string' || typeof facts === 'number' || typeof facts === 'bigint') yield facts
  } else if (token === '*') {
    if (Array.isArray(facts)) for (const item of facts.slice(0, 1000)) yield* scalarsAt(item, rest)
  } else if (isObject(facts) && Object.hasOwn(facts, token)) yield* scalarsAt(facts[token], rest)
}
