// A response against what its step expects.
import { isDeepStrictEqual } from 'node:util'
import type { WireResponse } from '../hosts/host.js'
import type { Judge } from '../oracle/judge-response.js'
import type { Played } from './run-scenario.js'

/** What is not as expected, one sentence each; empty when all is. `earlier` holds the responses of named steps. */
export function checkStep(
  { step, response, hashes }: Played,
  judge: Judge,
  earlier: ReadonlyMap<string, WireResponse>
): string[] {
  const { expect } = step
  const text = Buffer.from(response.body).toString('utf8')
  const headers = new Map(response.headers)
  const faults: string[] = []
  if (response.status !== expect.status)
    faults.push(`status is ${response.status}, not ${expect.status}: ${text.slice(0, 300)}`)
  for (const [name, wanted] of Object.entries(expect.headers ?? {})) {
    const sent = headers.get(name)
    if (!matchesHeader(sent, wanted))
      faults.push(`header ${name} is ${sent ?? 'missing'}, not ${wanted ?? 'absent'}`)
  }
  if (expect.text !== undefined && text !== expect.text) faults.push(`body is ${text.slice(0, 300)}`)
  if (expect.json !== undefined && !isDeepStrictEqual(parse(text), expect.json))
    faults.push(`body is ${text.slice(0, 500)}`)
  if (expect.contains !== undefined && !includes(parse(text), expect.contains)) {
    faults.push(`body does not contain ${JSON.stringify(expect.contains)}: ${text.slice(0, 500)}`)
  }
  for (const [pointer, length] of Object.entries(expect.lengths ?? {})) {
    const found = valueAt(parse(text), pointer)
    if (!Array.isArray(found) || found.length !== length)
      faults.push(`${pointer} is not an array of ${length}: ${text.slice(0, 300)}`)
  }
  for (const pointer of expect.absent ?? []) {
    if (valueAt(parse(text), pointer) !== undefined) faults.push(`${pointer} is there: ${text.slice(0, 300)}`)
  }
  if (hashes) {
    const isRead = /^(?:GET|HEAD|OPTIONS) /.test(step.request)
    const wanted = expect.state ?? (isRead || expect.status >= 400 ? 'unchanged' : undefined)
    const changed = hashes[0] !== hashes[1]
    if (wanted !== undefined && changed !== (wanted === 'changed')) faults.push(`the state is not ${wanted}`)
  }
  const operation = expect.validFor ?? (hashes && operationOf(judge.operations, step.request))
  if (operation !== undefined) {
    const verdict = judge.judge(operation, {
      status: response.status,
      headers: Object.fromEntries(headers),
      body: response.body
    })
    // What the description has no words for is said in Sandbed's own.
    const isOwn =
      expect.validFor === undefined &&
      response.status >= 400 &&
      headers.get('content-type') === 'application/problem+json'
    if (!verdict.ok && !(isOwn && verdict.reason === 'status-undeclared'))
      faults.push(`not as ${operation} declares: ${verdict.reason}: ${verdict.detail}`)
  }
  for (const [name, same] of [
    [expect.sameBodyAs, true],
    [expect.otherBodyThan, false]
  ] as const) {
    if (name === undefined) continue
    const other = earlier.get(name)
    if (other === undefined) faults.push(`there is no earlier step named ${name}`)
    else if (Buffer.from(other.body).equals(response.body) !== same) {
      faults.push(`the body is ${same ? 'not ' : ''}the same as that of ${name}: ${text.slice(0, 300)}`)
    }
  }
  return faults
}

function matchesHeader(sent: string | undefined, wanted: string | null): boolean {
  if (wanted === null || sent === undefined) return wanted === null && sent === undefined
  const pattern = /^\/(.*)\/$/s.exec(wanted)
  return pattern === null ? sent === wanted : new RegExp(pattern[1] as string).test(sent)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The operation that a request is for: the one whose path has the fewest parameters, of those that match. */
function operationOf(operations: readonly string[], request: string): string | undefined {
  const target = request.replace(/[?#].*$/s, '')
  const matches = operations.filter((operation) => {
    const parts = operation.split(/\{[^{}]*\}/).map((part) => part.replaceAll(/[\\^$.*+?()[\]|]/g, '\\$&'))
    return new RegExp(`^${parts.join('[^/]+')}$`, 's').test(target)
  })
  return matches.toSorted((a, b) => a.split('{').length - b.split('{').length)[0]
}

function valueAt(value: unknown, pointer: string): unknown {
  let at = value
  for (const token of pointer.split('/').slice(1))
    at = typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[token] : undefined
  return at
}

function includes(value: unknown, part: unknown): boolean {
  if (typeof part !== 'object' || part === null) return value === part
  if (typeof value !== 'object' || value === null || Array.isArray(value) !== Array.isArray(part))
    return false
  return Object.entries(part).every(([name, inner]) =>
    includes((value as Record<string, unknown>)[name], inner)
  )
}
