// Which requests a rule is about, ready to be asked: names looked up in the API, patterns and conditions compiled.
import { parseTemplate } from '../release/path-template.js'
import type { OperationSummary } from '../release/release.js'
import type { Classification } from '../release/resources/model.js'
import type { NamesHere } from '../release/simulation/names/names-here.js'
import type { Test } from '../release/simulation/opened.js'
import { openTest } from '../release/simulation/opening/formulas.js'
import { eachOf, type Opening } from '../release/simulation/opening/opening.js'
import { pathPattern, type PathTest } from './path-pattern.js'
import type { PolicyMatch } from './policy-pack.js'

/** Which requests a rule is about; what is absent does not matter. */
export interface OpenPolicyMatch {
  /** Keys. */
  readonly operations?: ReadonlySet<string>
  readonly does?: ReadonlySet<Classification>
  readonly resources?: ReadonlySet<string>
  readonly tags?: ReadonlySet<string>
  readonly paths?: readonly PathTest[]
  readonly methods?: ReadonlySet<string>
  readonly clients?: ReadonlySet<string>
  readonly scopes?: ReadonlySet<string>
  readonly when?: Test
}

const known = (what: string, names: string) => ({
  kind: 'names' as const,
  what,
  members: new Map(names.split(' ').map((name) => [name, undefined]))
})

const names: NamesHere = {
  scope: { request: 'map', client: 'any', operation: 'map', clock: 'map' },
  known: new Map([
    ['request', known('the request', 'method path query header cookie body')],
    ['client', known('the client', 'id label scopes')],
    ['operation', known('the operation', 'key operationId method path tags does resource')],
    ['clock', known('the clock', 'now')]
  ])
}

/** Opens what a rule says about requests, which stands at a pointer. */
export type MatchOpener = (match: PolicyMatch, at: string) => OpenPolicyMatch

/** Begins. What is known of the API is gathered once for all rules. */
export function matchOpener(opening: Opening): MatchOpener {
  const { model, source } = opening
  const { operations, basePaths } = source.index
  const tags = new Set(operations.flatMap((operation) => operation.tags ?? []))
  const keysById = groupById(operations)
  const paths = [...new Set(operations.map(({ path }) => path))]
  const templates = paths.map((path) =>
    parseTemplate(path).map(({ parts }) =>
      parts.every((part) => part.kind === 'literal') ? parts.map(({ text }) => text).join('') : null
    )
  )

  /** An operationId that several operations have is about them all: whoever forbids it must not find out later that one was left out. */
  function keysOf(name: string, at: string): readonly string[] {
    const key = opening.operation(name, at)?.key
    const keys = key === undefined || key === name ? [] : keysById.get(name)!
    if (keys.length < 2) return key === undefined ? [] : [key]
    const some = keys.slice(0, 5).join(', ')
    opening.doubtful(
      at,
      `${keys.length} operations are called \`${name.slice(0, 100)}\`: the rule is about all of them.`,
      `Name those that are meant by their keys: ${some}${keys.length > 5 ? ', …' : ''}.`
    )
    return keys
  }

  function testOf(pattern: string, at: string): PathTest {
    const test = pathPattern(pattern)
    if (templates.some((template) => test(template))) return test
    const base = basePaths.find((one) => one !== '' && pattern.startsWith(`${one}/`))
    if (base === undefined) opening.unknown(at, 'path', pattern, paths)
    else
      opening.doubtful(
        at,
        `No request is about \`${pattern.slice(0, 100)}\`: paths begin below the base path of the API.`,
        `Leave out \`${base}\`.`
      )
    return test
  }

  return (match, at) => {
    const each = (member: keyof PolicyMatch) => eachOf(match[member], `${at}/${member}`)
    const set = (member: keyof PolicyMatch) => new Set(each(member).map(([one]) => one))
    for (const [tag, pointer] of each('tag')) if (!tags.has(tag)) opening.unknown(pointer, 'tag', tag, tags)
    for (const [one, pointer] of each('resource'))
      if (!Object.hasOwn(model.resources, one)) opening.resource(one, pointer)
    const when = openTest(opening, match.when, `${at}/when`, names)
    return {
      ...(match.operation !== undefined && {
        operations: new Set(each('operation').flatMap(([one, pointer]) => keysOf(one, pointer)))
      }),
      ...(match.classification !== undefined && { does: set('classification') as Set<Classification> }),
      ...(match.resource !== undefined && { resources: set('resource') }),
      ...(match.tag !== undefined && { tags: set('tag') }),
      ...(match.path !== undefined && { paths: each('path').map(([one, pointer]) => testOf(one, pointer)) }),
      ...(match.method !== undefined && { methods: set('method') }),
      ...(match.client !== undefined && { clients: set('client') }),
      ...(match.scope !== undefined && { scopes: set('scope') }),
      ...(when && { when })
    }
  }
}

function groupById(operations: readonly OperationSummary[]): ReadonlyMap<string, readonly string[]> {
  const keys = new Map<string, string[]>()
  for (const { operationId, key } of operations) {
    if (operationId === undefined) continue
    const known = keys.get(operationId)
    if (known) known.push(key)
    else keys.set(operationId, [key])
  }
  return keys
}
