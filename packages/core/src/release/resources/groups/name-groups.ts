// Names for what groups hold: each group gets one of its own, and each parameter on a path the resource that it names.
import { normaliseName } from '../../../internal/normalise-name.js'
import { sortKeys } from '../../../internal/sort-keys.js'
import type { Group } from './group.js'
import type { Step } from '../model.js'
import { nounOf, shapeKey, type PathToken } from '../operations/path-shape.js'
import type { Site } from '../operations/sites.js'
import { isPlural, pluralOf, singularOf } from '../words.js'

/** Groups with their names, and the resource that each parameter of a path names. */
export interface Named {
  readonly groups: readonly { readonly name: string; readonly group: Group }[]
  /** Node key (with `=` before it for a singleton) -> resource. */
  readonly byContainer: ReadonlyMap<string, string>
  /** Node key -> the resource that a parameter after it names. */
  readonly bySteps: ReadonlyMap<string, string>
  /** Resources that are only named in paths -> why. */
  readonly ambient: ReadonlyMap<string, string>
}

/** The resources that a path leads through: one for each parameter. */
export function stepsOf(tokens: readonly PathToken[], { bySteps }: Named): Step[] {
  return tokens.flatMap((token, index) => {
    if (token.kind !== 'parameter') return []
    const resource = bySteps.get(shapeKey(tokens.slice(0, index)))
    return resource === undefined ? [] : [{ resource, parameter: token.name }]
  })
}

/** Gives every group a name of its own, and every parameter on a path the resource it names. */
export function nameGroups(
  groups: readonly Group[],
  containers: ReadonlyMap<string, readonly PathToken[]>,
  sites: readonly Site[]
): Named {
  const byContainer = new Map<string, string>()
  const bySteps = new Map<string, string>()
  const taken = new Set<string>()
  const named = groups
    .toSorted(
      (a, b) =>
        rankOf(a) - rankOf(b) ||
        a.containers[0]!.tokens.length - b.containers[0]!.tokens.length ||
        compare(a.containers[0]!.key, b.containers[0]!.key)
    )
    .map((group) => {
      const name = freeName(group, taken)
      for (const { key } of group.containers) {
        byContainer.set(`${group.singleton ? '=' : ''}${key}`, name)
        if (!group.singleton && keepsWhatFollows(group, key, containers)) bySteps.set(key, name)
      }
      return { name, group }
    })
  const ambient = new Map<string, string>()
  const counts = new Map<string, number>()
  for (const key of sortKeys([...containers.keys()])) {
    if (bySteps.has(key)) continue
    const tokens = containers.get(key)!
    const last = tokens.at(-1) ?? { kind: 'parameter' }
    // In `/repos/{owner}/{repo}` nothing is kept at `/repos/{owner}`: the first parameter is a name on the way.
    const leadsOn = byContainer.has(`${key}/{}`) || containers.has(`${key}/{}`) || last.kind === 'parameter'
    const kept = leadsOn ? undefined : onlyOneCalled(named, last.text, tokens)
    if (kept !== undefined) {
      bySteps.set(key, kept)
      if (!byContainer.has(key)) byContainer.set(key, kept)
      continue
    }
    const noun = leadsOn ? nextParameter(sites, key) : last.text
    const name = unused(pluralOf(noun.replace(/^\$+/, '') || 'thing'), taken, counts)
    bySteps.set(key, name)
    if (!byContainer.has(key)) byContainer.set(key, name)
    ambient.set(name, `it is named on the way only: \`/${key}/{}\``)
  }
  return { groups: named, byContainer, bySteps, ambient }
}

/**
 * Whether the parameter after a node names one of the things kept there. In `/repos/{owner}/{repo}` it does not, though `/repos` lists repos:
 * nothing is done to `/repos/{owner}` itself.
 */
function keepsWhatFollows(
  { claims }: Group,
  key: string,
  containers: ReadonlyMap<string, readonly PathToken[]>
): boolean {
  return (
    !containers.has(`${key}/{}`) || claims.some(({ container, key: named }) => named && container === key)
  )
}

/** The one resource with a noun, where a path elsewhere (`/test/cards/{card}/freeze`) can only mean its things; else `undefined`. */
function onlyOneCalled(
  named: Named['groups'],
  noun: string,
  tokens: readonly PathToken[]
): string | undefined {
  const singular = normaliseName(singularOf(noun))
  const deep = parametersIn(tokens)
  const fitting = named.filter(
    ({ group }) =>
      rankOf(group) === 0 &&
      normaliseName(singularOf(group.noun)) === singular &&
      group.containers.some((container) => parametersIn(container.tokens) === deep)
  )
  return fitting.length === 1 ? fitting[0]!.name : undefined
}

function parametersIn(tokens: readonly PathToken[]): number {
  return tokens.filter(({ kind }) => kind === 'parameter').length
}

/** What the parameter after a node is called by most paths. */
function nextParameter(sites: readonly Site[], key: string): string {
  const counts = new Map<string, number>()
  const at = key === '' ? 0 : key.split('/').length
  const start = key === '' ? '{}' : `${key}/{}`
  for (const { tokens, node } of sites) {
    const token = tokens[at]
    if (token?.kind === 'parameter' && node.startsWith(start))
      counts.set(token.name, (counts.get(token.name) ?? 0) + 1)
  }
  const most = [...counts].reduce<readonly [string, number]>(
    (best, one) => (one[1] > best[1] ? one : best),
    ['thing', 0]
  )
  return most[0]
}

/** A name that nobody has; `counts` remembers how far the numbers behind each have come. */
function unused(base: string, taken: Set<string>, counts: Map<string, number>): string {
  let [name, n] = [base, counts.get(base) ?? 1]
  while (taken.has(name)) name = `${base}.${++n}`
  counts.set(base, n)
  taken.add(name)
  return name
}

function freeName({ containers, singleton }: Group, taken: Set<string>): string {
  const { tokens } = containers.find((one) => isPlural(nounOf(one.tokens))) ?? containers[0]!
  const noun = nounOf(tokens)
  const literals = tokens.flatMap((token) => (token.kind === 'literal' ? [token.text] : []))
  // Collections whose names begin with `$` are the sandbox's own.
  let name = noun.replace(/^\$+/, '') || 'things'
  for (let i = literals.length - 2; taken.has(name) && i >= 0; i--) name = `${literals[i]}.${name}`
  if (taken.has(name) && singleton) name = `${name}.own`
  for (let n = 2; taken.has(name); n++) name = `${name.replace(/\.\d+$/, '')}.${n}`
  taken.add(name)
  return name
}

/** Things that are kept and read one by one get the plain names; what only has lists, or is one of a kind, gets what is left. */
function rankOf({ claims, singleton }: Group): number {
  return singleton ? 2 : claims.some(({ key }) => key !== undefined) ? 0 : 1
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1
}
