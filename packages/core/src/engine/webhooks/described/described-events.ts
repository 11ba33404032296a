// Which webhooks of the description tell of a change.
import type { EventBinding } from '../../../release/resources/event-model.js'
import type { ResourceModel } from '../../../release/resources/model.js'
import type { ThingChange } from '../../changes.js'
import type { Engine } from '../../engine.js'
import { hasUntold, tellsOf } from './tells-of.js'

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

/**
 * The webhooks that tell of a change, by name. The first has the default event's place; empty where none tells of it. One that is about
 * every update (`edited`) is for what those of a state or member (`closed`) leave untold.
 */
export function describedEvents({ understanding }: Engine, change: ThingChange): readonly DescribedEvent[] {
  const events = eventsOf(understanding.model).get(change.resource)
  if (!events) return []
  const { resource } = understanding.view(change.resource)
  const told = events.filter(({ binding }) => tellsOf(binding, change, resource.state))
  const special = told.filter(({ binding }) => binding.state !== undefined || binding.member)
  if (special.length === 0 || special.length === told.length) return told
  const bindings = special.map(({ binding }) => binding)
  return hasUntold(bindings, change, resource) ? told : special
}

/** The webhook that an event of a type is sent by, where one is asked for by its type or by its name. */
export function describedEventNamed(engine: Engine, type: string): DescribedEvent | undefined {
  if (engine.release.webhookNames.length === 0) return undefined
  return namesOf(engine).get(type)
}

const names = new WeakMap<ResourceModel, ReadonlyMap<string, DescribedEvent>>()

/** By type and by name; of several that go by one, the first. */
function namesOf({ understanding: { model }, release }: Engine): ReadonlyMap<string, DescribedEvent> {
  const earlier = names.get(model)
  if (earlier) return earlier
  const byName = new Map<string, DescribedEvent>()
  const { events = {} } = model
  for (const webhook of release.webhookNames) {
    const binding = Object.hasOwn(events, webhook) ? events[webhook]!.value : undefined
    for (const type of [binding?.type, webhook.replace(/ [A-Z]+$/, '')])
      if (type !== undefined && !byName.has(type))
        byName.set(type, { webhook, type, binding: binding ?? { resource: '', type } })
  }
  names.set(model, byName)
  return byName
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
