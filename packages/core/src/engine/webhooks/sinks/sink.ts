// A receiver for tests, in the same process: what it answers is said beforehand, what it got can be looked at and waited for.
import type { Json } from '../../../internal/json.js'
import { SandboxError } from '../../../errors.js'
import { publicKeyOf } from '../../../effects/signatures/secrets.js'
import type { WebhookVerification } from '../../../effects/signatures/verification.js'
import { verifyWebhook } from '../../../effects/signatures/verify-webhook.js'
import type { WebhookStyle } from '../../../effects/signatures/style.js'
import type { Span } from '../../../release/simulation/written-values.js'
import type { World } from '../../../state/world.js'
import { runUntil } from '../../../time/advance.js'
import { nowOf } from '../../../time/clock-state.js'
import { addDuration, readDuration } from '../../../time/duration.js'
import { waitingResult } from '../../../time/travel.js'
import type { Running } from '../../sandbox/running.js'
import { endpointWithId, withEndpointAt, type KeptSink } from '../endpoints/endpoint.js'
import { wantsEvent } from '../events/event-filter.js'
import { arrivedAt, lastReceivedAt, receivedAt, type ReceivedWebhook } from './received.js'
import { keptAnswers, type SinkAnswers } from './sink-answers.js'

/** Which of what was received: a type of event, with `*` for anything, or a condition. */
export type ReceivedFilter = string | ((webhook: ReceivedWebhook) => boolean)

/** What a receiver is to be like. */
export interface SinkOptions {
  /**
   * Any text. What is sent to this URL by callbacks goes to the sink as well. A sink with this URL that is there already, as in a sandbox that
   * was restored, is taken over with all that it got.
   *
   * @default `sink://1`, and so on
   */
  readonly url?: string
  /** Types of events; `*` stands for anything. @default ['*'] */
  readonly events?: readonly string[]
  /** @default that of the sandbox: 'standard' */
  readonly style?: WebhookStyle
  /** @default 200 for ever */
  readonly answers?: SinkAnswers
}

/** A receiver within the sandbox. */
export interface WebhookSink {
  /** The id of its endpoint. */
  readonly id: string
  readonly url: string
  /** What it checks signatures with. */
  readonly secret: string
  /** What it got, in order of arrival: each attempt. */
  all(filter?: ReceivedFilter): readonly ReceivedWebhook[]
  /** What it got last. */
  last(filter?: ReceivedFilter): ReceivedWebhook | undefined
  /**
   * The first that it got of a type, or of which a condition holds: at once where it is there; with `within` the clock moves on until it is
   * there, by no more than that span; else when a later request or move of the clock brings it. Rejects with `webhook-not-received` when it is not
   * there within the span, and lists what is.
   *
   * @example
   * const captured = await sink.waitFor('payment.captured', { within: '1d' })
   */
  waitFor(filter: ReceivedFilter, options?: { readonly within?: Span }): Promise<ReceivedWebhook>
  /** From now on it answers like this. Throws `invalid-endpoint`, and `unknown-endpoint` when the sandbox went back to before it was there. */
  respondWith(answers: SinkAnswers): void
  /** Forgets what it got. Throws `unknown-endpoint`. */
  clear(): void
  /** Checks a signature with the secrets that it has had, at the moment of arrival. */
  verify(webhook: Pick<ReceivedWebhook, 'headers' | 'body' | 'at'>): WebhookVerification
}

