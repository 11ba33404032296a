// The control plane: a request in, an answer out, by its own document. The steps that read, match and validate are those of every simulated API.
import { createEngine, type Engine } from '../engine/engine.js'
import { isRefusal, refuse } from '../engine/errors/refusal.js'
import { resolveOptions } from '../engine/options.js'
import type { Validated } from '../engine/stages.js'
import { match } from '../engine/steps/match.js'
import { receive } from '../engine/steps/receive.js'
import { validate } from '../engine/steps/validate.js'
import { decodeText } from '../http/bodies/charset.js'
import type { SandboxRequest, SandboxResponse } from '../http/message.js'
import { printJson } from '../internal/print-json.js'
import { readDescription } from '../release/read-description.js'
import { openDescription, type Description } from '../spec/description.js'
import type { Call, Lines, Outcome } from './call.js'
import type { Catalogue } from './catalogue.js'
import { refuseStranger, type GuardOptions } from './guard.js'
import { handlers } from './handlers.js'
import { createOnce } from './once.js'
import { controlDocument } from './openapi.js'
import { commonHeaders, problemOf, refusalResponse } from './problems.js'
import type { Registry } from './registry.js'

/** Bytes of a body at most: that of a snapshot which is imported. */
const mostBytes = 64 * 1024 * 1024

/** Options of `createControl`. */
export interface ControlOptions extends GuardOptions {
  readonly sandboxes: Registry
  /** @default nothing of any kind */
  readonly catalogue?: () => Catalogue
  /** Where the API is served, without a slash at the end; null where it is not. @default null */
  readonly api?: () => string | null
  /** Resolves after milliseconds of real time: how long a move of a clock is waited for is up to it. @default at once */
  readonly sleep?: (milliseconds: number) => Promise<void>
  /** Milliseconds of real time for which the network is waited for. @default 30000 */
  readonly patience?: number
}

/** An answer; `lines` go out in place of its body, and go on. */
export interface ControlAnswer {
  readonly response: SandboxResponse
  readonly lines?: Lines
}

/** A control plane. */
export interface Control {
  /** What a request is refused with by its head alone: hosts ask before they read a body. `undefined` for one that may go on. */
  admit(request: SandboxRequest): SandboxResponse | undefined
  /** Answers a request. Rejects only for a fault of ours. */
  handle(request: SandboxRequest): Promise<ControlAnswer>
  /** Bytes of a body that are read at most. */
  readonly bodyBytes: number
}

/**
 * Makes a control plane over sandboxes.
 *
 * @example
 * const control = createControl({ sandboxes, isToken: (text) => text === token, hosts: () => ['127.0.0.1:4011'] })
 * const { response } = await control.handle({ method: 'GET', url: '/sandboxes', headers: { host: '127.0.0.1:4011', authorization: `Bearer ${token}` } })
 */
export function createControl(options: ControlOptions): Control {
  const engine = controlEngine()
  const once = createOnce<Outcome>()
  const { sandboxes: registry, catalogue, api, sleep = () => Promise.resolve(), patience = 30_000 } = options
  const admit: Control['admit'] = (request) => refuseStranger(request, options)

  function carryOut({ operation, input, request, headers }: Validated): Promise<Outcome> {
    const call: Call = {
      registry,
      catalogue: catalogue?.() ?? {},
      path: input.path as Call['path'],
      query: input.query,
      body: (input.body ?? {}) as Call['body'],
      api: api?.() ?? null,
      patiently: (promise) => Promise.race([promise, sleep(patience).then(() => undefined)])
    }
    const act = async (): Promise<Outcome> => handlers[operation.operationId!]!(call)
    const key = input.header['Idempotency-Key']
    if (key === undefined) return act()
    return once.run(
      String(key),
      [request.method, request.url, textOf(request), headers['content-type'] ?? ''],
      act
    )
  }

  return {
    admit,
    bodyBytes: engine.options.limits.bodyBytes,
    async handle(request) {
      const stranger = admit(request)
      if (stranger) return { response: stranger }
      const received = receive(engine, request)
      if (isRefusal(received)) return { response: refusalResponse(received) }
      const matched = match(engine, received)
      if (isRefusal(matched)) return { response: refusalResponse(matched) }
      // A form of a web page can send a body without saying what it is.
      if (textOf(request) !== '' && received.headers['content-type'] === undefined)
        return { response: refusalResponse(refuse(untyped)) }
      const validated = validate(engine, matched)
      if (isRefusal(validated)) return { response: refusalResponse(validated) }
      try {
        return answer(await carryOut(validated), request.method === 'HEAD')
      } catch (error) {
        return { response: problemOf(error) }
      }
    }
  }
}

const untyped = {
  slug: 'unsupported-media-type',
  detail: 'The request has no Content-Type; send application/json'
} as const

/** The steps of a request need an engine; nothing of it answers. */
function controlEngine(): Engine {
  const source = readDescription(openDescription(controlDocument) as Description, () => {})
  const limits = { bodyBytes: mostBytes, depth: 512, objectKeys: 1_000_000, nodes: 5_000_000 }
  return createEngine(source, resolveOptions({ validation: 'reject', limits }, source.index.operations))
}

function textOf({ body }: SandboxRequest): string {
  return typeof body === 'string' ? body : body ? (decodeText(body) ?? '\ufffd') : ''
}

function answer({ status, body, type, lines }: Outcome, bare: boolean): ControlAnswer {
  const hasBody = body !== undefined || lines !== undefined
  const headers = { ...(hasBody && { 'content-type': type ?? 'application/json' }), ...commonHeaders }
  const text = body === undefined || bare ? null : type === undefined ? printJson(body) : String(body)
  return { response: { status, headers, body: text }, ...(lines && !bare && { lines }) }
}
