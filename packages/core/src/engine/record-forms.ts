// What the records of a world look like that the sandbox itself reads: a snapshot from elsewhere is checked against these forms before it is used.
import { webhookStyles } from '../effects/signatures/style.js'
import {
  count,
  flag,
  json,
  listOf,
  mapOf,
  number,
  oneOf,
  either,
  optional,
  orNull,
  record,
  text,
  textOf,
  type Form
} from '../internal/form.js'
import { joinPointer } from '../internal/json-pointer.js'
import type { World } from '../state/world.js'
import { isInstant } from '../time/instant.js'
import { timersName } from '../time/timer.js'
import { authForms } from './auth/auth-record-forms.js'
import { policiesName, ratesName } from './policies/policies-in-world.js'
import { rulesName } from './simulation/rules/rules.js'
import { ruleKind } from './simulation/timers/rule-timers.js'
import { deliveriesName } from './webhooks/deliveries/delivery.js'
import { endpointsName } from './webhooks/endpoints/endpoint.js'
import { eventsName } from './webhooks/events/event.js'

const object = mapOf(json)
const texts = mapOf(text)
const mark = record({ resource: text, seq: count })
const style = oneOf(...webhookStyles)
const answer = record({ status: orNull(number), headers: texts, body: text, delay: count })

const span = record({ months: count, ms: count })
const timer = record({
  dueAt: isInstant,
  failures: optional(count),
  kind: text,
  payload: json,
  priority: number,
  recur: optional(
    record({
      anchor: isInstant,
      catchUp: oneOf('each', 'last'),
      every: (value) => span(value) && Object.values(value as object).some((part) => part !== 0),
      k: count,
      series: count
    })
  )
})
const rulePayload = record({ timer: text, thing: optional(mark), fault: optional(text) })

const fired = record({ seq: count, kind: text, dueAt: isInstant, outcome: text })
const tally = record({
  fired: listOf(fired),
  firedCount: count,
  failures: listOf(
    record({ seq: count, kind: text, dueAt: isInstant, message: text, retryAt: orNull(isInstant) })
  ),
  failureCount: count,
  kinds: listOf(record({ kind: text, count })),
  instant: orNull(isInstant),
  sameInstant: count
})
const clock = record({
  now: isInstant,
  mode: oneOf('manual', 'live'),
  live: orNull(
    record({ real: number, now: isInstant, scale: (value) => number(value) && (value as number) > 0 })
  ),
  generation: count,
  firing: orNull(count),
  job: orNull(
    record({
      id: orNull(text),
      from: isInstant,
      target: isInstant,
      lands: flag,
      instants: orNull(count),
      tally,
      waiting: record({ timer, effect: object, before: count })
    })
  ),
  last: orNull(record({ id: text, result: object }))
})

const attempt = record({
  number: count,
  at: isInstant,
  sentAt: orNull(number),
  url: text,
  style,
  headers: texts,
  response: orNull(record({ status: number, body: text, retryAfter: orNull(text) })),
  verdict: oneOf('success', 'failure', 'slow-down', 'disable'),
  elapsed: number,
  duplicate: flag,
  arrival: orNull(count)
})

const entity = record({
  id: text,
  formerIds: optional(listOf(text)),
  key: number,
  facts: object,
  parents: texts,
  created: isInstant,
  updated: isInstant,
  revision: count,
  deleted: optional(oneOf('shown', 'ended', 'gone'))
})

const forms: ReadonlyMap<string, Form> = new Map<string, Form>([
  ...authForms,
  [
    timersName,
    (value) =>
      timer(value) &&
      ((value as { kind: string }).kind !== ruleKind || rulePayload((value as { payload: unknown }).payload))
  ],
  [
    rulesName,
    record({
      name: text,
      kind: oneOf('fault', 'response'),
      spec: textOf(object),
      from: optional(text),
      known: optional(textOf(record({ params: object, named: mapOf(mark) }))),
      seen: count,
      used: count,
      windowStart: optional(isInstant),
      inWindow: optional(count)
    })
  ],
  [policiesName, record({ name: text, pack: textOf(object) })],
  [
    ratesName,
    record({
      policy: text,
      rule: text,
      subject: text,
      seen: count,
      used: count,
      windowStart: optional(isInstant),
      inWindow: optional(count)
    })
  ],
  [
    endpointsName,
    record({
      id: text,
      url: text,
      events: listOf(text),
      description: text,
      style,
      headers: texts,
      secrets: listOf(record({ secret: text, until: orNull(number) })),
      secretCount: count,
      enabled: flag,
      reason: orNull(text),
      sink: orNull(
        record({ answers: listOf(answer), always: orNull(answer), arrived: count, cleared: count })
      ),
      mode: oneOf('normal', 'duplicates', 'out-of-order'),
      signatureTime: oneOf('host', 'sandbox'),
      held: orNull(count),
      jitter: number,
      retries: orNull(listOf(count)),
      created: isInstant,
      source: oneOf('user', 'pack', 'callback'),
      callback: optional(
        record({ operation: text, callback: text, expression: text, resource: text, seq: count })
      )
    })
  ],
  [
    eventsName,
    record({
      id: text,
      type: text,
      noun: orNull(text),
      action: orNull(text),
      thing: orNull(record({ resource: text, seq: count, id: text })),
      data: json,
      previous: orNull(object),
      method: optional(text),
      headers: optional(texts),
      note: orNull(text),
      created: isInstant,
      cause: record({ kind: oneOf('request', 'timer', 'scenario', 'start'), name: orNull(text) }),
      hops: count,
      told: count,
      pending: count
    })
  ],
  [
    deliveriesName,
    record({
      id: text,
      event: text,
      eventSeq: count,
      type: text,
      endpoint: text,
      status: oneOf('pending', 'succeeded', 'failed', 'suppressed', 'cancelled'),
      reason: orNull(text),
      attempts: listOf(attempt),
      before: count,
      timer: orNull(count),
      dueAt: orNull(isInstant)
    })
  ],
  [
    '$idempotency',
    record({
      scope: text,
      fingerprint: text,
      status: number,
      headers: listOf((pair) => Array.isArray(pair) && text(pair[0]) && either(text, listOf(text))(pair[1])),
      body: orNull(text),
      at: number
    })
  ],
  ['$numbers', record({ scope: text, next: count })]
])

/** A pointer into a snapshot to the first thing that the sandbox could not read; `undefined` where there is none. */
export function misshapenPlace(world: World): string | undefined {
  if (Object.hasOwn(world.values, 'clock') && !clock(world.values['clock'])) return '/values/clock'
  for (const name of world.names()) {
    const form = forms.get(name) ?? (name.startsWith('$') ? undefined : entity)
    if (!form) continue
    let at = 0
    for (const [, one] of world.collection<object>(name)) {
      if (!form(one)) return `${joinPointer('/collections', name)}/records/${at}/1`
      at++
    }
  }
  return undefined
}
