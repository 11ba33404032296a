// Create: one thing, or as many as the body holds.
import { deriveKey } from '../../internal/random.js'
import { normaliseName } from '../../internal/normalise-name.js'
import type { Place } from '../../release/resources/inferred.js'
import type { Refusal } from '../errors/refusal.js'
import { isRefusal, refuse } from '../errors/refusal.js'
import type { Resource } from '../../release/resources/model.js'
import type { World } from '../../state/world.js'
import { bornThrough } from '../simulation/transitions/bound-transitions.js'
import { asShown } from './bodies/as-shown.js'
import { answerWith, asCreated } from './bodies/answer.js'
import type { Call, Outcome } from './call.js'
import { conflict, pointerTo, tooLarge } from './refusals.js'
import type { Entity } from './entity.js'
import { factAt, idText, type Facts } from './facts.js'
import { keep, thingsOf } from './things.js'
import { linkedFacts } from './links/linked-facts.js'
import { withLinksSent } from './links/link-sent.js'
import { isFormRequest, keyOf, sentThings } from './input.js'
import { mergeFacts } from './merge-facts.js'
import { newborn } from './births/newborn.js'
import { counted } from './births/number-within.js'
import { checkReferences } from './references.js'
import { withDefaults } from './births/request-defaults.js'
import { allOf } from './rows-of.js'
import { findThing } from './scope.js'
import { headersFor } from './validators.js'

/** A request of a few bytes for each could keep the sandbox busy for seconds. */
const mostMade = 10_000

/** Makes what the request asks for, keeps it, and shows it. */
export function create(call: Call): Outcome | Refusal {
  const things = sentThings(call)
  if (things.length > mostMade)
    return refuse(
      { slug: 'too-complex', detail: `One request makes at most ${mostMade} things` },
      { statuses: [400, 413, 422] }
    )
  let { world } = call
  const entities: Entity[] = []
  const form = isFormRequest(call)
  for (const said of things.length === 0 ? [{}] : things) {
    const sent = withDefaults(call, form ? mergeFacts(call, {}, said) : said)
    const made = createOne({ ...call, world }, sent, things.length === 1 ? keyOf(call) : undefined)
    if (isRefusal(made)) return made
    world = made.world
    entities.push(made.entity)
  }
  return created({ ...call, world }, entities)
}

/** The answer to a creation: 201 where it is declared. */
export function created(call: Call, entities: readonly Entity[]): Outcome {
  const plan = asCreated(call.plan)
  const [first] = entities
  const key = first?.key ?? deriveKey(call.view.hash, 1)
  const headers = first ? headersFor(call, first) : {}
  const shown =
    call.view.resource.links && call.binding.output.value.kind === 'items' ? allOf(call) : entities
  return { world: call.world, answer: answerWith(call, plan, { entities: shown, key, headers }) }
}

function withoutLink(resource: Resource): Resource {
  const { links: _links, references: _references, ...own } = resource
  return { ...own, references: [] }
}

/** The id that a request says, also where it writes the name of the member in another way. */
function saidId(sent: Facts, at: Place): string | undefined {
  const said = idText(factAt(sent, at))
  if (said !== undefined) return said
  const plain = normaliseName(at.at(-1)!)
  const name = Object.keys(sent).find((one) => normaliseName(one) === plain)
  return name === undefined ? undefined : idText(sent[name])
}

/** Makes and keeps one thing. `path` is the id that the path says. */
export function createOne(
  call: Call,
  sent: Facts,
  path?: string
): { readonly world: World; readonly entity: Entity } | Refusal {
  const { world, view } = call
  const missing = checkReferences(call, sent)
  if (missing) return missing
  const identity = view.resource.id
  const linked = linkedFacts(call, path, sent)
  if (linked) {
    // What is linked already stays so.
    const there = findThing(world, view, linked.id, call.scope)
    if (there && there[1].deleted === undefined) return { world, entity: there[1] }
    return createOne(
      {
        ...call,
        view: {
          ...view,
          writable: call.understanding.view(view.resource.links!.value).writable,
          resource: withoutLink(view.resource)
        }
      },
      linked.facts,
      linked.id
    )
  }
  const chosen =
    path ??
    (identity?.chosenByClient.value && identity.at
      ? saidId(sent, identity.saidAs ?? identity.at.value)
      : undefined)
  const id = chosen === '' ? undefined : chosen
  const found = id === undefined ? undefined : findThing(world, view, id, call.scope)
  const taken = found?.[1].id === id ? found : undefined
  if (taken && taken[1].deleted === undefined) {
    const place = identity?.at?.value ?? ['id']
    return conflict(`There is already one with the ${place.join('.')} '${id!.slice(0, 200)}'`, [
      {
        in: 'body',
        name: '',
        pointer: pointerTo(place),
        keyword: 'unique',
        message: 'is taken'
      }
    ])
  }
  const born = asShown(call, newborn({ ...call, sent, ...(id === undefined ? {} : { id }) }))
  const entity = bornThrough(call, born, sent, taken?.[0])
  if (isRefusal(entity)) return entity
  const large = tooLarge(call.engine, entity.facts)
  if (large) return large
  const kept = keep(call, taken?.[0], entity)
  const numbered = id === undefined ? counted(kept, view, call.scope) : kept
  return withLinksSent({ ...call, world: numbered }, taken?.[0] ?? thingsOf(world, view).next, entity, sent)
}
