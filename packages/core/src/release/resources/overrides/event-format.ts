// What may be said about a webhook, as a table of readers.
import type { EventOverride } from './overrides.js'
import { orNot, place, resourceName } from './place-format.js'
import { objectOf, text, word } from '../../readers/value-readers.js'

/** Reads an EventOverride, or `false`. */
export const eventFormat = orNot<EventOverride>(
  'an object',
  objectOf<EventOverride>({
    resource: resourceName,
    on: word(['created', 'updated', 'deleted']),
    state: text,
    member: place,
    at: place,
    type: text
  })
)
