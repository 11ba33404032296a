// What a webhook or callback of a description tells of: a part of the resource model.
import type { Place } from './inferred.js'

/** Which change of which thing a webhook or callback of the description tells of, and where its payload says so. */
export interface EventBinding {
  readonly resource: string
  /**
   * The change. Absent: what happens is beyond the model. Such a webhook is sent when it is asked for by name only; such a callback tells of
   * every change that follows.
   */
  readonly on?: 'created' | 'updated' | 'deleted'
  /** Only when the thing comes into this state; with `created`, when it is made in it. */
  readonly state?: string
  /** Only when this member changes. */
  readonly member?: ChangedMember
  /** Where the thing stands in the payload; absent where it is not shown whole. */
  readonly at?: Place
  /** What the event is called: what its payload says, else the name of the webhook. */
  readonly type: string
  /** The member of the payload that tells events apart, and what it says in this one. */
  readonly says?: { readonly at: Place; readonly value: string }
}

/** A member whose change is an event. `to`: true when it is set, gets true, or more items; false when it is emptied, gets false, or fewer. */
export interface ChangedMember {
  readonly at: Place
  readonly to?: boolean
}
