// Claims -> groups: which paths are about the same kind of thing. A comment made under an issue and read at `/comments/{id}` is one.
import { normaliseName } from '../../../internal/normalise-name.js'
import type { SchemaSource } from '../../../schema/schema.js'
import type { Claim } from '../operations/claim.js'
import { isUnnamed, type Traits, traitsOf } from './group-traits.js'
import { nounOf, type PathToken } from '../operations/path-shape.js'
import { singularOf, wordsOf } from '../words.js'

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
export function groupClaims(source: SchemaSource, claims: readonly Claim[]): readonly Group[] {
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
    .map((draft) => ({ draft, traits: traitsOf(source, draft) }))
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
        if (a !== b && areSame(component, ordered[i]!.traits, ordered[j]!.traits))
          join(a, b, sameSchema(component))
      }
  }
  joinByName(joinable)
  joinByNumber(joinable)
  joinSearches(joinable)
  return [...drafts.values()].filter((draft) => rootOf(draft) === draft)
}

/** What is made at a path of its own and has a schema called after a kind of thing (`Files` for `/files/{id}`) is one of those. */
function joinByName(joinable: readonly { readonly draft: Draft; readonly traits: Traits }[]): void {
  const kept = new Map<string, Draft[]>()
  for (const { draft, traits } of joinable) {
    if (!traits.hasItem) continue
    const alike = kept.get(traits.singular)
    if (alike) alike.push(draft)
    else kept.set(traits.singular, [draft])
  }
  for (const { draft, traits } of joinable) {
    if (traits.hasItem || rootOf(draft) !== draft) continue
    for (const component of traits.created) {
      const owners = new Set((kept.get(nameOfComponent(component)) ?? []).map(rootOf))
      const [owner] = owners
      if (owners.size !== 1 || owner === draft || owner === undefined) continue
      join(owner, draft, sameSchema(component))
      break
    }
  }
}

/** What is made and listed at `/users` and read at `/user/{id}` is kept at one place: only the number of the noun differs. */
function joinByNumber(joinable: readonly { readonly draft: Draft; readonly traits: Traits }[]): void {
  const beside = (key: string, { singular }: Traits) =>
    `${key.slice(0, key.lastIndexOf('/') + 1)}\n${singular}`
  const kept = new Map<string, Draft>()
  for (const { draft, traits } of joinable)
    if (traits.hasItem && !traits.isLink) kept.set(beside(draft.key, traits), draft)
  for (const { draft, traits } of joinable) {
    if (traits.hasItem || traits.isLink || rootOf(draft) !== draft) continue
    const owner = kept.get(beside(draft.key, traits))
    if (owner !== undefined && rootOf(owner) !== draft)
      join(rootOf(owner), draft, 'differs from it only in the number of the noun')
  }
}

/** What `/search/users` finds is kept where what is called so, or else has a schema called so, is read one by one. */
function joinSearches(joinable: readonly { readonly draft: Draft; readonly traits: Traits }[]): void {
  const byNoun = new Map<string, Draft>()
  const bySchema = new Map<string, Draft>()
  const shallowest = joinable
    .filter(({ traits }) => traits.hasItem && !traits.isLink)
    .toSorted((a, b) => a.traits.depth - b.traits.depth)
  for (const { draft, traits } of shallowest) {
    if (!byNoun.has(traits.singular)) byNoun.set(traits.singular, draft)
    for (const component of traits.components) {
      const noun = nameOfComponent(component)
      if (!bySchema.has(noun)) bySchema.set(noun, draft)
    }
  }
  for (const { draft, traits } of joinable) {
    const { singular, onlyLists, hasItem } = traits
    if (!onlyLists || hasItem || rootOf(draft) !== draft || !/(^|\/)search(\/|$)/.test(draft.key)) continue
    const owner = byNoun.get(singular) ?? bySchema.get(singular)
    if (owner) join(rootOf(owner), draft, 'searches them by their name')
  }
}

const qualifiers =
  /^(full|mini|minimal|simple|basic|nullable|base|summary|response|dto|out|output|result|details?|info|read|get|view|model|resource|object|create[d]?)$/

/** The noun in the name of a component: `file` of `File--Full`, `pet` of `PetResponse`. */
function nameOfComponent(component: string): string {
  const words = [...wordsOf(component.split('/').at(-1)!)]
  while (words.length > 1 && qualifiers.test(words.at(-1)!)) words.pop()
  while (words.length > 1 && qualifiers.test(words[0]!)) words.shift()
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

function sameSchema(component: string): string {
  return isUnnamed(component)
    ? 'holds things with the same members'
    : `holds the same schema ${component.split('/').at(-1)}`
}

function join(into: Draft, from: Draft, why: string): void {
  into.containers.push(...from.containers)
  into.claims.push(...from.claims)
  into.joined.push(...from.joined, `\`${from.key}\` ${why}`)
  roots.set(from, into)
}

function areSame(component: string, a: Traits, b: Traits): boolean {
  if (a.isLink || b.isLink) return false
  // Answers without a name look alike as envelopes, too: there it takes a making and a reading on the same way.
  if (isUnnamed(component)) return a.hasItem !== b.hasItem && a.singular === b.singular && areOnOneWay(a, b)
  const named = normaliseName(component.split('/').at(-1)!)
  if (a.hasItem && b.hasItem && (isKindOf(a, b) || isKindOf(b, a))) return true
  // What `/things/{kind}/{id}` names is below what `/things/{kind}` names, and no other one of those.
  if (a.hasItem && b.hasItem && (a.key === `${b.key}/{}` || b.key === `${a.key}/{}`)) return false
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

/** What is made and changed at `/nodes/folders` and can only be read at `/nodes/{id}` is a kind of node. */
function isKindOf(kind: Traits, all: Traits): boolean {
  return (
    !kind.isRead &&
    all.isRead &&
    kind.created.size > 0 &&
    kind.key.startsWith(`${all.key}/`) &&
    kind.depth === all.depth + 1
  )
}

/** `/apps` and `/apps/{owner}/{app}`: all literals of the one are those of the other. */
function areOnOneWay(a: Traits, b: Traits): boolean {
  const literals = ({ key }: Traits) => new Set(key.split('/').filter((token) => token !== '{}'))
  return isSubset(literals(a), literals(b)) || isSubset(literals(b), literals(a))
}

function isSubset(small: ReadonlySet<string>, large: ReadonlySet<string>): boolean {
  return [...small].every((name) => large.has(name))
}
