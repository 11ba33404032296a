// How a deleted entity shows itself to later reads. Only where the description says that it does: else it is gone.
import { normaliseName } from '../../../internal/normalise-name.js'
import { componentOf, membersOf, typesOf } from '../../../schema/members-of.js'
import { partsOf } from '../../../schema/parts-of.js'
import type { Schema, SchemaSource } from '../../../schema/schema.js'
import { inferred } from '../evidence.js'
import type { Inferred, Place } from '../inferred.js'
import type { StateField, Tombstone } from '../model.js'
import { noTexts, type TextAt } from './described-members.js'
import { constantOf, memberPlaces } from './member-places.js'
import { readStates } from './state-words.js'

const flags = new Set(
  'deleted isdeleted removed isremoved trashed istrashed intrash discarded isdiscarded'.split(' ')
)
const softFlags = new Set([...flags, 'archived', 'isarchived', 'deactivated', 'isdeactivated'])
const soft =
  /\b(?:soft[- ]?delet|archiv|mov(?:e|es|ed|ing) (?:it |them |the \w+ )?(?:in)?to (?:the )?(?:trash|bin|recycle)|trash|mark(?:s|ed|ing)? (?:the |an? |this )?(?:\w+ )?as (?:deleted|archived|removed|canceled|cancelled)|deactivat|logical(?:ly)? delet|can be (?:restored|recovered|undeleted)|still be retrieved|remains? (?:available|visible|retrievable|accessible))/i
const final =
  /\bpermanent|irrevers|cannot be (?:undone|restored|recovered)|can(?:no|')t be (?:undone|restored|recovered)/i

const shownOnly =
  /\b(?:only|if|when|true|whether)\b[^.]{0,80}\b(?:has|have|was|were|is|been)\b[^.]{0,20}\b(?:deleted|removed|trashed)\b/i

/** What else there is to know about deleting. */
export interface Deleting {
  /** The summary and description of the operation. */
  readonly text?: string
  /** The author's words about the members of the entity. */
  readonly textAt?: TextAt
  readonly state?: StateField | undefined
}

/**
 * Finds what is left of a deleted entity, given the success bodies of the operations that delete one and that read one. `undefined` (it is
 * gone) unless the read is declared to show deleted ones, the delete answers with the entity itself, or the author's words say so.
 */
export function inferTombstone(
  source: SchemaSource,
  entity: Schema,
  deleteResponse?: Schema,
  readResponse?: Schema,
  { text = '', textAt = noTexts, state }: Deleting = {}
): Inferred<Tombstone> | undefined {
  const declared = declaredForm(source, readResponse)
  if (declared) {
    const answered = constantFlag(source, deleteResponse) !== undefined
    return inferred(
      { kind: 'flag', at: declared },
      answered ? 0.97 : 0.9,
      `the read is declared to answer with \`${declared.join('.')}: true\``
    )
  }
  const flagged = memberPlaces(source, entity).filter(({ schema }) => typesOf(source, schema).has('boolean'))
  const described = flagged.find(({ at, name }) => flags.has(name) && shownOnly.test(textAt(at)))
  if (described)
    return inferred(
      { kind: 'flag', at: described.at },
      0.85,
      `\`${described.at.join('.')}\` is described as set on deleted ones`
    )
  const says = soft.test(text) && !final.test(text)
  const answers = isEntity(source, entity, deleteResponse)
  if (!says && !answers) return undefined
  const because = says
    ? 'the description of the delete says it is kept'
    : 'the delete answers with the entity itself'
  const flag = flagged.find(({ name }) => (says ? softFlags : flags).has(name))
  if (flag)
    return inferred({ kind: 'flag', at: flag.at }, 0.85, `${because}, which has \`${flag.at.join('.')}\``)
  const ended = state && endState(state, says)
  if (ended !== undefined)
    return inferred(
      { kind: 'state', at: state!.at, state: ended },
      says ? 0.85 : 0.7,
      `${because}, which may be \`${ended}\``
    )
  return undefined
}

const constantFlags = new WeakMap<object, string | false>()

/** The member of a body that is always true and says that something was deleted. */
function constantFlag(source: SchemaSource, schema: Schema | undefined): string | undefined {
  if (typeof schema !== 'object') return undefined
  const known = constantFlags.get(schema)
  if (known !== undefined) return known === false ? undefined : known
  let found: string | undefined
  for (const [name, member] of membersOf(source, schema))
    if (flags.has(normaliseName(name)) && constantOf(source, member.schema) === true) found = name
  constantFlags.set(schema, found ?? false)
  return found
}

/** The flag of the form in which a read shows deleted entities: a branch, or a member that is never there but as `true`. */
function declaredForm(source: SchemaSource, read: Schema | undefined): Place | undefined {
  if (typeof read !== 'object') return undefined
  for (const part of partsOf(source, read)) {
    for (const [name, member] of Object.entries(part.properties ?? {}))
      if (flags.has(normaliseName(name)) && constantOf(source, member) === true) return [name]
  }
  return undefined
}

/** Whether a delete answers with what was deleted. */
function isEntity(source: SchemaSource, entity: Schema, answer: Schema | undefined): boolean {
  if (typeof answer !== 'object' || constantFlag(source, answer) !== undefined) return false
  const component = componentOf(answer)
  if (component !== undefined && component === componentOf(entity)) return true
  if (answer === entity) return true
  const [own, theirs] = [membersOf(source, entity), membersOf(source, answer)]
  const shared = [...theirs.keys()].filter((name) => own.has(name)).length
  return theirs.size >= 4 && shared * 10 >= own.size * 8
}

const ends = ['deleted', 'removed', 'archived', 'trashed', 'canceled', 'cancelled']
/** Ends only if the words say that there is one. */
const softEnds = ['deactivated', 'inactive', 'disabled', 'terminated', 'closed', 'destroyed']

function endState({ value }: StateField, says: boolean): string | undefined {
  const names = readStates(value)
  for (const end of says ? [...ends, ...softEnds] : ends) {
    const found = names.find(({ name }) => name === end)
    if (found) return found.state
  }
  return undefined
}
