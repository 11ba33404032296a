// Create: one thing, or as many as the body holds.
import { deriveKey } from '../../internal/random.js'
import type { Refusal } from '../errors/refusal.js'
import { isRefusal } from '../errors/refusal.js'
import type { Resource } from '../../release/resources/model.js'
import type { World } from '../../state/world.js'
import { asShown } from './as-shown.js'
import { answerWith, withStatus } from './answer.js'
import type { Call, Outcome } from './call.js'
import { conflict } from './refusals.js'
import type { Entity } from './entity.js'
import { factAt, idText, type Facts } from './facts.js'
import { keep, thingsWithId } from './things.js'
import { isFormRequest, keyOf, sentThings } from './input.js'
import { mergeFacts } from './merge-facts.js'
import { newborn } from './newborn.js'
import { counted } from './number-within.js'
import { checkReferences } from './references.js'
import { allOf } from './rows-of.js'
import { findThing } from './scope.js'
import { headersFor } from './validators.js'

/** Makes what the request asks for, keeps it, and shows it. */
export function create(call: Call): Outcome | Refusal {
  const things = sentThings(call)
  let { world } = call
  const entities: Entity[] = []
  const form = isFormRequest(call)
  for (const said of things.length === 0 ? [{}] : things) {
    const sent = form ? mergeFacts(call, {}, said) : said
    const made = createOne({ ...call, world }, sent, things.length === 1 ? keyOf(call) : undefined)
    if (isRefusal(made)) return made
    world = made.world
    entities.push(made.entity)
  }
  return created({ ...call, world }, entities)
}

/** The answer to a creation: 201 where it is declared. */
export function created(call: Call, entities: readonly Entity[]): Outcome {
  const plan = withStatus(call.plan, [201])
  const [first] = entities
  const key = first?.key ?? deriveKey(call.view.hash, 1)
  const headers = first ? headersFor(call, first) : {}
  const shown =
    call.view.resource.links && call.binding.output.value.kind === 'items' ? allOf(call) : entities
  return { world: call.world, answer: answerWith(call, plan, { entities: shown, key, headers }) }
}

/** What a link shows of the thing it names, under the id by which it was named. */
export function linkedFacts(
  { understanding, world, view }: Pick<Call, 'understanding' | 'world' | 'view'>,
  path: string | undefined,
  sent: Facts
): { facts: Facts; id: string } | undefined {
  const { links, id } = view.resource
  const name = path ?? (id?.at ? idText(factAt(sent, id.at.value)) : idText(sent['id']))
  if (!links || name === undefined) return undefined
  for (const [, entity] of thingsWithId(world, understanding.view(links.value), name)) {
    if (entity.deleted === undefined)
      return { facts: { ...entity.facts, ...(path === undefined ? {} : sent) }, id: name }
  }
  return { facts: sent, id: name }
}

function withoutLink(resource: Resource): Resource {
  const { links: _links, references: _references, ...own } = resource
  return { ...own, references: [] }
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
    (identity?.chosenByClient.value && identity.at ? idText(factAt(sent, identity.at.value)) : undefined)
  const id = chosen === '' ? undefined : chosen
  const found = id === undefined ? undefined : findThing(world, view, id, call.scope)
  const taken = found?.[1].id === id ? found : undefined
  if (taken && taken[1].deleted === undefined) {
    const place = identity?.at?.value.join('.') ?? 'id'
    return conflict(`There is already one with the ${place} '${id!.slice(0, 200)}'`, [
      {
        in: 'body',
        name: '',
        pointer: `/${place.replaceAll('.', '/')}`,
        keyword: 'unique',
        message: 'is taken'
      }
    ])
  }
  const entity = asShown(call, newborn({ ...call, sent, ...(id === undefined ? {} : { id }) }))
  const kept = keep(call, taken?.[0], entity)
  return { world: id === undefined ? counted(kept, view, call.scope) : kept, entity }
}
