// The object users hold: one release, one seed, one set of options, and the doors to it. Knows nothing of compiling.
import { SandboxError } from '../errors.js'
import type { RequestLimits } from '../http/limits.js'
import type { HeadersInput, SandboxRequest, SandboxResponse } from '../http/message.js'
import { fromWebRequest, toWebResponse } from '../http/web.js'
import type { Operation, OperationSummary } from '../release/release.js'
import type { ReleaseSource } from '../release/release-source.js'
import { suggest } from '../internal/suggest.js'
import type { Issue } from '../spec/issue.js'
import { describeOperation, type OperationReport } from './describe-operation.js'
import { createEngine } from './engine.js'
import { handleRequest } from './handle-request.js'
import { resolveOptions, type SandboxOptions } from './options.js'
import { createReplyMemo } from './reply-memo.js'
import { sampleRequest } from './sample-request.js'

/** A running copy of an API. */
export interface Sandbox {
  /** Answers a request given as plain data. Synchronous; never throws for what the request holds. */
  handle(request: SandboxRequest): SandboxResponse
  /**
   * Answers a web `Request`, or a URL with the options of `fetch`. A path alone (`/pets`) is enough.
   *
   * @example
   * const response = await sandbox.fetch('/pets', { method: 'POST', body: JSON.stringify({ name: 'Rex' }) })
   */
  fetch(input: string | URL | Request, init?: RequestInit): Promise<Response>
  /** The operations of the description, by path and method. */
  readonly operations: readonly OperationSummary[]
  /** What the copy is of. */
  readonly api: { readonly title: string; readonly version: string; readonly basePaths: readonly string[] }
  /** The bounds on requests: hosts read no longer bodies than these, and say so with `truncated`. */
  readonly limits: RequestLimits
  /** What opening the description brought up, and what using its operations has brought up since. Empty for a compiled release. */
  readonly issues: readonly Issue[]
  /**
   * A valid request to an operation, built from its own schemas; the same seed gives the same request. Throws `unknown-operation`.
   *
   * @param operation an operation key (`GET /pets/{id}`) or an operationId
   */
  sampleRequest(operation: string, seed?: string): SandboxRequest
  /** What Sandbed sees in an operation. Throws `unknown-operation`. */
  describe(operation: string): OperationReport
}

/** Runs a source. `issues` is filled by the source as its parts are used. Throws `invalid-option`. */
export function runSandbox(
  source: ReleaseSource,
  options: SandboxOptions,
  issues: readonly Issue[]
): Sandbox {
  const engine = createEngine(source, resolveOptions(options, source.index.operations))
  const memo = createReplyMemo(engine)
  const { onTrace, limits } = engine.options
  const { title, version, basePaths } = source.index

  function handle(given: SandboxRequest): SandboxResponse {
    const request = wellFormed(given)
    const key = memo.key(request)
    let reply = key === undefined ? undefined : memo.get(key)
    if (!reply) {
      reply = handleRequest(engine, request)
      if (key !== undefined) memo.set(key, reply)
    }
    onTrace?.(reply.trace)
    return reply.response
  }

  return {
    handle,
    async fetch(input, init) {
      return toWebResponse(handle(await fromWebRequest(toWebRequest(input, init), limits)))
    },
    operations: source.index.operations,
    api: { title, version, basePaths },
    limits,
    issues,
    sampleRequest: (operation, seed) => sampleRequest(engine, findOperation(source, operation), seed),
    describe: (operation) => describeOperation(engine, findOperation(source, operation))
  }
}

/** What callers without types hand over: headers as a `Headers` object or with numbers are read, anything that is no request is refused. */
function wellFormed(request: SandboxRequest): SandboxRequest {
  const { method, url, headers, body } = (request ?? {}) as Partial<SandboxRequest>
  if (typeof method !== 'string' || typeof url !== 'string') {
    throw new SandboxError(
      'invalid-option',
      "handle() takes a request as plain data: { method: 'GET', url: '/path' }, with headers and body if there are any."
    )
  }
  if (body !== undefined && body !== null && typeof body !== 'string' && !(body instanceof Uint8Array)) {
    throw new SandboxError(
      'invalid-option',
      'The body of a request to handle() must be a string or a Uint8Array.'
    )
  }
  if (headers === undefined || !needsReading(headers)) return request
  const pairs: Iterable<[string, unknown]> =
    Symbol.iterator in headers ? (headers as unknown as Headers) : Object.entries(headers)
  const read = Object.create(null) as Record<string, string | readonly string[]>
  for (const [name, value] of pairs) {
    if (value === undefined || value === null) continue
    read[name] = Array.isArray(value) ? value.map(String) : String(value)
  }
  return { ...request, headers: read }
}

function needsReading(headers: HeadersInput): boolean {
  if (Symbol.iterator in headers) return true
  for (const name in headers) {
    const value = headers[name]
    if (typeof value !== 'string' && value !== undefined && !Array.isArray(value)) return true
  }
  return false
}

function findOperation(source: ReleaseSource, name: string): Operation {
  const { operations } = source.index
  const summary =
    operations.find(({ key }) => key === name) ?? operations.find(({ operationId }) => operationId === name)
  if (summary) return source.operation(summary.key)
  const nearest = suggest(
    name,
    operations.flatMap(({ key, operationId }) => [key, ...(operationId === undefined ? [] : [operationId])])
  )
  const hint =
    nearest === undefined ? "Use a key such as 'GET /path' or an operationId." : `Did you mean '${nearest}'?`
  throw new SandboxError('unknown-operation', `There is no operation '${name}'. ${hint}`)
}

/** A path is enough for a sandbox; a `Request` wants a whole URL. */
function toWebRequest(input: string | URL | Request, init: RequestInit | undefined): Request {
  if (input instanceof Request && init === undefined) return input
  const target = typeof input === 'string' && input.startsWith('/') ? `http://sandbox.invalid${input}` : input
  const request = new Request(target, init)
  // For a string the platform makes up `text/plain`: a type that the caller did not name is left open.
  if (typeof init?.body === 'string' && !new Headers(init.headers).has('content-type'))
    request.headers.delete('content-type')
  return request
}
