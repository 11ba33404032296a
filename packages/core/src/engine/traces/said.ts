// Where each part of an answer came from; with the dial at `full`. Worked out when somebody asks.
import { percentDecode } from '../../http/percent.js'
import { parseExactJson } from '../../internal/parse-exact-json.js'
import type { TraceBody } from '../../traces/redact/redact-body.js'
import type { TraceMessage } from '../../traces/record.js'
import type { Decisions } from '../trace.js'
import type { Said } from './entry.js'
import { partsOf, type Parts } from './parts.js'

/** Bodies that are longer are not looked into. */
const longest = 1_000_000

/** Tells of the parts of the answer where they came from, by the texts that are kept; null where its body is no JSON. */
export function partsSaid(
  decisions: Decisions,
  { request, response, about }: Said,
  wantsFields: boolean
): Parts | null {
  const body = jsonOf(response.body)
  if (body === undefined) return null
  const { provenance } = decisions
  return partsOf(body, { provenance, about, sent: sentIn(decisions, request) }, wantsFields)
}

function sentIn({ url, operation }: Decisions, { body }: TraceMessage): unknown[] {
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

function jsonOf(body: TraceBody | null): unknown {
  if (body === null || body.text === null || body.text.length > longest) return undefined
  try {
    return parseExactJson(body.text)
  } catch {
    return undefined
  }
}
