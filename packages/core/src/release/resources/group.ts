// Claims -> groups: which paths are about the same kind of thing. A comment made under an issue and read at `/comments/{id}` is one.
import { normaliseName } from '../../internal/normalise-name.js'
import { componentsIn } from '../../schema/members-of.js'
import type { Claim } from './claim.js'
import { nounOf, type PathToken } from './path-shape.js'
import { lastParameter } from './sites.js'
import { singularOf, wordsOf } from './words.js'

/** One kind of thing, as far as paths go. */
export interface Group {
  /** The node keys that keep it; the first one names it. */
  readonly containers: readonly { readonly key: string; readonly tokens: readonly PathToken[] }[]
  readonly noun: string
  readonly singleton: boolean
  readonly claims: readonly Claim[]
  /** What was joined, and why. */
  readonly joined: readonly string[]
}

interface Draft {
  key: string
  containers: { key: string; tokens: readonly PathToken[] }[]
  noun: string
  singleton: boolean
  claims: Claim[]
  joined: string[]
}

/** Gathers claims by the node they are about, then joins the nodes that keep the same things. */
export function groupClaims(claims: readonly Claim[]): readonly Group[] {
  const drafts = new Map<string, Draft>()
  for (const claim of claims) {
    if (claim.container === undefined || claim.tokens === undefined) continue
    const key = `${claim.singleton ? '=' : ''}${claim.container}`
    const draft = drafts.get(key) ?? newDraft(key, claim)
    draft.claims.push(claim)
    drafts.set(key, draft)
  }
  const joinable = [...drafts.values()]
    .filter(({ singleton }) => !singleton)
    .map((draft) => ({ draft, traits: traitsOf(draft) }))
  const byComponent = new Map<string, typeof joinable>()
  for (const one of joinable)
    for (const component of one.traits.components) {
      const sharing = byComponent.get(component) ?? []
      sharing.push(one)
      byComponent.set(component, sharing)
    }
  for (const [component, sharing] of byComponent) {
    // Those with item paths first: the others join them.
    const ordered = sharing.toSorted(
      (a, b) => Number(b.traits.hasItem) - Number(a.traits.hasItem) || a.traits.depth - b.traits.depth
    )
    for (let i = 0; i < ordered.length; i++)
      for (let j = i + 1; j < ordered.length; j++) {
        const [a, b] = [rootOf(ordered[i]!.draft), rootOf(ordered[j]!.draft)]
        if (a !== b && areSame(component, ordered[i]!.traits, ordered[j]!.traits)) join(a, b, component)
      }
  }
  joinByName(joinable)
  return [...drafts.values()].filter((draft) => rootOf(draft) === draft)
}

/** What is made at a path of its own and has a schema called after a kind of thing (`Files` for `/files/{id}`) is one of those. */
function joinByName(joinable: readonly { readonly draft: Draft; readonly traits: Traits }[]): void {
  const kept = new Map<string, Draft[]>()
  for (const { draft, traits } of joinable)
    if (traits.hasItem) kept.set(traits.singular, [...(kept.get(traits.singular) ?? []), draft])
  for (const { draft, traits } of joinable) {
    if (traits.hasItem || rootOf(draft) !== draft) continue
    for (const component of traits.created) {
      const owners = new Set((kept.get(nameOfComponent(component)) ?? []).map(rootOf))
      const [owner] = owners
      if (owners.size !== 1 || owner === draft || owner === undefined) continue
      join(owner, draft, component)
      break
    }
  }
}

const qualifiers =
  /^(full|mini|base|summary|response|dto|out|output|result|details?|info|read|get|view|model|resource|object|create[d]?)$/

/** The noun in the name of a component: `file` of `File--Full`, `pet` of `PetResponse`. */
function nameOfComponent(component: string): string {
  const words = [...wordsOf(component.split('/').at(-1)!)]
  while (words.length > 1 && qualifiers.test(words.at(-1)!)) words.pop()
  return normaliseName(singularOf(words.join('')))
}

