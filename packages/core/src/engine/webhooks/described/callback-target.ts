// What an endpoint that a request registered by a callback is about: one thing, as one callback of one operation tells of it.
import type { Operation } from '../../../release/release.js'
import type { EventBinding } from '../../../release/resources/event-model.js'
import { getOwn } from '../../../internal/json.js'
import type { Engine } from '../../engine.js'

/** Kept with the endpoint. Plain JSON. */
export interface CallbackTarget {
  /** The key of the operation, the name of the callback, and its runtime expression. */
  readonly operation: string
  readonly callback: string
  readonly expression: string
  /** The thing. */
  readonly resource: string
  readonly seq: number
}

/** The call that a target stands for and what it tells of; `undefined` where the description has it no more. */
export function openTarget(
  { release, understanding }: Engine,
  { operation, callback, expression }: CallbackTarget
): { readonly operation: Operation; readonly binding: EventBinding } | undefined {
  const told = getOwn(understanding.model.callbacks ?? {}, operation)
  const finding = told && getOwn(told as Readonly<Record<string, { readonly value: EventBinding }>>, callback)
  if (!finding) return undefined
  const declared = release.operation(operation).callbacks?.[callback]
  const [call] = (declared && Object.hasOwn(declared, expression) ? declared[expression] : undefined) ?? []
  return call && { operation: call, binding: (finding as { readonly value: EventBinding }).value }
}
