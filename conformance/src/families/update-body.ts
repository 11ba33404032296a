// The body of an update: a JSON Patch where only that is taken, else a new body of the update's own schema.
import { bestMedia, type ComposedBody } from './compose-body.js'
import type { PlainMedia } from './plain-operation.js'
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
  const media = bestMedia(operation.body)
  const replace = media === undefined ? undefined : replaceWord(world, media)
  if (media !== undefined && replace !== undefined) {
    const keys = new Set(thing.key.map(({ source }) => flat(source)))
    const free = [...known].filter(
      ([name]) => !keys.has(flat(name)) && memberOf(thing.things, name) !== undefined
    )
    const patchable =
      free.find(([, value]) => typeof value === 'string' && value.startsWith('zq-')) ??
      free.find(([, value]) => typeof value === 'boolean')
    if (patchable === undefined) throw new NotComposable('nothing that was sent can be patched')
    const value = typeof patchable[1] === 'boolean' ? !patchable[1] : `zq-patched-${world.nextSerial()}`
    const operations = [{ op: replace, path: `/${patchable[0]}`, value }]
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
  return { ...body, sent: new Map([...body.sent].filter(([name]) => !keys.has(flat(name)))) }
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
