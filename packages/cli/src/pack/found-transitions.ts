// The transitions that the actions of an API show, ready to be corrected: the most certain ones of a large API.
import type { Binding, Resource } from '@sandbed/core'
import { formatConfidence } from '../inspect/sentence.js'
import type { PackPart } from './pack-part.js'
import { nounOf, writtenMember, type PackSubject } from './pack-subject.js'

/** A transition to write down. */
export interface FoundTransition {
  readonly name: string
  readonly resource: Resource
  readonly from?: readonly string[]
  readonly to: string
  /** The operations; empty where none is known to do it. */
  readonly bindings: readonly Binding[]
}

/** More than anybody would read through. */
const most = 20
/** Below this, a transition is to be looked at: which states it starts from is often all that is uncertain. */
const sureEnough = 0.7

/** Transitions of an API, and how many more there are. */
export interface FoundTransitions {
  readonly found: readonly FoundTransition[]
  readonly others: number
}

/** Finds the transitions. */
export function findTransitions(subject: PackSubject): FoundTransitions {
  const { model } = subject
  const moves = Map.groupBy(
    model.bindings.flatMap((binding) => moveOf(binding, subject)),
    keyOf
  )
  const all = [...moves.values()].toSorted(([a], [b]) => sureOf(b!) - sureOf(a!))
  const some = all.slice(0, most)
  const names = nameAll(some.map(([first]) => [first!.word || first!.to, first!.resource]))
  const found = some.map((alike, index): FoundTransition => {
    const { resource, to, from } = alike[0]!
    const bindings = alike.map(({ binding }) => binding)
    return { name: names[index]!, resource, to, bindings, ...(from.length > 0 && { from }) }
  })
  const shown = subject.resources.find(({ state }) => state && writtenMember(state.at))
  const unreached = shown && unreachedState(shown, [...moves.values()].flat())
  return { found: unreached ? [...found, unreached] : found, others: all.length - some.length }
}

interface Move {
  readonly binding: Binding
  readonly resource: Resource
  readonly word: string
  readonly to: string
  readonly from: readonly string[]
}

/** What an action about one thing does to its state. */
function moveOf(binding: Binding, { model }: PackSubject): Move[] {
  const resource = model.resourceOf(binding)
  const { to, from = [] } = binding.action?.value ?? {}
  const isOne = binding.key || binding.picks || resource?.kind.value === 'singleton'
  if (!resource?.state || to === undefined || !isOne) return []
  return [
    { binding, resource, word: wordOf(binding, resource), to, from: from.filter((state) => state !== to) }
  ]
}

/** Several operations may do the same. */
function keyOf({ resource, word, to, from }: Move): string {
  return JSON.stringify([resource.name, word, to, from])
}

function sureOf({ binding }: Move): number {
  return binding.action!.confidence
}

// What happens to things without anybody asking for it, as such states are called.
const byItself =
  /^(?:expir|laps|overdue|due|timed|abandon|settl|deliver|fail|succe|complet|finish|paid|clos|end|done)/

/** A state that no action leads to: what timers, scenarios and tests are for. */
function unreachedState(
  resource: Resource,
  all: readonly { readonly resource: Resource; readonly to: string }[]
): FoundTransition | undefined {
  const { initial, value } = resource.state!
  const reached = new Set(all.filter((one) => one.resource === resource).map(({ to }) => to))
  const others = value.filter((state) => state !== initial.value && !reached.has(state))
  const to = others.find((state) => words(state).some((word) => byItself.test(word))) ?? others.at(-1)
  if (to === undefined) return undefined
  const name = plainName([nounOf(resource), ...words(to)].join('-'))
  return { name, resource, from: [initial.value], to, bindings: [] }
}

/** The word of an action: the end of its path (`/orders/{id}/cancel`, `/orders.cancel`), without the noun of the resource (`cancelOrder`). */
function wordOf({ operation }: Binding, resource: Resource): string {
  const [method, path = ''] = operation.split(' ')
  const last = path.split('/').findLast((part) => /^[^{}]+$/.test(part)) ?? ''
  const word = last.split(/[.:]/).at(-1)!
  const own = new Set([resource.name, resource.noun ?? ''].flatMap(words))
  const kept = words(word).filter((one) => !own.has(one) && !own.has(`${one}s`))
  // To delete the lock of a thing is not to lock it.
  return method === 'DELETE' ? '' : kept.join('-')
}

function words(text: string): string[] {
  return text
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')
}

// What timers and events call the making of a thing and other changes.
const reserved = new Set(['create', 'created', 'updated', 'deleted'])

/** A name for each, where alike with the noun of the resource behind it, or a number. */
function nameAll(wanted: readonly (readonly [word: string, resource: Resource])[]): string[] {
  const counts = Map.groupBy(wanted, ([word]) => plainName(word))
  const taken = new Set<string>()
  return wanted.map(([word, resource]) => {
    const plain = plainName(word)
    const isShared = counts.get(plain)!.length > 1 || reserved.has(plain)
    const name = isShared ? plainName(`${plain}-${nounOf(resource)}`) : plain
    let unique = name
    for (let count = 2; taken.has(unique); count++) unique = `${name.slice(0, 90)}-${count}`
    taken.add(unique)
    return unique
  })
}

/** A text as names are written in packs; `fallback` where nothing of it can be. */
export function plainName(text: string, fallback = 'change'): string {
  const plain = text
    .replaceAll(/[^A-Za-z0-9_]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 90)
  return plain === '' ? fallback : plain
}

/** A transition as a part of a pack. */
export function transitionPart(found: FoundTransition, { operationName }: PackSubject): PackPart {
  const { name, resource, from, to, bindings } = found
  const on = bindings.map(({ operation }) => operationName(operation))
  return {
    section: 'transitions',
    name,
    value: {
      resource: resource.name,
      ...(from && { from: oneOrMore(from) }),
      to,
      ...(on.length > 0 && { on: oneOrMore(on) })
    },
    comments:
      bindings.length > 0
        ? [
            ...bindings.map(commentOn),
            ...(from ? [] : ['From any other state; `from` would say from which.'])
          ]
        : [
            `No action of the API is known to lead to \`${to}\`: timers, scenarios and your tests take things there.`
          ],
    isExample: !isSureEnough(found)
  }
}

/** Whether a transition can be in force unseen: a guess without `from` would refuse what the API may well allow. */
export function isSureEnough({ from, bindings }: FoundTransition): boolean {
  return from !== undefined || bindings.every(({ action }) => action!.confidence >= sureEnough)
}

function oneOrMore(list: readonly string[]): string | readonly string[] {
  return list.length === 1 ? list[0]! : list
}

function commentOn({ operation, action }: Binding): string {
  const { confidence, reason } = action!
  const sure = formatConfidence(confidence)
  return confidence < sureEnough
    ? `${operation}: uncertain (${sure}), correct it here: ${reason}`
    : `${operation} (${sure}: ${reason})`
}
