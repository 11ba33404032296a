// Finds the resource families of a description as a careful reader would: from paths, methods, names and schemas alone.
import { assemble } from './assemble-family.js'
import { chosenName, isFoundInList, tellsKey } from './learn-key.js'
import { operationsOf, type Families, type Family, type Skipped } from './family.js'
import { itemElsewhere, itemUnder } from './find-item.js'
import { looksUp } from './looks-up.js'
import { findRpcFamilies } from './find-rpc-families.js'
import { collectionOf, lastOf, nounAt, schemaOf, withoutKeys, type Finder } from './paths.js'
import { plainOperations, type PlainOperation } from './plain-operation.js'
import { isList, sameThing } from './resource-schema.js'
import { shapeOf, typeOf } from './schema-shape.js'

/** Everything that can be created and read back, and what looked like it and was left out, with reasons. */
export function findFamilies(document: unknown): Families {
  const operations = plainOperations(document)
  const byKey = new Map(operations.map((one) => [`${one.method} ${one.blank}`, one]))
  const found: Family[] = []
  const skipped: Skipped[] = []
  const finder: Finder = { document, operations, byKey }
  const rpc = findRpcFamilies(document, operations)
  for (const create of operations) {
    if (create.method !== 'POST' || create.successStatuses.length === 0 || looksUp(finder, create)) continue
    const family = fromPost(finder, create) ?? rpc.find((one) => one.create === create)
    if (family !== undefined) keep(finder, family, found, skipped)
  }
  for (const create of operations) {
    if (create.method !== 'PUT') continue
    const family = fromPut(finder, create, found)
    if (typeof family === 'string') skipped.push({ operation: create.key, reason: family })
    else if (family !== undefined) keep(finder, family, found, skipped)
  }
  dropOrphans(finder, found, skipped)
  const used = new Set(found.flatMap(operationsOf))
  for (const operation of operations) {
    if (used.has(operation.key) || skipped.some((one) => one.operation === operation.key)) continue
    const reason = leftOut(finder, operation, found)
    if (reason !== undefined) skipped.push({ operation: operation.key, reason })
  }
  return { operations, families: found, skipped }
}

function fromPost(finder: Finder, create: PlainOperation): Family | undefined {
  if (lastOf(create.blank).includes('{}') && !makesBelow(finder, create)) return undefined
  const base = collectionOf(create)
  const noun = nounAt(base)
  const direct = itemUnder(finder, create, base, noun)
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

/** Whether `POST /things/{kind}` makes what `GET /things/{kind}/{id}` reads, where nothing changes or removes a `/things/{kind}`. */
function makesBelow({ byKey }: Finder, { blank, successStatuses }: PlainOperation): boolean {
  return (
    successStatuses.includes('201') &&
    byKey.has(`GET ${blank}/{}`) &&
    !['PUT', 'PATCH', 'DELETE'].some((method) => byKey.has(`${method} ${blank}`))
  )
}

/** `PUT /C/{x}` with `GET /C/{x}`, where nothing else creates the thing; a text says why it is not one, where it looks like it. */
function fromPut(
  finder: Finder,
  create: PlainOperation,
  known: readonly Family[]
): Family | string | undefined {
  if (!create.blank.endsWith('{}')) return fromPutOfSeveral(finder, create)
  const read = finder.byKey.get(`GET ${create.blank}`)
  const created = known.some((one) => operationsOf(one).includes(create.key))
  if (created || known.some((one) => one.read?.operation.blank === create.blank)) return undefined
  if (read === undefined) return 'put at a key, but no operation reads it'
  const base = withoutKeys(create.blank)
  if (finder.byKey.has(`POST ${base}`)) return undefined
  if (finder.byKey.get(`POST ${create.blank}`)?.successStatuses.includes('201')) return undefined
  const beside = finder.byKey.get(`POST ${create.blank.slice(0, -'/{}'.length)}`)
  if (beside !== undefined && makesBelow(finder, beside)) return undefined
  if (create.body.length === 0 && read.success.length === 0)
    return 'membership: neither a body to send nor one to read back'
  const says = create.text.toLowerCase()
  const creates =
    create.successStatuses.includes('201') ||
    (/creat|\badd|upsert|\bset|put|store|regist|\bsave|insert|assign|or[ -]update/.test(says) &&
      !/^(?:\S+ )?(?:update|edit|modify|change)\b/.test(says))
  const changes = /^(?:\S+ )?(?:updates|edits|modifies|changes)\b/.test(says)
  const isMadeElsewhere = () =>
    known.some(
      (one) => one.read && sameThing(finder.document, schemaOf(read), schemaOf(one.read.operation), one.noun)
    )
  if (!creates || (changes && !create.successStatuses.includes('201') && isMadeElsewhere()))
    return 'put at a key that only changes what exists: it declares no 201 and says that it updates'
  return assemble(finder, 'client key', create, base, nounAt(base), read)
}

/** `PUT /C` that says it creates, where no `POST /C` does. */
function fromPutOfSeveral(finder: Finder, create: PlainOperation): Family | undefined {
  const base = create.blank
  if (
    finder.byKey.has(`POST ${base}`) ||
    !finder.byKey.has(`GET ${base}`) ||
    !/creat|\badd/i.test(create.text)
  )
    return undefined
  const read = itemUnder(finder, create, base, nounAt(base))
  return read && assemble(finder, 'collection', create, base, nounAt(base), read)
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

/** Drops a family whose key nobody can learn. */
function keep(finder: Finder, family: Family, found: Family[], skipped: Skipped[]): void {
  const { create, kind, noun } = family
  const key = (family.read ?? family.remove ?? family.updates[0])?.key.names.at(-1) ?? 'id'
  const answers = tellsKey(finder.document, create, key, noun)
  const chooses = chosenName(finder.document, family) !== undefined
  const listed = family.list !== undefined && isFoundInList(finder.document, family)
  if (kind === 'client key' || answers || create.tellsLocation || chooses || listed) found.push(family)
  else {
    skipped.push({ operation: create.key, reason: untold })
  }
}

const untold =
  'the answer to the create tells neither a key nor a location, the client does not choose one, and no list shows it'

/** What stands below a thing whose key nobody can learn cannot be reached either. */
function dropOrphans({ operations }: Finder, found: Family[], skipped: Skipped[]): void {
  const secret = new Map<string, string>()
  for (const { operation, reason } of skipped) {
    const create = operations.find(({ key }) => key === operation)
    if (reason === untold && create !== undefined) secret.set(`${collectionOf(create)}/{}/`, operation)
  }
  for (const family of found.slice()) {
    const parent = [...secret].find(([prefix]) => `${family.create.blank}/`.startsWith(prefix))
    if (parent === undefined) continue
    found.splice(found.indexOf(family), 1)
    const reason = `below what ${parent[1]} creates, whose key nobody can learn`
    skipped.push({ operation: family.name, reason })
  }
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
