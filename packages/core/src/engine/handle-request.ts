// One request, start to finish. Reads top to bottom; every way out goes through `finish`, which writes the trace.
import type { Cause } from './changes.js'
import { withConsequences } from './consequences.js'
import { errorResponse } from './errors/error-response.js'
import { corsHeaders, plainOptions } from './cors.js'
import type { Engine } from './engine.js'
import { normaliseHeaders } from '../http/headers.js'
import type { SandboxRequest } from '../http/message.js'
import { admit } from './auth/admit.js'
import { answerEndpoint, endpointFor } from './auth/answer-endpoint.js'
import { enforce } from './policies/enforce.js'
import { hasPolicies } from './policies/policies-in-world.js'
import { policyDecisions, withPolicyHeaders } from './policies/policy-decisions.js'
import { match } from './steps/match.js'
import { plan } from './steps/plan.js'
import { receive } from './steps/receive.js'
import { respond } from './steps/respond.js'
import { validate } from './steps/validate.js'
import type { World } from '../state/world.js'
import type { Settled } from './settled.js'
import type { Decisions } from './trace.js'
import { withCallbacks } from './webhooks/described/with-callbacks.js'
import { isRefusal, type Refusal } from './errors/refusal.js'
import type { Answer, Matched, Plan, Received, Reply, Validated } from './stages.js'

/** Answers a request. Pure: equal engines and requests give equal replies. */
export function handleRequest(engine: Engine, from: World, request: SandboxRequest): Reply {
  let world = from
  const received = receive(engine, request)
  if (isRefusal(received))
    return { ...finish(engine, request, {}, errorResponse(engine, undefined, received), received), world }

  const options = plainOptions(engine, received)
  if (options) return { ...finish(engine, request, { received }, options), world }

  const endpoint = endpointFor(engine, received)
  if (endpoint) {
    const { answer, world: after } = answerEndpoint(engine, world, received, endpoint)
    return { ...finish(engine, request, { received }, answer), world: after }
  }

  const found = match(engine, received)
  if (isRefusal(found))
    return { ...finish(engine, request, { received }, errorResponse(engine, undefined, found), found), world }

  const admitted = admit(engine, world, found)
  if (isRefusal(admitted)) {
    const answer = errorResponse(engine, found.operation, admitted)
    return { ...finish(engine, request, { received, matched: found }, answer, admitted), world }
  }

  const fenced = hasPolicies(world) ? enforce(engine, world, admitted) : { matched: admitted, world }
  const { matched, refusal: denied } = fenced
  world = fenced.world
  if (denied) {
    const answer = errorResponse(engine, matched.operation, denied)
    return { ...finish(engine, request, { received, matched }, answer, denied), world }
  }

  const validated = validate(engine, matched)
  if (isRefusal(validated)) {
    const answer = errorResponse(engine, matched.operation, validated)
    return { ...finish(engine, request, { received, matched }, answer, validated), world }
  }

  const planned = plan(engine, validated)
  const settled = respond(engine, world, validated, planned)
  const { redacted } = settled
  const way = {
    received,
    matched,
    validated,
    ...(!isRefusal(planned) && { planned }),
    ...(redacted && { redacted })
  }
  const { answer, refusal, base: before = world, met, performed } = settled
  const called = isRefusal(planned)
    ? { world: settled.world, notes: [] }
    : withCallbacks(engine, before, settled.world, planned, answer)
  return {
    ...finish(engine, request, way, noted(answer, called.notes), refusal, met?.rule),
    world: withConsequences(engine, before, called.world, causeOf(validated), performed)
  }
}

function noted(answer: Answer, notes: readonly string[]): Answer {
  return notes.length === 0 ? answer : { ...answer, notes: [...answer.notes, ...notes] }
}

/** The request as what brings changes about. A chain of sandboxes that call each other is told by its length. */
function causeOf({ operation, headers }: Validated): Cause {
  const hops = headers['sandbed-hops'] ?? ''
  return { kind: 'request', name: operation.key, hops: /^\d{1,4}$/.test(hops) ? Number(hops) : 0 }
}

/** How far the request got. */
interface Way {
  readonly received?: Received
  readonly matched?: Matched
  readonly validated?: Validated
  readonly planned?: Plan & { readonly notes: readonly string[] }
  /** What policies took out of the answer. */
  readonly redacted?: Settled['redacted']
}

function finish(
  engine: Engine,
  request: SandboxRequest,
  way: Way,
  answer: Answer,
  refusal?: Refusal,
  rule: string | null = null
): Omit<Reply, 'world'> {
  const { status, body, headers, wire } = withPolicyHeaders(answer.response, way.matched?.policy)
  const cors = engine.options.cors ? corsHeaders(originOf(request, way), headers) : undefined
  const bare = request.method === 'HEAD' && body !== null
  // Most answers go out as they are: hosts keep what they make of a constant answer beside the object.
  const response =
    cors || bare
      ? { status, headers: { ...headers, ...cors }, body: bare ? null : body, ...(wire && { wire }) }
      : headers === answer.response.headers
        ? answer.response
        : { ...answer.response, headers }
  const auth = refusal?.auth ?? way.matched?.auth
  const trace: Decisions = {
    method: request.method,
    url: request.url,
    operation: way.matched?.operation.key ?? null,
    mode: way.planned?.mode ?? null,
    ...meaning(engine, way),
    status,
    problem: refusal?.problem.slug ?? null,
    rule,
    ...(auth && { auth }),
    ...policyDecisions(way.matched?.policy, way.redacted),
    provenance: answer.provenance,
    findings: refusal?.findings ?? way.validated?.findings ?? [],
    notes: [
      ...(refusal ? [refusal.problem.detail] : []),
      ...(way.matched?.policy?.notes ?? []),
      ...(way.validated?.notes ?? []),
      ...(way.planned?.notes ?? []),
      ...answer.notes
    ]
  }
  return { response, trace, ...(answer.about && { about: answer.about }) }
}

/** What stateful mode takes the operation for. */
function meaning(engine: Engine, { planned, matched }: Way): Pick<Decisions, 'does' | 'resource'> {
  if (planned?.mode !== 'stateful' || !matched) return { does: null, resource: null }
  const binding = engine.understanding.binding(matched.operation.key)
  return { does: binding?.does.value ?? null, resource: binding?.resource?.value ?? null }
}

/** A page must be able to read a refusal too, also one that came before the headers were read. */
function originOf(request: SandboxRequest, { received }: Way): string | undefined {
  return (received?.headers ?? normaliseHeaders(request.headers))['origin']
}
