// Plan -> response: the mode makes the body, it is written in its media type, and the declared headers are added.
import { concreteMediaType } from '../../http/negotiate.js'
import type { SandboxResponse } from '../../http/message.js'
import { modeStrategies, type Plan } from '../modes/mode.js'
import type { Engine } from '../engine.js'
import { responseHeaders } from '../response-headers.js'
import { isBodiless } from '../select-response.js'
import type { Provenance } from '../trace.js'
import { writeBody } from '../write-body.js'

/** A response, with what the trace tells of its making. */
export interface Answer {
  readonly response: SandboxResponse
  readonly provenance: Provenance
  readonly notes: readonly string[]
}

/** Carries the plan out. */
export function respond(engine: Engine, plan: Plan): Answer {
  const strategy = modeStrategies[plan.mode]
  const key = strategy.key(engine, plan)
  const headers = responseHeaders(engine, plan, key)
  const { mediaType, status } = plan
  if (!mediaType || isBodiless(status)) return { response: { status, headers, body: null }, provenance: 'none', notes: [] }
  const made = strategy.body(engine, { ...plan, mediaType }, key)
  const type = concreteMediaType(mediaType.type, plan.request.headers['accept'])
  const { contentType, body } = writeBody(engine, type, made.value, mediaType)
  return {
    response: { status, headers: { 'content-type': contentType, ...headers }, body },
    provenance: made.provenance,
    notes: made.notes
  }
}
