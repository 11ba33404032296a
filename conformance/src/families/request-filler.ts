// Paths, queries and headers of requests: filled with what was created, with what a name refers to, or with any value that fits.
import type { RawObject } from '../oracle/raw-document.js'
import type { SchemaSet } from '../oracle/schema-set.js'
import type { Exchange } from './client.js'
import type { Family } from './family.js'
import { createReferenceFinder, isMoreThanText, type ReferenceSite } from './find-references.js'
import { beginningOf, chosenKey, literalFor, queryPairs } from './literals.js'
import { itemBindings, type Settled } from './made.js'
import { familyCalled, keyParameter, named, sourceOfKeys } from './path-keys.js'
import { membersOf } from './resource-schema.js'
import { blankOf, segmentsOf, type PlainOperation, type PlainParameter } from './plain-operation.js'
import type { Shape } from './schema-shape.js'
import { filterValue, memberOf } from './thing.js'
import { flat, nounOf, referenceIn, wordsOf } from './words.js'

/** Things to fill requests with. */
export interface Store {
  readonly families: readonly Family[]
  /** Creates of parents that nothing reads. */
  readonly makers: readonly Family[]
  /** The one thing of a family that others refer to; `undefined` when it cannot be created, or is being created. */
  ensure(family: Family): Promise<Settled | undefined>
  /** A new thing. */
  make(family: Family): Promise<Settled | undefined>
  /** True while a thing of the family is being created. */
  isOpen(family: Family): boolean
  /** A number that nothing had before. */
  nextSerial(): number
}

/** Fills requests to one server. */
export class RequestFiller {
  private readonly refersTo: (site: ReferenceSite) => Family[]

