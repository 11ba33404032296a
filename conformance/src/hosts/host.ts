// One request in, one response out, whatever stands behind: the form in which all hosts are compared.
import type { AdvanceResult, Release, Sandbox, SandboxOptions } from '@sandbed/core'

/** What a host serves: a release and the options of the sandbox, as plain data. */
export interface World {
  readonly release: Release
  readonly options: Omit<SandboxOptions, 'onTrace'>
}

/** A request as it goes over the wire. */
export interface WireRequest {
  readonly method: string
  /** The request target, from `/`, as sent. */
  readonly path: string
  readonly headers: { readonly [name: string]: string }
  readonly body: Uint8Array | null
}

/** A response without what the transport adds. Repeated headers are joined, but for `set-cookie`, which has a line each. */
export interface WireResponse {
  readonly status: number
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: Uint8Array
}

/** Something that answers requests, over whatever wire. */
export interface Sender {
  send(request: WireRequest): Promise<WireResponse>
  close(): Promise<void>
}

/** A host: what answers requests, and what can be done with the sandbox that stands behind. */
export interface Host extends Sender {
  /** `sandbox.stateHash`. */
  stateHash(scope: StateScope): Promise<string>
  /** `sandbox.clock.advance` by a span. */
  advance(by: string): Promise<AdvanceResult>
}

/** The doors to a sandbox of this process. */
export function doorsOf({ clock, stateHash }: Sandbox): Pick<Host, 'stateHash' | 'advance'> {
  return {
    stateHash: async (scope) => stateHash(scope),
    advance: async (by) => clock.advance(by)
  }
}

/** What a hash is taken of: what the API keeps, or that and the sandbox's own bookkeeping. */
export type StateScope = 'domain' | 'everything'

/** Scheme and authority of a world, the same on every host: links that are whole URLs begin with it. */
export function originOf(index: number): string {
  return `http://world-${index}.test`
}

/** The hosts every promise holds on. */
export const hostNames = ['core', 'node', 'msw', 'workerd'] as const
export type HostName = (typeof hostNames)[number]

/** What transports add or take away on their own; left out of every comparison, by name. */
export const transportHeaders: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'date',
  'keep-alive',
  // Hosts add it, as they do the date: `handle` has it beside the response.
  'sandbed-trace',
  'transfer-encoding'
])

/** Brings headers, given line by line, into the form that is compared: lower case, by name, without the transport's own. */
export function comparableHeaders(lines: Iterable<readonly [string, string]>): [string, string][] {
  const joined = new Map<string, string>()
  const cookies: [string, string][] = []
  for (const [name, value] of lines) {
    const lower = name.toLowerCase()
    if (transportHeaders.has(lower)) continue
    if (lower === 'set-cookie') cookies.push([lower, value])
    else joined.set(lower, joined.has(lower) ? `${joined.get(lower)}, ${value}` : value)
  }
  return [...joined, ...cookies].toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
}

/** A response as one text: equal texts mean equal status, headers and bytes. */
export function printResponse({ status, headers, body }: WireResponse): string {
  const text = Buffer.from(body)
  const readable = text.equals(Buffer.from(text.toString('utf8'), 'utf8'))
  return [
    String(status),
    ...headers.map(([name, value]) => `${name}: ${value}`),
    '',
    readable ? text.toString('utf8') : `base64 ${text.toString('base64')}`
  ].join('\n')
}
