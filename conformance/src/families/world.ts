// What a client has done so far on one server: things created as parents and references, and how requests are filled with them.
import type { RawObject } from '../oracle/raw-document.js'
import { createSchemaSet, type SchemaSet } from '../oracle/schema-set.js'
import type { Client, Exchange } from './client.js'
import { createBodyComposer, type BodyPlan, type ComposedBody } from './compose-body.js'
import type { Family, ItemOperation } from './family.js'
import { createReferenceFinder, isMoreThanText, type ReferenceSite } from './find-references.js'
import { keysOf } from './keys-of.js'
import { chosenKey, literalFor, queryPairs } from './literals.js'
import { isSuccess, itemBindings, type Made, type Settled } from './made.js'
import { blankOf, type PlainOperation, type PlainParameter } from './plain-operation.js'
import { createRequestSchemas } from './request-schemas.js'
import { filterValue, memberOf, thingsIn } from './thing.js'
import { flat, nounOf, wordsOf } from './words.js'

/** Says that a request cannot be composed; the reason is for the report. */
export class NotComposable extends Error {}

/** What a body is composed from. */
export interface BodyOptions {
  readonly fixed?: ReadonlyMap<string, unknown>
  /** Takes the ids of things that the body refers to. */
  readonly referred?: unknown[]
}

/** Everything that is needed to play with one description. */
export class World {
  readonly schemas: SchemaSet
  private readonly requestSchemas: SchemaSet
  private readonly compose: (plan: BodyPlan) => Promise<ComposedBody | undefined>
  private readonly settled = new Map<Family, Settled | undefined>()
  private readonly refersTo: (site: ReferenceSite) => Family[]
  private readonly open = new Set<Family>()
  private serial = 0

  constructor(
    readonly document: unknown,
    readonly families: readonly Family[],
    readonly client: Client,
    private readonly sampleBody: (operation: string) => unknown
  ) {
    this.schemas = createSchemaSet(document)
    this.requestSchemas = createRequestSchemas(document)
    this.refersTo = createReferenceFinder(document, families)
    this.compose = createBodyComposer(document, this.requestSchemas)
  }

  /** A number that no body or key of this run had before. */
  nextSerial(): number {
    return ++this.serial
  }

