// One request, start to finish. Reads top to bottom; every way out goes through `finish`, which writes the trace.
import { errorResponse } from './errors/error-response.js'
import { corsHeaders, plainOptions } from './cors.js'
import type { Engine } from './engine.js'
import type { SandboxRequest } from '../http/message.js'
import { match } from './steps/match.js'
import { plan } from './steps/plan.js'
import { receive } from './steps/receive.js'
import { respond } from './steps/respond.js'
import { validate } from './steps/validate.js'
import type { Trace } from './trace.js'
import { isRefusal, type Refusal } from './errors/refusal.js'
import type { Answer, Matched, Plan, Reply, Validated } from './stages.js'

/** Answers a request. Pure: equal engines and requests give equal replies. */
export function handleRequest(engine: Engine, request: SandboxRequest): Reply {
  const received = receive(engine, request)
  if (isRefusal(received))
    return finish(engine, request, {}, errorResponse(engine, undefined, received), received)

  const options = plainOptions(engine, received)
  if (options) return finish(engine, request, {}, options)

  const matched = match(engine, received)
  if (isRefusal(matched))
    return finish(engine, request, {}, errorResponse(engine, undefined, matched), matched)

  const validated = validate(engine, matched)
  if (isRefusal(validated)) {
    return finish(
      engine,
      request,
      { matched },
      errorResponse(engine, matched.operation, validated),
      validated
    )
  }

  const planned = plan(engine, validated)
  if (isRefusal(planned)) {
    return finish(engine, request, { matched }, errorResponse(engine, matched.operation, planned), planned)
  }

  return finish(engine, request, { matched, validated, planned }, respond(engine, planned))
}

/** How far the request got. */
interface Way {
  readonly matched?: Matched
  readonly validated?: Validated
  readonly planned?: Plan & { readonly notes: readonly string[] }
}

function finish(engine: Engine, request: SandboxRequest, way: Way, answer: Answer, refusal?: Refusal): Reply {
  const { status, body, headers } = answer.response
  const cors = engine.options.cors ? corsHeaders(request, headers) : undefined
  const bare = request.method === 'HEAD' && body !== null
  // Most answers go out as they are: hosts keep what they make of a constant answer beside the object.
  const response =
    cors || bare ? { status, headers: { ...headers, ...cors }, body: bare ? null : body } : answer.response
  const trace: Trace = {
    method: request.method,
    url: request.url,
    operation: way.matched?.operation.key ?? null,
    mode: way.planned?.mode ?? null,
    status,
    provenance: answer.provenance,
    findings: refusal?.findings ?? way.validated?.findings ?? [],
    notes: [
      ...(refusal ? [refusal.problem.detail] : []),
      ...(way.validated?.notes ?? []),
      ...(way.planned?.notes ?? []),
      ...answer.notes
    ]
  }
  return { response, trace }
}
