// Which webhooks of the description tell of a change.
import type { EventBinding } from '../../../release/resources/event-model.js'
import type { ResourceModel } from '../../../release/resources/model.js'
import type { ThingChange } from '../../changes.js'
import type { Engine } from '../../engine.js'
import { tellsOf } from './tells-of.js'

/** A webhook of the description that tells of a change. */
export interface DescribedEvent {
  /** Its key: `payment.captured POST`. */
  readonly webhook: string
  /** What the event is called. */
  readonly type: string
  readonly binding: EventBinding
}

/** Below this confidence a webhook is sent only when it is asked for by name. */
const sure = 0.5

/** The webhooks that tell of a change, by name. The first has the default event's place; empty where none tells of it. */
export function describedEvents({ understanding }: Engine, change: ThingChange): readonly DescribedEvent[] {
  const events = eventsOf(understanding.model).get(change.resource)
  if (!events) return []
  const { state } = understanding.view(change.resource).resource
  return events.filter(({ binding }) => tellsOf(binding, change, state))
}

/** The webhook that an event of a type is sent by, where one is asked for by its type or by its name. */
export function describedEventNamed(
  { understanding, release }: Engine,
  type: string
): DescribedEvent | undefined {
  const { events = {} } = understanding.model
  for (const webhook of release.webhookNames) {
    const binding = Object.hasOwn(events, webhook) ? events[webhook]!.value : undefined
    if (binding?.type === type || webhook.replace(/ [A-Z]+$/, '') === type)
      return { webhook, type, binding: binding ?? { resource: '', type } }
  }
  return undefined
}

const known = new WeakMap<ResourceModel, ReadonlyMap<string, readonly DescribedEvent[]>>()

/** By resource, those that are sure enough. */
function eventsOf(model: ResourceModel): ReadonlyMap<string, readonly DescribedEvent[]> {
  const earlier = known.get(model)
  if (earlier) return earlier
  const byResource = new Map<string, DescribedEvent[]>()
  for (const [webhook, { value: binding, confidence }] of Object.entries(model.events ?? {})) {
    if (confidence < sure || binding.on === undefined || !Object.hasOwn(model.resources, binding.resource))
      continue
    const event = { webhook, type: binding.type, binding }
    const others = byResource.get(binding.resource)
    if (others) others.push(event)
    else byResource.set(binding.resource, [event])
  }
  known.set(model, byResource)
  return byResource
}
