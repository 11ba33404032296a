// Families in RPC style: `POST /things.create` with `GET /things.info?thing=...`, `/things/create`, `/createThing`.
import type { Family, ItemOperation } from './family.js'
import type { PlainOperation } from './plain-operation.js'
import { membersOf } from './resource-schema.js'
import { flat, nounOf, stem, wordsOf } from './words.js'

const verbs = {
  create: /^(?:create|add|new|insert|open)$/,
  read: /^(?:info|get|retrieve|read|show|fetch|describe)$/,
  list: /^(?:list|all|search)$/,
  update: /^(?:update|edit|set|modify|change|rename)$/,
  remove: /^(?:delete|remove|destroy|archive|revoke)$/
}
type Verb = keyof typeof verbs

/** Families whose operations are named by verbs. */
export function findRpcFamilies(document: unknown, operations: readonly PlainOperation[]): Family[] {
  const groups = new Map<string, { noun: string; byVerb: Map<Verb, PlainOperation> }>()
  for (const operation of operations) {
    const named = verbOf(operation)
    if (named === undefined) continue
    const group = groups.get(named.group) ?? { noun: named.noun, byVerb: new Map() }
    const known = group.byVerb.get(named.verb)
    // What is archived may still be read: that is the delete only where nothing else is.
    if (known === undefined || (named.verb === 'remove' && !removes(known) && removes(operation)))
      group.byVerb.set(named.verb, operation)
    groups.set(named.group, group)
  }
  return [...groups.values()].flatMap(({ noun, byVerb }) => {
    const create = byVerb.get('create')
    if (create === undefined || create.method === 'GET') return []
    const answer = membersOf(document, create.success[0]?.schema, noun)
    const on = (verb: Verb): ItemOperation | undefined => {
      const operation = byVerb.get(verb)
      return operation === undefined ? undefined : keyed(document, operation, noun, answer)
    }
    const read = on('read')
    if (read === undefined) return []
    const update = on('update')
    const remove = on('remove')
    const list = byVerb.get('list')
    const family: Family = {
      name: create.key,
      kind: 'rpc',
      noun,
      create,
      read,
      updates: update === undefined ? [] : [update],
      ...(list === undefined ? {} : { list }),
      ...(remove === undefined ? {} : { remove })
    }
    return [family]
  })
}

function removes({ blank }: PlainOperation): boolean {
  return /delete|remove|destroy/i.test(blank)
}

/** `/things.create`, `/things/create`, `/things:create`, `/createThing`: what is done to which kind of thing. */
function verbOf({ blank }: PlainOperation): { group: string; noun: string; verb: Verb } | undefined {
  if (blank.endsWith('{}')) return undefined
  const segments = blank.split('/').filter((segment) => segment !== '')
  const words = wordsOf(segments.at(-1) ?? '')
  for (const [verb, pattern] of Object.entries(verbs) as [Verb, RegExp][]) {
    const [first = '', last = ''] = [words[0], words.at(-1)]
    if (words.length === 1 && segments.length > 1 && pattern.test(first)) {
      const owner = segments.at(-2) as string
      if (owner.includes('{')) return undefined
      const noun = nounOf(owner)
      return { group: `${segments.slice(0, -2).join('/')}|${noun}`, noun, verb }
    }
    if (words.length < 2) continue
    const rest = pattern.test(last) ? words.slice(0, -1) : pattern.test(first) ? words.slice(1) : undefined
    if (rest === undefined) continue
    const noun = nounOf(rest)
    return { group: `${segments.slice(0, -1).join('/')}|${noun}`, noun, verb }
  }
  return undefined
}

/** Where an RPC operation takes the key: a query parameter or a body member named like the thing or its id. */
function keyed(
  document: unknown,
  operation: PlainOperation,
  noun: string,
  answer: ReadonlyMap<string, unknown>
): ItemOperation | undefined {
  const ids = new Set([flat(noun), `${flat(noun)}id`, 'id', `${noun.split(' ').at(-1) ?? ''}id`])
  const names = (candidates: readonly string[]) =>
    candidates.find((name) => ids.has(flat(stem(name))) || ids.has(flat(name))) ??
    candidates.find((name) => answer.has(flat(name)))
  const query = operation.parameters.filter((one) => one.in === 'query')
  const required = names(query.filter((one) => one.required).map((one) => one.name))
  const inQuery = required ?? names(query.map((one) => one.name))
  if (inQuery !== undefined) return { operation, key: { in: 'query', names: [inQuery] } }
  const members = [...membersOf(document, operation.body[0]?.schema, noun).keys()]
  const inBody = names(members)
  return inBody === undefined ? undefined : { operation, key: { in: 'body', names: [inBody] } }
}
