// What Sandbed understands of an API beyond its wire format: which things it keeps, and what each operation does to them. Made by
// `infer-model.ts`, kept in the release, corrected by `apply-overrides.ts`, carried out by `engine/stateful/`. Plain JSON.

/** A guess with its receipt. */
export interface Inferred<T> {
  readonly value: T
  /** 0 to 1: 1 is said by the description in so many words, below 0.5 is a guess of last resort. */
  readonly confidence: number
  /** One clause in English: what in the description led to it. */
  readonly reason: string
}

/** Where something stands in a JSON value: member names, or `*` for every item of an array; `[]` is the value itself. */
export type Place = readonly string[]

/** Everything inferred. */
export interface ResourceModel {
  readonly resources: { readonly [name: string]: Resource }
  /** Operation key -> what it does. Every operation has one. */
  readonly bindings: { readonly [operation: string]: Binding }
}

/** A kind of thing the API keeps. */
export interface Resource {
  /** Unique, from the path: `customers`, `issues.comments`. */
  readonly name: string
  /** `collection`: many, each with an id. `singleton`: one for each parent, or one in all. `ambient`: only ever named in paths. */
  readonly kind: Inferred<'collection' | 'singleton' | 'ambient'>
  /** Where the fullest description of one entity stands; absent where no response describes one. */
  readonly schema?: Inferred<SchemaPlace>
  readonly id?: Identity
  /** Whether the API offers a way to bring one into being. What it cannot create is taken to exist under any well-formed name. */
  readonly creatable: Inferred<boolean>
  /** Resources that the paths of this one lead through. */
  readonly parents: readonly Parent[]
  readonly references: readonly Reference[]
  /** Its entities are those of another resource, put in by their ids: the labels of an issue, the members of a team. */
  readonly links?: Inferred<string>
  readonly timestamps: readonly Timestamp[]
  /** A member that counts changes (`version`, `revision`) or changes with each (`etag`). */
  readonly version?: Inferred<{ readonly at: Place; readonly kind: 'number' | 'text' }>
  readonly state?: StateField
  /** How a deleted entity shows itself to later reads; absent: it is gone (404). */
  readonly tombstone?: Inferred<Tombstone>
  /** What becomes of the children of a deleted entity. */
  readonly onDelete: Inferred<'restrict' | 'cascade' | 'set-null'>
  /** Of what the API cannot create, only the `known` names exist. Said by users only. */
  readonly strict?: true
  /** Names that exist from the start. Said by users only. */
  readonly known?: readonly string[]
}

/** A schema by where it stands: in the success response (or request) of an operation, below `at`. */
export interface SchemaPlace {
  readonly operation: string
  readonly direction: 'request' | 'response'
  /** The response's status as declared (`200`, `2XX`, `default`); absent for a request. */
  readonly status?: string
  readonly at: Place
}

/** How entities are told apart. */
export interface Identity {
  /** The member that holds the id; absent when no response shows it. */
  readonly at: Inferred<Place> | undefined
  /** Other members whose value names an entity as well (`slug`, `number`, `uuid`): accepted in place of the id. */
  readonly alternates: readonly Inferred<Place>[]
  readonly shape: Inferred<IdShape>
  /** Whether the client says the id when it creates. */
  readonly chosenByClient: Inferred<boolean>
}

/** What ids look like; the n-th id of a shape follows from a key and n. */
export type IdShape =
  /** 1, 2, 3 … from `start`. `asText`: written as a string. `width`: padded with zeros. */
  | {
      readonly kind: 'sequence'
      readonly start: number
      readonly asText?: true
      readonly width?: number
      readonly prefix?: string
    }
  | { readonly kind: 'uuid' }
  | { readonly kind: 'ulid' }
  /** `prefix` and then `length` characters of `alphabet`. */
  | { readonly kind: 'text'; readonly prefix: string; readonly alphabet: string; readonly length: number }
  /** Made from another member, such as `name`: `summer-sale`. */
  | { readonly kind: 'slug'; readonly from?: Place }
  /** Whatever the schema of the id member generates (its pattern, format, enum). */
  | { readonly kind: 'schema' }

/** A resource that a path leads through on the way to this one. */
export interface Parent {
  readonly resource: string
  /** The member of the child that names the parent as well (`customer`, `owner.login`); absent: only the path knows. */
  readonly at?: Inferred<Place>
}

/** A member that names an entity of another resource. */
export interface Reference extends Inferred<string> {
  /** `value` is the name of the resource; `at` where the reference stands in the entity (`*` for the items of an array). */
  readonly at: Place
  /** The member may hold the whole entity in place of its id. */
  readonly expandable?: true
}

/** A member that says when something happened. */
export interface Timestamp extends Inferred<'created' | 'updated' | 'deleted'> {
  readonly at: Place
  readonly format: 'seconds' | 'milliseconds' | 'date-time' | 'date' | 'http-date'
}

/** A member whose value says what stage an entity is in. */
export interface StateField extends Inferred<readonly string[]> {
  /** `value`: every state, in the order of the description. */
  readonly at: Place
  readonly initial: Inferred<string>
}

/** What is left of a deleted entity. */
export type Tombstone =
  /** The member is set: `deleted: true`, `archived: true`. */
  | { readonly kind: 'flag'; readonly at: Place }
  /** The member takes this value: `status: canceled`. */
  | { readonly kind: 'state'; readonly at: Place; readonly state: string }

/** What an operation does to a resource. */
export type Classification =
  | 'list'
  | 'read'
  | 'create'
  | 'update'
  | 'replace'
  | 'delete'
  | 'action'
  /** About no resource: answered as in dynamic mode. */
  | 'none'

