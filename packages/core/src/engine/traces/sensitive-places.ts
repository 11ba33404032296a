// Where requests and answers of an API hold secrets: by its security schemes, and by what its schemas mark as secret.
import type { Operation } from '../../release/release.js'
import type { ReleaseSource } from '../../release/release-source.js'
import type { Schema } from '../../schema/schema.js'
import { normaliseName } from '../../internal/normalise-name.js'
import { isSensitive, sensitiveNames, type Sensitive } from '../../traces/redact/sensitive.js'

/** What is known of an API's secrets; worked out operation by operation, when it is first asked for. */
export interface SensitivePlaces {
  /** In everything that is not a request: by the names that hold secrets in all of the API. */
  readonly anywhere: Sensitive
  /** In requests to an operation, and in its answers; without one, what holds for all. */
  of(operation: string | null): Sensitive
  /** Whether the path of an operation holds a secret. */
  inPath(operation: string | null): boolean
}

/** How many schemas are looked into for one operation. */
const mostSchemas = 5000

/** Makes it, with what a user lists. */
export function sensitivePlaces(release: ReleaseSource, listed: readonly string[]): SensitivePlaces {
  const base = sensitiveNames([...listed, ...keysOf(release)])
  // Requests to the sandbox's own authorization server carry codes (RFC 6749, 4.1).
  const elsewhere = sensitiveNames([...listed, ...keysOf(release), 'code'])
  const known = new Map<string, Sensitive>()
  const paths = new Map<string, boolean>()
  return {
    anywhere: base,
    of(operation) {
      if (operation === null) return elsewhere
      let places = known.get(operation)
      if (!places) known.set(operation, (places = declared(release, release.operation(operation), base)))
      return places
    },
    inPath(operation) {
      if (operation === null || !operation.includes('{')) return false
      let holds = paths.get(operation)
      if (holds === undefined) {
        const places = this.of(operation)
        holds = [...operation.matchAll(/\{([^{}]*)\}/g)].some(([, name]) =>
          isSensitive(places, 'path', name!)
        )
        paths.set(operation, holds)
      }
      return holds
    }
  }
}

/** The places of API keys. */
function keysOf({ index }: ReleaseSource): string[] {
  return Object.values(index.securitySchemes).flatMap(({ type, in: place, name }) =>
    type === 'apiKey' && typeof name === 'string' && (place === 'header' || place === 'query')
      ? [`${place}:${name}`]
      : []
  )
}

function declared(release: ReleaseSource, operation: Operation, base: Sensitive): Sensitive {
  const names = new Set(base.names)
  const places = {
    header: new Set(base.headers),
    query: new Set(base.query),
    path: new Set(base.path),
    cookie: new Set<string>()
  }
  for (const { in: place, name, schema } of operation.parameters)
    if (isSecret(release, schema)) places[place].add(normaliseName(name))
  const content = [
    ...(operation.requestBody?.content ?? []),
    ...Object.values(operation.responses).flatMap((response) => response.content)
  ]
  const walk = { seen: new Set<object>(), names }
  for (const { schema } of content) if (schema !== undefined) visit(release, schema, walk)
  return { names, headers: places.header, query: places.query, path: places.path }
}

interface Walk {
  readonly seen: Set<object>
  readonly names: Set<string>
}

function visit(release: ReleaseSource, from: Schema, { seen, names }: Walk): void {
  const queue: Schema[] = [from]
  for (let schema = queue.pop(); schema !== undefined; schema = queue.pop()) {
    if (typeof schema === 'boolean' || seen.has(schema) || seen.size >= mostSchemas) continue
    seen.add(schema)
    const target = schema.$ref === undefined ? undefined : release.schema(schema.$ref)
    if (target !== undefined) queue.push(target)
    for (const [name, member] of Object.entries(schema.properties ?? {})) {
      if (isSecret(release, member)) names.add(normaliseName(name))
      queue.push(member)
    }
    for (const one of [schema.items, schema.additionalProperties, schema.if, schema.then, schema.else])
      if (one !== undefined) queue.push(one)
    for (const list of [schema.allOf, schema.anyOf, schema.oneOf, schema.prefixItems])
      if (list) queue.push(...list)
  }
}

/** `format: password`, `writeOnly`, or the mark `x-sensitive`. */
function isSecret(release: ReleaseSource, schema: Schema): boolean {
  let one: Schema | undefined = schema
  for (let step = 0; step < 10 && typeof one === 'object'; step++) {
    if (one.format === 'password' || one.writeOnly === true || one['x-sensitive'] === true) return true
    one = one.$ref === undefined ? undefined : release.schema(one.$ref)
  }
  return false
}