  /** Creates a thing of a family, parents and references first. Throws `NotComposable`. */
  async create(family: Family): Promise<Made> {
    const outer = this.open.has(family)
    this.open.add(family)
    try {
      const { create, noun } = family
      const bindings = await this.bind(create, family)
      const referred: unknown[] = []
      if (family.kind === 'client key') {
        for (const [name, value] of await this.chosenKeys(family, referred)) bindings.set(name, value)
      }
      const body = await this.body(create, family, { referred })
      const exchange = await this.client.send({
        operation: create,
        target: await this.target(create, bindings, family),
        headers: await this.headers(create),
        body
      })
      const things = thingsIn(exchange.json, noun)
      const keys = keysOf(family, this.requestSchemas, { things, exchange, body, bindings })
      const given = [...referred, ...(body?.sent.values() ?? [])].map(String)
      const chosen = family.kind === 'client key' || given.includes(keys[0]?.at(-1)?.value ?? '')
      return { family, exchange, body, bindings, things, keys, chosen }
    } finally {
      if (!outer) this.open.delete(family)
    }
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
      target: await this.target(operation, itemBindings(item, thing), family, query, thing.things),
      headers: await this.headers(operation, thing.exchange),
      body: needed ? await this.body(operation, family, { fixed: this.known(item, thing) }) : body
    })
  }

  /** Members of an update that are not free, by plain name: the key, and versions that the server wants to see again. */
  known({ operation, key }: ItemOperation, thing: Settled): Map<string, unknown> {
    const known = new Map<string, unknown>()
    for (const name of ['sha', 'version', 'etag', 'revision', 'rev', 'lock_version']) {
      const found = memberOf(thing.things, name)
      if (found !== undefined && operation.method !== 'PATCH') known.set(flat(name), found.value)
    }
    // An update by name does not rename.
    for (const { source, value } of thing.key) {
      const own = memberOf(thing.things, source)?.value ?? thing.body?.sent.get(source)
      if (String(own) === value) known.set(flat(source), own)
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
        const keys = await this.reference(path, family, operation, undefined, names)
        referred.push(...keys)
        return keys
      },
      isReference: (path, { names, keywords }) => {
        const site = siteOf(path, names, family, operation)
        const says = String(keywords.get('description') ?? '')
        return (
          /\b(?:ids?|identifiers?|uuid)\b/i.test(says) ||
          isMoreThanText(this.document, site) ||
          this.refersTo(site).length > 0
        )
      },
      fallback: () => this.sampleBody(operation.key)
    })
    if (body !== undefined || !operation.bodyRequired) return body
    const types = operation.body.map(({ type }) => type).join(', ')
    throw new NotComposable(`no valid body could be composed for ${types}`)
  }

  /** Path and query of an operation. Required query parameters take values of the thing, of what they refer to, or any that fit. */
  async target(
    operation: PlainOperation,
    bindings: ReadonlyMap<string, string>,
    family: Family,
    query: ReadonlyMap<string, unknown> = new Map(),
    things: readonly RawObject[] = []
  ): Promise<string> {
    const path = operation.path.replaceAll(/\{([^}]*)\}/g, (_, name: string) =>
      encodeURIComponent(bindings.get(name) ?? 'zq')
    )
    const pairs: string[] = []
    for (const parameter of operation.parameters) {
      const { name, required } = parameter
      if (parameter.in !== 'query' || (!required && !query.has(name))) continue
      const own = filterValue(things, name)
      const value =
        query.get(name) ??
        (this.takes(parameter, own) ? own : undefined) ??
        (await this.reference([name], family, operation, parameter))[0] ??
        (await literalFor(this.document, this.requestSchemas, parameter))
      pairs.push(...queryPairs(name, value))
    }
    return pairs.length === 0 ? path : `${path}?${pairs.join('&')}`
  }

  /** Values of all path parameters: of parents that were created for it, or plain ones that fit. `anew` makes another parent than the usual one. */
  async bind(operation: PlainOperation, family: Family, anew = false): Promise<Map<string, string>> {
    const segments = operation.path.split('/')
    let bindings = new Map<string, string>()
    let start = 0
    for (let end = segments.length - 1; end > 1 && start === 0; end--) {
      if (!(segments[end - 1] as string).includes('{')) continue
      const parent = await this.parent(segments.slice(0, end).join('/'), family, anew)
      if (parent === undefined) continue
      bindings = parent
      start = end
    }
    const names = [
      ...segments
        .slice(start)
        .join('/')
        .matchAll(/\{([^}]*)\}/g)
    ].map((match) => match[1] as string)
    for (const [index, name] of names.entries()) {
      const parameter = operation.parameters.find((one) => one.in === 'path' && one.name === name)
      const other = anew && start === 0 && index === names.length - 1
      const value =
        (other ? undefined : (await this.reference([name], family, operation, parameter))[0]) ??
        (parameter === undefined
          ? 'zq'
          : await literalFor(this.document, this.requestSchemas, parameter, other))
      bindings.set(name, String(value))
    }
    return bindings
  }

  /** A key that the client chooses: that of a thing it refers to, or a new one. */
  private async chosenKeys(family: Family, referred: unknown[]): Promise<Map<string, string>> {
    const { create, read } = family
    const names = read?.key.names ?? []
    const keys = new Map<string, string>()
    const whole = this.families.find((one) => one !== family && one.read?.key.names.join() === names.join())
    const thing = names.length > 1 && whole !== undefined ? await this.ensure(whole) : undefined
    for (const [index, name] of names.entries()) {
      const parameter = create.parameters.find((one) => one.in === 'path' && one.name === name)
      const reference =
        thing?.key[index]?.value ?? (await this.reference([name], family, create, parameter))[0]
      if (reference !== undefined) referred.push(reference)
      keys.set(name, String(reference ?? chosenKey(this.document, parameter, name, this.nextSerial())))
    }
    return keys
  }

  private async parent(
    prefix: string,
    family: Family,
    anew: boolean
  ): Promise<Map<string, string> | undefined> {
    const names = [...prefix.matchAll(/\{([^}]*)\}/g)].map((match) => match[1] as string)
    for (const one of this.families) {
      if (one === family || this.open.has(one)) continue
      const item = [one.read, ...one.updates, one.remove].find(
        (candidate) => candidate?.key.in === 'path' && candidate.operation.blank === blankOf(prefix)
      )
      if (item === undefined) continue
      const thing = anew ? await this.make(one) : await this.ensure(one)
      if (thing === undefined) continue
      const values = [...itemBindings(item, thing).values()]
      return new Map(names.map((name, index) => [name, values[index] ?? 'zq']))
    }
    return undefined
  }

  /** Keys of the thing that a name refers to, the best first. With a parameter, only those that it takes. */
  private async reference(
    path: readonly string[],
    family: Family,
    operation: PlainOperation,
    parameter?: PlainParameter,
    names: ReadonlySet<string> = new Set()
  ): Promise<unknown[]> {
    for (const one of this.refersTo(siteOf(path, names, family, operation)).slice(0, 3)) {
      const thing = one === family ? undefined : await this.ensure(one)
      if (thing === undefined) continue
      // `team_id` is the member `id`, also where teams are read by their slug; `promotion_code` is a promotion code's key.
      const name = path.at(-1) ?? ''
      const ending =
        nounOf(name) === one.noun ? undefined : memberOf(thing.things, wordsOf(name).at(-1) ?? '')?.value
      const keys = [ending, thing.key.at(-1)?.value].filter(
        (key) => key !== undefined && typeof key !== 'object'
      )
      const taken = parameter === undefined ? keys : keys.filter((key) => this.takes(parameter, key))
      if (taken.length > 0) return taken
    }
    return []
  }

  /** Why a list cannot be expected to have the thing: it must be filtered by something that the thing is not known to be. */
  unmatched(list: PlainOperation, thing: Settled): string | undefined {
    const parameter = list.parameters.find((one) => {
      if (one.in !== 'query' || !one.required) return false
      const own = filterValue(thing.things, one.name) ?? thing.body?.sent.get(one.name)
      if (own !== undefined && own !== null) return !this.takes(one, own)
      return /\[/.test(one.name)
    })
    return parameter === undefined
      ? undefined
      : `${parameter.name} has to be given, and not as the thing has it`
  }

  private takes({ schema }: PlainParameter, value: unknown): boolean {
    if (value === undefined || value === null || typeof value === 'object') return false
    const validate = schema === undefined ? '' : this.requestSchemas.validator(schema)
    if (typeof validate === 'string') return true
    return (
      validate(value)?.length === 0 ||
      validate(typeof value === 'number' ? String(value) : Number(value))?.length === 0
    )
  }

  private async headers(operation: PlainOperation, before?: Exchange): Promise<{ [name: string]: string }> {
    const headers: { [name: string]: string } = {}
    for (const parameter of operation.parameters) {
      const name = parameter.name.toLowerCase()
      if (parameter.in !== 'header' || /^(?:accept|content-type|authorization)$/.test(name)) continue
      if (/idempoten/.test(name)) headers[name] = `zq-${this.nextSerial()}`
      else if (!parameter.required) continue
      else if (name === 'if-match') headers[name] = before?.headers['etag'] ?? '*'
      else headers[name] = [await literalFor(this.document, this.requestSchemas, parameter)].flat().join(',')
    }
    return headers
  }
}

function siteOf(
  path: readonly string[],
  names: ReadonlySet<string>,
  { noun, create }: Family,
  { blank, success }: PlainOperation
): ReferenceSite {
  return { path, names, noun, blank, answer: success[0]?.schema ?? create.success[0]?.schema }
}
