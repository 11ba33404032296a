// Between the web's Request and Response and plain-data HTTP. No decisions about the API are made here.

import { encodeText } from './bodies/charset.js'
import type { RequestLimits } from './limits.js'
import type { SandboxRequest, SandboxResponse } from './message.js'

/**
 * Reads a web Request. The body is read as a stream and given up, with `truncated` set, as soon as it is over
 * `limits.bodyBytes`; a body of GET or HEAD is read the same way. Rejects only when the body's stream fails.
 */
export async function fromWebRequest(request: Request, limits: RequestLimits): Promise<SandboxRequest> {
  const { method, url } = request
  const headers = Object.fromEntries(request.headers)
  const announced = headers['content-length']
  if (announced !== undefined && /^\d+$/.test(announced) && Number(announced) > limits.bodyBytes) {
    abandon(request.body)
    return { method, url, headers, truncated: true }
  }
  const body = await readBody(request.body, limits.bodyBytes)
  return body === undefined ? { method, url, headers, truncated: true } : { method, url, headers, body }
}

// Null when there is no body, undefined when it is larger than the limit.
async function readBody(
  stream: ReadableStream<Uint8Array> | null,
  limit: number
): Promise<Uint8Array | null | undefined> {
  if (stream === null) return null
  const reader = stream.getReader()
  const chunks: Uint8Array[] = []
  let size = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    size += value.length
    if (size > limit) {
      abandon(reader)
      return undefined
    }
    chunks.push(value)
  }
  if (chunks.length === 1) return chunks[0]
  const body = new Uint8Array(size)
  let offset = 0
  for (const chunk of chunks) {
    body.set(chunk, offset)
    offset += chunk.length
  }
  return size === 0 ? null : body
}

/** Tells a stream that nobody reads on. Not awaited: some streams never say that they have stopped. */
function abandon(stream: { cancel(): Promise<void> } | null): void {
  stream?.cancel().catch(() => {})
}

const bodiless = new Set([204, 205, 304])

/**
 * Makes a web Response. Array headers become repeated fields, so several `set-cookie` stay apart. 204, 205 and 304 get no
 * body, as the constructor demands, and neither does an answer to HEAD, which the engine already made `null`. `date` is sent where the
 * answer has no `Date` of its own. A body that `wire` drops in the middle fails when half of it has been read. Throws a
 * RangeError for a status outside 200 to 599, as the constructor does.
 */
export function toWebResponse(response: SandboxResponse, date?: string): Response {
  const headers = new Headers()
  for (const [name, value] of Object.entries(response.headers)) {
    if (typeof value === 'string') headers.append(name, value)
    else for (const line of value) headers.append(name, line)
  }
  if (date !== undefined && !headers.has('date')) headers.append('date', date)
  let body = bodiless.has(response.status) ? null : response.body
  if (body !== null && response.wire?.drop === 'during') {
    const stream = brokenOff(typeof body === 'string' ? encodeText(body) : body)
    return new Response(stream, { status: response.status, headers })
  }
  // The constructor names a type for text that has none; bytes it leaves alone.
  if (typeof body === 'string' && !headers.has('content-type')) body = encodeText(body)
  return new Response(body as BodyInit | null, { status: response.status, headers })
}

/** Whether the client of an answer sees nothing but a connection that ends: where there is no body, there is no middle of it either. */
export function isDropped({ status, body, wire }: SandboxResponse): boolean {
  const hasBody = body !== null && body.length > 0 && !bodiless.has(status)
  return wire?.drop === 'before' || (wire?.drop === 'during' && !hasBody)
}

/** What `fetch` rejects with where a connection ends: a TypeError, as the standard has it, with the `cause` that it has in Node. */
export function connectionEnded(): TypeError {
  const cause = new Error('A fault of the sandbox ended the connection.')
  return new TypeError('fetch failed', { cause: Object.assign(cause, { code: 'ECONNRESET' }) })
}

function brokenOff(body: Uint8Array): ReadableStream<Uint8Array> {
  let isBegun = false
  return new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (isBegun) controller.error(connectionEnded())
        else controller.enqueue(body.slice(0, Math.ceil(body.length / 2)))
        isBegun = true
      }
    },
    { highWaterMark: 0 }
  )
}
