// Finds the resource families of a description as a careful reader would: from paths, methods, names and schemas alone.
import type { Families, Family, FamilyKind, ItemOperation, Skipped } from './family.js'
import { blankOf, isJsonType, plainOperations, type PlainOperation } from './plain-operation.js'
import { findRpcFamilies } from './find-rpc-families.js'
import { identifiesItself, isList, membersOf, sameThing, type Member } from './resource-schema.js'
import { shapeOf, typeOf } from './schema-shape.js'
import { scoreOf } from './thing.js'
import { flat, nounOf } from './words.js'

/** Everything that can be created and read back, and what looked like it and was left out, with reasons. */
export function findFamilies(document: unknown): Families {
  const operations = plainOperations(document)
  const byKey = new Map(operations.map((one) => [`${one.method} ${one.blank}`, one]))
  const found: Family[] = []
  const skipped: Skipped[] = []
  const finder: Finder = { document, operations, byKey }
  const rpc = findRpcFamilies(document, operations)
  for (const create of operations) {
    if (create.method !== 'POST' || create.successStatuses.length === 0) continue
    const family = fromPost(finder, create) ?? rpc.find((one) => one.create === create)
    if (family !== undefined) keep(finder, family, found, skipped)
  }
  for (const create of operations) {
    if (create.method !== 'PUT') continue
    const family = fromPut(finder, create, found)
    if (typeof family === 'string') skipped.push({ operation: create.key, reason: family })
    else if (family !== undefined) keep(finder, family, found, skipped)
  }
  const used = new Set(found.flatMap(operationsOf))
  for (const operation of operations) {
    if (used.has(operation.key) || skipped.some((one) => one.operation === operation.key)) continue
    const reason = leftOut(finder, operation, found)
    if (reason !== undefined) skipped.push({ operation: operation.key, reason })
  }
  return { operations, families: found, skipped }
}

interface Finder {
  readonly document: unknown
  readonly operations: readonly PlainOperation[]
  /** By method and blank path. */
  readonly byKey: ReadonlyMap<string, PlainOperation>
}

/** Keys of all operations of a family. */
export function operationsOf(family: Family): string[] {
  const { create, read, list, updates, remove } = family
  return [create, read?.operation, list, ...updates.map((one) => one.operation), remove?.operation].flatMap(
    (operation) => (operation === undefined ? [] : [operation.key])
  )
}

function fromPost(finder: Finder, create: PlainOperation): Family | undefined {
  if (lastOf(create.blank).includes('{}')) return undefined
  const base = collectionOf(create)
  const noun = nounAt(base)
  const direct = itemUnder(finder, base, noun)
  const schema = schemaOf(create)
  const made =
    direct !== undefined &&
    schema !== undefined &&
    typeOf(shapeOf(finder.document, [schema])) !== 'array' &&
    sameThing(finder.document, schema, schemaOf(direct), noun)
  if (!made && assigns(finder.document, create.body[0]?.schema)) return undefined
  if (direct !== undefined) return assemble(finder, 'collection', create, base, noun, direct)
  const elsewhere = itemElsewhere(finder, create, base, noun)
  if (elsewhere !== undefined)
    return assemble(finder, 'other path', create, base, nounAt(withoutKeys(elsewhere.blank)), elsewhere)
  const list = finder.byKey.get(`GET ${base}`)
  const same =
    list !== undefined &&
    isList(finder.document, schemaOf(list), noun) &&
    sameThing(finder.document, schemaOf(create), schemaOf(list), noun)
  return same && create.success.length > 0 && !sameForm(finder.document, schemaOf(create), schemaOf(list))
    ? assemble(finder, 'list only', create, base, noun, undefined)
    : undefined
}

