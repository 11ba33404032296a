// What a client has done so far on one server: things created as parents and references, and how requests are filled with them.
import { createSchemaSet, type SchemaSet } from '../oracle/schema-set.js'
import type { Client, Exchange } from './client.js'
import { createBodyComposer, type BodyPlan, type ComposedBody } from './compose-body.js'
import type { Family, ItemOperation } from './family.js'
import { keysOf } from './keys-of.js'
import { chosenName, listedThing } from './learn-key.js'
import { isSuccess, itemBindings, type Made, type Settled } from './made.js'
import type { PlainOperation } from './plain-operation.js'
import { RequestFiller, type Store } from './request-filler.js'
import { createRequestSchemas } from './request-schemas.js'
import { memberOf, thingsIn } from './thing.js'
import type { RawObject } from '../oracle/raw-document.js'
import { flat, wordsOf } from './words.js'

/** Members that say which version of a thing an update is about. */
export const versions = ['sha', 'version', 'etag', 'revision', 'rev', 'lockversion'] as const

/** Says that a request cannot be composed; the reason is for the report. */
export class NotComposable extends Error {}

/** What a body is composed from. */
export interface BodyOptions {
  readonly fixed?: ReadonlyMap<string, unknown>
  /** Takes the ids of things that the body refers to. */
  readonly referred?: unknown[]
}

/** Everything that is needed to play with one description. */
export class World implements Store {
  readonly schemas: SchemaSet
  private readonly requestSchemas: SchemaSet
  private readonly compose: (plan: BodyPlan) => Promise<ComposedBody | undefined>
  private readonly settled = new Map<Family, Settled | undefined>()
  /** Fills paths, queries and headers. */
  readonly requests: RequestFiller
  private readonly open = new Set<Family>()
  private serial = 0

  constructor(
    readonly document: unknown,
    readonly families: readonly Family[],
    readonly makers: readonly Family[],
    readonly client: Client,
    private readonly sampleBody: (operation: string) => unknown
  ) {
    this.schemas = createSchemaSet(document)
    this.requestSchemas = createRequestSchemas(document)
    this.requests = new RequestFiller(document, this.requestSchemas, this)
    this.compose = createBodyComposer(document, this.requestSchemas)
  }

  /** A number that no body or key of this run had before. */
  nextSerial(): number {
    return ++this.serial
  }

  isOpen(family: Family): boolean {
    return this.open.has(family)
  }

  /** Creates a thing of a family, parents and references first. Throws `NotComposable`. */
  async create(family: Family): Promise<Made> {
    const outer = this.open.has(family)
    this.open.add(family)
    try {
      const { create, noun } = family
      const bindings = await this.requests.bind(create, family)
      const referred: unknown[] = []
      const keyed = new Map<string, string>()
      if (family.kind === 'client key') {
        const keys = [...(await this.requests.chosenKeys(family, referred))]
        for (const [index, [name, value]] of keys.entries()) {
          bindings.set(name, value).set(create.pathNames.at(index - keys.length) ?? name, value)
          keyed.set(name, value)
        }
      }
      const body = await this.bodyNaming(keyed, family, referred)
      const exchange = await this.client.send({
        operation: create,
        target: await this.requests.target(create, bindings, family),
        headers: await this.requests.headers(create),
        body
      })
      let things: readonly RawObject[] = thingsIn(exchange.json, noun)
      let keys = keysOf(family, this.requestSchemas, { things, exchange, body, bindings })
      if (family.list !== undefined && this.tellsNothing(family) && isSuccess(exchange)) {
        const at = itemBindings(
          { operation: family.list, key: { in: 'query', names: [] } },
          { family, exchange, body, bindings, things, keys, chosen: false, key: [] }
        )
        const target = await this.requests.target(family.list, at, family)
        const headers = await this.requests.headers(family.list)
        const listed = await listedThing(this.client, family, target, headers, body)
        if (listed.length > 0) {
          things = listed
          keys = keysOf(family, this.requestSchemas, { things, exchange, body, bindings })
        }
      }
      const given = [...referred, ...(body?.sent.values() ?? [])].map(String)
      const chosen = family.kind === 'client key' || given.includes(keys[0]?.at(-1)?.value ?? '')
      return { family, exchange, body, bindings, things, keys, chosen }
    } finally {
      if (!outer) this.open.delete(family)
    }
  }

