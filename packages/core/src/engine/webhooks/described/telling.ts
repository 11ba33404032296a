// An event on its way to be told as the description says.
import type { Operation } from '../../../release/release.js'
import type { EventBinding } from '../../../release/resources/event-model.js'
import type { Entity } from '../../stateful/entity.js'
import type { Facts } from '../../stateful/facts.js'

/** An event that is to be told as the description says. */
export interface Telling {
  /** The webhook or callback, as an operation that the API calls. */
  readonly operation: Operation
  readonly binding: EventBinding
  /** The id of the event, and its moment in epoch milliseconds of the sandbox's clock. */
  readonly id: string
  readonly now: number
  /** The thing that it is about. */
  readonly entity?: Entity
  /** What it is to say where no kept thing is behind it: the thing, or members of the payload. */
  readonly data?: Facts
}
