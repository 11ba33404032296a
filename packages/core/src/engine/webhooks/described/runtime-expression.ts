// Runtime expressions (OpenAPI 3.1, 4.8.20.4): parts of a request and its response, put into a URL.
import { getPointer } from '../../../internal/json-pointer.js'
import { lowerName } from '../../../http/headers.js'
import { getOwn } from '../../../internal/json.js'
import type { Answer, Plan } from '../../stages.js'

/** A request and its response, as expressions speak of them. */
export interface Exchange {
  readonly url: string
  readonly method: string
  readonly statusCode: number
  readonly request: Parts
  readonly response: Pick<Parts, 'header' | 'body'>
}

/** Parts of a message by name; header names in lower case. */
export interface Parts {
  readonly header: Readonly<Record<string, unknown>>
  readonly query: Readonly<Record<string, unknown>>
  readonly path: Readonly<Record<string, unknown>>
  readonly body: unknown
}

const longestBody = 1_000_000

/** What expressions can say of a request that was answered. */
export function exchangeOf({ request }: Plan, { response }: Answer): Exchange {
  const { input, query, headers, operation } = request
  let body: unknown
  return {
    url: request.request.url,
    method: operation.method,
    statusCode: response.status,
    request: {
      header: headers,
      // A parameter that is not declared is there all the same.
      query: { ...Object.fromEntries(query.map(({ name, value }) => [name, value])), ...input.query },
      path: { ...Object.fromEntries(request.pathParameters), ...input.path },
      body: input.body
    },
    response: {
      header: response.headers,
      get body() {
        return (body ??= readBody(response.body))
      }
    }
  }
}

function readBody(text: string | null | Uint8Array): unknown {
  if (typeof text !== 'string' || text.length > longestBody) return undefined
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

/** A text with its expressions in their places, or the first expression that says nothing. */
export function evaluate(
  template: string,
  exchange: Exchange
): { readonly text: string } | { readonly missing: string } {
  const whole = template.trim()
  // By itself an expression needs no braces.
  if (whole.startsWith('$') && !whole.includes('{')) {
    const value = valueOf(whole, exchange)
    return value === undefined ? { missing: whole } : { text: value }
  }
  let missing: string | undefined
  const text = template.replaceAll(/\{(\$[^{}]*)\}/g, (_all, expression: string) => {
    const value = valueOf(expression, exchange)
    if (value === undefined) missing ??= expression
    return value ?? ''
  })
  return missing === undefined ? { text } : { missing }
}

function valueOf(expression: string, exchange: Exchange): string | undefined {
  if (expression === '$url') return exchange.url
  if (expression === '$method') return exchange.method
  if (expression === '$statusCode') return String(exchange.statusCode)
  const [, side, part, separator = '', rest = ''] =
    /^\$(request|response)\.(header|query|path|body)(?:([.#])(.*))?$/s.exec(expression) ?? []
  if (side === undefined) return undefined
  if (part === 'body') {
    if (separator === '.') return undefined
    const { body } = exchange[side as 'request' | 'response']
    return textOf(separator === '' ? body : getPointer(body, pointerOf(rest)))
  }
  if (separator !== '.' || (side === 'response' && part !== 'header')) return undefined
  const values =
    side === 'response' ? exchange.response.header : exchange.request[part as 'header' | 'query' | 'path']
  return textOf(getOwn(values, part === 'header' ? lowerName(rest) : rest))
}

/** A pointer as a fragment may have its characters escaped (RFC 6901, section 6). */
function pointerOf(fragment: string): string {
  if (!fragment.includes('%')) return fragment
  try {
    return decodeURIComponent(fragment)
  } catch {
    return fragment
  }
}

/** Only scalars can be part of a URL. */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean'
    ? String(value)
    : undefined
}
