// What Sandbed understands of an API beyond its wire format: which things it keeps, and what each operation does to them. Made by
// `infer-model.ts`, kept in the release, corrected by `apply-overrides.ts`, carried out by `engine/stateful/`. Plain JSON.
import type { EventBinding } from './event-model.js'
import type { Inferred, Place } from './inferred.js'
import type { ListSpec } from './list-model.js'

/** Everything inferred. */
export interface ResourceModel {
  readonly resources: { readonly [name: string]: Resource }
  /** Operation key -> what it does. Every operation has one. */
  readonly bindings: { readonly [operation: string]: Binding }
  /** Webhook of the description (`payment.captured POST`) -> what it tells of. Those that tell of nothing known are not here. */
  readonly events?: { readonly [webhook: string]: Inferred<EventBinding> }
  /** Operation key -> name of one of its callbacks -> what it tells of. */
  readonly callbacks?: {
    readonly [operation: string]: { readonly [callback: string]: Inferred<EventBinding> }
  }
}

/** A kind of thing the API keeps. */
export interface Resource {
  /** Unique, from the path: `customers`, `issues.comments`. */
  readonly name: string
  /** `collection`: many, each with an id. `singleton`: one for each parent, or one in all. `ambient`: only ever named in paths. */
  readonly kind: Inferred<'collection' | 'singleton' | 'ambient'>
  /** Where the fullest description of one entity stands; absent where no response describes one. */
  readonly schema?: Inferred<SchemaPlace>
  /** What one of them is called in messages: `customer`. @default the name */
  readonly noun?: string
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
  /** Members that are put together from others, where nobody sends them. */
  readonly derived?: Inferred<readonly DerivedMember[]>
  /** Members that count what stands below one. */
  readonly counts?: readonly CountMember[]
  /** How a deleted entity shows itself to later reads; absent: it is gone (404). */
  readonly tombstone?: Inferred<Tombstone>
  /** What becomes of the children of a deleted entity. */
  readonly onDelete: Inferred<'restrict' | 'cascade' | 'set-null'>
  /** Of what the API cannot create, only the `known` names exist. Said by users only. */
  readonly strict?: true
  /** Names that exist from the start; lists show them, and none that are made up. Said by users only. */
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
  /** The member of requests by which a client says the id, where that is not the member that holds it: `templateName` for `name`. */
  readonly saidAs?: Place
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
  /** Where the entity is there, the member shows it whole: no parameter asks for that. */
  readonly whole?: true
  /** The resource whose entities link to it: what stands there is what the member shows, and what is sent in it is put there. */
  readonly through?: string
}

/** A member that says when something happened. */
export interface Timestamp extends Inferred<'created' | 'updated' | 'deleted'> {
  readonly at: Place
  readonly format: 'seconds' | 'milliseconds' | 'date-time' | 'date' | 'http-date'
}

/** A member that follows from what names the thing and what it stands below. */
export interface DerivedMember {
  readonly at: Place
  /**
   * Text with values in braces: `{owner.login}` is a member, `{/owners}` what the parent of that resource is called in paths, `{/}` the path
   * at which the thing is read. A brace that is meant is doubled.
   */
  readonly template: string
}

/** A member that counts the things of a resource (`value`) below one; only those in a state, where one is said. */
export interface CountMember extends Inferred<string> {
  readonly at: Place
  readonly state?: string
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
  /** Which entity a read without a key shows: the one made last (`/releases/latest`). */
  readonly picks?: Inferred<'newest'>
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
  /** Things that it names are made at other paths only: one that is not kept may be there all the same. */
  readonly elsewhere?: true
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
  /** Members that take the moment at which it happens (`archived_at`). */
  readonly stamps?: readonly string[]
}
