// The body of an update: a JSON Patch where only that is taken, else a new body of the update's own schema.
import { member, pointerTo, type RawObject } from '../oracle/raw-document.js'
import { bestMedia, type ComposedBody } from './compose-body.js'
import type { PlainMedia } from './plain-operation.js'
import { membersOf } from './resource-schema.js'
import { shapeOf } from './schema-shape.js'
import type { ItemOperation } from './family.js'
import type { Settled } from './made.js'
import { memberOf } from './thing.js'
import { flat } from './words.js'
import { NotComposable, versions, type World } from './world.js'

/** Other values for what can be changed; the key, and what the server wants to see again, stay. Throws `NotComposable`. */
export async function updateBody(
  world: World,
  item: ItemOperation,
  thing: Settled,
  known: ReadonlyMap<string, unknown>
): Promise<ComposedBody | undefined> {
  const { operation } = item
  const media = mediaOf(world, operation.body, thing)
  const replace = media === undefined ? undefined : replaceWord(world, media)
  if (media !== undefined && replace !== undefined) {
    const keys = new Set(thing.key.map(({ source }) => flat(source)))
    // Where a thing stands is not changed, and only what is there can be replaced (RFC 6902, 4.3).
    const places = new Set(thing.bindings.values())
    const free = [...known].filter(
      ([name, value]) =>
        !keys.has(flat(name)) && !places.has(String(value)) && memberOf(thing.things, name) !== undefined
    )
    const patchable =
      free.find(([, value]) => typeof value === 'string' && value.startsWith('zq-')) ??
      free.find(([, value]) => typeof value === 'boolean')
    if (patchable === undefined) throw new NotComposable('nothing that was sent can be patched')
    const value = typeof patchable[1] === 'boolean' ? !patchable[1] : `zq-patched-${world.nextSerial()}`
    const operations = [{ op: replace, path: pointerIn(thing.things, patchable[0]), value }]
    const validate = media.schema === undefined ? undefined : world.schemas.validator(media.schema)
    if (typeof validate === 'function' && validate(operations)?.length !== 0)
      throw new NotComposable('the schema of the patch does not take a plain value')
    return {
      contentType: media.type,
      text: JSON.stringify(operations),
      value: operations,
      sent: new Map([[patchable[0], value]])
    }
  }
  const fixed = world.known(item, thing)
  const body = await world.body(operation, thing.family, { fixed })
  if (body === undefined) return body
  // A version that the server wants to see again is not what it has afterwards.
  const keys = new Set([...versions, ...(item.key.in === 'body' ? item.key.names.map(flat) : [])])
  const kept = [...body.sent].filter(([name]) => !keys.has(flat(name)))
  return { ...body, sent: new Map(kept.map(([name, value]) => [renamed(name, known), value])) }
}

/** `new_name` says what the `name` is to be. */
function renamed(name: string, known: ReadonlyMap<string, unknown>): string {
  return [...known.keys()].find((one) => flat(name) === `new${flat(one)}`) ?? name
}

/** A body of which nothing is said changes nothing: there a JSON Patch is the better test, where it is taken as well. */
function mediaOf({ document }: World, body: readonly PlainMedia[], { family }: Settled) {
  const best = bestMedia(body)
  const patch = body.find(({ type }) => /json-patch\+json/i.test(type))
  const says = best?.schema !== undefined && membersOf(document, best.schema, family.noun).size > 0
  return says ? best : (patch ?? best)
}

/** Where a member of the thing stands, as a JSON Pointer: in a manifest inside `metadata` or `spec`. */
function pointerIn(things: readonly RawObject[], name: string): string {
  const level = things.find((one) => memberOf([one], name) !== undefined)
  const own = Object.keys(level ?? {}).find((one) => flat(one) === flat(name)) ?? name
  const part = ['metadata', 'spec'].find((one) =>
    things.some((whole) => level !== undefined && member(whole, one) === level)
  )
  return pointerTo('', ...(part === undefined ? [own] : [part, own]))
}

/** The word for a replacement where a body is a JSON Patch, by its media type or because it is a list of `op` and `path`. */
function replaceWord({ document }: World, { type, schema }: PlainMedia): string | undefined {
  const items = schema === undefined ? undefined : shapeOf(document, [schema]).places.get('items')
  const { properties } = shapeOf(document, items === undefined ? [] : [items])
  const listed = properties.has('op') && properties.has('path')
  if (!listed) return /json-patch\+json/i.test(type) ? 'replace' : undefined
  const allowed = shapeOf(document, properties.get('op') ?? []).keywords.get('enum')
  const word = Array.isArray(allowed) ? allowed.find((one) => /^replace$/i.test(String(one))) : 'replace'
  return typeof word === 'string' ? word : undefined
}
