// `$dynamicRef` for the generator: schemas that are reached through a resource with dynamic anchors are copied once for each dynamic
// scope, with every dynamic reference led to where that scope says (JSON Schema 2020-12, core, section 8.2.3.2). Everything after this
// sees plain `$ref`s. Descriptions without dynamic anchors are never copied.
import { isObject, setOwn } from '../../internal/json.js'
import type { Schema, SchemaObject, SchemaSource } from '../schema.js'

/** Only hostile descriptions have more; what goes beyond keeps the scope it is in. */
const MAX_SCOPES = 500
const SCHEMAS = new Set(
  (
    'additionalProperties propertyNames unevaluatedProperties items contains unevaluatedItems not if then else ' +
    'allOf anyOf oneOf prefixItems'
  ).split(' ')
)
const SCHEMA_MAPS = new Set(['properties', 'patternProperties', 'dependentSchemas'])

/** Where each dynamic anchor leads: to the outermost of the resources entered so far that declare it. */
interface Scope {
  readonly id: string
  readonly anchors: ReadonlyMap<string, string>
  readonly copies: WeakMap<SchemaObject, SchemaObject>
}

interface Place {
  readonly ref: string
  readonly scope: Scope
}

/** A source whose schemas have no dynamic references left, with keys of its own for what lies within a dynamic scope. */
export class DynamicScopes implements SchemaSource {
  readonly #source: SchemaSource
  readonly #scopes = new Map<string, Scope>()
  readonly #places = new Map<string, Place>()

  constructor(source: SchemaSource) {
    this.#source = source
  }

  /** Whether there are keys that the original source does not know. */
  get areUsed(): boolean {
    return this.#places.size > 0
  }

  schema(ref: string): Schema | undefined {
    const place = this.#places.get(ref)
    const schema = this.#source.schema(place?.ref ?? ref)
    return schema === undefined ? undefined : this.#bind(schema, place?.scope)
  }

  /** The schema as it is when it is the first one entered; itself where it starts no resource with dynamic anchors. */
  enter(schema: SchemaObject): SchemaObject {
    return schema.dynamicAnchors ? this.#copy(schema, undefined) : schema
  }

  #bind(schema: Schema, scope: Scope | undefined): Schema {
    if (typeof schema === 'boolean' || (!scope && !schema.dynamicAnchors)) return schema
    return this.#copy(schema, scope)
  }

  #copy(schema: SchemaObject, outer: Scope | undefined): SchemaObject {
    const scope = this.#within(outer, schema.dynamicAnchors ?? {})
    const known = scope.copies.get(schema)
    if (known) return known
    const copy: Record<string, unknown> = {}
    for (const [keyword, value] of Object.entries(schema)) {
      if (keyword === 'dynamicAnchors') continue
      setOwn(copy, keyword, this.#bindKeyword(keyword, value, scope))
    }
    scope.copies.set(schema, copy)
    return copy
  }

  #bindKeyword(keyword: string, value: unknown, scope: Scope): unknown {
    const bind = (member: unknown): unknown => this.#bind(member as Schema, scope)
    if (SCHEMAS.has(keyword)) return Array.isArray(value) ? value.map(bind) : bind(value)
    if (SCHEMA_MAPS.has(keyword)) return mapMembers(value, bind)
    if (keyword === '$ref') return this.#key(value as string, scope)
    if (keyword === 'dynamicRef') {
      const { ref, anchor } = value as NonNullable<SchemaObject['dynamicRef']>
      const target = anchor === undefined ? undefined : scope.anchors.get(anchor)
      return { ref: this.#key(target ?? ref, scope) }
    }
    if (keyword !== 'discriminator' || !isObject(value) || !isObject(value.mapping)) return value
    return { ...value, mapping: mapMembers(value.mapping, (ref) => this.#key(ref as string, scope)) }
  }

  #key(ref: string, scope: Scope): string {
    const key = `${scope.id} ${ref}`
    if (!this.#places.has(key)) this.#places.set(key, { ref, scope })
    return key
  }

  #within(outer: Scope | undefined, anchors: { readonly [anchor: string]: string }): Scope {
    const added = Object.entries(anchors).filter(([anchor]) => !outer?.anchors.has(anchor))
    if (outer && (added.length === 0 || this.#scopes.size >= MAX_SCOPES)) return outer
    const all = new Map([...(outer?.anchors ?? []), ...added])
    const name = JSON.stringify([...all].toSorted(([a], [b]) => (a < b ? -1 : 1)))
    const scope = this.#scopes.get(name) ?? {
      id: `(scope ${this.#scopes.size})`,
      anchors: all,
      copies: new WeakMap<SchemaObject, SchemaObject>()
    }
    this.#scopes.set(name, scope)
    return scope
  }
}

function mapMembers(members: unknown, change: (member: unknown) => unknown): object {
  const changed = {}
  for (const [name, member] of Object.entries(members as object)) setOwn(changed, name, change(member))
  return changed
}