/** `PUT /C/{x}` with `GET /C/{x}`, where nothing else creates the thing; a text says why it is not one, where it looks like it. */
function fromPut(
  finder: Finder,
  create: PlainOperation,
  known: readonly Family[]
): Family | string | undefined {
  if (!create.blank.endsWith('{}')) return undefined
  const read = finder.byKey.get(`GET ${create.blank}`)
  const created = known.some((one) => operationsOf(one).includes(create.key))
  if (created || known.some((one) => one.read?.operation.blank === create.blank)) return undefined
  if (read === undefined) return 'put at a key, but no operation reads it'
  const base = withoutKeys(create.blank)
  if (finder.byKey.has(`POST ${base}`)) return undefined
  if (create.body.length === 0 && read.success.length === 0)
    return 'membership: neither a body to send nor one to read back'
  const says = create.text.toLowerCase()
  const creates =
    create.successStatuses.includes('201') ||
    (/creat|\badd|upsert|\bset|put|store|regist|\bsave|insert|assign|or[ -]update/.test(says) &&
      !/^(?:\S+ )?(?:update|edit|modify|change)\b/.test(says))
  if (!creates)
    return 'put at a key that only changes what exists: it declares no 201 and says that it updates'
  return assemble(finder, 'client key', create, base, nounAt(base), read)
}

function assemble(
  finder: Finder,
  kind: FamilyKind,
  create: PlainOperation,
  base: string,
  noun: string,
  read: PlainOperation | undefined
): Family {
  const items = [...new Set([read?.blank ?? `${base}/{}`, `${base}/{}`])]
  const lists = [create.blank, base, ...(read === undefined ? [] : [withoutKeys(read.blank)])]
  const list = lists
    .map((path) => finder.byKey.get(`GET ${path}`))
    .find((one) => one !== undefined && one !== read && isList(finder.document, schemaOf(one), noun))
  const on = (methods: readonly string[], suffixes: readonly string[] = ['']): ItemOperation[] =>
    items.flatMap((item) =>
      methods.flatMap((method) =>
        suffixes.flatMap((suffix) => {
          const operation = finder.byKey.get(`${method} ${item}${suffix}`)
          const usable = operation !== undefined && operation !== create && takesFields(operation)
          return usable ? [onPath(operation, create)] : []
        })
      )
    )
  let updates = on(['PATCH', 'PUT'])
  if (updates.length === 0) updates = withKeyInBody(finder, base, noun)
  if (updates.length === 0) updates = on(['POST'])
  if (updates.length === 0) updates = on(['POST', 'PUT'], ['/update', '/edit'])
  if (updates.length === 0 && kind === 'client key' && create.body.length > 0)
    updates = [onPath(create, create)]
  const remove = on(['DELETE'])[0] ?? on(['POST'], ['/delete', '/remove'])[0]
  return {
    name: create.key,
    kind,
    noun,
    create,
    updates,
    ...(read === undefined ? {} : { read: onPath(read, create) }),
    ...(list === undefined ? {} : { list }),
    ...(remove === undefined ? {} : { remove })
  }
}

/** True when both answers are one and the same object, so that the second is no list of the first. */
function sameForm(document: unknown, one: string | undefined, other: string | undefined): boolean {
  if (one === undefined || other === undefined) return false
  const [first, second] = [shapeOf(document, [one]), shapeOf(document, [other])]
  return typeOf(second) === 'object' && [...first.names].some((name) => second.names.has(name))
}

/** True for a body of references only, such as `{ labels: ['bug'] }`: it puts existing things somewhere and makes none. */
function assigns(document: unknown, schema: string | undefined): boolean {
  if (schema === undefined) return false
  const shape = shapeOf(document, [schema])
  const isListOfScalars = (pointers: readonly string[]): boolean => {
    const list = shapeOf(document, pointers)
    const items = list.places.get('items')
    const type = items === undefined ? undefined : typeOf(shapeOf(document, [items]))
    return typeOf(list) === 'array' && (type === 'string' || type === 'integer')
  }
  if (shape.choices.some((choice) => choice.pointers.some((one) => assigns(document, one)))) return true
  if (isListOfScalars([schema])) return true
  return shape.properties.size > 0 && [...shape.properties.values()].every(isListOfScalars)
}

/** False for a body of bytes only: that is an upload, not a change of members. */
function takesFields({ body }: PlainOperation): boolean {
  return body.length === 0 || body.some(({ type }) => isJsonType(type) || /form/.test(type))
}