const roots = new WeakMap<Draft, Draft>()

function rootOf(draft: Draft): Draft {
  let at = draft
  for (let next = roots.get(at); next; next = roots.get(at)) at = next
  return at
}

function newDraft(key: string, { container, tokens, singleton }: Claim): Draft {
  return {
    key,
    containers: [{ key: container!, tokens: tokens! }],
    noun: nounOf(tokens!),
    singleton: singleton === true,
    claims: [],
    joined: []
  }
}

function join(into: Draft, from: Draft, component: string): void {
  into.containers.push(...from.containers)
  into.claims.push(...from.claims)
  into.joined.push(...from.joined, `\`${from.key}\` holds the same schema ${component.split('/').at(-1)}`)
  roots.set(from, into)
}

interface Traits {
  /** The components that its things are, most telling claims first. */
  readonly components: ReadonlySet<string>
  readonly created: ReadonlySet<string>
  readonly singular: string
  readonly hasItem: boolean
  /** It holds which things of another kind belong to something: they are put in and taken out by their names. */
  readonly isLink: boolean
  readonly onlyLists: boolean
  /** The nouns of the parameters on the way. */
  readonly parents: ReadonlySet<string>
  readonly depth: number
}

function traitsOf({ claims, containers, noun }: Draft): Traits {
  const components = new Set<string>()
  const created = new Set<string>()
  // What an action answers with may be anything, unless there is nothing else to go by.
  const telling = claims.filter(({ does }) => does.value !== 'action' && does.value !== 'delete')
  for (const { does, site } of telling.length > 0 ? telling : claims) {
    for (const component of componentsIn(site.entity?.schema ?? site.items?.value.schema)) {
      components.add(component)
      if (does.value === 'create') created.add(component)
    }
  }
  const { tokens } = containers[0]!
  return {
    components,
    created,
    singular: normaliseName(singularOf(noun)),
    hasItem: claims.some(({ key }) => key !== undefined),
    isLink: isLink(claims),
    onlyLists: claims.every(({ does }) => does.value === 'list'),
    parents: new Set(
      tokens.flatMap((token, i) => (token.kind === 'parameter' ? [parentName(tokens, i)] : []))
    ),
    depth: tokens.length
  }
}

function parentName(tokens: readonly PathToken[], index: number): string {
  const before = tokens[index - 1]
  return before?.kind === 'literal'
    ? normaliseName(singularOf(before.text))
    : normaliseName(lastParameter(tokens.slice(0, index + 1))!)
}

/** `PUT` and `DELETE` of a name without a body, or a POST of names that answers with things: nothing is made, things are linked. */
export function isLink(claims: readonly Claim[]): boolean {
  const keyed = claims.filter(({ key, does }) => key !== undefined && does.value !== 'action')
  if (keyed.some(({ site, does }) => does.value !== 'delete' && (site.entity || site.items))) return false
  const create = claims.find(({ does }) => does.value === 'create')
  if (create) return create.names === true
  return keyed.some(({ does }) => does.value === 'replace')
}

function areSame(component: string, a: Traits, b: Traits): boolean {
  if (a.isLink || b.isLink) return false
  const named = normaliseName(component.split('/').at(-1)!)
  if (a.hasItem && b.hasItem)
    return a.singular === b.singular && (isSubset(a.parents, b.parents) || isSubset(b.parents, a.parents))
  if (a.singular === b.singular) return true
  // Something that is only made here, under another name, is what its schema says.
  const [kept, made] = a.hasItem ? [a, b] : [b, a]
  return (
    kept.hasItem &&
    !made.hasItem &&
    (made.created.has(component) || made.onlyLists) &&
    named.endsWith(kept.singular)
  )
}

function isSubset(small: ReadonlySet<string>, large: ReadonlySet<string>): boolean {
  return [...small].every((name) => large.has(name))
}
