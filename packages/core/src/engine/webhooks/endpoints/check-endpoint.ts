// What may be registered: a destination, filters, headers and secrets that can be used, checked before anything is kept.
import { connectionFields, isSafeHeaderValue, lowerName } from '../../../http/headers.js'
import { isObject, printScalar } from '../../../internal/json.js'
import { SandboxError } from '../../../errors.js'
import { longestUrl } from '../../../effects/delivery/endpoint-url.js'
import { checkSecret } from '../../../effects/signatures/secrets.js'
import { webhookStyles, type WebhookStyle } from '../../../effects/signatures/style.js'
import type { EndpointSpec } from '../../../release/simulation/webhook-settings.js'
import type { Span } from '../../../release/simulation/written-values.js'
import { addDuration, readDuration } from '../../../time/duration.js'
import type { EndpointMode, EndpointRecord, SignatureTime } from './endpoint.js'

/** What an endpoint is to be like. */
export interface EndpointOptions extends EndpointSpec {
  /** From each failed attempt to the next one. @default the schedule of the sandbox */
  readonly retries?: readonly Span[]
  /** Spreads attempts: 0.1 makes each delay up to 10 % longer, as the seed has it. @default 0 */
  readonly jitter?: number
  /**
   * How events arrive.
   *
   * @default 'normal'
   */
  readonly mode?: EndpointMode
  /**
   * By which clock deliveries over the network are signed: receivers compare it with their own. With `sandbox`, runs are the same byte for
   * byte, and receivers have to take old signatures.
   *
   * @default 'host'
   */
  readonly signatureTime?: SignatureTime
}

/** What of an endpoint is set by its options. */
export type CheckedEndpoint = Pick<
  EndpointRecord,
  'url' | 'events' | 'description' | 'style' | 'headers' | 'retries' | 'jitter' | 'mode' | 'signatureTime'
>

const signatureTimes: readonly SignatureTime[] = ['host', 'sandbox']
const modes: readonly EndpointMode[] = ['normal', 'duplicates', 'out-of-order']

/** Says that an endpoint cannot be as it was asked for. */
export function invalidEndpoint(message: string): SandboxError {
  return new SandboxError('invalid-endpoint', message)
}

/** Checks options and fills in what they do not say. `style`: the default. Throws `invalid-endpoint`. */
export function checkEndpoint(
  options: EndpointOptions,
  style: WebhookStyle,
  checkUrl: (url: string) => string | undefined
): CheckedEndpoint {
  if (!isObject(options)) throw invalidEndpoint('An endpoint is described by an object with a `url`.')
  const {
    url,
    events = ['*'],
    description = '',
    headers = {},
    retries,
    jitter = 0,
    mode = 'normal',
    signatureTime = 'host'
  } = options
  const wrong = checkUrl(url)
  if (wrong !== undefined) throw invalidEndpoint(wrong)
  if (typeof description !== 'string' || description.length > 1000)
    throw invalidEndpoint('The `description` of an endpoint is a text of at most 1000 characters.')
  const named = options.style ?? style
  if (!webhookStyles.includes(named))
    throw invalidEndpoint(`The \`style\` of an endpoint is one of ${webhookStyles.join(', ')}.`)
  if (!modes.includes(mode))
    throw invalidEndpoint(`The \`mode\` of an endpoint is one of ${modes.join(', ')}.`)
  if (typeof jitter !== 'number' || !(jitter >= 0 && jitter <= 1))
    throw invalidEndpoint('The `jitter` of an endpoint is a number from 0 to 1.')
  if (!signatureTimes.includes(signatureTime))
    throw invalidEndpoint(`The \`signatureTime\` of an endpoint is one of ${signatureTimes.join(', ')}.`)
  return {
    url,
    events: checkFilters(events),
    description: description.toWellFormed(),
    style: named,
    headers: checkHeaders(headers),
    retries: retries === undefined ? null : checkRetries(retries),
    jitter,
    mode,
    signatureTime
  }
}

/** What keeps a text from naming a receiver within the sandbox. */
export function checkSinkUrl(url: unknown): string | undefined {
  if (typeof url === 'string' && url !== '' && url.length <= longestUrl && /^[\x21-\x7e]+$/.test(url))
    return undefined
  return `The \`url\` of a sink is visible ASCII text of at most ${longestUrl} characters.`
}

/** Throws `invalid-endpoint` for a secret that cannot sign in a style. The secret is not in the message. */
export function refuseSecret(style: WebhookStyle, secret: unknown): void {
  const problem = typeof secret === 'string' ? checkSecret(style, secret) : 'it is no text'
  if (problem !== undefined)
    throw invalidEndpoint(`The secret cannot sign in the style '${style}': ${problem}.`)
}

/** Milliseconds, as in `RetrySchedule`: the first is 0. Throws `invalid-endpoint` and `invalid-time`. */
function checkRetries(retries: unknown): readonly number[] {
  if (!Array.isArray(retries) || retries.length > 100)
    throw invalidEndpoint('The `retries` of an endpoint are at most 100 spans of time.')
  return [0, ...retries.map((span) => addDuration(0, readDuration(span)))]
}

function checkFilters(events: unknown): readonly string[] {
  const isFilter = (text: unknown): boolean => typeof text === 'string' && /^[\x21-\x7e]{1,200}$/.test(text)
  if (!Array.isArray(events) || events.length === 0 || events.length > 100 || !events.every(isFilter))
    throw invalidEndpoint(
      "The `events` of an endpoint are 1 to 100 types, such as 'payment.created' or 'payment.*'."
    )
  return events as readonly string[]
}

const reserved = new Set([
  ...connectionFields,
  'accept-encoding',
  'content-encoding',
  'content-type',
  'date',
  'expect',
  'host',
  'proxy-authenticate',
  'proxy-authorization',
  'stripe-signature'
])
const reservedFamily = /^(?:webhook-|svix-|sandbed-|x-github-|x-hub-|:)/

function checkHeaders(headers: unknown): { readonly [name: string]: string } {
  if (!isObject(headers) || Object.keys(headers).length > 20)
    throw invalidEndpoint('The `headers` of an endpoint are an object of at most 20 names and texts.')
  const checked: Record<string, string> = Object.create(null)
  for (const [name, value] of Object.entries(headers)) {
    const lower = lowerName(name)
    if (!/^[!#$%&'*+\-.^_`|~0-9a-z]{1,100}$/.test(lower) || lower === '__proto__')
      throw invalidEndpoint(`'${printScalar(name).slice(0, 100)}' is no name of a header.`)
    if (reserved.has(lower) || reservedFamily.test(lower))
      throw invalidEndpoint(`The header '${lower}' is set by Sandbed. Leave it out of \`headers\`.`)
    if (typeof value !== 'string' || value.length > 1000 || !isSafeHeaderValue(value))
      throw invalidEndpoint(
        `The value of the header '${lower}' is not visible ASCII text of at most 1000 characters.`
      )
    checked[lower] = value
  }
  return { ...checked }
}
