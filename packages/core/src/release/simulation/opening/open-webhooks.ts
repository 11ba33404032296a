// What a pack says about webhooks: further events, endpoints that are there from the start, and when attempts are made again.
import { checkWebUrl } from '../../../effects/delivery/endpoint-url.js'
import { standardSchedule } from '../../../effects/delivery/retry-schedule.js'
import { checkSecret } from '../../../effects/signatures/secrets.js'
import type { WebhookStyle } from '../../../effects/signatures/style.js'
import { openFormula, openTest } from './formulas.js'
import { namesHere } from '../names/names-here.js'
import { said } from './said.js'
import { checkTransition } from './check-transition.js'
import type { OpenEventRule, OpenSimulation } from '../opened.js'
import { eachOf, type Opening } from './opening.js'
import type { Simulation } from '../simulation.js'
import type { EndpointSpec, EventRule, WebhookSettings } from '../webhook-settings.js'
import { openSpan } from './spans.js'

/** Opens it; without any, every change is an event, and nobody is told. */
export function openWebhooks(
  opening: Opening,
  settings: WebhookSettings,
  simulation: Simulation,
  at: string
): OpenSimulation['webhooks'] {
  const { changes = true, style = 'standard', events = [], endpoints = [] } = settings
  for (const [endpoint, pointer] of eachOf(endpoints, `${at}/endpoints`))
    checkEndpoint(opening, endpoint, style, pointer)
  return {
    changes,
    style,
    events: eachOf(events, `${at}/events`).flatMap(
      ([rule, pointer]) => openEvent(opening, rule, simulation, pointer) ?? []
    ),
    endpoints,
    retries: openRetries(opening, settings.retries, `${at}/retries`)
  }
}

const changed = ['created', 'updated', 'deleted']

function openEvent(
  opening: Opening,
  { type, when, data, ...rule }: EventRule,
  simulation: Simulation,
  at: string
): OpenEventRule | undefined {
  const resource = opening.resource(rule.resource, `${at}/resource`)
  if (!resource) return undefined
  const on = eachOf(rule.on, `${at}/on`)
  for (const [name, pointer] of on)
    if (!changed.includes(name)) checkTransition(opening, name, resource.name, simulation, pointer, changed)
  const names = namesHere(opening, { entity: resource, previous: resource })
  return {
    type,
    resource: resource.name,
    on: new Set(on.map(([name]) => name)),
    ...said({
      when: openTest(opening, when, `${at}/when`, names),
      data: data === undefined ? undefined : openFormula(opening, data, `${at}/data`, names)
    })
  }
}

function checkEndpoint(
  opening: Opening,
  { url, secret, style }: EndpointSpec,
  usual: WebhookStyle,
  at: string
): void {
  const wrong = checkWebUrl(url)
  if (wrong !== undefined)
    opening.invalid(`${at}/url`, wrong, 'Give one such as `https://example.com/hooks`.')
  const problem = secret === undefined ? undefined : checkSecret(style ?? usual, secret)
  if (problem !== undefined)
    opening.invalid(
      `${at}/secret`,
      `This cannot be the secret of an endpoint of the style \`${style ?? usual}\`: ${problem}.`
    )
}

/** From the attempt before to each attempt, in milliseconds; the first is made at once. */
function openRetries(opening: Opening, retries: WebhookSettings['retries'], at: string): readonly number[] {
  if (retries === undefined) return standardSchedule
  const delays = eachOf(retries, at).map(([span, pointer]) => {
    const duration = openSpan(opening, span, pointer)
    if (duration && duration.months > 0)
      opening.invalid(pointer, 'Months and years differ in length.', 'Give days: `30d`.')
    return duration?.ms ?? 0
  })
  return [0, ...delays]
}
