// SandboxRequest -> Received: sizes, headers and target are judged before anything else is looked at.
import { exceedsBytes } from '../../http/bodies/charset.js'
import { checkHeaders } from '../../http/check-headers.js'
import { normaliseHeaders } from '../../http/headers.js'
import type { SandboxRequest } from '../../http/message.js'
import { parseQuery } from '../../http/query.js'
import { parseRequestTarget, type RequestTarget } from '../../http/request-target.js'
import type { Engine } from '../engine.js'
import { refuse, type Refusal } from '../errors/refusal.js'
import type { Received } from '../stages.js'

/** Reads headers and target. Refuses what is too large or malformed: 400, 413, 414, 431. */
export function receive(engine: Engine, request: SandboxRequest): Received | Refusal {
  const { limits } = engine.options
  const headerProblem = checkHeaders(request.headers, limits)
  if (headerProblem) return refuse(headerProblem)
  const target = parseRequestTarget(request.url, limits.urlLength)
  if (target.problem) return refuse(target.problem)
  if (request.truncated === true || exceedsBytes(request.body ?? '', limits.bodyBytes)) {
    return refuse({ slug: 'body-too-large', detail: `The body has more than ${limits.bodyBytes} bytes` })
  }
  const query = target.query === '' ? { pairs: [] } : parseQuery(target.query, limits.queryParameters)
  if (query.problem) return refuse(query.problem)
  return {
    request,
    headers: normaliseHeaders(request.headers),
    query: query.pairs,
    path: target.path,
    ...belowBase(engine, target)
  }
}

/** The segments below the base path of a server. Clients may call with it and without it: the first reading that leads to a route is meant. */
function belowBase(
  engine: Engine,
  { path, segments, rawSegments }: RequestTarget
): Pick<Received, 'segments' | 'rawSegments'> {
  const { index } = engine.release
  let first: Pick<Received, 'segments' | 'rawSegments'> | undefined
  for (const base of index.basePaths) {
    if (!path.startsWith(base) || (path.length !== base.length && path[base.length] !== '/')) continue
    const skipped = base.split('/').length - 1
    const below = {
      segments: orRoot(segments.slice(skipped)),
      rawSegments: orRoot(rawSegments.slice(skipped))
    }
    if (engine.routes.match(below.segments, below.rawSegments)) return below
    first ??= below
  }
  return first && !engine.routes.match(segments, rawSegments) ? first : { segments, rawSegments }
}

function orRoot(segments: readonly string[]): readonly string[] {
  return segments.length === 0 ? [''] : segments
}
