// Received -> Matched: which operation of the description is meant, or 404, 405, or the answer to a plain OPTIONS.
import { suggest } from '../../internal/suggest.js'
import { echo } from '../../http/problem.js'
import type { OperationSummary } from '../../release/release.js'
import type { Route } from '../../release/routes.js'
import type { Engine } from '../engine.js'
import { refuse, type Refusal } from '../errors/refusal.js'
import type { Matched, Received } from '../stages.js'

/** Finds the operation. HEAD is answered by GET where it is not described. */
export function match(engine: Engine, received: Received): Matched | Refusal {
  const found = engine.routes.match(received.segments, received.rawSegments)
  if (!found) return refuse({ slug: 'path-not-found', detail: notFoundDetail(engine, received) })
  const { route, values } = found
  const { method } = received.request
  const candidates =
    route.operations.get(method) ?? (method === 'HEAD' ? route.operations.get('GET') : undefined)
  if (!candidates) {
    const allow = allowedMethods(route)
    const detail = `${route.path} has no ${echo(method)} operation; it has ${allow}`
    return refuse({ slug: 'method-not-allowed', detail }, { headers: { allow } })
  }
  const routed = candidates.find(({ summary }) => meets(summary, received))
  if (!routed) {
    const wanted = candidates
      .slice(0, 20)
      .map(({ summary }) => summary.key)
      .join(', ')
    return refuse({
      slug: 'path-not-found',
      detail: `The request meets the conditions of none of: ${wanted}`
    })
  }
  const pathParameters = new Map<string, string>()
  routed.names.forEach((name, index) => pathParameters.set(name, values[index]!))
  return { ...received, pathParameters, operation: engine.release.operation(routed.summary.key) }
}

/** The value of an `Allow` header: what the description has, with the HEAD and OPTIONS that come for free. */
export function allowedMethods(route: Route): string {
  const methods = new Set(route.operations.keys())
  if (methods.has('GET')) methods.add('HEAD')
  methods.add('OPTIONS')
  return [...methods].toSorted((a, b) => (a < b ? -1 : 1)).join(', ')
}

function meets(operation: OperationSummary, received: Received): boolean {
  return (operation.conditions ?? []).every(({ in: place, name, value }) => {
    const sent =
      place === 'header'
        ? [received.headers[name.toLowerCase()]]
        : received.query.filter((pair) => pair.name === name).map((pair) => pair.value)
    return sent.some((text) => text !== undefined && (value === undefined || text === value))
  })
}

function notFoundDetail(engine: Engine, received: Received): string {
  const path = `/${received.rawSegments.join('/')}`
  const known = engine.routes.all.map((route) => route.path)
  const nearest = suggest(path, known)
  const detail = `No path of the description matches ${echo(path)}`
  return nearest === undefined ? detail : `${detail}; the nearest is ${nearest}`
}
