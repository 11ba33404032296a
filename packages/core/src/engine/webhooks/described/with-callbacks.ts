// A request to an operation with callbacks says where they are to go: from then on they are told of the thing that it made or changed.
import type { World } from '../../../state/world.js'
import { changesBetween, type ThingChange } from '../../changes.js'
import type { Engine } from '../../engine.js'
import type { Answer, Plan } from '../../stages.js'
import { openTarget } from './callback-target.js'
import { registerCallback } from './register-callback.js'
import { evaluate, exchangeOf, type Exchange } from './runtime-expression.js'

/** How many URLs one request registers at most. */
const mostOfRequest = 10

/**
 * The world with endpoints for the callbacks of a request that was carried out, and what the trace is to say of those that there are none
 * for. `before` and `after`: the world without and with what the request did.
 */
export function withCallbacks(
  engine: Engine,
  before: World,
  after: World,
  plan: Plan,
  answer: Answer
): { readonly world: World; readonly notes: readonly string[] } {
  const { key, callbacks } = plan.request.operation
  if (!callbacks || before === after || answer.response.status >= 400) return { world: after, notes: [] }
  const changes = changesBetween(before, after)
  const exchange = exchangeOf(plan, answer)
  const notes: string[] = []
  let world = after
  let count = 0
  for (const [callback, expressions] of Object.entries(callbacks)) {
    for (const expression of Object.keys(expressions)) {
      if (count++ >= mostOfRequest) return { world, notes }
      const target = { operation: key, callback, expression }
      const opened = openTarget(engine, { ...target, resource: '', seq: 0 })
      const thing = opened && thingOf(changes, opened.binding.resource)
      if (!thing) continue
      const url = urlOf(expression, exchange)
      const { resource, seq } = thing
      const registered =
        'problem' in url ? url : registerCallback(engine, world, url.text, { ...target, resource, seq })
      if ('world' in registered) world = registered.world
      if (registered.problem !== undefined)
        notes.push(`The callback \`${callback.slice(0, 100)}\` goes nowhere. ${registered.problem}`)
    }
  }
  return { world, notes }
}

/** The thing that was made, else the first that was changed. */
function thingOf(changes: readonly ThingChange[], resource: string): ThingChange | undefined {
  const own = changes.filter((change) => change.resource === resource && change.kind !== 'deleted')
  return own.find(({ kind }) => kind === 'created') ?? own[0]
}

function urlOf(
  expression: string,
  exchange: Exchange
): { readonly text: string } | { readonly problem: string } {
  const url = evaluate(expression, exchange)
  if ('text' in url) return url
  return { problem: `The request and its response have no \`${url.missing.slice(0, 200)}\`.` }
}
