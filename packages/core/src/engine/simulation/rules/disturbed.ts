// What a fault does to an answer on its way to the client.
import { isJson, parseMediaType } from '../../../http/media-type.js'
import type { SandboxResponse } from '../../../http/message.js'
import type { Answer } from '../../stages.js'
import type { Met } from './met.js'

/** The answer with the headers of what it met with, cut off where that says so. */
export function disturbed(answer: Answer, { headers, wire, malformed, notes }: Met): Answer {
  const { response } = answer
  const body = malformed ? cut(response) : response.body
  const bodyless = malformed && response.body === null
  return {
    ...answer,
    response: {
      status: response.status,
      headers: { ...response.headers, ...headers },
      body,
      ...(wire && { wire })
    },
    notes: [...notes, ...(bodyless ? ['There is no body to cut off.'] : []), ...answer.notes]
  }
}

/** The first half of the body; of JSON, so much of it that no parser takes it for a whole. */
function cut({ body, headers }: SandboxResponse): SandboxResponse['body'] {
  if (body === null) return null
  if (typeof body !== 'string') return body.subarray(0, Math.floor(body.length / 2))
  const half = body.slice(0, Math.ceil(body.length / 2)).replace(/[\uD800-\uDBFF]$/, '')
  const type = headers['content-type']
  const parsed = typeof type === 'string' ? parseMediaType(type) : undefined
  // Of an object, an array or a text no beginning is whole; of `12` one is.
  return parsed && isJson(parsed) && !/^\s*[[{"]/.test(half) ? `[${half}` : half
}
