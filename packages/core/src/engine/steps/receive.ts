// SandboxRequest -> Received: sizes, headers and target are judged before anything else is looked at.
import { checkHeaders } from '../../http/check-headers.js'
import { normaliseHeaders } from '../../http/headers.js'
import type { SandboxRequest } from '../../http/message.js'
import { parseQuery } from '../../http/query.js'
import { parseRequestTarget } from '../../http/request-target.js'
import { refuse, type Engine, type Received, type Refusal } from '../engine.js'

/** Reads headers and target. Refuses what is too large or malformed: 400, 413, 414, 431. */
export function receive(engine: Engine, request: SandboxRequest): Received | Refusal {
  const { limits } = engine.options
  const headerProblem = checkHeaders(request.headers, limits)
  if (headerProblem) return refuse(headerProblem)
  const target = parseRequestTarget(request.url, limits.urlLength)
  if (target.problem) return refuse(target.problem)
  // A string has at most three bytes for each UTF-16 unit and at least one: only count where it matters.
  const size = request.body?.length ?? 0
  if (size > limits.bodyBytes) {
    return refuse({ slug: 'body-too-large', detail: `The body has more than ${limits.bodyBytes} bytes` })
  }
  const query = target.query === '' ? { pairs: [] } : parseQuery(target.query, limits.queryParameters)
  if (query.problem) return refuse(query.problem)
  const skipped = baseSegments(engine, target.path)
  return {
    request,
    headers: normaliseHeaders(request.headers),
    rawQuery: target.query,
    query: query.pairs,
    segments: skipped === 0 ? target.segments : orRoot(target.segments.slice(skipped)),
    rawSegments: skipped === 0 ? target.rawSegments : orRoot(target.rawSegments.slice(skipped))
  }
}

/** How many leading segments are the base path of a server. Clients may call with it and without it. */
function baseSegments(engine: Engine, path: string): number {
  for (const base of engine.release.index.basePaths) {
    if (path.startsWith(base) && (path.length === base.length || path[base.length] === '/')) return base.split('/').length - 1
  }
  return 0
}

function orRoot(segments: readonly string[]): readonly string[] {
  return segments.length === 0 ? [''] : segments
}
