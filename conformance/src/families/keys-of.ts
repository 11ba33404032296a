// What the key of a created thing may be: from its members, from where the answer says that it is, from what the client sent.
import type { RawObject } from '../oracle/raw-document.js'
import type { SchemaSet } from '../oracle/schema-set.js'
import type { Exchange } from './client.js'
import type { ComposedBody } from './compose-body.js'
import type { Family } from './family.js'
import type { PlainParameter } from './plain-operation.js'
import { distinct, keyCandidates, readLocation, type Candidate } from './thing.js'

/** Keys, the most plausible first; each has a candidate for every name of the key. Empty when the client cannot learn one. */
export function keysOf(
  family: Family,
  schemas: SchemaSet,
  made: {
    readonly things: readonly RawObject[]
    readonly exchange: Exchange
    readonly body: ComposedBody | undefined
    readonly bindings: ReadonlyMap<string, string>
  }
): Candidate[][] {
  const item = family.read ?? family.remove ?? family.updates[0]
  const names = item?.key.names ?? ['id']
  if (family.kind === 'client key')
    return [names.map((name) => ({ value: made.bindings.get(name) ?? 'zq', source: name, score: 100 }))]
  const links = linksOf(made.things, made.exchange)
  const lists = names.map((name) => {
    const parameter = item?.operation.parameters.find((one) => one.name === name)
    const accepts = (value: unknown) => fit(schemas, parameter, value)
    const own = keyCandidates(made.things, name, family.noun, accepts)
    const sent = keyCandidates([Object.fromEntries(made.body?.sent ?? [])], name, family.noun, accepts)
    const linked = links.flatMap(({ source, text, score }) => {
      const value = item === undefined ? undefined : readLocation(item.operation.path, text)?.get(name)
      return value === undefined ? [] : [{ value, source, score }]
    })
    return distinct([
      ...own,
      ...bare(made.exchange, accepts),
      ...linked,
      ...sent.map((one) => ({ ...one, score: one.score - 16 }))
    ])
  })
  if (lists.some((list) => list.length === 0)) return []
  // Of a key of several parts, the last one is varied.
  const last = lists.at(-1) as Candidate[]
  const others = lists.slice(0, -1).map((list) => list[0] as Candidate)
  return last.map((candidate) => [...others, candidate])
}

/** A whole answer that is nothing but the key. */
function bare({ json }: Exchange, accepts: (value: unknown) => -1 | 0 | 1): Candidate[] {
  const isKey = (typeof json === 'string' || typeof json === 'number') && json !== '' && accepts(json) >= 0
  return isKey ? [{ value: String(json), source: 'the answer', score: 95 }] : []
}

function linksOf(things: readonly RawObject[], { headers }: Exchange) {
  const location = headers['location'] ?? headers['content-location']
  const links = location === undefined ? [] : [{ source: 'Location', text: location, score: 86 }]
  for (const thing of things) {
    for (const [source, text] of Object.entries(thing))
      if (typeof text === 'string' && /^(?:href|url|self|uri|link)$/i.test(source))
        links.push({ source, text, score: 65 })
  }
  return links
}

/** 1 when the parameter takes the value as it is, 0 when it takes its text or number, -1 when it does not take it. */
function fit(schemas: SchemaSet, parameter: PlainParameter | undefined, value: unknown): -1 | 0 | 1 {
  if (parameter?.schema === undefined) return 1
  const validate = schemas.validator(parameter.schema)
  if (typeof validate === 'string' || validate(value)?.length === 0) return 1
  const other = typeof value === 'number' ? String(value) : Number(value)
  return validate(other)?.length === 0 ? 0 : -1
}