/** `PUT /pet` with the id in the body. */
function withKeyInBody(finder: Finder, base: string, noun: string): ItemOperation[] {
  return ['PUT', 'PATCH'].flatMap((method) => {
    const operation = finder.byKey.get(`${method} ${base}`)
    const schema = operation?.body[0]?.schema
    if (operation === undefined || schema === undefined) return []
    const members = membersOf(finder.document, schema, noun)
    const name = ['id', `${flat(noun)}id`, 'uuid', 'key', 'name'].find((one) => members.has(one))
    return name === undefined ? [] : [{ operation, key: { in: 'body' as const, names: [name] } }]
  })
}

/** Path parameters that the create's path does not fix are the key. */
function onPath(operation: PlainOperation, create: PlainOperation): ItemOperation {
  const shared = sharedNames(operation, create)
  const own = operation.pathNames.filter((name) => !shared.has(name))
  return { operation, key: { in: 'path', names: own.length > 0 ? own : operation.pathNames.slice(-1) } }
}

/** Parameters of `operation` that stand at the same place, or have the same name, as one of `create`. */
function sharedNames(operation: PlainOperation, create: PlainOperation): Set<string> {
  const shared = new Set<string>()
  const segments = operation.path.split('/')
  const others = create.path.split('/')
  // Where the create stands at the item itself, its trailing parameters are the key.
  const keys = operation.blank === create.blank ? (/(?:\/\{\})+$/.exec(create.blank)?.[0].length ?? 0) / 3 : 0
  let same = true
  for (const [index, segment] of segments.entries()) {
    const other = others[index]
    same &&= other !== undefined && blankOf(segment) === blankOf(other)
    const name = /^\{(.*)\}$/.exec(segment)?.[1]
    if (name === undefined || index >= segments.length - keys) continue
    if (same || create.pathNames.includes(name)) shared.add(name)
  }
  return shared
}

/** The collection that a create adds to: `/things` for `/things` and for `/things/create`. */
function collectionOf({ blank }: PlainOperation): string {
  return blank.replace(/\/(?:create|new|add)$/i, '') || '/'
}

/** A path without its trailing parameters and without a word like `by-id` before them. */
function withoutKeys(blank: string): string {
  return blank.replace(/(?:\/(?:by[-_]?)?(?:id|key|uuid))?(?:\/\{\})+$/i, '') || '/'
}

function nounAt(blank: string): string {
  const literals = blank.split('/').filter((segment) => segment !== '' && !segment.includes('{'))
  return nounOf(literals.at(-1) ?? '')
}

function itemUnder(finder: Finder, base: string, noun: string): PlainOperation | undefined {
  const paths = ['/{}', '/{}/{}', '/id/{}', '/by-id/{}', '/by_id/{}', '/byId/{}', '/uuid/{}', '/key/{}']
  const found = paths.flatMap((end) => finder.byKey.get(`GET ${base}${end}`) ?? [])
  // Some read a single one as a list of one; what is an array as a whole is no item.
  const isOnlyArray = (one: PlainOperation) => {
    const schema = schemaOf(one)
    return schema !== undefined && typeOf(shapeOf(finder.document, [schema])) === 'array'
  }
  return found.find((one) => !isArray(finder, one, noun)) ?? found.find((one) => !isOnlyArray(one))
}

/** A read at another path that gives the same thing: same schema, and a path that names the same kind or the same place. */
function itemElsewhere(
  finder: Finder,
  create: PlainOperation,
  base: string,
  noun: string
): PlainOperation | undefined {
  const schema = schemaOf(create)
  if (schema === undefined) return undefined
  const own = finder.byKey.get(`GET ${base}`)
  if (own !== undefined && !isList(finder.document, schemaOf(own), noun)) return undefined
  const parent = base.slice(0, base.lastIndexOf('/'))
  const answersList = typeOf(shapeOf(finder.document, [schema])) === 'array'
  if (/^(?:remove|delete|search|query|preview|validate|verify)$/i.test(lastOf(base))) return undefined
  const candidates = finder.operations.filter((read) => {
    if (read.method !== 'GET' || !read.blank.endsWith('{}')) return false
    const collection = withoutKeys(read.blank)
    if (create.blank.startsWith(`${read.blank}/`)) return false
    const sameNoun = nounAt(collection) === noun
    const samePlace = collection === parent && !finder.byKey.has(`POST ${collection}`)
    if (!samePlace && (!sameNoun || answersList)) return false
    if (isArray(finder, read, noun) || !learnable(finder, read, create, noun)) return false
    return sameThing(finder.document, schema, schemaOf(read), nounAt(collection))
  })
  return candidates.toSorted((a, b) => rank(b, create) - rank(a, create))[0]
}

