// A schema source over whole documents: JSON Schemas with `$id`, anchors and dynamic references, or OpenAPI 3.1 descriptions that use them.
import { isObject } from '../internal/json.js'
import { joinPointer, parsePointer } from '../internal/json-pointer.js'
import type { Dialect } from './dialects.js'
import { createLowerer } from './lower.js'
import type { LowererOptions, ResourceDialect } from './lower-context.js'
import { resolveUri } from './resolve-uri.js'
import type { Schema, SchemaSource } from './schema.js'
import type { SchemaIssue } from './schema-issue.js'
import { findResources, resourceId } from './schema-resources.js'
import type { SchemaResource } from './schema-resources.js'

export interface SchemaDocumentsOptions {
  /** The dialect of documents without a `$schema` that is known. @default '2020-12' */
  readonly dialect?: Dialect
  onIssue?(issue: SchemaIssue): void
}

/** A source whose keys are `<resource URI>#<pointer from the root of the resource>`. */
export interface SchemaDocuments extends SchemaSource {
  /** The canonical key of what a reference leads to. */
  resolveRef(ref: string, base?: string): string | undefined
}

const STANDARD_DIALECTS: readonly (readonly [string, Dialect])[] = [
  ['http://json-schema.org/draft-04/schema', 'draft-4'],
  ['https://json-schema.org/draft/2019-09/schema', '2019-09'],
  ['https://json-schema.org/draft/2020-12/schema', '2020-12'],
  ['https://spec.openapis.org/oas/3.1/dialect/base', 'openapi-3.1']
]

/**
 * Makes a source over documents by their URI. `dialectFor` names the dialect of a `$schema` or a document's URI that is not standard.
 * A `$schema` may also name one of the documents: then its `$vocabulary` decides whether validation keywords count.
 */
export function createSchemaDocuments(
  documents: { readonly [uri: string]: unknown },
  dialectFor: (uri: string) => Dialect | undefined = () => undefined,
  options: SchemaDocumentsOptions = {}
): SchemaDocuments {
  const resources = new Map<string, SchemaResource>()
  const schemas = new Map<string, Schema>()
  const lowerers = new Map<string, ReturnType<typeof createLowerer>>()
  const anchors = new Map<string, { [anchor: string]: string } | undefined>()

  for (const uri of Object.keys(documents)) {
    const document = documents[uri]
    const named =
      isObject(document) && typeof document.$schema === 'string' ? dialectOf(document.$schema) : undefined
    const dialect = named ?? { dialect: dialectFor(uri) ?? options.dialect ?? '2020-12', validation: true }
    for (const resource of findResources(uri.split('#', 1)[0] as string, document, dialect, dialectOf)) {
      if (!resources.has(resource.uri)) resources.set(resource.uri, resource)
    }
  }
  return { schema, resolveRef: (ref, base = '') => resolveRef(ref, base) }

  function dialectOf(schemaUri: string, hops = 0): ResourceDialect | undefined {
    const uri = schemaUri.endsWith('#') ? schemaUri.slice(0, -1) : schemaUri
    const standard = STANDARD_DIALECTS.find(([name]) => name === uri)?.[1] ?? dialectFor(uri)
    if (standard) return { dialect: standard, validation: true }
    const meta = Object.hasOwn(documents, uri) ? documents[uri] : undefined
    if (!isObject(meta) || typeof meta.$schema !== 'string' || hops > 8) return undefined
    const parent = dialectOf(meta.$schema, hops + 1)
    if (!parent || !isObject(meta.$vocabulary)) return parent
    return {
      ...parent,
      validation: Object.keys(meta.$vocabulary).some((name) => name.endsWith('/vocab/validation'))
    }
  }

  function schema(key: string): Schema | undefined {
    const known = schemas.get(key)
    if (known !== undefined) return known
    const place = locate(key)
    if (!place) return undefined
    const { resource, pointer, raw } = place
    const lowered = lowererFor(resource.dialect).lower(raw, resource.pointer + pointer, resource.uri)
    schemas.set(key, lowered)
    return lowered
  }

  function lowererFor(dialect: ResourceDialect) {
    const name = `${dialect.dialect} ${dialect.validation}`
    const known = lowerers.get(name)
    if (known) return known
    const lowererOptions: LowererOptions = {
      dialect: dialect.dialect,
      resolveRef,
      resolveDynamicRef,
      dynamicAnchors,
      dialectOf,
      ...(options.onIssue && { onIssue: options.onIssue })
    }
    const lowerer = createLowerer(lowererOptions, dialect.validation)
    lowerers.set(name, lowerer)
    return lowerer
  }

  function resolveRef(ref: string, base: string): string | undefined {
    const place = locate(resolveUri(ref, base))
    return place && `${place.resource.uri}#${place.pointer}`
  }

  /** Finds a place, and the innermost resource that holds it: a pointer may lead across an `$id`. */
  function locate(uri: string): { resource: SchemaResource; pointer: string; raw: unknown } | undefined {
    const hash = uri.indexOf('#')
    const start = resources.get(hash < 0 ? uri : uri.slice(0, hash))
    if (!start) return undefined
    const fragment = hash < 0 ? '' : decodeFragment(uri.slice(hash + 1))
    const path = fragment === '' || fragment.startsWith('/') ? fragment : start.anchors.get(fragment)
    if (path === undefined) return undefined
    let raw = start.root
    // A document is known by where it is from and by its own `$id`.
    let resource = innerResource(raw, start) ?? start
    let pointer = ''
    for (const token of parsePointer(path)) {
      if (typeof raw !== 'object' || raw === null || !Object.hasOwn(raw, token)) return undefined
      raw = (raw as Record<string, unknown>)[token]
      pointer = joinPointer(pointer, token)
      const inner = innerResource(raw, resource)
      if (inner) [resource, pointer] = [inner, '']
    }
    return { resource, pointer, raw }
  }

  function innerResource(raw: unknown, outer: SchemaResource): SchemaResource | undefined {
    const id = isObject(raw) ? resourceId(raw, outer.dialect.dialect) : undefined
    const inner = id === undefined ? undefined : resources.get(resolveUri(id, outer.uri))
    // A lookalike in data, such as an `$id` in an enum, starts nothing.
    return inner?.root === raw ? inner : undefined
  }

  function resolveDynamicRef(ref: string, base: string): { ref: string; anchor?: string } | undefined {
    const place = locate(resolveUri(ref, base))
    if (!place) return undefined
    const key = `${place.resource.uri}#${place.pointer}`
    const hash = ref.indexOf('#')
    const anchor = hash < 0 ? '' : decodeFragment(ref.slice(hash + 1))
    return place.resource.dynamicAnchors.get(anchor) === place.pointer ? { ref: key, anchor } : { ref: key }
  }

  function dynamicAnchors(base: string): { [anchor: string]: string } | undefined {
    if (anchors.has(base)) return anchors.get(base)
    const declared = resources.get(base)?.dynamicAnchors
    const entries = [...(declared ?? [])].map(([name, pointer]) => [name, `${base}#${pointer}`] as const)
    const result =
      entries.length === 0 ? undefined : (Object.fromEntries(entries) as { [anchor: string]: string })
    anchors.set(base, result)
    return result
  }
}

/** Percent-decodes a fragment; one that is badly encoded stands for itself. */
function decodeFragment(fragment: string): string {
  if (!fragment.includes('%')) return fragment
  try {
    return decodeURIComponent(fragment)
  } catch {
    return fragment
  }
}
