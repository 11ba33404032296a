// What callers without types hand to `handle` or `fetch` -> a request as the engine takes it.
import { SandboxError } from '../../errors.js'
import type { HeadersInput, SandboxRequest } from '../../http/message.js'
import { unreachableOrigin } from '../../http/request-target.js'

/** What callers without types hand over: headers as a `Headers` object or with numbers are read, anything that is no request is refused. */
export function wellFormed(request: SandboxRequest): SandboxRequest {
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

/** A path is enough for a sandbox; a `Request` wants a whole URL. */
export function toWebRequest(input: string | URL | Request, init: RequestInit | undefined): Request {
  if (input instanceof Request && init === undefined) return input
  const target = typeof input === 'string' && input.startsWith('/') ? `${unreachableOrigin}${input}` : input
  const request = new Request(target, init)
  // For a string the platform makes up `text/plain`: a type that the caller did not name is left open.
  if (typeof init?.body === 'string' && !new Headers(init.headers).has('content-type'))
    request.headers.delete('content-type')
  return request
}
