// What is exported is what the others read: HAR by its public schema, OTLP by the members of its protocol buffers.
import { createRequire } from 'node:module'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import { describe, expect, it } from 'vitest'
import { api, json, takes } from '../../../test/support/descriptions.js'
import { get, post } from '../../../test/support/sandboxes.js'
import { createSandbox, type SandboxRequest, type TracingDial } from '../../index.js'

const require = createRequire(import.meta.url)
const draft6 = require('ajv/dist/refs/json-schema-draft-06.json') as object
const har = require('har-schema') as { readonly [name: string]: object }

const pet = {
  type: 'object',
  required: ['name'],
  properties: { id: { type: 'string' }, name: { type: 'string' } }
}

/** Requests of all kinds, with everything that follows from them. */
function played(tracing: TracingDial) {
  const sandbox = createSandbox({
    description: api({
      '/pets': {
        get: { responses: { 200: json({ type: 'array', items: pet }) } },
        post: { requestBody: takes('application/json', pet), responses: { 201: json(pet), 422: json() } }
      }
    }),
    mode: 'stateful',
    tracing
  })
  sandbox.webhooks.sink({ answers: [500, 200] })
  const traceparent = `00-${'ab'.repeat(16)}-${'cd'.repeat(8)}-01`
  const requests: SandboxRequest[] = [
    post('/pets', { id: '1', name: 'Räx' }),
    {
      ...post('/pets', { name: 'Rex' }),
      headers: { 'content-type': 'application/json', 'idempotency-key': 'a' }
    },
    post('/pets', '{"na'),
    post('/pets', { name: 7 }),
    {
      method: 'POST',
      url: '/pets',
      headers: { 'content-type': 'text/html' },
      body: new Uint8Array([255, 0, 1])
    },
    {
      method: 'GET',
      url: '/pets?a=1&a=2&b=%C3%BC&&c',
      headers: { traceparent, cookie: 'a=1; b=2', 'x-many': ['1', '2'] }
    },
    get('http://pets.example/pets#x'),
    get('pets'),
    get('/nowhere'),
    { method: 'HEAD', url: '/pets' },
    { method: 'DELETE', url: '/pets' },
    { method: 'OPTIONS', url: '/pets' },
    { method: '', url: '' }
  ]
  for (const request of requests) sandbox.handle(request)
  sandbox.clock.advance('2h')
  sandbox.reset()
  return sandbox.traces
}

describe.each(['full', 'decisions'] as const)('with the dial at %s', (dial) => {
  it('HAR follows the public schema of HAR 1.2', () => {
    const ajv = new Ajv({ strict: false, allErrors: true })
    addFormats.default(ajv)
    ajv.addMetaSchema(draft6)
    for (const schema of Object.values(har)) ajv.addSchema(schema)
    const archive = JSON.parse(played(dial).export('har')) as { log: { entries: unknown[] } }
    expect(archive.log.entries).toHaveLength(13)
    expect([ajv.validate('har.json#', archive), ajv.errors]).toEqual([true, null])
    // The check can fail.
    expect(ajv.validate('har.json#', { log: { ...archive.log, entries: [{}] } })).toBe(false)
  })

  it('OTLP has the members and forms of an ExportTraceServiceRequest, and no others', () => {
    const request = JSON.parse(played(dial).export('otlp')) as object
    expect(misshapen(request, 'Request', '')).toEqual([])
    expect(misshapen({ resourceSpans: [{ scope_spans: [] }] }, 'Request', '')).not.toEqual([])
  })
})

/** Members by message (opentelemetry-proto 1.x, in its JSON form): a pattern of the value, or a message; `[]` where it is repeated. */
const text = /^"/
const hex = (digits: number) => new RegExp(`^"[\\da-f]{${digits}}"$`)
const fixed64 = /^"\d+"$/
const uint32 = /^\d{1,10}$/
const messages: { readonly [message: string]: { readonly [member: string]: RegExp | string } } = {
  Request: { resourceSpans: 'ResourceSpans[]' },
  ResourceSpans: { resource: 'Resource', scopeSpans: 'ScopeSpans[]', schemaUrl: text },
  Resource: { attributes: 'KeyValue[]', droppedAttributesCount: uint32 },
  ScopeSpans: { scope: 'InstrumentationScope', spans: 'Span[]', schemaUrl: text },
  InstrumentationScope: {
    name: text,
    version: text,
    attributes: 'KeyValue[]',
    droppedAttributesCount: uint32
  },
  Span: {
    traceId: hex(32),
    spanId: hex(16),
    traceState: text,
    parentSpanId: hex(16),
    flags: uint32,
    name: text,
    kind: /^[0-5]$/,
    startTimeUnixNano: fixed64,
    endTimeUnixNano: fixed64,
    attributes: 'KeyValue[]',
    droppedAttributesCount: uint32,
    events: 'Event[]',
    droppedEventsCount: uint32,
    links: 'Link[]',
    droppedLinksCount: uint32,
    status: 'Status'
  },
  Event: { timeUnixNano: fixed64, name: text, attributes: 'KeyValue[]', droppedAttributesCount: uint32 },
  Link: {
    traceId: hex(32),
    spanId: hex(16),
    traceState: text,
    attributes: 'KeyValue[]',
    droppedAttributesCount: uint32,
    flags: uint32
  },
  Status: { message: text, code: /^[0-2]$/ },
  KeyValue: { key: text, value: 'AnyValue' },
  AnyValue: {
    stringValue: text,
    boolValue: /^(true|false)$/,
    intValue: /^"-?\d+"$/,
    doubleValue: /^-?\d/,
    arrayValue: 'ArrayValue',
    kvlistValue: 'KeyValueList',
    bytesValue: text
  },
  ArrayValue: { values: 'AnyValue[]' },
  KeyValueList: { values: 'KeyValue[]' }
}

function misshapen(value: object, message: string, at: string): string[] {
  const members = messages[message]!
  return Object.entries(value).flatMap(([name, member]: [string, unknown]) => {
    const form = Object.hasOwn(members, name) ? members[name]! : undefined
    const here = `${at}/${name}`
    if (form === undefined) return [`${here} is no member of ${message}`]
    if (form instanceof RegExp)
      return form.test(JSON.stringify(member)) ? [] : [`${here}: ${JSON.stringify(member)}`]
    if (!form.endsWith('[]')) return misshapen(member as object, form, here)
    if (!Array.isArray(member)) return [`${here} is no list`]
    return member.flatMap((one: object, i) => misshapen(one, form.slice(0, -2), `${here}/${i}`))
  })
}
