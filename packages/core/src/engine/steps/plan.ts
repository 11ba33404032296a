// Validated -> Plan: which mode, which status, which media type. The client's `Prefer` is heard here.
import { negotiate } from '../../http/negotiate.js'
import { parsePrefer, type Preferences } from '../../http/prefer.js'
import { isMode } from '../modes/names.js'
import type { Engine } from '../engine.js'
import { isBodiless, responseFor, successResponse } from '../responses/select-response.js'
import { refuse, type Refusal } from '../errors/refusal.js'
import type { Plan, Validated } from '../stages.js'

/** Chooses the answer. Refuses a preference that cannot be followed (400) and an `Accept` that nothing declared satisfies (406). */
export function plan(
  engine: Engine,
  request: Validated
): (Plan & { readonly notes: readonly string[] }) | Refusal {
  const wishes = preferences(request)
  if (wishes.problem !== undefined) return refuse({ slug: 'invalid-preference', detail: wishes.problem })
  const notes = [...wishes.notes]
  if (wishes.mode !== undefined && !isMode(wishes.mode))
    notes.push(`There is no mode '${wishes.mode.slice(0, 40)}'.`)
  const mode = isMode(wishes.mode)
    ? wishes.mode
    : wishes.dynamic === undefined
      ? engine.options.modeOf(request.operation)
      : wishes.dynamic
        ? 'dynamic'
        : 'static'
  const { status, spec } =
    wishes.code === undefined
      ? successResponse(request.operation)
      : { status: wishes.code, spec: responseFor(request.operation, wishes.code) }
  if (!spec) notes.push(`The description declares no response for ${status}.`)
  const content = isBodiless(status) ? [] : (spec?.content ?? [])
  const offered = content.map((mediaType) => mediaType.type)
  const type = offered.length === 0 ? undefined : negotiate(request.headers['accept'], offered)
  if (offered.length > 0 && type === undefined) {
    return refuse({ slug: 'not-acceptable', detail: `The response is available as ${offered.join(', ')}` })
  }
  const mediaType = content.find((candidate) => candidate.type === type)
  if (wishes.example !== undefined && !Object.hasOwn(mediaType?.examples ?? {}, wishes.example)) {
    const names = Object.keys(mediaType?.examples ?? {}).join(', ') || 'none'
    notes.push(
      `There is no example '${wishes.example.slice(0, 100)}'; this response has: ${names.slice(0, 1000)}.`
    )
  }
  return {
    request,
    mode,
    status,
    spec,
    mediaType,
    example: wishes.example,
    asked: wishes.code !== undefined || wishes.example !== undefined,
    notes
  }
}

/** `Prefer`, or its spelling as query parameters (`__code`, `__example`, `__dynamic`, `__mode`) for clients that cannot set headers. */
function preferences(request: Validated): Preferences {
  const inQuery = request.query.filter(({ name }) => name.startsWith('__'))
  const header = request.headers['prefer']
  if (inQuery.length === 0) return parsePrefer(header)
  const spelled = inQuery.map(({ name, value }) => `${name.slice(2)}="${value.replaceAll(/["\\]/g, '\\$&')}"`)
  return parsePrefer([...spelled, ...(header === undefined ? [] : [header])].join(', '))
}
