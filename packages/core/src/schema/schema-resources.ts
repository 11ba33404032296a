// Finds the schema resources of a document: where an `$id` starts one, and which anchors each declares.
import { isObject } from '../internal/json.js'
import { joinPointer } from '../internal/json-pointer.js'
import { DIALECTS } from './dialects.js'
import type { Dialect } from './dialects.js'
import type { ResourceDialect } from './lower-context.js'
import { resolveUri } from './resolve-uri.js'

/** One schema resource: a document, or a schema inside it that has an `$id`. */
export interface SchemaResource {
  /** Absolute where the document's URI is; without fragment. */
  readonly uri: string
  readonly root: unknown
  /** Where the root stands in its document. */
  readonly pointer: string
  readonly dialect: ResourceDialect
  /** Anchor name -> pointer from the root of the resource. */
  readonly anchors: Map<string, string>
  readonly dynamicAnchors: Map<string, string>
}

/** Says which dialect `$schema` names. */
export type DialectOf = (schemaUri: string) => ResourceDialect | undefined

const SCHEMA =
  'additionalItems additionalProperties contains contentSchema else if items not propertyNames then unevaluatedItems unevaluatedProperties'.split(
    ' '
  )
const SCHEMA_LISTS = 'allOf anyOf items oneOf prefixItems'.split(' ')
const SCHEMA_MAPS = '$defs definitions dependencies dependentSchemas patternProperties properties'.split(' ')
/** Members of a description that hold data, whatever it looks like. */
const DATA = new Set(['default', 'enum', 'const', 'example', 'examples'])

const MAX_DEPTH = 1024

/** Every resource of a document, the document itself first. */
export function findResources(
  uri: string,
  document: unknown,
  dialect: ResourceDialect,
  dialectOf: DialectOf
): SchemaResource[] {
  const resources: SchemaResource[] = []
  const root = openResource(resources, uri, document, '', dialect)
  if (isOpenApi(dialect.dialect) && isObject(document) && Object.hasOwn(document, 'openapi')) {
    if (DIALECTS[dialect.dialect].id !== undefined) walkDescription(document, '', root, 0)
  } else walkSchema(document, '', '', root, 0)
  return resources

  function walkSchema(
    raw: unknown,
    pointer: string,
    local: string,
    outer: SchemaResource,
    depth: number
  ): void {
    if (!isObject(raw) || depth > MAX_DEPTH) return
    const { resource, start } = enter(raw, pointer, local, outer)
    noteAnchors(raw, start, resource)
    for (const keyword of SCHEMA)
      walkSchema(raw[keyword], `${pointer}/${keyword}`, `${start}/${keyword}`, resource, depth + 1)
    for (const keyword of SCHEMA_LISTS) {
      const list = raw[keyword]
      if (!Array.isArray(list)) continue
      list.forEach((item, i) =>
        walkSchema(item, `${pointer}/${keyword}/${i}`, `${start}/${keyword}/${i}`, resource, depth + 1)
      )
    }
    for (const keyword of SCHEMA_MAPS) {
      const map = raw[keyword]
      if (!isObject(map)) continue
      for (const name of Object.keys(map)) {
        walkSchema(
          map[name],
          joinPointer(`${pointer}/${keyword}`, name),
          joinPointer(`${start}/${keyword}`, name),
          resource,
          depth + 1
        )
      }
    }
  }

  /** Looks for schemas in an OpenAPI description: whatever is called `schema`, and the members of `schemas`. */
  function walkDescription(value: unknown, pointer: string, resource: SchemaResource, depth: number): void {
    if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return
    for (const name of Object.keys(value)) {
      if (DATA.has(name) || name.startsWith('x-')) continue
      const below = joinPointer(pointer, name)
      const member = (value as Record<string, unknown>)[name]
      if (name === 'schema') walkSchema(member, below, below, resource, depth + 1)
      else if (name === 'schemas' && isObject(member)) {
        for (const key of Object.keys(member))
          walkSchema(member[key], joinPointer(below, key), joinPointer(below, key), resource, depth + 1)
      } else walkDescription(member, below, resource, depth + 1)
    }
  }

  function enter(raw: Record<string, unknown>, pointer: string, local: string, outer: SchemaResource) {
    const dialect = (typeof raw.$schema === 'string' && dialectOf(raw.$schema)) || outer.dialect
    const id = resourceId(raw, dialect.dialect)
    if (id === undefined) return { resource: outer, start: local }
    const inner = resolveUri(id, outer.uri)
    // A document may repeat its own URI.
    if (pointer === '' && inner === outer.uri) return { resource: outer, start: '' }
    return { resource: openResource(resources, inner, raw, pointer, dialect), start: '' }
  }
}

/** The `$id` by which a schema starts a resource, without its fragment. */
export function resourceId(raw: Record<string, unknown>, dialect: Dialect): string | undefined {
  const rules = DIALECTS[dialect]
  if (rules.id === undefined || (rules.refAlone && typeof raw.$ref === 'string')) return undefined
  const id = raw[rules.id]
  if (typeof id !== 'string' || id.startsWith('#')) return undefined
  return id.split('#', 1)[0]
}

function openResource(
  resources: SchemaResource[],
  uri: string,
  root: unknown,
  pointer: string,
  dialect: ResourceDialect
): SchemaResource {
  const resource = {
    uri,
    root,
    pointer,
    dialect,
    anchors: new Map<string, string>(),
    dynamicAnchors: new Map<string, string>()
  }
  resources.push(resource)
  return resource
}

function noteAnchors(raw: Record<string, unknown>, start: string, resource: SchemaResource): void {
  const { dialect } = resource.dialect
  const { id, unknown } = DIALECTS[dialect]
  if (dialect === 'draft-4') {
    if (typeof raw.id === 'string' && raw.id.startsWith('#')) resource.anchors.set(raw.id.slice(1), start)
    return
  }
  if (id === undefined) return
  if (typeof raw.$anchor === 'string') resource.anchors.set(raw.$anchor, start)
  if (typeof raw.$dynamicAnchor === 'string' && !unknown.has('$dynamicAnchor')) {
    resource.anchors.set(raw.$dynamicAnchor, start)
    resource.dynamicAnchors.set(raw.$dynamicAnchor, start)
  }
  // 2019-09 has one nameless dynamic anchor, at the root of a resource.
  if (raw.$recursiveAnchor === true && start === '' && !unknown.has('$recursiveAnchor'))
    resource.dynamicAnchors.set('', start)
}

function isOpenApi(dialect: Dialect): boolean {
  return DIALECTS[dialect].openApi
}
