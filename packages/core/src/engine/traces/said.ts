// What was said, and where each part of the answer came from; with the dial at `full`.
import { decodeText } from '../../http/bodies/charset.js'
import type { SandboxRequest, SandboxResponse } from '../../http/message.js'
import { percentDecode } from '../../http/percent.js'
import { parseExactJson } from '../../internal/parse-exact-json.js'
import type { Reply } from '../stages.js'
import type { Said } from './entry.js'
import { partsOf } from './parts.js'
import type { Redacted } from './redaction.js'

/** Bodies that are longer are not looked into. */
const longest = 1_000_000

/** Puts it together. */
export function saidIn(
  request: SandboxRequest,
  { response, trace, about }: Reply,
  redacted: Redacted,
  wantsFields: boolean
): Said {
  const body = jsonOf(response.body)
  const parts =
    body === undefined
      ? null
      : partsOf(
          body,
          { provenance: trace.provenance, about, sent: sentIn(request, trace.operation) },
          wantsFields
        )
  return {
    request: redacted.request,
    response: redacted.response,
    parts: parts?.parts ?? null,
    fields: parts?.fields ?? null
  }
}

function sentIn({ url, body }: SandboxRequest, operation: string | null): unknown[] {
  const [path = '', query = ''] = url.split('#', 1)[0]!.split('?', 2)
  const parameters = query.split('&').map((pair) => {
    const [name = '', value = ''] = pair
      .split('=', 2)
      .map((one) => percentDecode(one.replaceAll('+', ' ')) ?? one)
    return { [name]: value }
  })
  const template = (operation ?? '')
    .replace(/^[^ ]* /, '')
    .split('/')
    .toReversed()
  const segments = path.split('/').toReversed()
  // What a path calls `petId` the body calls `id`.
  const ids = template.flatMap((segment, i) => {
    const name = /^\{([^{}]+)\}$/.exec(segment)?.[1]
    const value = percentDecode(segments[i] ?? '') ?? ''
    return name === undefined ? [] : [{ [name]: value, id: value }]
  })
  return [jsonOf(body) ?? {}, ...parameters, ...ids]
}

function jsonOf(body: SandboxResponse['body'] | undefined): unknown {
  if (body === null || body === undefined || body.length === 0 || body.length > longest) return undefined
  const text = typeof body === 'string' ? body : decodeText(body)
  if (text === undefined) return undefined
  try {
    return parseExactJson(text)
  } catch {
    return undefined
  }
}
