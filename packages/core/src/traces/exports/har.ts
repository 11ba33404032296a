// Records as HTTP Archive 1.2, which browsers and proxies open. What HAR has no place for is under `_sandbox`.
import { unreachableOrigin } from '../../http/request-target.js'
import { percentDecode } from '../../http/percent.js'
import { printJson } from '../../internal/print-json.js'
import { instantText } from '../../time/instant.js'
import { engineVersion } from '../engine-version.js'
import type { TraceMessage, TraceRecord } from '../record.js'
import type { TraceHeaders } from '../redact/redact-headers.js'

interface Named {
  readonly name: string
  readonly value: string
}

/** Prints the requests among the records. Sizes that are not known are -1; times are those of the sandbox's clock, on which answers take none. */
export function toHar(records: readonly TraceRecord[]): string {
  const entries = records.filter(({ kind }) => kind === 'request').map(entryOf)
  return printJson({
    log: { version: '1.2', creator: { name: 'Sandbed', version: engineVersion }, entries }
  })
}

function entryOf(record: TraceRecord) {
  const { request, response, ...rest } = record
  const url = record.url ?? '/'
  const headers = linesOf(response)
  return {
    startedDateTime: instantText(record.at),
    time: 0,
    request: {
      method: record.method ?? '',
      url: /^[a-z][a-z\d+.-]*:/i.test(url)
        ? url
        : `${unreachableOrigin}${url.startsWith('/') ? '' : '/'}${url}`,
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: linesOf(request),
      queryString: queryOf(url),
      ...(request?.body && {
        postData: { mimeType: request.body.type ?? '', text: request.body.text ?? '', ...omission(request) }
      }),
      headersSize: -1,
      bodySize: sizeOf(request)
    },
    response: {
      status: record.status ?? 0,
      statusText: '',
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers,
      content: {
        size: response?.body?.bytes ?? 0,
        mimeType: response?.body?.type ?? '',
        ...(response?.body && response.body.text !== null && { text: response.body.text }),
        ...omission(response)
      },
      redirectURL: headers.find(({ name }) => name === 'location')?.value ?? '',
      headersSize: -1,
      bodySize: sizeOf(response)
    },
    cache: {},
    timings: { send: 0, wait: 0, receive: 0 },
    _sandbox: rest
  }
}

/** Why there is less of a body than was sent. */
function omission(message: TraceMessage | null): { readonly comment?: string } {
  if (!message) return { comment: 'not recorded: the dial of traces is at decisions' }
  const { body } = message
  if (body?.omitted) return { comment: `not recorded: ${body.omitted}` }
  return body?.cut ? { comment: 'only the beginning' } : {}
}

function sizeOf(message: TraceMessage | null): number {
  return message ? (message.body?.bytes ?? 0) : -1
}

function linesOf(message: TraceMessage | null): Named[] {
  const headers: TraceHeaders = message?.headers ?? {}
  return Object.entries(headers).flatMap(([name, value]) =>
    typeof value === 'string' ? [{ name, value }] : value.map((line) => ({ name, value: line }))
  )
}

function queryOf(url: string): Named[] {
  const mark = url.indexOf('?')
  if (mark === -1) return []
  return url
    .slice(mark + 1)
    .split('#', 1)[0]!
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const equals = pair.indexOf('=')
      const read = (text: string): string => percentDecode(text.replaceAll('+', ' ')) ?? text
      return equals === -1
        ? { name: read(pair), value: '' }
        : { name: read(pair.slice(0, equals)), value: read(pair.slice(equals + 1)) }
    })
}
