// The body and headers of a webhook as the description describes them, around a thing that is kept.
import { isJson, parseMediaType } from '../../../http/media-type.js'
import { normaliseName } from '../../../internal/normalise-name.js'
import { deriveKey, hashText } from '../../../internal/random.js'
import { mainMedia, schemaOfMedia } from '../../../release/schema-of-media.js'
import type { Place } from '../../../release/resources/inferred.js'
import type { World } from '../../../state/world.js'
import type { Engine } from '../../engine.js'
import { composeValid, wrapAt } from '../../stateful/bodies/entity-body.js'
import { inWorld } from '../../stateful/bodies/in-world.js'
import type { Entity } from '../../stateful/entity.js'
import { withFacts } from '../../stateful/facts.js'
import { namedThing } from '../../stateful/links/named-thing.js'
import { aroundThing, type Occasion } from './around-thing.js'
import { describedHeaders } from './described-headers.js'
import { relativesOf } from './relatives.js'
import type { Telling } from './telling.js'

/** What is sent. */
export interface DescribedPayload {
  /** Absent where the description describes no body. */
  readonly body?: unknown
  readonly method: string
  /** Names in lower case. */
  readonly headers: { readonly [name: string]: string }
  /** What could not be said as the description wants it. */
  readonly notes: readonly string[]
}

/**
 * Composes what a webhook or callback sends: the thing at its place, what tells events apart, ids and the moment, kept things that it stands
 * below or names, and the rest made up by the id of the event. Valid by the schema, or a note says that it is not.
 */
export function describedPayload(engine: Engine, world: World, telling: Telling): DescribedPayload {
  const { operation, binding, id, now, entity } = telling
  const { method } = operation
  const headers = describedHeaders(engine, telling)
  const media = mainMedia(operation.requestBody?.content)
  const schema = schemaOfMedia(media)
  const type = media && parseMediaType(media.type)
  const forms = type && !isJson(type) ? [`It is described as ${media.type}, and sent as JSON.`] : []
  if (schema === undefined)
    return { method, headers, notes: [...forms, 'The description describes no body of it.'] }
  const facts = factsOf(engine, world, telling, schema)
  const composed = composeValid(engine, schema, facts, {
    key: deriveKey(engine.seedKey, hashText(id)),
    now,
    ...(entity && {
      embed: (inner, name) =>
        namedThing(
          { understanding: engine.understanding, world },
          engine.understanding.resourcesOf(inner),
          name,
          entity
        )?.facts
    })
  })
  const { value: body } = composed
  const isValid = composed.isValid ?? engine.checker.isValid(schema, body, 'response')
  const invalid = isValid ? [] : [`No valid payload was found for ${binding.type}.`, ...composed.notes]
  return { body, method, headers, notes: [...forms, ...invalid] }
}

function factsOf(
  engine: Engine,
  world: World,
  { binding, id, now, entity, data }: Telling,
  schema: NonNullable<ReturnType<typeof schemaOfMedia>>
): unknown {
  const { understanding } = engine
  const { at, says, resource } = binding
  const isKnown = Object.hasOwn(understanding.model.resources, resource)
  const relatives = entity && isKnown ? relativesOf(engine, world, resource, entity) : []
  const occasion: Occasion = {
    id,
    now,
    relatives,
    ids: entity && isKnown ? idsOf(engine, resource, entity, relatives) : []
  }
  const shown =
    entity && isKnown
      ? inWorld({ understanding, world }, understanding.view(resource), entity).facts
      : undefined
  const thing = shown === undefined ? undefined : at
  const given = data !== undefined && at !== undefined && at.length > 0 ? [placed(at, data)] : []
  const told = [
    ...given,
    ...aroundThing(engine, world, schema, thing, occasion),
    ...(says ? [[says.at, says.value] as const] : []),
    ...(thing && thing.length > 0 ? [placed(thing, shown)] : [])
  ]
  return withFacts(thing?.length === 0 ? shown! : given.length === 0 ? (data ?? {}) : {}, told)
}

/** In a list it is the only one. */
function placed(at: Place, thing: unknown): readonly [place: Place, value: unknown] {
  const star = at.indexOf('*')
  return star < 0 ? [at, thing] : [at.slice(0, star), wrapAt(at.slice(star), thing)]
}

function idsOf(
  engine: Engine,
  resource: string,
  { id }: Entity,
  relatives: Occasion['relatives']
): Occasion['ids'] {
  const { noun = resource.split('.').at(-1)! } = engine.understanding.view(resource).resource
  const others = relatives.flatMap(({ names, entity, value }) => {
    const name = entity?.id ?? (typeof value === 'string' ? value : undefined)
    return name === undefined ? [] : names.map((one) => [one, name] as const)
  })
  const own = [normaliseName(noun), 'entity', 'resource', 'object', 'record', 'subject']
  return [...own.map((name) => [name, id] as const), ...others]
}
