// What the words of an event say of the members of a thing: a flag is set or taken back, a member is filled, emptied or another.
import { memoise } from '../../../internal/memoise.js'
import { normaliseName } from '../../../internal/normalise-name.js'
import { membersOf, typesOf } from '../../../schema/members-of.js'
import type { Schema, SchemaSource } from '../../../schema/schema.js'
import { flagForms, oppositesOf, ownForms, undoneBy, verbsOf } from '../fields/verb-forms.js'
import type { ChangedMember } from '../event-model.js'
import type { Resource } from '../model.js'
import { singularOf } from '../words.js'

/** They say that a thing has changed, or a member that is named before them. */
export const updateWords: ReadonlySet<string> = new Set(
  'updated update changed change edited edit modified modify patched saved'.split(' ')
)
const stages = new Set(['status', 'state', 'stage', 'phase'])

/** A change of a member as a name says it. */
export interface MemberChange {
  readonly on: 'updated'
  readonly member: ChangedMember
  readonly confidence: number
  /** A clause such as "`archived` is told by the flag `is_archived`". */
  readonly reason: string
}

/** A flag that is named after what was done, or after what that takes back: `archived`, `locked` for `unlocked`; with `more`, in other words. */
export function flagChange(
  source: SchemaSource,
  schema: Schema | undefined,
  word: string,
  more = false
): MemberChange | undefined {
  const flags = flagsIn(source, schema)
  if (flags.length === 0) return undefined
  const told = more ? moreFlagsOf(word) : flagsOf(word)
  const found = flags.find(({ flag }) => told.has(flag))
  return (
    found && {
      on: 'updated',
      member: { at: [found.name], to: told.get(found.flag)! },
      confidence: more ? 0.7 : 0.85,
      reason: `\`${word}\` is told by the flag \`${found.name}\``
    }
  )
}

interface Flag {
  readonly name: string
  /** Its name normalised, without `is`. */
  readonly flag: string
}

const knownFlags = new WeakMap<object, readonly Flag[]>()

/** The members of a schema that may be true or false. */
function flagsIn(source: SchemaSource, schema: Schema | undefined): readonly Flag[] {
  const members = membersOf(source, schema)
  let flags = knownFlags.get(members)
  if (!flags) {
    flags = [...members].flatMap(([name, member]) => {
      const flag = normaliseName(name).replace(/^(?:is|has|was)(?=.{3})/, '')
      return typesOf(source, member.schema).has('boolean') ? [{ name, flag }] : []
    })
    knownFlags.set(members, flags)
  }
  return flags
}

/** The flags that tell of a word, and what it sets them to. */
const flagsOf = memoise(
  (word) => {
    const base = (verb: string): string => verb.replace(/^(?:un|dis|de)(?=.{4})/, '')
    return flagsBy(word, ownForms, (verb) => [base(verb)])
  },
  5000,
  99
)

const moreFlagsOf = memoise(
  (word) => {
    const formsOf = (verb: string): readonly string[] => [...ownForms(verb), ...flagForms(verb)]
    return flagsBy(word, formsOf, (verb) => [...oppositesOf(verb), ...undoneBy(verb)])
  },
  5000,
  99
)

function flagsBy(
  word: string,
  formsOf: (verb: string) => readonly string[],
  takenBackBy: (verb: string) => readonly string[]
): ReadonlyMap<string, boolean> {
  const verbs = verbsOf(word)
  const off = verbs.flatMap(takenBackBy).flatMap(formsOf)
  const on = [word, ...verbs.flatMap(formsOf)]
  return new Map([...off.map((flag) => [flag, false] as const), ...on.map((flag) => [flag, true] as const)])
}

/** A member that the words name (`status changed`), or whose name is made of the verb (`labeled`: `labels`, `assigned`: `assignee`). */
export function memberChange(
  source: SchemaSource,
  resource: Resource,
  schema: Schema | undefined,
  said: readonly string[]
): MemberChange | undefined {
  const last = said.at(-1)!
  const isUpdate = updateWords.has(last)
  const named = (isUpdate ? said.slice(0, -1) : said).join('')
  if (named === '') return undefined
  const { state } = resource
  if (state && (stages.has(named) || normaliseName(state.at.at(-1)!) === named))
    return {
      on: 'updated',
      member: { at: state.at },
      confidence: isUpdate ? 0.9 : 0.7,
      reason: `\`${state.at.join('.')}\` says its state`
    }
  const made = madeOf(named)
  for (const { name, plain, singular } of membersByName(source, schema)) {
    if (singular === named || (isUpdate && plain === named))
      return {
        on: 'updated',
        member: { at: [name] },
        confidence: isUpdate ? 0.85 : 0.6,
        reason: `\`${name}\` is one of its members`
      }
    if (isUpdate || singular.length < 4) continue
    const to = made.get(singular)
    if (to !== undefined)
      return {
        on: 'updated',
        member: { at: [name], to },
        confidence: 0.65,
        reason: `\`${named}\` is told by the member \`${name}\``
      }
  }
  return undefined
}

/** The names of members that are made of a verb, and whether it fills or empties them. */
const madeOf = memoise(
  (word) => {
    const undone = /^(?:un|de)(.{4,})$/.exec(word)?.[1]
    const formsOf = (verb: string): readonly string[] => {
      const stem = verb.replace(/e$/, '')
      return stem.length > 3 ? [stem, `${stem}e`, `${stem}ee`] : []
    }
    const off = undone === undefined ? [] : verbsOf(undone).flatMap(formsOf)
    const on = verbsOf(word).flatMap(formsOf)
    return new Map([...off.map((name) => [name, false] as const), ...on.map((name) => [name, true] as const)])
  },
  5000,
  99
)

interface NamedMember {
  readonly name: string
  /** Its name normalised: as it is, and of one. */
  readonly plain: string
  readonly singular: string
}

const known = new WeakMap<object, readonly NamedMember[]>()

/** The members of a schema by the names that words are compared with. */
function membersByName(source: SchemaSource, schema: Schema | undefined): readonly NamedMember[] {
  const members = membersOf(source, schema)
  let named = known.get(members)
  if (!named) {
    named = [...members.keys()].map((name) => ({
      name,
      plain: normaliseName(name),
      singular: normaliseName(singularOf(name))
    }))
    known.set(members, named)
  }
  return named
}
