// How a client learns the key of a thing whose create answers nothing: it says one itself, or looks the thing up in the list.
import { isRawObject, type RawObject } from '../oracle/raw-document.js'
import type { Client } from './client.js'
import type { ComposedBody } from './compose-body.js'
import type { Family } from './family.js'
import { exampleOf, schemaOf } from './paths.js'
import type { PlainOperation } from './plain-operation.js'
import { membersOf } from './resource-schema.js'
import { isPlainText } from './compose-scalar.js'
import { shapeOf, typeOf } from './schema-shape.js'
import { memberOf, scoreOf, thingsIn } from './thing.js'
import { walkList } from './walk-list.js'
import { isServersBusiness, referenceIn, wordsOf } from './words.js'

/** The member of a create's body by which the client names the new thing; `undefined` when it has none, or only the server sets it. */
export function chosenName(document: unknown, family: Family): string | undefined {
  const schema = family.create.body[0]?.schema
  if (schema === undefined) return undefined
  const key = (family.read ?? family.remove ?? family.updates[0])?.key.names.at(-1) ?? 'id'
  // `{id}` is hardly the name that was sent, and a `{token}` never is; `{pool}` may be.
  const isTold = /^(?:token|nonce|secret|hash)$/.test(wordsOf(key).at(-1) ?? '')
  const least = isTold ? 90 : referenceIn(key).explicit || wordsOf(key)[0] === 'id' ? 66 : 40
  let best: { name: string; score: number } | undefined
  for (const [name, pointers] of shapeOf(document, [schema]).properties) {
    const shape = shapeOf(document, pointers)
    const score = scoreOf(name, key, family.noun) ?? 0
    const type = typeOf(shape)
    if (shape.keywords.get('readOnly') === true || (type !== 'string' && type !== 'integer')) continue
    if (score >= least && score > (best?.score ?? 0)) best = { name, score }
  }
  return best?.name
}

/** True when the answer to a create tells the key, as far as its schema or its example says what is in it. */
export function tellsKey(document: unknown, create: PlainOperation, key: string, noun: string): boolean {
  const schema = schemaOf(create)
  const example = exampleOf(document, create)
  if (schema === undefined && example === undefined) return false
  const type = typeOf(shapeOf(document, [schema ?? '']))
  // Yes or no is no key.
  if (type === 'boolean') return false
  const tells = membersOf(document, schema, noun)
  if (tells.size === 0)
    // Without a schema, the example is all that is known of the answer.
    return (
      type !== undefined ||
      !isRawObject(example) ||
      thingsIn(example, noun).some((thing) =>
        Object.keys(thing).some(
          (name) => name === 'href' || referenceIn(name).explicit || scoreOf(name, key, noun) !== undefined
        )
      )
    )
  return (
    tells.has('href') ||
    [...tells.values()].some(
      ({ name, pointers }) =>
        scoreOf(name, key, noun) !== undefined && !hidesKeys(document, pointers, key, noun)
    )
  )
}

/** True for a list of objects none of which tells its key. */
function hidesKeys(document: unknown, pointers: readonly string[], key: string, noun: string): boolean {
  const items = shapeOf(document, pointers).places.get('items')
  if (items === undefined) return false
  const { properties, choices } = shapeOf(document, [items])
  return (
    properties.size > 0 &&
    choices.length === 0 &&
    ![...properties.keys()].some((name) => scoreOf(name, key, noun) !== undefined)
  )
}

/** True when a create that answers nothing takes a free text that the list shows, by which a client finds the new thing there. */
export function isFoundInList(document: unknown, { create, list, noun }: Family): boolean {
  const schema = create.body[0]?.schema
  if (schema === undefined || create.success.length > 0) return false
  const shown = membersOf(document, list?.success[0]?.schema, noun)
  return [...membersOf(document, schema, noun)].some(
    ([plain, { name, pointers }]) =>
      shown.has(plain) && isPlainText(shapeOf(document, pointers)) && !isServersBusiness(name)
  )
}

/** The element of the list at `target` that has a text which only the sent body had. */
export async function listedThing(
  client: Client,
  family: Family,
  target: string,
  headers: { readonly [name: string]: string },
  body: ComposedBody | undefined
): Promise<readonly RawObject[]> {
  const { list, noun } = family
  const marks = [...(body?.sent ?? [])].filter(
    ([, value]) => typeof value === 'string' && value.startsWith('zq-')
  )
  if (list === undefined || marks.length === 0) return []
  let found: readonly RawObject[] = []
  await walkList(
    client,
    list,
    target,
    (element) => {
      if (!isRawObject(element)) return false
      const things = thingsIn(element, noun)
      if (!marks.some(([name, value]) => memberOf(things, name)?.value === value)) return false
      found = things
      return true
    },
    headers
  )
  return found
}
