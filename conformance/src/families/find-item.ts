// The read that goes with a create: under the same collection, or at another path that gives the same thing.
import { onPath } from './assemble-family.js'
import { lastOf, nounAt, schemaOf, withoutKeys, type Finder } from './paths.js'
import type { PlainOperation } from './plain-operation.js'
import { identifiesItself, isList, membersOf, sameThing } from './resource-schema.js'
import { shapeOf, typeOf } from './schema-shape.js'
import { flat } from './words.js'

/** The read under the collection itself: `/things/{id}`, `/things/by-id/{id}`. */
export function itemUnder(
  finder: Finder,
  create: PlainOperation,
  base: string,
  noun: string
): PlainOperation | undefined {
  const paths = ['/{}', '/{}/{}', '/id/{}', '/by-id/{}', '/by_id/{}', '/byId/{}', '/uuid/{}', '/key/{}']
  const found = paths.flatMap((end) => finder.byKey.get(`GET ${base === '/' ? '' : base}${end}`) ?? [])
  const item = found.find((one) => !isArray(finder, one, noun))
  if (item !== undefined) return item
  // Some read a single one as a list of one; what is an array as a whole is no item.
  const made = schemaOf(create)
  const tells = membersOf(finder.document, made, noun)
  return found.find((one) => {
    const schema = schemaOf(one)
    if (schema === undefined || typeOf(shapeOf(finder.document, [schema])) === 'array') return false
    return sameThing(finder.document, made, schema, noun) || tells.has(flat(one.pathNames.at(-1) ?? ''))
  })
}

/** A read at another path that gives the same thing: same schema, and a path that names the same kind or the same place. */
export function itemElsewhere(
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
  // `/bulk_search/images` finds images.
  if (base.split('/').some((segment) => /(?:^|[_-])search$/i.test(segment))) return undefined
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
