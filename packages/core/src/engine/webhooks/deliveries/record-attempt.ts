// What came of an attempt, and what it means: for the delivery, its next attempt, and its endpoint.
import { classifyAttempt } from '../../../effects/delivery/classify-attempt.js'
import { readRetryAfter } from '../../../effects/delivery/retry-after.js'
import { nextAttemptAt, type Jitter } from '../../../effects/delivery/retry-schedule.js'
import { hashText } from '../../../internal/random.js'
import type { World } from '../../../state/world.js'
import { nowOf } from '../../../time/clock-state.js'
import type { Ran } from '../../../time/fire.js'
import type { Engine } from '../../engine.js'
import { scheduleOf } from './deliver-event.js'
import type { AttemptRecord, DeliveryRecord } from './delivery.js'
import { endpointWithId, withEndpointAt } from '../endpoints/endpoint.js'
import { withAttemptAt, withDeliveryAt, withoutPending, withSettled } from './keep-delivery.js'
import type { Addressed } from './outgoing.js'

/** An attempt and what came of it, as a host or a sink tells it. */
export interface Outcome {
  readonly kind: 'response' | 'no-response'
  readonly url: string
  readonly headers: { readonly [name: string]: string }
  /** By the host's clock, in epoch milliseconds; null for a sink. */
  readonly sentAt: number | null
  readonly elapsed: number
  readonly status?: number
  readonly retryAfter?: string
  readonly body?: string
  readonly arrival?: number
}

/** Records an attempt. Where it is not the one that the delivery waits for, or a duplicate, nothing else follows from it. */
export function withOutcome(
  engine: Engine,
  world: World,
  seq: number,
  addressed: Addressed,
  outcome: Outcome,
  { isCurrent, duplicate }: { readonly isCurrent: boolean; readonly duplicate: boolean }
): Ran {
  const attempt = attemptOf(engine, world, addressed, outcome, duplicate)
  const { delivery, endpoint } = addressed
  const told: DeliveryRecord = { ...delivery, attempts: [...delivery.attempts, attempt] }
  const done = attempt.verdict === 'success' ? 'delivered' : 'refused'
  // One that was overtaken is none of the schedule that began meanwhile.
  if (!isCurrent)
    return { world: withDeliveryAt(world, seq, { ...told, before: told.before + 1 }), outcome: done }
  if (duplicate || delivery.status !== 'pending')
    return {
      world: withSettled(world, seq, told, delivery.status as 'succeeded', delivery.reason),
      outcome: done
    }
  if (attempt.verdict === 'success') {
    const settled = withSettled(world, seq, told, 'succeeded', null)
    if (endpoint.mode !== 'duplicates') return { world: settled, outcome: done }
    const success: DeliveryRecord = { ...told, status: 'succeeded', timer: null, dueAt: null }
    const again = withAttemptAt(engine, settled, [seq, success], attempt.at + attempt.elapsed, true)
    return { world: again ?? settled, outcome: done }
  }
  if (attempt.verdict === 'disable') {
    const settled = withSettled(world, seq, told, 'failed', 'The receiver is gone (410).')
    return { world: withEndpointGone(settled, endpoint.id), outcome: 'failed' }
  }
  const at = nextAt(engine, addressed, attempt)
  const next =
    at === undefined ? undefined : withAttemptAt(engine, world, [seq, { ...told, timer: null }], at)
  if (next) return { world: next, outcome: 'retry' }
  const reason = 'The last attempt of the schedule failed.'
  return { world: withSettled(world, seq, told, 'failed', reason), outcome: 'failed' }
}

function attemptOf(
  engine: Engine,
  world: World,
  { delivery, endpoint }: Addressed,
  { kind, url, headers, sentAt, elapsed, status = 0, retryAfter, body = '', arrival }: Outcome,
  duplicate: boolean
): AttemptRecord {
  return {
    number: (delivery.attempts.at(-1)?.number ?? 0) + 1,
    at: nowOf(world, engine.options.now),
    sentAt,
    url,
    style: endpoint.style,
    headers,
    response: kind === 'response' ? { status, body, retryAfter: retryAfter ?? null } : null,
    verdict: classifyAttempt(kind === 'response' ? { kind, status } : { kind: 'no-response' }),
    elapsed,
    duplicate,
    arrival: arrival ?? null
  }
}

/** The clock of the sandbox stands still while the network is waited for, so only a sink's time counts. */
function nextAt(
  engine: Engine,
  { delivery, endpoint, event }: Addressed,
  { number, at, sentAt, elapsed, response, verdict }: AttemptRecord
): number | undefined {
  const schedule = scheduleOf(engine, endpoint)
  const jitter: Jitter | undefined =
    endpoint.jitter === 0
      ? undefined
      : { key: hashText(`${event.id} ${endpoint.id}`, engine.seedKey), ratio: endpoint.jitter }
  const failedAt = sentAt === null ? at + elapsed : at
  const asked = readRetryAfter(response?.retryAfter ?? undefined, sentAt ?? failedAt)
  const failed = {
    attempt: number - delivery.before,
    failedAt,
    ...(asked !== undefined && { retryAfter: asked }),
    slowDown: verdict === 'slow-down'
  }
  return nextAttemptAt(schedule, failed, jitter)
}

function withEndpointGone(world: World, id: string): World {
  const found = endpointWithId(world, id)
  if (!found) return world
  const [seq, endpoint] = found
  const reason = 'It answered that it is gone (410).'
  const disabled = withEndpointAt(world, seq, { ...endpoint, enabled: false, reason })
  return withoutPending(disabled, id, 'The endpoint was disabled: it answered that it is gone (410).')
}
