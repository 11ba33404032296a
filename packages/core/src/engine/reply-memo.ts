// The answers of pure modes are functions of the request, and those of a mode with state of the request and the world: one that was made may be given again. This remembers them, within bounds.
import { checkHeaders } from '../http/check-headers.js'
import { lowerName } from '../http/headers.js'
import { BoundedMap } from '../internal/bounded-map.js'
import { deepFreeze } from '../internal/freeze.js'
import type { HeadersInput, SandboxRequest } from '../http/message.js'
import type { AuthDecision } from './auth/decision.js'
import type { Engine } from './engine.js'
import { modeStrategies } from './modes/registry.js'
import { scenarioHeader } from './simulation/scenarios/stage-request.js'
import type { Reply } from './stages.js'

/** Replies by request. */
export interface ReplyMemo {
  /** The key of a request whose reply may be remembered: one without a body, and with nothing that would have it refused. */
  key(request: SandboxRequest): string | undefined
  get(key: string): Reply | undefined
  /** Remembers a reply that changed nothing: for good, or in `repeats`, once it is one, when it is true of one world only. */
  set(key: string, reply: Reply, repeats: Repeats): void
  /** Room for replies that hold as long as a world stays as it is. */
  forWorld(): Repeats
}

const mostCharacters = 16_000_000
const mostAsked = 1_000

/** Replies that are true of one world. Most are asked for once before the world changes: one is kept when it is asked for again. */
export class Repeats {
  readonly #asked = new Set<string>()
  #replies: BoundedMap<Reply> | undefined

  get(key: string): Reply | undefined {
    return this.#replies?.get(key)
  }

  /** Whether a request was answered before; it was from now on. */
  isRepeated(key: string): boolean {
    if (this.#asked.has(key)) return true
    if (this.#asked.size < mostAsked) this.#asked.add(key)
    return false
  }

  set(key: string, reply: Reply, size: number): void {
    this.#replies ??= new BoundedMap(mostCharacters)
    this.#replies.set(key, reply, size)
  }
}

/** Headers that a client sends with every request and that the engine never reads, unless an operation declares them as parameters. */
export const unreadHeaders: ReadonlySet<string> = new Set([
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

/** A memo for one engine, of at most 16 million characters. */
export function createReplyMemo(engine: Engine): ReplyMemo {
  const replies = new BoundedMap<Reply>(mostCharacters)
  const unread = unreadIn(engine)
  return {
    key(request) {
      if (request.truncated || (request.body?.length ?? 0) > 0) return undefined
      // Headers that are not part of the key can still have a request refused, and a line break would make one key of two requests.
      if (request.url.includes('\n') || checkHeaders(request.headers, engine.options.limits)) return undefined
      const headers = headersKey(request.headers, unread)
      const certificate = request.clientCertificate === undefined ? '' : `\n${request.clientCertificate}`
      return headers === undefined ? undefined : `${request.method} ${request.url}${headers}${certificate}`
    },
    get: (key) => replies.get(key),
    forWorld: () => new Repeats(),
    set(key, reply, repeats) {
      const { operation, mode, auth } = reply.trace
      // What did not reach an operation is cheap to say again, and comes in endless variety.
      if (operation === null || readsUnread(engine, operation)) return
      // A refusal that came before any mode is as pure as the steps are.
      // Who may call is true of one world and one instant, which is part of it; a refusal is an answer to somebody too.
      const isPure = (mode === null || modeStrategies[mode].pure) && !asksWho(auth)
      if (!isPure && !repeats.isRepeated(key)) return
      const memory = isPure ? replies : repeats
      // One object answers many requests: nobody may change it.
      deepFreeze(reply.trace)
      deepFreeze(reply.response.headers)
      Object.freeze(reply.response)
      memory.set(key, reply, key.length + (reply.response.body?.length ?? 0) + 500)
    }
  }
}

/** Whether another client might have been answered otherwise. */
function asksWho(auth: AuthDecision | undefined): boolean {
  return auth !== undefined && !(auth.allowed && auth.alternative === null)
}

/** What tells operations of one path apart is read, whatever its name. */
function unreadIn(engine: Engine): ReadonlySet<string> {
  const unread = new Set(unreadHeaders)
  for (const { conditions } of engine.release.index.operations) {
    for (const { name } of conditions ?? []) unread.delete(name.toLowerCase())
  }
  return unread
}

function headersKey(headers: HeadersInput | undefined, unread: ReadonlySet<string>): string | undefined {
  let key = ''
  for (const name in headers) {
    if (unread.has(name)) continue
    // A scenario is carried out each time, whatever comes of it.
    if (name.length === scenarioHeader.length && lowerName(name) === scenarioHeader) return undefined
    const value = headers[name]
    if (typeof value !== 'string') return undefined
    key += `\n${name}:${value}`
  }
  return key
}

function readsUnread(engine: Engine, operation: string): boolean {
  return engine.release
    .operation(operation)
    .parameters.some(
      (parameter) => parameter.in === 'header' && unreadHeaders.has(parameter.name.toLowerCase())
    )
}
