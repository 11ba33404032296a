// The control plane against its own document: requests that a sandbox of the document makes up, answers judged by an independent validator.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { createSandbox, type SandboxRequest } from '@sandbed/core'
import { controlDocument } from '@sandbed/core/control'
import { controlled, type ControlledApi } from '../../test/control.js'

type Operation = { readonly operationId: string; readonly responses: { readonly [status: string]: Answer } }
type Answer = { readonly $ref?: string; readonly content?: { readonly [type: string]: unknown } }

const ajv = new Ajv2020({ strict: false, validateFormats: false })
ajv.addSchema(controlDocument, 'control')
const document = JSON.parse(JSON.stringify(controlDocument)) as {
  paths: { [path: string]: { [method: string]: Operation } }
}
const operations = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item).flatMap(([method, operation]) =>
    method === 'parameters' ? [] : [{ path, method, operation, id: operation.operationId }]
  )
)
const escape = (token: string): string => token.replaceAll('~', '~0').replaceAll('/', '~1')

/** What is wrong with an answer, by the document; nothing where it is declared and valid. */
async function faultOf(id: string, response: Response): Promise<string | undefined> {
  const { path, method, operation } = operations.find((one) => one.id === id)!
  const { status } = response
  const declared = operation.responses[status]
  if (declared === undefined) return `${id}: ${status} is not declared: ${await response.text()}`
  let pointer = `/paths/${escape(path)}/${method}/responses/${status}`
  let { content } = declared
  if (declared.$ref !== undefined) {
    pointer = declared.$ref.slice(1)
    const name = pointer.split('/').at(-1)!
    content = (controlDocument.components.responses as { [name: string]: Answer })[name]!.content
  }
  const text = await response.text()
  if (content === undefined) return text === '' ? undefined : `${id}: ${status} has a body`
  const type = response.headers.get('content-type')!.split(';')[0]!
  if (!Object.hasOwn(content, type)) return `${id}: ${status} with ${type}`
  const value: unknown = type.endsWith('json') && type !== 'application/x-ndjson' ? JSON.parse(text) : text
  const validate = ajv.getSchema(`control#${pointer}/content/${encodeURIComponent(escape(type))}/schema`)!
  return validate(value) ? undefined : `${id} ${status}: ${ajv.errorsText(validate.errors)}`
}

/** A sandbox of the document without its examples, which makes up everything by the schemas. */
const invented = createSandbox({ description: withoutExamples(document) })
const exemplary = createSandbox({ description: controlDocument })

function withoutExamples(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutExamples)
  if (typeof value !== 'object' || value === null) return value
  const isPath = (value as { in?: string }).in === 'path'
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => isPath || (name !== 'example' && name !== 'examples'))
      .map(([name, member]) => [name, withoutExamples(member)])
  )
}

let running: ControlledApi
let pet: string

beforeAll(async () => {
  running = await controlled({ mode: 'stateful', tracing: 'full' })
  const made = await fetch(`${running.api.url}/pets`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"name":"Rex","species":"dog"}'
  })
  pet = made.headers.get('sandbed-trace')!
})
afterAll(() => running.close())

function send({ method, url, headers, body }: SandboxRequest): Promise<Response> {
  return fetch(running.control.url + url, {
    method,
    headers: { ...(headers as Record<string, string>), authorization: `Bearer ${running.control.token}` },
    ...(body && { body: body as string })
  })
}

describe('the control plane, by its own document', () => {
  it('serves the document', async () => {
    const response = await running.ask('GET', '/openapi.json')
    expect(await response.json()).toEqual(controlDocument)
  })

  it('carries out every operation that the examples of the document show', async () => {
    const order = [
      'issueClient',
      'takeSnapshot',
      'registerWebhook',
      'attachPolicy',
      'createSandbox',
      ...operations.map(({ id }) => id).filter((id) => !last.includes(id)),
      ...last
    ]
    const ids = new Map([
      ['client_1', 'client_1'],
      ['trc_0_1', pet]
    ])
    const faults: string[] = []
    const done = new Map<string, number>()
    for (const id of order) {
      const request = exemplary.sampleRequest(id)
      let { url } = request
      for (const [shown, real] of ids) url = url.replace(shown, real)
      const response = await send({ ...request, url })
      const copy = response.clone()
      const fault = await faultOf(id, response)
      if (fault !== undefined) faults.push(fault)
      if (id === 'registerWebhook') ids.set('we_1', ((await copy.json()) as { id: string }).id)
      done.set(id, Math.min(done.get(id) ?? 999, response.status))
    }
    expect(faults).toEqual([])
    const refused = [...done].filter(([, status]) => status >= 300)
    expect(Object.fromEntries(refused)).toEqual({
      // What there is none of in this API, and what nobody may do with `main`.
      applyScenario: 404,
      redeliver: 404,
      archiveSandbox: 409,
      deleteSandbox: 409
    })
  })

  it('answers what it declares, whatever valid request comes', async () => {
    const faults: string[] = []
    let count = 0
    for (const { id } of operations)
      for (let seed = 0; seed < 20; seed++) {
        const request = invented.sampleRequest(id, `self-${seed}`)
        if (request.url.includes('follow=true')) continue
        const fault = await faultOf(id, await send(request))
        if (fault !== undefined) faults.push(fault)
        count++
      }
    expect(faults).toEqual([])
    expect(count).toBeGreaterThan(800)
  })

  it('answers what it declares to requests that break it too', async () => {
    const faults: string[] = []
    for (const { id } of operations)
      for (const body of ['{', '[]', '{"more":1}', 'null', '{"name":7}']) {
        const { method, url } = exemplary.sampleRequest(id)
        if (method === 'GET' || method === 'DELETE') continue
        const fault = await faultOf(
          id,
          await send({ method, url, body, headers: { 'content-type': 'application/json' } })
        )
        if (fault !== undefined) faults.push(fault)
      }
    expect(faults).toEqual([])
  })

  it('finds an answer that is not declared: this test can fail', async () => {
    expect(await faultOf('listSandboxes', new Response('', { status: 418 }))).toContain('418')
    const wrong = Response.json({ items: [{}] })
    expect(await faultOf('listSandboxes', wrong)).toContain('must have required property')
  })
})

/** What takes away what others need. */
const last = [
  'revokeClient',
  'detachPolicy',
  'removeWebhook',
  'deleteSnapshot',
  'clearTraces',
  'deleteSandbox',
  'archiveSandbox'
]