  /** The body of a create. What it calls the thing is what the path calls it, where it takes that. */
  private async bodyNaming(
    keyed: ReadonlyMap<string, string>,
    family: Family,
    referred: unknown[]
  ): Promise<ComposedBody | undefined> {
    const [only, ...others] = keyed
    if (only === undefined || others.length > 0)
      return this.body(family.create, family, { referred, fixed: this.named(family) })
    const names = [flat(only[0]), ...(wordsOf(only[0]).at(-1) === 'id' ? ['id'] : [])]
    try {
      const fixed = new Map(names.map((name) => [name, only[1]]))
      return await this.body(family.create, family, { referred, fixed })
    } catch (error) {
      if (!(error instanceof NotComposable)) throw error
      return this.body(family.create, family, { referred })
    }
  }

  /** True when the answer to a create is not said to have a body or a location. */
  private tellsNothing({ kind, create }: Family): boolean {
    return kind !== 'client key' && create.success.length === 0 && !create.tellsLocation
  }

  /** The key that a client says itself, where no answer and no list tells one. */
  private named(family: Family): Map<string, unknown> {
    const name = this.tellsNothing(family) && family.list === undefined && chosenName(this.document, family)
    return name ? new Map([[flat(name), `zq-${name.toLowerCase()}-${this.nextSerial()}`]]) : new Map()
  }

  /** The one thing of a family that others refer to, created when it is first asked for. `undefined` when that fails, or is under way. */
  async ensure(family: Family): Promise<Settled | undefined> {
    if (this.settled.has(family)) return this.settled.get(family)
    if (this.open.has(family) || this.open.size > 6) return undefined
    const settled = await this.make(family)
    this.settled.set(family, settled)
    return settled
  }

  /** A new thing with the key that reads it; `undefined` when it cannot be created. */
  async make(family: Family): Promise<Settled | undefined> {
    let made: Made
    try {
      made = await this.create(family)
    } catch (error) {
      if (error instanceof NotComposable) return undefined
      throw error
    }
    const [first, second] = made.keys
    if (!isSuccess(made.exchange) || first === undefined) return undefined
    for (const key of family.read === undefined || second === undefined ? [] : [first, second]) {
      const settled = { ...made, key }
      if (isSuccess(await this.send(family.read as ItemOperation, settled))) return settled
    }
    return { ...made, key: first }
  }

  /** Sends an operation on a thing. Throws `NotComposable` when it needs a body that cannot be composed. */
  async send(item: ItemOperation, thing: Settled, body?: ComposedBody): Promise<Exchange> {
    const { operation, key } = item
    const { family } = thing
    const query = new Map<string, unknown>()
    if (key.in === 'query') for (const name of key.names) query.set(name, thing.key.at(-1)?.value)
    const needed = body === undefined && (operation.bodyRequired || key.in === 'body')
    return this.client.send({
      operation,
      target: await this.requests.target(operation, itemBindings(item, thing), family, query, thing.things),
      headers: await this.requests.headers(operation, thing.exchange),
      body: needed ? await this.body(operation, family, { fixed: this.known(item, thing) }) : body
    })
  }

  /** Members of an update that are not free, by plain name: the key, and versions that the server wants to see again. */
  known({ operation, key }: ItemOperation, thing: Settled): Map<string, unknown> {
    const known = new Map<string, unknown>()
    for (const name of versions) {
      const found = memberOf(thing.things, name)
      if (found !== undefined && operation.method !== 'PATCH') known.set(flat(name), found.value)
    }
    // An update by name does not rename.
    for (const { source, value } of thing.key) {
      const own = memberOf(thing.things, source)?.value ?? thing.body?.sent.get(source)
      if (String(own) === value) known.set(flat(source), own)
      const id = memberOf(thing.things, 'id')?.value
      if (String(id) === value) known.set('id', id)
    }
    if (key.in !== 'body') return known
    const value = thing.key.at(-1)?.value ?? ''
    const found = memberOf(thing.things, key.names[0] as string)?.value
    for (const name of key.names)
      known.set(flat(name), typeof found === 'number' && String(found) === value ? found : value)
    return known
  }

  /** A body for an operation; `undefined` when it takes none. Throws `NotComposable`. */
  async body(
    operation: PlainOperation,
    family: Family,
    { fixed = new Map(), referred = [] }: BodyOptions = {}
  ): Promise<ComposedBody | undefined> {
    if (operation.body.length === 0 || operation.method === 'GET') return undefined
    const body = await this.compose({
      operation,
      noun: family.noun,
      serial: this.nextSerial(),
      fixed,
      reference: async (path, { names }) => {
        const keys = await this.requests.reference(path, family, operation, undefined, names)
        referred.push(...keys)
        return keys
      },
      isReference: (path, shape) => this.requests.isReference(path, shape, family, operation),
      fallback: () => this.sampleBody(operation.key)
    })
    if (body !== undefined || !operation.bodyRequired) return body
    const types = operation.body.map(({ type }) => type).join(', ')
    throw new NotComposable(`no valid body could be composed for ${types}`)
  }
}
