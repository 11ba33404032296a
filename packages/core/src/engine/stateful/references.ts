// What a request refers to has to be there: an order for an unknown customer is refused, in the API's own error shape.
import { isObject } from '../../internal/json.js'
import type { Refusal } from '../errors/refusal.js'
import { unprocessable, type Call } from './call.js'
import { idText, type Facts } from './facts.js'
import { thingsWithId } from './things.js'

/** Below this confidence a member that looks like a reference is left alone. */
const sure = 0.8

/** Refuses the first reference in sent facts that leads nowhere; `undefined` when all are good. */
export function checkReferences(
  { engine, understanding, world, view, plan, binding }: Call,
  sent: Facts
): Refusal | undefined {
  if (engine.options.references === 'off') return undefined
  for (const { at, value, confidence } of view.resource.references) {
    if (confidence < sure) continue
    const target = understanding.view(value)
    if (!target.resource.creatable.value || target.resource.kind.value !== 'collection') continue
    for (const id of scalarsAt(sent, at)) {
      const text = idText(id)
      if (text === undefined || text === '') continue
      const found = [...thingsWithId(world, target, text)].some(([, entity]) => entity.deleted === undefined)
      if (found) continue
      const place = [...(binding.input?.value.at ?? []), ...at.filter((token) => token !== '*')].join('.')
      const thing = target.resource.name.split('.').at(-1)
      return unprocessable(
        place,
        `names no ${thing}: there is none with the id '${text.slice(0, 100)}'`,
        statusesFor(plan.request.operation.responses)
      )
    }
  }
  return undefined
}

/** 422 where it is declared, else 404 or 400. */
function statusesFor(responses: { readonly [status: string]: unknown }): readonly number[] {
  return Object.hasOwn(responses, '422') ? [422] : Object.hasOwn(responses, '404') ? [404] : [422, 400]
}

function* scalarsAt(facts: unknown, at: readonly string[]): Generator<unknown> {
  const [token, ...rest] = at
  if (token === undefined) {
    if (typeof facts === 'string' || typeof facts === 'number' || typeof facts === 'bigint') yield facts
  } else if (token === '*') {
    if (Array.isArray(facts)) for (const item of facts.slice(0, 1000)) yield* scalarsAt(item, rest)
  } else if (isObject(facts) && Object.hasOwn(facts, token)) yield* scalarsAt(facts[token], rest)
}