/** Holds the sink with an id. */
export function sinkOn(running: Running, id: string, url: string, secret: string): WebhookSink {
  const { engine } = running
  const all = (filter?: ReceivedFilter): readonly ReceivedWebhook[] =>
    receivedAt(engine, running.world(), id).filter((one) => filter === undefined || isWanted(filter, one))

  function change(name: string, input: Json, next: (sink: KeptSink) => KeptSink): void {
    const found = endpointWithId(running.world(), id)
    if (!found?.[1].sink) throw gone(url)
    const world = withEndpointAt(running.world(), found[0], { ...found[1], sink: next(found[1].sink) })
    running.change(name, input, world)
  }

  return {
    id,
    url,
    secret,
    all,
    last: (filter) =>
      filter === undefined ? lastReceivedAt(engine, running.world(), id) : all(filter).at(-1),
    async waitFor(filter, { within } = {}) {
      running.tick()
      const look = lookout(running, id, filter)
      const there = look(running.world())
      if (there) return there
      return within === undefined
        ? whenItComes(running, look)
        : await comesWithin(running, look, within, () => missing(all(), filter, within))
    },
    respondWith: (answers) =>
      change('webhooks.sink', { url, answers: answers as Json }, (sink) => ({
        ...sink,
        ...keptAnswers(answers)
      })),
    clear: () => change('webhooks.clear-sink', { url }, (sink) => ({ ...sink, cleared: sink.arrived })),
    verify({ headers, body, at }) {
      const record = endpointWithId(running.world(), id)?.[1]
      const secrets = record ? record.secrets.map((one) => one.secret) : [secret]
      const style = record?.style ?? 'standard'
      return verifyWebhook({
        style,
        secrets: secrets.map((one) => publicKeyOf(one) ?? one),
        headers,
        body,
        now: at
      })
    }
  }
}

type Look = (world: World) => ReceivedWebhook | undefined

function isWanted(filter: ReceivedFilter, webhook: ReceivedWebhook): boolean {
  return typeof filter === 'string' ? wantsEvent([filter], webhook.type) : filter(webhook)
}

/** Looks at each arrival once, however often it is asked. */
function lookout({ engine }: Running, id: string, filter: ReceivedFilter): Look {
  let seen = 0
  return (world) => {
    const arrived = arrivedAt(world, id)
    // The sandbox may have gone back meanwhile.
    if (arrived < seen) seen = 0
    if (arrived === seen) return undefined
    const found = receivedAt(engine, world, id, seen).find((one) => isWanted(filter, one))
    if (!found) seen = arrived
    return found
  }
}

function whenItComes(running: Running, look: Look): Promise<ReceivedWebhook> {
  return new Promise((resolve, reject) => {
    const stop = running.watch(() => {
      try {
        const there = look(running.world())
        if (!there) return
        stop()
        resolve(there)
      } catch (error) {
        stop()
        reject(error instanceof Error ? error : new Error(String(error)))
      }
    })
  })
}

/** Moves that limits cut short are gone on with, but not for ever. */
const mostMoves = 100

async function comesWithin(
  running: Running,
  look: Look,
  within: Span,
  missed: () => SandboxError
): Promise<ReceivedWebhook> {
  const { start } = running.driver
  const deadline = addDuration(nowOf(running.world(), start), readDuration(within))
  for (let moves = 0; moves < mostMoves; moves++) {
    // What is sent over the network meanwhile comes first: the clock waits for it.
    if (waitingResult(running.world(), start)) await running.settled()
    const there = look(running.world())
    if (there) return there
    const left = deadline - nowOf(running.world(), start)
    if (left < 0) break
    const from = running.world()
    const { world, result } = runUntil(from, running.driver, (one) => look(one) !== undefined, { max: left })
    running.move(world)
    running.tracer.clock('advance', { runUntil: { max: left } }, from, world, result.status)
    const found = look(world)
    if (found) return found
    const isStuck = result.status === 'waiting' && !running.engine.options.host.deliver
    if (isStuck || (result.status === 'stopped' && result.reason === 'unmet')) break
  }
  throw missed()
}

function missing(received: readonly ReceivedWebhook[], filter: ReceivedFilter, within: Span): SandboxError {
  const what = typeof filter === 'string' ? `'${filter.slice(0, 200)}'` : 'what was waited for'
  const listed = received.slice(-20).map(({ type, attempt }) => `${type} (attempt ${attempt})`)
  const came = listed.length === 0 ? 'Nothing arrived.' : `There arrived: ${listed.join(', ')}.`
  return new SandboxError('webhook-not-received', `No ${what} arrived within ${within}. ${came}`)
}

function gone(url: string): SandboxError {
  return new SandboxError(
    'unknown-endpoint',
    `The sandbox has no sink ${url.slice(0, 200)}: it went back to before there was one, or it was removed. Make it again with sandbox.webhooks.sink().`
  )
}