/** What an operation does, and where in its request and response the parts are. */
export interface Binding {
  readonly operation: string
  readonly does: Inferred<Classification>
  /** Absent for `none`. */
  readonly resource?: Inferred<string>
  /** What the path leads through before the resource itself, outermost first. */
  readonly within: readonly Step[]
  /** How the request names the entity; absent where it is about all of them, about a new one, or about a singleton. */
  readonly key?: Inferred<KeyPlace>
  /** Where the entity's members stand in the request body; absent where there is no body or no telling. */
  readonly input?: Inferred<InputPlace>
  /** What the success response shows. */
  readonly output: Inferred<OutputPlace>
  readonly list?: ListSpec
  readonly action?: Inferred<ActionSpec>
  /** The parameter that asks for referenced entities in place of their ids (`expand[]`, `include`), and for some members only (`fields`). */
  readonly expand?: string
  readonly fields?: string
}

/** One step of a path: the path parameter that names an entity of a resource. A singleton on the way has none. */
export interface Step {
  readonly resource: string
  readonly parameter?: string
}

/** A part of the request that holds an id. */
export interface KeyPlace {
  readonly in: 'path' | 'query' | 'header' | 'body'
  /** The parameter; for `body` the member, as a place joined by `.`. */
  readonly name: string
}

/** Where the members of an entity stand in a request. `many`: an array of entities stands there. */
export interface InputPlace {
  readonly in: 'body' | 'query'
  readonly at: Place
  readonly many?: true
}

/** `entity` / `items`: one or several stand below `at`. `id`: only the id. `other`: something else. `none`: no body. */
export interface OutputPlace {
  readonly kind: 'entity' | 'items' | 'id' | 'other' | 'none'
  readonly at: Place
}

/** What an action does to its entity. */
export interface ActionSpec {
  /** The state it leads to, and the states it may start from (absent: any other). */
  readonly to?: string
  readonly from?: readonly string[]
  /** It makes a new entity of this one (`copy`, `duplicate`). */
  readonly copies?: true
  /** Members it sets (`archived: true`). */
  readonly sets?: { readonly [member: string]: unknown }
}

/** How a list is asked for and how it is wrapped. */
export interface ListSpec {
  /** Where the array of items stands in the response. `keyed`: it is an object, id -> entity. */
  readonly items: Inferred<Place>
  readonly keyed?: true
  /** Where in each item the entity stands: `['node']` for edges; usually `[]`. */
  readonly item: Place
  readonly paging: Inferred<Paging>
  /** Members of the envelope and response headers that tell about the page. */
  readonly envelope: readonly EnvelopeMember[]
  readonly filters: readonly Filter[]
  readonly sort?: Inferred<SortSpec>
  /** `newest`: the latest first. */
  readonly order: Inferred<'oldest' | 'newest'>
}

/** How pages are asked for: names of query parameters (or of body members, for lists that are asked for by POST: `in: 'body'`). */
export interface Paging {
  readonly style: 'none' | 'page' | 'offset' | 'cursor' | 'after'
  readonly in?: 'body'
  /** Page number, offset, opaque cursor, or id to start after. */
  readonly parameter?: string
  /** For `after`: the id to end before; for `cursor`: the cursor to end before. */
  readonly before?: string
  /** The number of the first page, or for `offset` of the first item. */
  readonly first?: number
  /** The parameter with the number of items wanted. */
  readonly size?: string
  /** Items on a page when the request does not say, and the most it may ask for. */
  readonly defaultSize: number
  readonly maxSize?: number
}

/** What a member of a list's envelope, or a header, tells. */
export type EnvelopeRole =
  | 'total'
  | 'count'
  | 'page'
  | 'pages'
  | 'size'
  | 'offset'
  | 'has-more'
  | 'has-previous'
  /** The opposite of `has-more` and of `has-previous`: `done`, `last`. */
  | 'is-last'
  | 'is-first'
  | 'next-cursor'
  | 'previous-cursor'
  | 'first-id'
  | 'last-id'
  | 'next-page'
  | 'previous-page'
  | 'next-offset'
  | 'next-link'
  | 'previous-link'
  | 'first-link'
  | 'last-link'
  | 'self-link'
  | 'link-header'

/** A member (or, with `header`, a response header) and its role. */
export interface EnvelopeMember extends Inferred<EnvelopeRole> {
  readonly at: Place
  readonly header?: string
  /** Where there is nothing to tell: the member may be null; or it may not even be left out. */
  readonly nullable?: true
  readonly required?: true
  /** The link has to be a whole URL. */
  readonly absolute?: true
}

/** A query parameter that narrows a list. */
export interface Filter extends Inferred<Place> {
  /** `value`: the member it compares; `[]` for a search over all text. */
  readonly parameter: string
  /** For parameters with members (`created[gte]`): the member. */
  readonly member?: string
  readonly operator: 'equal' | 'any-of' | 'contains' | 'above' | 'at-least' | 'below' | 'at-most' | 'search'
  /** Values that ask for no narrowing: `all`. */
  readonly ignore?: readonly string[]
}

/** How a list is sorted on demand. */
export interface SortSpec {
  readonly parameter: string
  /** A second parameter with the direction. */
  readonly direction?: string
  /** Parameter value -> member; values not listed are taken for member names. A leading `-` or trailing `:desc` turns the order round. */
  readonly values: { readonly [value: string]: Place }
  readonly defaultDirection: 'ascending' | 'descending'
}