  constructor(
    private readonly document: unknown,
    /** Seen from a request. */
    private readonly schemas: SchemaSet,
    private readonly store: Store
  ) {
    this.refersTo = createReferenceFinder(document, store.families)
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
        beginningOf(name).find((one) => this.takes(parameter, one)) ??
        (await this.reference([name], family, operation, parameter))[0] ??
        (await literalFor(this.document, this.schemas, parameter))
      pairs.push(...queryPairs(name, value))
    }
    return pairs.length === 0 ? path : `${path}?${pairs.join('&')}`
  }

  /** Required headers, and a new key where a request can carry one against being sent twice. */
  async headers(operation: PlainOperation, before?: Exchange): Promise<{ [name: string]: string }> {
    const headers: { [name: string]: string } = {}
    for (const parameter of operation.parameters) {
      const name = parameter.name.toLowerCase()
      if (parameter.in !== 'header' || /^(?:accept|content-type|authorization)$/.test(name)) continue
      if (/idempoten/.test(name)) headers[name] = `zq-${this.store.nextSerial()}`
      else if (!parameter.required) continue
      else if (name === 'if-match') headers[name] = before?.headers['etag'] ?? '*'
      else headers[name] = [await literalFor(this.document, this.schemas, parameter)].flat().join(',')
    }
    return headers
  }

  /** Values of all path parameters: of parents that were created for it, or plain ones that fit. `anew` makes another parent than the usual one. */
  async bind(operation: PlainOperation, family: Family, anew = false): Promise<Map<string, string>> {
    const segments = segmentsOf(operation.path)
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
        (await this.called(name, parameter, family, other)) ??
        (parameter === undefined ? 'zq' : await literalFor(this.document, this.schemas, parameter, other))
      bindings.set(name, String(value))
    }
    return bindings
  }

  /** A key that the client chooses: that of a thing it refers to, or a new one. */
  async chosenKeys(family: Family, referred: unknown[]): Promise<Map<string, string>> {
    const { create, read } = family
    const names = read?.key.names ?? []
    const keys = new Map<string, string>()
    const source = sourceOfKeys(this.store.families, family)
    const thing = source === undefined ? undefined : await this.store.ensure(source)
    for (const [index, name] of names.entries()) {
      const parameter = keyParameter(this.document, create, read?.operation, name, index - names.length)
      const reference =
        thing?.key.at(index - names.length)?.value ??
        (await this.reference([name], family, create, parameter))[0]
      if (reference !== undefined) referred.push(reference)
      keys.set(name, String(reference ?? chosenKey(this.document, parameter, name, this.store.nextSerial())))
    }
    return keys
  }

  /** Why a list cannot be expected to have the thing: it must be filtered by something that the thing is not known to be. */
  unmatched(list: PlainOperation, thing: Settled): string | undefined {
    const parameter = list.parameters.find((one) => {
      if (one.in !== 'query' || !one.required) return false
      const own = filterValue(thing.things, one.name) ?? thing.body?.sent.get(one.name)
      if (own !== undefined && own !== null) return !this.takes(one, own)
      // What the thing could say and does not is no match for any value.
      return /\[/.test(one.name) || this.declares(thing.family, one.name)
    })
    return parameter === undefined
      ? undefined
      : `${parameter.name} has to be given, and not as the thing has it`
  }

  private declares({ create, read, noun }: Family, name: string): boolean {
    return [read?.operation, create].some((operation) =>
      membersOf(this.document, operation?.success[0]?.schema, noun).has(flat(name))
    )
  }

  /** True for members that a reader takes for references, whether or not there is something to refer to. */
  isReference(
    path: readonly string[],
    { names, keywords }: Shape,
    family: Family,
    operation: PlainOperation
  ): boolean {
    const site = siteOf(path, names, family, operation)
    const says = String(keywords.get('description') ?? '')
    return (
      /\b(?:ids?|identifiers?|uuid)\b/i.test(says) ||
      isMoreThanText(this.document, site) ||
      this.refersTo(site).length > 0
    )
  }

  /** Keys of the thing that a name refers to, the best first. With a parameter, only those that it takes. */
  async reference(
    path: readonly string[],
    family: Family,
    operation: PlainOperation,
    parameter?: PlainParameter,
    names: ReadonlySet<string> = new Set()
  ): Promise<unknown[]> {
    for (const one of this.refersTo(siteOf(path, names, family, operation)).slice(0, 3)) {
      const thing = one === family ? undefined : await this.store.ensure(one)
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

  /** The key of what `{projectKey}` names, or of what another create makes: `POST /organizations/{id}/networks` for `{networkId}`. */
  private async called(
    name: string,
    parameter: PlainParameter | undefined,
    family: Family,
    anew: boolean
  ): Promise<string | undefined> {
    const { words, explicit } = referenceIn(name)
    const maker = explicit ? this.store.makers.find(({ noun }) => noun === nounOf(words)) : undefined
    const one = maker ?? (anew ? undefined : familyCalled(this.store.families, name, family))
    if (!one || one === family || this.store.isOpen(one)) return undefined
    const key = (await (anew ? this.store.make(one) : this.store.ensure(one)))?.key.at(-1)?.value
    return parameter === undefined || this.takes(parameter, key) ? key : undefined
  }

  private async parent(
    prefix: string,
    family: Family,
    anew: boolean
  ): Promise<Map<string, string> | undefined> {
    const names = [...prefix.matchAll(/\{([^}]*)\}/g)].map((match) => match[1] as string)
    const { families, makers } = this.store
    for (const one of [...families, ...makers]) {
      if (one === family || this.store.isOpen(one)) continue
      const item = [one.read, ...one.updates, one.remove].find(
        (candidate) => candidate?.key.in === 'path' && candidate.operation.blank === blankOf(prefix)
      )
      if (item === undefined) continue
      const thing = anew ? await this.store.make(one) : await this.store.ensure(one)
      if (thing === undefined) continue
      return named(names, itemBindings(item, thing))
    }
    const maker = [...families, ...makers].find(({ create }) => `${create.blank}/{}` === blankOf(prefix))
    if (maker === undefined || maker === family || this.store.isOpen(maker)) return undefined
    const made = anew ? await this.store.make(maker) : await this.store.ensure(maker)
    const key = made?.key.at(-1)?.value
    return made && key !== undefined ? named(names, new Map([...made.bindings, ['', key]])) : undefined
  }

  private takes({ schema }: PlainParameter, value: unknown): boolean {
    if (value === undefined || value === null || typeof value === 'object') return false
    const validate = schema === undefined ? '' : this.schemas.validator(schema)
    if (typeof validate === 'string') return true
    return (
      validate(value)?.length === 0 ||
      validate(typeof value === 'number' ? String(value) : Number(value))?.length === 0
    )
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
