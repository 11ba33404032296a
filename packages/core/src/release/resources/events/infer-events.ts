// The webhooks and callbacks of a description -> which changes they tell of. The door of this folder.
import { getOwn, isObject, setOwn } from '../../../internal/json.js'
import type { Operation } from '../../release.js'
import { followRaw, inferred, type Evidence } from '../evidence.js'
import type { Inferred } from '../inferred.js'
import type { EventBinding } from '../event-model.js'
import type { Binding, Resource, ResourceModel } from '../model.js'
import { openSubjects } from './event-subject.js'
import { inferCallback, inferEvent, ownName, type Told } from './infer-event.js'

const mostCallbacks = 50

/** Infers what they tell of; empty where the description has none. */
export function inferEvents(
  evidence: Evidence,
  resources: ReadonlyMap<string, Resource>,
  bindings: { readonly [operation: string]: Binding },
  byComponent: ReadonlyMap<string, readonly string[]>
): Pick<ResourceModel, 'events' | 'callbacks'> {
  const { source } = evidence
  const subjects = openSubjects(source, resources, byComponent)
  const events = toldApart(
    source.webhookNames.flatMap((name): readonly Named[] => {
      const operation = source.webhook(name)
      const told = inferEvent(subjects, operation, rawOf(evidence, operation))
      return told ? [[name, told]] : []
    })
  )
  const callbacks: Record<string, Record<string, Inferred<EventBinding>>> = {}
  for (const { key } of source.index.operations) {
    const declared = source.operation(key).callbacks
    const resource = declared && bindings[key]?.resource?.value
    if (resource === undefined) continue
    const told: Record<string, Inferred<EventBinding>> = {}
    const names = Object.entries(declared!).slice(0, mostCallbacks)
    for (const [name, expressions] of names) {
      const [operation] = Object.values(expressions).flat()
      const event = operation && inferCallback(subjects, resource, name, operation)
      // Of several, those whose words the model does not know are not all about every change.
      if (event && (event.value.on !== undefined || names.length === 1)) setOwn(told, name, event)
    }
    if (Object.keys(told).length > 0) setOwn(callbacks, key, told)
  }
  return {
    ...(Object.keys(events).length > 0 ? { events } : {}),
    ...(Object.keys(callbacks).length > 0 ? { callbacks } : {})
  }
}

/** A webhook as the author wrote it, with the words that compiling leaves out. */
function rawOf(evidence: Evidence, operation: Operation): Readonly<Record<string, unknown>> {
  const { document } = evidence
  const webhooks = isObject(document['webhooks']) ? document['webhooks'] : document['x-webhooks']
  const item = isObject(webhooks) ? followRaw(evidence, getOwn(webhooks, ownName(operation))) : undefined
  const raw = item && getOwn(item, operation.method.toLowerCase())
  return isObject(raw) ? raw : {}
}

type Named = readonly [webhook: string, told: Told]

/**
 * The events without those that cannot be: what only looks like a thing that others speak of is another thing, and of several that would
 * tell of the same change all but the surest tell of something else.
 */
function toldApart(all: readonly Named[]): Record<string, Inferred<EventBinding>> {
  const spokenOf = new Set(
    all.flatMap(([, { event, byLooks }]) =>
      byLooks || event.value.on === undefined ? [] : [event.value.resource]
    )
  )
  const possible = all.filter(([, { event, byLooks }]) => !byLooks || !spokenOf.has(event.value.resource))
  const surest = new Map<string, number>()
  for (const [, { event }] of possible) {
    const change = changeText(event.value)
    surest.set(change, Math.max(surest.get(change) ?? 0, event.confidence))
  }
  const events: Record<string, Inferred<EventBinding>> = {}
  for (const [name, { event }] of possible) {
    const { on, state: _state, member: _member, ...rest } = event.value
    const isSurest = on === undefined || event.confidence >= surest.get(changeText(event.value))!
    const reason = `${event.reason}; another webhook tells of that change more clearly`
    setOwn(events, name, isSurest ? event : inferred(rest, event.confidence / 2, reason))
  }
  return events
}

function changeText({ resource, on, state, member }: EventBinding): string {
  return JSON.stringify([resource, on, state, member])
}
