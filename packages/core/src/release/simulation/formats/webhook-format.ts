// The form of what a pack says about webhooks, as tables of readers.
import { webhookStyles } from '../../../effects/signatures/style.js'
import { flag, listOf, matching, objectOf, text, word } from '../../readers/value-readers.js'
import type { EndpointSpec, EventRule, WebhookSettings } from '../webhook-settings.js'
import {
  condition,
  eventPatternPattern,
  eventType,
  headers,
  name,
  oneOrMore,
  span,
  template
} from './value-formats.js'

const style = word(webhookStyles)

const endpointFormat = objectOf<EndpointSpec>(
  {
    url: text,
    events: listOf(matching(eventPatternPattern, 'a type of events without spaces, such as `payment.*`'), 1),
    description: text,
    secret: text,
    style,
    headers
  },
  ['url']
)

/** Reads WebhookSettings. */
export const webhookFormat = objectOf<WebhookSettings>({
  changes: flag,
  style,
  events: listOf(
    objectOf<EventRule>(
      {
        type: eventType,
        resource: text,
        on: oneOrMore(name, '`created`, `updated`, `deleted` or the name of a transition'),
        when: condition,
        data: template
      },
      ['type', 'resource', 'on']
    )
  ),
  endpoints: listOf(endpointFormat),
  retries: listOf(span)
})
