// A long log of requests to a stateful sandbox, written while one answers: clients that make things, find them again, page through
// lists, change and delete, carry out actions, and make mistakes.
import type { Binding, Sandbox } from '@sandbed/core'
import { hostOf } from '../hosts/core-host.js'
import type { WireRequest } from '../hosts/host.js'
import { createDice, type Dice } from './dice.js'
import { createKnownThings, type KnownThings, type Names } from './known-things.js'
import { oddSegments } from './odd-values.js'

/** How often a kind of operation is chosen. */
const weights: { readonly [does: string]: number } = {
  create: 30,
  read: 18,
  list: 20,
  update: 14,
  replace: 10,
  delete: 4,
  action: 8,
  none: 1
}

/** Writes a log while the sandbox answers. Every request can be sent unchanged by every host. */
export async function writeStatefulLog(
  sandbox: Sandbox,
  count: number,
  seed: number
): Promise<readonly WireRequest[]> {
  const host = hostOf(sandbox)
  const dice = createDice(seed)
  const known = createKnownThings(sandbox)
  const bindings = Object.values(sandbox.model.bindings)
  const chosen = bindings.flatMap((binding) =>
    Array.from<Binding>({ length: weights[binding.does.value] ?? 1 }).fill(binding)
  )
  const log: WireRequest[] = []
  while (log.length < count) {
    const binding = dice.pick(chosen)
    const { request, names } = requestTo(sandbox, binding, known, dice)
    log.push(request)
    known.learn(binding, request.path, names, await host.send(request))
  }
  return log
}

function requestTo(
  sandbox: Sandbox,
  binding: Binding,
  known: KnownThings,
  dice: Dice
): { request: WireRequest; names: Names } {
  const { path } = sandbox.operations.find(({ key }) => key === binding.operation)!
  const sample = sandbox.sampleRequest(binding.operation, String(dice.roll(200)))
  const names = new Map(namesFor(binding, known, dice))
  const steps = [
    ...binding.within,
    ...(binding.key?.value.in === 'path'
      ? [{ resource: binding.resource!.value, parameter: binding.key.value.name }]
      : [])
  ]
  let target = path
  for (const { resource, parameter } of steps) {
    if (parameter === undefined) continue
    // A name that nobody has yet: of the sample, or an odd one.
    const text = dice.chance(3)
      ? decode(dice.pick(oddSegments))
      : (names.get(resource) ?? dice.pick(['ann', 'bo', 'cy']))
    names.set(resource, text)
    target = target.replace(`{${parameter}}`, encodeURIComponent(text.toWellFormed()))
  }
  const query = binding.does.value === 'list' ? listQuery(sandbox, binding, known, dice) : []
  const url = new URL(target.replaceAll(/\{[^}]*\}/g, 'x'), 'http://host.test')
  for (const [name, value] of query) url.searchParams.append(name, value)
  if (binding.key?.value.in === 'query')
    url.searchParams.set(binding.key.value.name, names.get(binding.resource!.value) ?? 'none')
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(sample.headers ?? {}))
    if (value !== undefined) headers[name] = String(value)
  const tag = known.tagOf(url.pathname)
  if (tag !== undefined && dice.chance(15)) headers[dice.pick(['if-match', 'if-none-match'])] = tag
  if (dice.chance(8)) headers['idempotency-key'] = `key-${dice.roll(40)}`
  if (dice.chance(2))
    headers['prefer'] = dice.pick(['code=404', 'code=200', 'mode=dynamic', 'return=minimal'])
  const { method } = sample
  const body =
    method === 'GET' || method === 'HEAD' || typeof sample.body !== 'string'
      ? null
      : Buffer.from(
          dice.chance(4)
            ? spoilt(sample.body, dice)
            : meant(sandbox, binding, sample.body, names, known, dice)
        )
  return {
    request: {
      method: method === 'GET' && dice.chance(3) ? 'HEAD' : method,
      path: url.pathname + url.search,
      headers,
      body: body?.length === 0 ? null : body
    },
    names
  }
}

/** The names of a thing that is there, or of the parents of a new one. */
function namesFor({ resource, within, key }: Binding, known: KnownThings, dice: Dice): Names {
  const own = key && resource ? known.pick(resource.value, dice) : undefined
  if (own) return own
  const parent = within.at(-1)
  return (parent && known.pick(parent.resource, dice)) ?? new Map()
}

function listQuery(
  sandbox: Sandbox,
  { operation, list, resource }: Binding,
  known: KnownThings,
  dice: Dice
): [string, string][] {
  if (!list) return []
  const { style, parameter, before, size } = list.paging.value
  const query: [string, string][] = []
  if (list.paging.value.in === 'body') return query
  if (size !== undefined && dice.chance(70)) query.push([size, String(1 + dice.roll(6))])
  if (parameter !== undefined && dice.chance(50)) {
    const id = () => known.pick(resource!.value, dice)?.get(resource!.value) ?? 'none'
    const value =
      style === 'cursor'
        ? (known.cursorOf(operation) ?? 'junk')
        : style === 'after'
          ? id()
          : String(dice.roll(6))
    query.push([dice.chance(30) && before !== undefined ? before : parameter, value])
  }
  for (const { parameter: name, member, value: place } of list.filters) {
    if (!dice.chance(15)) continue
    const some = sandbox.state.list(resource!.value).at(-1 - dice.roll(5))
    let value: unknown = some?.value
    for (const token of place)
      value =
        typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[token] : undefined
    const text = typeof value === 'object' || value === undefined ? 'a' : String(value)
    query.push([member === undefined ? name : `${name}[${member}]`, text])
  }
  const sorts = Object.keys(list.sort?.value.values ?? {})
  if (sorts.length > 0 && dice.chance(40)) query.push([list.sort!.value.parameter, dice.pick(sorts)])
  if (list.sort?.value.direction !== undefined && dice.chance(40))
    query.push([list.sort.value.direction, dice.pick(['asc', 'desc'])])
  return query
}

/** The sample with the names of things that are there: its own id, and what it refers to. */
function meant(
  { model }: Sandbox,
  { key, resource, input }: Binding,
  body: string,
  names: Names,
  known: KnownThings,
  dice: Dice
): string {
  let value: unknown
  try {
    value = JSON.parse(body)
  } catch {
    return body
  }
  if (typeof value !== 'object' || value === null || resource === undefined) return body
  if (key?.value.in === 'body')
    (value as Record<string, unknown>)[key.value.name] = names.get(resource.value) ?? 'none'
  let holder: unknown = value
  for (const token of input?.value.at ?? [])
    holder =
      typeof holder === 'object' && holder !== null ? (holder as Record<string, unknown>)[token] : undefined
  for (const { at, value: target } of model.resources[resource.value]?.references ?? []) {
    const [member] = at
    const name = known.pick(target, dice)?.get(target)
    if (at.length !== 1 || typeof holder !== 'object' || holder === null || name === undefined) continue
    const before = (holder as Record<string, unknown>)[member!]
    if (dice.chance(85) && before !== undefined)
      (holder as Record<string, unknown>)[member!] = typeof before === 'number' ? Number(name) : name
  }
  return JSON.stringify(value)
}

function spoilt(body: string, dice: Dice): string {
  return dice.pick([
    () => body.slice(0, dice.roll(body.length)),
    () => '{}',
    () => '[]',
    () => 'null',
    () => '{"__proto__":{"polluted":true},"constructor":1}',
    () => body.replaceAll(/"[^"]*"(?=\s*[,}])/g, '12345678901234567890')
  ])()
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
