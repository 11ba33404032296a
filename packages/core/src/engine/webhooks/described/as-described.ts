// An event whose type is that of a webhook of the description -> the event with the payload that the description describes.
import { isObject } from '../../../internal/json.js'
import { nowOf } from '../../../time/clock-state.js'
import type { World } from '../../../state/world.js'
import type { Engine } from '../../engine.js'
import type { NewEvent } from '../events/event.js'
import { describedEventNamed } from './described-events.js'
import { describedPayload } from './described-payload.js'
import type { Telling } from './telling.js'

/** The event as it is; or with its body, method and headers, where a webhook of the description goes by its type. `id`: what it will have. */
export function asDescribed(engine: Engine, world: World, event: NewEvent, id: string): NewEvent {
  // What is only called alike by chance has an action: the model knows of no webhook that tells of it.
  if (event.action !== undefined || engine.release.webhookNames.length === 0) return event
  const described = describedEventNamed(engine, event.type)
  if (!described) return event
  const operation = engine.release.webhook(described.webhook)
  return withPayload(engine, world, event, { operation, binding: described.binding, id })
}

/** The event with what a webhook or callback sends of it. */
export function withPayload(
  engine: Engine,
  world: World,
  event: NewEvent,
  { operation, binding, id }: Pick<Telling, 'operation' | 'binding' | 'id'>
): NewEvent {
  const { entity, thing, data } = event
  // A webhook that is about another kind of thing says nothing of this one.
  const isAbout = entity !== undefined && thing?.resource === binding.resource
  const payload = describedPayload(engine, world, {
    operation,
    binding,
    id,
    now: nowOf(world, engine.options.now),
    ...(isAbout ? { entity } : isObject(data) ? { data } : {})
  })
  const { body, method, headers, notes } = payload
  return {
    ...event,
    ...(body === undefined ? {} : { body }),
    ...(method === 'POST' ? {} : { method }),
    ...(Object.keys(headers).length === 0 ? {} : { headers }),
    ...(notes.length === 0 ? {} : { note: notes.join(' ') })
  }
}
