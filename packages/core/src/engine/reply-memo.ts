// Static and dynamic answers are pure functions of the request, so an answer once made may be given again. This remembers them, within bounds.
import { checkHeaders } from '../http/check-headers.js'
import { BoundedMap } from '../internal/bounded-map.js'
import type { HeadersInput, SandboxRequest } from '../http/message.js'
import type { Engine } from './engine.js'
import type { Reply } from './stages.js'

/** Replies by request. */
export interface ReplyMemo {
  /** The key of a request whose reply may be remembered: one without a body, and with nothing that would have it refused. */
  key(request: SandboxRequest): string | undefined
  get(key: string): Reply | undefined
  set(key: string, reply: Reply): void
}

// Headers that a client sends with every request and that the engine never reads, unless an operation declares them as parameters.
const unread = new Set([
  'host',
  'connection',
  'user-agent',
  'accept-encoding',
  'accept-language',
  'cache-control',
  'pragma',
  'referer',
  'sec-fetch-dest',
  'sec-fetch-mode',
  'sec-fetch-site',
  'sec-fetch-user',
  'sec-ch-ua',
  'sec-ch-ua-mobile',
  'sec-ch-ua-platform',
  'upgrade-insecure-requests',
  'traceparent'
])

const mostCharacters = 16_000_000

/** A memo for one engine, of at most 16 million characters. */
export function createReplyMemo(engine: Engine): ReplyMemo {
  const replies = new BoundedMap<Reply>(mostCharacters)
  return {
    key(request) {
      if (request.truncated || (request.body?.length ?? 0) > 0) return undefined
      // Headers that are not part of the key can still have a request refused, and a line break would make one key of two requests.
      if (request.url.includes('\n') || checkHeaders(request.headers, engine.options.limits)) return undefined
      const headers = headersKey(request.headers)
      return headers === undefined ? undefined : `${request.method} ${request.url}${headers}`
    },
    get: (key) => replies.get(key),
    set(key, reply) {
      const { operation } = reply.trace
      // What did not reach an operation is cheap to say again, and comes in endless variety.
      if (operation === null || readsUnread(engine, operation)) return
      replies.set(key, reply, key.length + (reply.response.body?.length ?? 0) + 500)
    }
  }
}

function headersKey(headers: HeadersInput | undefined): string | undefined {
  let key = ''
  for (const name in headers) {
    if (unread.has(name)) continue
    const value = headers[name]
    if (typeof value !== 'string') return undefined
    key += `\n${name}:${value}`
  }
  return key
}

function readsUnread(engine: Engine, operation: string): boolean {
  return engine.release
    .operation(operation)
    .parameters.some((parameter) => parameter.in === 'header' && unread.has(parameter.name.toLowerCase()))
}
