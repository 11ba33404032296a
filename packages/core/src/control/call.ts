// What handlers are given and what they give back.
import type { Catalogue } from './catalogue.js'
import type { NamedSandbox, Registry } from './registry.js'
import { ControlError } from './problems.js'

/** A request to an operation: matched, read and validated against the control document. */
export interface Call {
  readonly registry: Registry
  readonly catalogue: Catalogue
  readonly path: { readonly [name: string]: string }
  readonly query: { readonly [name: string]: unknown }
  /** An empty object where there is none. */
  readonly body: { readonly [member: string]: unknown }
  /** Where the API is served, without a slash at the end; null where it is not. */
  readonly api: string | null
  /** Waits for something, but not longer than the control plane has patience. */
  patiently<T>(promise: Promise<T>): Promise<T | undefined>
}

/** Text that goes on until one of both sides ends it. */
export interface Lines {
  /** Begins: `write` gets each line with its line break, `end` is called when there will be no more. What is returned stops it. */
  start(write: (line: string) => void, end: () => void): () => void
}

/** What an operation answers. */
export interface Outcome {
  readonly status: number
  /** A value to print as JSON, or with `type` a text of that media type; absent: no body. */
  readonly body?: unknown
  readonly type?: string
  readonly lines?: Lines
}

/** Carries out an operation. Throws `SandboxError` and `ControlError`. */
export type Handler = (call: Call) => Outcome | Promise<Outcome>

/** Handlers by operationId. */
export type Handlers = { readonly [operationId: string]: Handler }

/** 200 with a JSON body. */
export function ok(body: unknown): Outcome {
  return { status: 200, body }
}

/** 201 with a JSON body. */
export function created(body: unknown): Outcome {
  return { status: 201, body }
}

/** 204. */
export const noContent: Outcome = { status: 204 }

/** The sandbox that the path names. Throws `unknown-sandbox`. */
export function named({ registry, path }: Pick<Call, 'registry' | 'path'>): NamedSandbox {
  const found = registry.get(path['name'] ?? '')
  if (found) return found
  throw new ControlError(
    'unknown-sandbox',
    'There is no sandbox of this name. GET /sandboxes lists those that there are.'
  )
}
