// Traces can be taken along: as JSON lines, as HAR that browser tools open, as spans that collectors take.
import { expect, it } from 'vitest'
import { api, json, takes } from '../../../test/support/descriptions.js'
import { get, post } from '../../../test/support/sandboxes.js'
import { createSandbox, type TraceRecord } from '../../index.js'

const pet = {
  type: 'object',
  required: ['id', 'name'],
  properties: { id: { type: 'string' }, name: { type: 'string' } }
}

function played() {
  const sandbox = createSandbox({
    description: api({
      '/pets': {
        get: { responses: { 200: json({ type: 'array', items: pet }) } },
        post: { requestBody: takes('application/json', pet), responses: { 201: json(pet) } }
      }
    }),
    mode: 'stateful',
    tracing: 'full'
  })
  sandbox.webhooks.sink()
  sandbox.handle(post('/pets', { id: '1', name: 'Räx' }))
  sandbox.handle(get('/pets?a=1&b=%C3%BC', { traceparent: `00-${'ab'.repeat(16)}-${'cd'.repeat(8)}-01` }))
  sandbox.handle(get('/nowhere'))
  return sandbox
}

it('JSON lines: a record a line, as `list` gives them', () => {
  const { traces } = played()
  const lines = traces.export('jsonl').trimEnd().split('\n')
  expect(lines.map((line) => JSON.parse(line) as TraceRecord)).toEqual(
    JSON.parse(JSON.stringify(traces.list()))
  )
})

it('HAR 1.2: every member that it demands, in the types that it demands', () => {
  const { traces } = played()
  const { log } = JSON.parse(traces.export('har')) as { log: { [name: string]: never } }
  expect(log).toMatchObject({
    version: '1.2',
    creator: { name: 'Sandbed', version: expect.any(String) as string }
  })
  const entries = log['entries'] as unknown as { [name: string]: { [name: string]: unknown } }[]
  expect(entries).toHaveLength(3)
  const pairs = expect.any(Array) as unknown[]
  for (const entry of entries) {
    expect(entry).toMatchObject({
      startedDateTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string,
      time: 0,
      request: {
        method: expect.any(String) as string,
        url: expect.stringMatching(/^http:\/\//) as string,
        httpVersion: 'HTTP/1.1',
        cookies: [],
        headers: pairs,
        queryString: pairs,
        headersSize: -1,
        bodySize: expect.any(Number) as number
      },
      response: {
        status: expect.any(Number) as number,
        statusText: '',
        httpVersion: 'HTTP/1.1',
        cookies: [],
        headers: pairs,
        content: { size: expect.any(Number) as number, mimeType: expect.any(String) as string },
        redirectURL: '',
        headersSize: -1,
        bodySize: expect.any(Number) as number
      },
      cache: {},
      timings: { send: 0, wait: 0, receive: 0 },
      _sandbox: { version: 1, kind: 'request' }
    })
    expect(URL.canParse(String(entry['request']!['url']))).toBe(true)
  }
  expect(entries[0]!['request']!['postData']).toEqual({
    mimeType: 'application/json',
    text: '{"id":"1","name":"Räx"}'
  })
  expect(entries[1]!['request']!['queryString']).toEqual([
    { name: 'a', value: '1' },
    { name: 'b', value: 'ü' }
  ])
})

interface Span {
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId?: string
  readonly name: string
  readonly kind: number
  readonly links?: readonly { readonly traceId: string; readonly spanId: string }[]
  readonly status: { readonly code?: number }
}

it('OTLP: a span a record, one below it for each step, and links from deliveries to what caused them', () => {
  const { traces } = played()
  const text = traces.export('otlp')
  const { resourceSpans } = JSON.parse(text) as { resourceSpans: [{ scopeSpans: [{ spans: Span[] }] }] }
  const { spans } = resourceSpans[0].scopeSpans[0]
  for (const { traceId, spanId } of spans) {
    expect(traceId).toMatch(/^[\da-f]{32}$/)
    expect(spanId).toMatch(/^[\da-f]{16}$/)
  }
  expect(new Set(spans.map(({ spanId }) => spanId)).size).toBe(spans.length)
  const created = spans.find(({ name }) => name === 'POST /pets')
  expect(created).toMatchObject({ name: 'POST /pets', kind: 2, status: {} })
  expect(
    spans.filter(({ parentSpanId }) => parentSpanId === created!.spanId).map(({ name }) => name)
  ).toEqual(['receive', 'match', 'validate', 'mode'])
  const delivery = spans.find(({ kind }) => kind === 3)!
  expect(delivery.links).toMatchObject([{ traceId: created!.traceId, spanId: created!.spanId }])
  // A client that traces goes on with its own trace.
  expect(spans.find(({ name }) => name === 'GET /pets')).toMatchObject({
    traceId: 'ab'.repeat(16),
    parentSpanId: 'cd'.repeat(8)
  })
  expect(played().traces.export('otlp')).toBe(text)
})

it('exports take the same filters as lists, and no other formats', () => {
  const { traces } = played()
  expect(traces.export('jsonl', { status: 404 }).split('\n')).toHaveLength(2)
  expect(() => traces.export('pcap' as never)).toThrow("'jsonl', 'har' or 'otlp'")
})
