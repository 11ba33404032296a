// What an action such as `POST /orders/{id}/cancel` does to its entity: the state it leads to, where it may start, and the flags it sets.
import { setOwn } from '../../../internal/json.js'
import { normaliseName } from '../../../internal/normalise-name.js'
import { membersOf, typesOf } from '../../../schema/members-of.js'
import type { Schema, SchemaSource } from '../../../schema/schema.js'
import type { Operation } from '../../release.js'
import { inferred, type Evidence } from '../evidence.js'
import type { Inferred } from '../inferred.js'
import type { ActionSpec, StateField } from '../model.js'
import { readActionWord, type Deed } from './action-word.js'
import { inferMove } from './infer-move.js'
import { flagForms, oppositesOf, ownForms } from './verb-forms.js'

const copying = new Set('copy duplicate clone fork replicate'.split(' '))

/**
 * Infers it from the action word of the path (any style), the members and states of the entity, and the author's words about the operation.
 * An empty value: nothing says what changes. `from` is left out where every state but the one it leads to will do. The confidence is that
 * of the weakest part.
 */
export function inferAction(
  evidence: Evidence,
  operation: Operation,
  word: string,
  entity: Schema | undefined,
  state: StateField | undefined
): Inferred<ActionSpec> {
  const deed = readActionWord(word, operation.method === 'DELETE')
  if (deed === undefined) return inferred({}, 0.3, `\`${word}\` is no action`)
  if (copying.has(deed.verb))
    return inferred({ copies: true }, deed.isPartial ? 0.6 : 0.9, `\`${word}\` makes another one`)
  const raw = evidence.raw(operation.key)
  const text = [raw['summary'], raw['description']].filter((part) => typeof part === 'string').join('.\n\n')
  const move = state && inferMove(deed, word, state, text)
  const sets = flagsSet(evidence.source, entity, deed)
  const stamps = stampsSet(evidence.source, entity, deed)
  const flags = [...Object.keys(sets), ...stamps]
  if (!move && flags.length === 0) return inferred({}, 0.3, `nothing says what \`${word}\` changes`)
  const reasons = [
    ...(move ? [move.reason] : []),
    ...(flags.length > 0 ? [`\`${word}\` is what sets ${flags.map((name) => `\`${name}\``).join(', ')}`] : [])
  ]
  const sure = Math.min(move?.confidence ?? 1, flags.length > 0 ? 0.9 : 1) - (deed.isPartial ? 0.25 : 0)
  const value = {
    ...move?.value,
    ...(Object.keys(sets).length > 0 ? { sets } : {}),
    ...(stamps.length > 0 ? { stamps } : {})
  }
  return inferred(value, sure, reasons.join('; '))
}

/** The flags of the entity that the action is named after, or takes back. */
function flagsSet(
  source: SchemaSource,
  entity: Schema | undefined,
  { verb, isGoal, isPartial }: Deed
): Record<string, boolean> {
  const sets: Record<string, boolean> = {}
  if (isPartial) return sets
  const against = isGoal ? [] : oppositesOf(verb)
  const on = new Set(isGoal ? [verb] : [...ownForms(verb), ...flagForms(verb)])
  // `un` before any verb is its opposite, whether or not it is a word.
  const off = new Set(isGoal ? [verb.replace(/^un/, '')] : [...against, `un${verb}`].flatMap(ownForms))
  for (const form of against.flatMap(flagForms)) off.add(form)
  for (const [name, { schema }] of membersOf(source, entity)) {
    const plain = normaliseName(name).replace(/^(?:is|has|was)(?=.{3})/, '')
    const value = on.has(plain) ? true : off.has(plain) ? false : undefined
    if (value !== undefined && typesOf(source, schema).has('boolean')) setOwn(sets, name, value)
  }
  return sets
}

/** The members that say when what the action is named after was done: `archived_at` for `archive`. */
function stampsSet(
  source: SchemaSource,
  entity: Schema | undefined,
  { verb, isGoal, isPartial }: Deed
): string[] {
  if (isPartial) return []
  const forms = new Set(isGoal ? [verb] : [...ownForms(verb), ...flagForms(verb)])
  return [...membersOf(source, entity)].flatMap(([name, { schema }]) => {
    const stem = /^(.{3,})(?:at|on|date|time)$/.exec(normaliseName(name))?.[1]
    const types = typesOf(source, schema)
    return stem !== undefined && forms.has(stem) && (types.has('string') || types.has('integer'))
      ? [name]
      : []
  })
}
