// What a user says about the webhooks of a description: which change of which thing each tells of.
import { getOwn } from '../../../internal/json.js'
import type { ReleaseSource } from '../../release-source.js'
import { schemaOfPlace } from '../../schema-of-place.js'
import { bodySchema } from '../../schema-of-media.js'
import type { Inferred } from '../inferred.js'
import type { EventBinding } from '../event-model.js'
import type { Resource, ResourceModel } from '../model.js'
import { isDescribed } from './described-places.js'
import type { OverrideContext } from './override-context.js'
import type { EventOverride, Overrides } from './overrides.js'
import { parsePlace } from './written-forms.js'

/** Corrects the events of a model: the record itself where nothing is said of any. `contextFor` gives the context of an entry by its name. */
export function overrideEvents(
  events: ResourceModel['events'],
  overrides: Overrides,
  resources: ReadonlyMap<string, Resource>,
  source: ReleaseSource | undefined,
  contextFor: (name: string) => OverrideContext
): ResourceModel['events'] {
  const said = Object.entries(overrides.events ?? {})
  if (said.length === 0) return events
  const known = source ? source.webhookNames : Object.keys(events ?? {})
  const next = new Map(Object.entries(events ?? {}))
  for (const [name, override] of said) {
    const context = contextFor(name)
    const key = known.find((one) => one === name) ?? known.find((one) => one.replace(/ [A-Z]+$/, '') === name)
    if (key === undefined) context.stale([], 'webhook', name, known)
    else if (override === false) next.delete(key)
    else {
      const event = overridden(
        key,
        getOwn(events ?? {}, key) as Inferred<EventBinding> | undefined,
        override,
        resources,
        source,
        context
      )
      if (event) next.set(key, event)
    }
  }
  return next.size === 0 ? undefined : Object.fromEntries([...next].toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

function overridden(
  key: string,
  old: Inferred<EventBinding> | undefined,
  said: EventOverride,
  resources: ReadonlyMap<string, Resource>,
  source: ReleaseSource | undefined,
  context: OverrideContext
): Inferred<EventBinding> | undefined {
  const name = said.resource ?? old?.value.resource
  const resource = name === undefined ? undefined : resources.get(name)
  if (name === undefined)
    context.unusable(
      [],
      'It is not known what this webhook is about, and `resource` is missing here.',
      'Say `resource` as well.'
    )
  else if (!resource) context.stale(['resource'], 'resource', name, resources.keys())
  if (!resource) return old
  const kept = old && old.value.resource === resource.name ? old.value : undefined
  const event: { -readonly [K in keyof EventBinding]: EventBinding[K] } = {
    type: key.replace(/ [A-Z]+$/, ''),
    ...kept,
    resource: resource.name
  }
  // What is said of the change takes the place of all that was known of it.
  if (said.on !== undefined || said.state !== undefined || said.member !== undefined) {
    for (const member of ['on', 'state', 'member'] as const) delete event[member]
    event.on = said.on ?? 'updated'
    if (said.state !== undefined && isStateOf(resource, said.state, context)) event.state = said.state
    if (said.member !== undefined) {
      const at = parsePlace(said.member)
      const schema = source && resource.schema && schemaOfPlace(source, resource.schema.value)
      if (isDescribed(context, schema, at, ['member'])) event.member = { at }
    }
  }
  if (said.type !== undefined) event.type = said.type
  if (said.at !== undefined) {
    const at = parsePlace(said.at)
    const payload = source && bodySchema(source.webhook(key).requestBody?.content)
    if (isDescribed(context, payload, at, ['at'])) event.at = at
  }
  return context.set(event)
}

function isStateOf({ name, state }: Resource, said: string, { stale, unusable }: OverrideContext): boolean {
  if (state?.value.includes(said)) return true
  if (state) stale(['state'], `state of \`${name}\``, said, state.value)
  else
    unusable(
      ['state'],
      `\`${name}\` has no states, so that it cannot come into \`${said.slice(0, 60)}\`.`,
      `Say \`state\` of \`${name}\` under \`resources\`.`
    )
  return false
}
