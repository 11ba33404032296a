// The body of an update: a JSON Patch where only that is taken, else a new body of the update's own schema.
import { bestMedia, type ComposedBody } from './compose-body.js'
import type { ItemOperation } from './family.js'
import type { Settled } from './made.js'
import { flat } from './words.js'
import { versions, type World } from './world.js'

/** Other values for what can be changed; the key, and what the server wants to see again, stay. Throws `NotComposable`. */
export async function updateBody(
  world: World,
  item: ItemOperation,
  thing: Settled,
  known: ReadonlyMap<string, unknown>
): Promise<ComposedBody | undefined> {
  const { operation } = item
  const media = bestMedia(operation.body)
  const patchable = [...known].find(([, value]) => typeof value === 'string' && value.startsWith('zq-'))
  if (media !== undefined && /json-patch\+json/i.test(media.type) && patchable !== undefined) {
    const value = `zq-patched-${world.nextSerial()}`
    const operations = [{ op: 'replace', path: `/${patchable[0]}`, value }]
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
