// What a user says about an API where inference is wrong or cannot know. One format for three ways in: the member `x-sandbed` of a
// description or of one of its operations, and a simulation pack. Read by `release/pack/read-overrides.ts`, carried out by `apply-overrides.ts`.
import type { Place } from '../inferred.js'
import type { EnvelopeRole, Filter, Paging, SortSpec } from '../list-model.js'
import type { Classification, IdShape, OutputPlace, Resource, Step, Timestamp } from '../model.js'

/** Corrections of a resource model. What is not said stays as it was inferred. */
export interface Overrides {
  /** Resource name (as `sdb inspect` prints it) -> corrections. */
  readonly resources?: { readonly [resource: string]: ResourceOverride }
  /** Operation key (`GET /pets/{petId}`) or operationId -> corrections. Where both name one operation, the key wins. */
  readonly operations?: { readonly [operation: string]: OperationOverride }
  /** Webhook of the description (its name, with or without ` POST`) -> what it tells of; `false`: nothing that is kept. */
  readonly events?: { readonly [webhook: string]: false | EventOverride }
}

/**
 * A place in a JSON value, as users write it: member names with dots between them, `*` for every item of an array, `''` for the value
 * itself. A list of names where a name has a dot in it.
 */
export type WrittenPlace = string | Place

/**
 * What ids look like, as users write it: `uuid`, `ulid`, `integer`, `slug`, `schema`, or a prefix and a number of characters in braces,
 * with their kind where it is not alphanumeric: `cus_{14}`, `{24:hex}`, `#{6:digits}`. Everything else as an IdShape.
 */
export type WrittenShape =
  string | Exclude<IdShape, { kind: 'slug' }> | { readonly kind: 'slug'; readonly from?: WrittenPlace }

/** Corrections of one kind of thing. Of the maps, each member corrects one finding; `false` says that there is no such finding. */
export interface ResourceOverride {
  readonly kind?: Resource['kind']['value']
  /** Where one entity is described in full: a response, by its `status` as declared, or without one the request of an operation. */
  readonly schema?: { readonly operation: string; readonly status?: string; readonly at?: WrittenPlace }
  /** The member that holds the id. */
  readonly id?: WrittenPlace
  /** Other members whose value names an entity as well. */
  readonly alternates?: readonly WrittenPlace[]
  readonly shape?: WrittenShape
  readonly chosenByClient?: boolean
  readonly creatable?: boolean
  /** What is left out stays as inferred; `initial` else becomes the first of `values`. */
  readonly state?:
    false | { readonly at?: WrittenPlace; readonly initial?: string; readonly values?: readonly string[] }
  /** Member -> what it says. The format else is that of the member's inferred finding, or follows from the member's type. */
  readonly timestamps?: {
    readonly [member: string]:
      false | Timestamp['value'] | { readonly is: Timestamp['value']; readonly format?: Timestamp['format'] }
  }
  /** Member -> the template that it is put together by: `https://example.com/{owner.login}/{name}`, as in `DerivedMember`. */
  readonly derived?: { readonly [member: string]: false | string }
  /** Member -> the resource whose things below one it counts; with a `state` only those in it. */
  readonly counts?: {
    readonly [member: string]: false | string | { readonly of: string; readonly state?: string }
  }
  readonly version?: false | { readonly at: WrittenPlace; readonly kind?: 'number' | 'text' }
  /** With `state`: the member takes that value; else it is set to true. `false`: the deleted are gone. */
  readonly tombstone?: false | { readonly at: WrittenPlace; readonly state?: string }
  readonly onDelete?: Resource['onDelete']['value']
  /** Member -> the resource that it names. */
  readonly references?: { readonly [member: string]: false | string }
  /** Parent resource -> the member that names the parent; `true` where only the path does. */
  readonly parents?: { readonly [resource: string]: boolean | WrittenPlace }
  /** Of what the API cannot create, only the `known` names exist, in place of every well-formed one. */
  readonly strict?: boolean
  readonly known?: readonly string[]
  /**
   * Entities that are there from the start: their members as responses show them; what is not said is made up as for a created one. What one
   * stands below is said by the member that names the parent, or under `$parents`, parent resource -> id. Not part of the model.
   */
  readonly seed?: readonly { readonly [member: string]: unknown }[]
}

/** Corrections of one operation. */
export interface OperationOverride {
  readonly does?: Classification
  /** A resource; one of a new name is made. */
  readonly resource?: string
  /** Where the request names the entity: `path.petId`, `query.id`, `header.X-Pet`, `body.pet.id`. `false`: it names none. */
  readonly key?: false | string
  /** Reads without a key: they show the entity made last. `false`: they do not. */
  readonly picks?: false | 'newest'
  /** Where the entity's members stand in the request: `body`, `body.data`, `query`; `body.items.*` for an array of entities. */
  readonly input?: false | string
  /** What the success response shows, and where. Only a place: the kind stays as inferred. */
  readonly output?: WrittenPlace | { readonly kind: OutputPlace['kind']; readonly at?: WrittenPlace }
  /** What the path leads through before the resource itself, outermost first. */
  readonly within?: readonly Step[]
  /** The parameters that ask for referenced entities, and for some members only. */
  readonly expand?: false | string
  readonly fields?: false | string

  /** Actions: the state they lead to, and those they may start from. */
  readonly to?: string
  readonly from?: string | readonly string[]
  /** Actions: the members they set. */
  readonly sets?: { readonly [member: string]: unknown }
  /** Actions: whether they make a new entity of this one. */
  readonly copies?: boolean

  /** Lists: where the array of items stands, and behind a `*` where in each item the entity: `data`, `edges.*.node`. Moves the output with it. */
  readonly items?: WrittenPlace
  /** Lists: what is left out stays as inferred, as long as the style does. */
  readonly paging?: Partial<Paging>
  /** Lists: query parameter (`created[gte]` for a member of one) -> the member that it compares. */
  readonly filters?: {
    readonly [parameter: string]:
      false | WrittenPlace | { readonly at: WrittenPlace; readonly operator?: Filter['operator'] }
  }
  readonly order?: 'oldest' | 'newest'
  readonly sort?:
    | false
    | {
        readonly parameter: string
        readonly direction?: string
        readonly values?: { readonly [value: string]: WrittenPlace }
        readonly defaultDirection?: SortSpec['defaultDirection']
      }
  /** Lists: members of the response, and headers of it, that tell about the page. */
  readonly envelope?: { readonly [member: string]: false | EnvelopeRole }
  readonly headers?: { readonly [header: string]: false | EnvelopeRole }
}

/** Corrections of what one webhook tells of. Where anything is said of the change, what was inferred of it is forgotten. */
export interface EventOverride {
  readonly resource?: string
  /** @default 'updated', where a state or a member is said */
  readonly on?: 'created' | 'updated' | 'deleted'
  /** Only when the thing comes into this state. */
  readonly state?: string
  /** Only when this member changes. */
  readonly member?: WrittenPlace
  /** Where the thing stands in the payload. */
  readonly at?: WrittenPlace
  /** What the event is called. */
  readonly type?: string
}
