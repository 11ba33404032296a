// A record -> the request that it is of, or why that cannot be made again.
import { isMultipartForm, parseMediaType } from '../../http/media-type.js'
import type { HeadersInput, SandboxRequest } from '../../http/message.js'
import { isObject } from '../../internal/json.js'
import { redacted } from '../../traces/redact/marker.js'
import type { TraceBody } from '../../traces/redact/redact-body.js'
import type { TraceHeaders } from '../../traces/redact/redact-headers.js'
import type { TraceMessage, TraceRecord } from '../../traces/record.js'

/** Stands where a credential stood: of the form that schemes ask for, and nobody's. */
export const standIn = 'sandbed.stand-in'
/** `sandbed.stand-in:sandbed.stand-in` */
const basicStandIn = 'c2FuZGJlZC5zdGFuZC1pbjpzYW5kYmVkLnN0YW5kLWlu'

/** A request that can be made again, or the reason why not. `gone`: what is missing in it, so that what it did has to be taken as it was recorded. */
export type Remade =
  { readonly request: SandboxRequest; readonly gone?: string } | { readonly reason: string }

/** Makes it. Credentials are stand-ins: what they were worth says the record. */
export function requestOf(record: TraceRecord): Remade {
  const { method, url, request, steps, input } = record
  if (method === null || url === null || !request) return { reason: 'The record holds no request.' }
  if (steps.some(({ step }) => step === 'token-endpoint'))
    return { reason: "It asks the sandbox's own authorization server, whose answers are secrets." }
  if (record.problem === 'malformed-header')
    return { reason: 'One of its headers is none, and headers are not kept as they were sent.' }
  const isTooLarge = record.problem === 'body-too-large'
  const gone = isTooLarge ? undefined : goneOf(url, request)
  const isCut = url.endsWith('…')
  if (gone !== undefined && isCut && !url.includes('?')) return { reason: gone }
  const { truncated = isTooLarge, clientCertificate } = (isObject(input) ? input : {}) as {
    truncated?: boolean
    clientCertificate?: boolean
  }
  return {
    ...(gone !== undefined && { gone }),
    request: {
      method,
      url: isCut ? url.slice(0, url.indexOf('?')) : url,
      headers: headersOf(request.headers),
      body: isTooLarge || gone !== undefined ? null : (request.body?.text ?? null),
      ...(truncated && { truncated }),
      ...(clientCertificate !== undefined && { clientCertificate })
    }
  }
}

function goneOf(url: string, { headers, body }: TraceMessage): string | undefined {
  if (url.endsWith('…')) return 'Its URL is longer than what is kept.'
  if (url.split(/[?#]/, 1)[0]!.includes(redacted)) return 'Its path holds a secret.'
  const lines = Object.values(headers).flat()
  if (lines.some((line) => line.length >= 1000 && line.endsWith('…')))
    return 'One of its headers is longer than what is kept.'
  return bodyFault(body)
}

const bodyFaults: { readonly [why: string]: string } = {
  binary: 'Its body is binary, and was not kept.',
  encoded: 'Its body is compressed, and was not kept.',
  unreadable: 'Its body could not be read, and was not kept.',
  'too-long': 'Its body was too long to be kept.'
}

function bodyFault(body: TraceBody | null): string | undefined {
  if (body === null) return undefined
  if (body.omitted !== null) return bodyFaults[body.omitted] ?? 'Its body was not kept.'
  if (body.cut) return `Its body has ${body.bytes} bytes, of which only the beginning was kept.`
  const type = body.type === null ? undefined : parseMediaType(body.type)
  return type && isMultipartForm(type)
    ? 'Its body has parts, which are not kept as they were sent.'
    : undefined
}

function headersOf(headers: TraceHeaders): HeadersInput {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      typeof value === 'string' ? withStandIn(name, value) : value.map((line) => withStandIn(name, line))
    ])
  )
}

function withStandIn(name: string, line: string): string {
  if (name !== 'authorization' || !line.includes(redacted)) return line
  return /^basic /i.test(line) ? `Basic ${basicStandIn}` : line.replaceAll(redacted, standIn)
}