/** True when every part of the read's path can come from the create's path or answer. */
function learnable(finder: Finder, read: PlainOperation, create: PlainOperation, noun: string): boolean {
  const own = onPath(read, create).key.names
  if (own.length <= 1) return true
  const members = membersOf(finder.document, schemaOf(create), noun)
  return own.slice(0, -1).every((name) => members.has(flat(name)))
}

function rank(read: PlainOperation, create: PlainOperation): number {
  const segments = read.blank.split('/')
  const others = create.blank.split('/')
  let shared = 0
  while (segments[shared] === others[shared] && shared < segments.length) shared++
  return shared * 10 - read.pathNames.length
}

function isArray(finder: Finder, operation: PlainOperation, noun: string): boolean {
  const schema = schemaOf(operation)
  if (schema === undefined) return false
  return isList(finder.document, schema, noun) && !identifiesItself(finder.document, schema, noun)
}

function schemaOf(operation: PlainOperation): string | undefined {
  return operation.success.find(({ schema }) => schema !== undefined)?.schema
}

/** Drops a family whose key nobody can learn. */
function keep(finder: Finder, family: Family, found: Family[], skipped: Skipped[]): void {
  const { create, kind, noun } = family
  const body = create.body[0]?.schema
  const chooses = body === undefined ? [] : [...shapeOf(finder.document, [body]).properties.keys()]
  const key = (family.read ?? family.remove ?? family.updates[0])?.key.names.at(-1) ?? 'id'
  const tells = membersOf(finder.document, schemaOf(create), noun)
  const learns = (members: ReadonlyMap<string, Member>) =>
    [...members.values()].some(({ name }) => scoreOf(name, key, noun) !== undefined)
  const answers = schemaOf(create) !== undefined && (tells.size === 0 || learns(tells) || tells.has('href'))
  const sent = chooses.some((name) => scoreOf(name, key, noun) !== undefined)
  if (kind === 'client key' || answers || create.tellsLocation || sent) found.push(family)
  else {
    const reason =
      'the answer to the create tells neither a key nor a location, and the client does not choose one'
    skipped.push({ operation: create.key, reason })
  }
}

function lastOf(blank: string): string {
  return blank.slice(blank.lastIndexOf('/') + 1)
}

/** Why an operation that looks like a create is in no family; `undefined` for those that do not look like one. */
function leftOut(finder: Finder, operation: PlainOperation, found: readonly Family[]): string | undefined {
  const { method, blank, successStatuses, success } = operation
  if (method !== 'POST' || blank.endsWith('{}')) return undefined
  if (successStatuses.length === 0) return 'declares no success'
  const last = lastOf(blank)
  const listed = finder.byKey.has(`GET ${blank}`)
  if (!successStatuses.includes('201') && !listed) return undefined
  if (assigns(finder.document, operation.body[0]?.schema)) return 'assigns things that exist and makes none'
  const made = found.find(
    ({ create, noun }) =>
      create.success.length > 0 && sameThing(finder.document, schemaOf(operation), schemaOf(create), noun)
  )
  if (made !== undefined && !listed) return `acts on, or is another way to, what ${made.name} creates`
  if (listed && success.length === 0) return 'answers without a body, and no operation reads a single one'
  return listed
    ? `GET ${last} reads something else or only one of its kind; no operation reads a single one`
    : 'no operation reads what it creates'
}
