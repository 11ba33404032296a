// 200,000 requests, about half of them spoilt: none makes the core throw, none gets a 5xx that nobody asked for, no answer breaks its
// own schema. SANDBED_FUZZ_SEED repeats a run, SANDBED_FUZZ_REQUESTS changes its length.
import { expect, it } from 'vitest'
import { createSandbox, type SandboxRequest, type SandboxResponse, type Trace } from '../src/index.js'
import { parseJson } from '../src/http/bodies/parse-json.js'
import { isJson, parseMediaType } from '../src/http/media-type.js'
import { readDescription } from '../src/release/read-description.js'
import { createChecker } from '../src/schema/check/create-checker.js'
import { responseFor } from '../src/engine/responses/select-response.js'
import { openDescription } from '../src/spec/description.js'
import { description, ownDescriptions, realDescription, realDescriptions } from './support/descriptions.js'
import { drawFrom, requestsTo } from './support/schema-aware-requests.js'

const seed = Number(process.env['SANDBED_FUZZ_SEED'] ?? Math.floor(Math.random() * 0xffffffff))
const total = Number(process.env['SANDBED_FUZZ_REQUESTS'] ?? 200_000)
const all: readonly (readonly [string, () => unknown])[] = [
  ...ownDescriptions.map((name) => [name, () => description(name)] as const),
  ...realDescriptions.map((name) => [name, () => realDescription(name)] as const)
]
const share = Math.ceil(total / all.length)
const deepest = { depth: 512, objectKeys: 1e6, nodes: 1e7 }

/** How many answers were looked into: a judge who sees none finds nothing. */
const judged = { count: 0 }
const prototypes = [Object.prototype, Array.prototype, Function.prototype]
const before = prototypes.map((prototype) => Reflect.ownKeys(prototype).length)

/** A judge of JSON answers, by the description and our own checker. `undefined`: nothing to object to. */
function judgeOf(value: unknown) {
  const opened = openDescription(value)
  if ('code' in opened) throw new Error(opened.message)
  const source = readDescription(opened, () => {})
  const checker = createChecker(source)
  return ({ operation, status, provenance, notes }: Trace, { headers, body }: SandboxResponse): unknown => {
    if (operation === null || typeof body !== 'string' || status < 200 || status > 299) return undefined
    // What could not be made valid, or was asked for by name, is told in the trace.
    if (notes.length > 0 && provenance !== 'repaired') return undefined
    const content = responseFor(source.operation(operation), status)?.content ?? []
    const sent = parseMediaType(String(headers['content-type'] ?? ''))
    const declared =
      content.find(({ type }) => type === headers['content-type']) ??
      (content.length === 1 ? content[0] : undefined)
    if (!sent || !isJson(sent) || declared?.schema === undefined) return undefined
    const parsed = parseJson(body, deepest)
    judged.count++
    return parsed.problem ?? checker.check(declared.schema, parsed.value, 'response')[0]
  }
}

it.each(all)(`%s: ${share} requests, seed ${seed}`, (_, read) => {
  const value = read()
  const judge = judgeOf(value)
  let trace: Trace | undefined
  const onTrace = (each: Trace) => (trace = each)
  const sandboxes = (['static', 'dynamic'] as const).map((mode) =>
    createSandbox({ description: value, mode, onTrace })
  )
  const requests = requestsTo(sandboxes[0]!, drawFrom(seed))
  for (let i = 0; i < share; i++) {
    const request = requests.next().value as SandboxRequest
    const response = sandboxes[i % 2]!.handle(request)
    const wrong = judge(trace!, response)
    if (wrong !== undefined) expect({ request, trace, body: response.body, wrong }).toBe('valid')
    if (response.status >= 500 && !asksFor(request)) expect({ request, trace }).toBe('no 5xx')
    if (response.status < 200 || response.status > 599) expect({ request, trace }).toBe('a status')
  }
})

/** True when the client asked for a status by `Prefer` or `__code`. */
function asksFor({ url, headers }: SandboxRequest): boolean {
  return url.includes('__code') || String(headers?.['prefer'] ?? '').includes('code=5')
}

it('many answers were judged', () => {
  expect(judged.count).toBeGreaterThan(total / 10)
})

it('the prototypes are as they were before all this', () => {
  expect(prototypes.map((prototype) => Reflect.ownKeys(prototype).length)).toEqual(before)
})
