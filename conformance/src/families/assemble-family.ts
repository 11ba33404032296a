// A family from its create and its read: which operations list, change and remove the same thing.
import type { Family, FamilyKind, ItemOperation } from './family.js'
import { isRawObject } from '../oracle/raw-document.js'
import { exampleOf, schemaOf, withoutKeys, type Finder } from './paths.js'
import { blankOf, isJsonType, segmentsOf, type PlainOperation } from './plain-operation.js'
import { isList, membersOf } from './resource-schema.js'
import { flat } from './words.js'

/** Finds the other operations of a family. `base` is the collection's path. */
export function assemble(
  finder: Finder,
  kind: FamilyKind,
  create: PlainOperation,
  base: string,
  noun: string,
  read: PlainOperation | undefined
): Family {
  const own = `${base === '/' ? '' : base}/{}`
  const items = [...new Set([read?.blank ?? own, own])]
  const home = read === undefined ? base : withoutKeys(read.blank)
  const lists = [create.blank, base, home, `${base}/list`, `${base}/all`]
  const list = lists
    .map((path) => finder.byKey.get(`GET ${path}`))
    .find((one) => one !== undefined && one !== read && showsList(finder, one, noun))
  const on = (methods: readonly string[], suffixes: readonly string[] = ['']): ItemOperation[] =>
    items.flatMap((item) =>
      methods.flatMap((method) =>
        suffixes.flatMap((suffix) => {
          const operation = finder.byKey.get(`${method} ${item}${suffix}`)
          const usable =
            operation !== undefined &&
            operation !== create &&
            takesFields(operation) &&
            operation.successStatuses.length > 0
          return usable ? [onPath(operation, create)] : []
        })
      )
    )
  let updates = on(['PATCH', 'PUT'])
  if (updates.length === 0) updates = withKeyInBody(finder, create, base, noun)
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

/** By its schema, else by its example. */
function showsList({ document }: Finder, list: PlainOperation, noun: string): boolean {
  const schema = schemaOf(list)
  if (schema !== undefined) return isList(document, schema, noun)
  const example = exampleOf(document, list)
  return Array.isArray(example) || (isRawObject(example) && Object.values(example).some(Array.isArray))
}

/** False for a body of bytes only: that is an upload, not a change of members. */
function takesFields({ body }: PlainOperation): boolean {
  return body.length === 0 || body.some(({ type }) => isJsonType(type) || /form/.test(type))
}

function onlyCreates(text: string): boolean {
  return /creat/i.test(text) && !/updat|upsert|replace/i.test(text)
}

/** `PUT /pet` with the id in the body. */
function withKeyInBody(finder: Finder, create: PlainOperation, base: string, noun: string): ItemOperation[] {
  return ['PUT', 'PATCH'].flatMap((method) => {
    const operation = finder.byKey.get(`${method} ${base}`)
    const schema = operation?.body[0]?.schema
    if (operation === undefined || schema === undefined || onlyCreates(operation.text)) return []
    const members = membersOf(finder.document, schema, noun)
    // What else names a thing has to be one of its members.
    const shown = membersOf(finder.document, schemaOf(create), noun)
    const name =
      ['id', `${flat(noun)}id`, 'uuid'].find((one) => members.has(one)) ??
      ['key', 'name'].find((one) => members.has(one) && shown.has(one))
    return name === undefined ? [] : [{ operation, key: { in: 'body' as const, names: [name] } }]
  })
}

/** Path parameters that the create's path does not fix are the key. */
export function onPath(operation: PlainOperation, create: PlainOperation): ItemOperation {
  const shared = sharedNames(operation, create)
  const own = operation.pathNames.filter((name) => !shared.has(name))
  return { operation, key: { in: 'path', names: own.length > 0 ? own : operation.pathNames.slice(-1) } }
}

/** Parameters of `operation` that stand at the same place, or have the same name, as one of `create`. */
function sharedNames(operation: PlainOperation, create: PlainOperation): Set<string> {
  const shared = new Set<string>()
  const segments = segmentsOf(operation.path)
  const others = segmentsOf(create.path)
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
