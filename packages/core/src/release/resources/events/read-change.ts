// What the words of an event behind (or before) the thing say of it: that it was made, changed or deleted, the state it has come into, or
// the member that has changed.
import { normaliseName } from '../../../internal/normalise-name.js'
import { membersOf, typesOf } from '../../../schema/members-of.js'
import type { Schema, SchemaSource } from '../../../schema/schema.js'
import { ownForms, oppositesOf, otherForms, flagForms, undoneBy } from '../fields/verb-forms.js'
import { readStates } from '../fields/state-words.js'
import type { EventBinding } from '../event-model.js'
import type { Resource } from '../model.js'
import { singularOf } from '../words.js'

/** A change as a name says it. */
export interface ReadChange extends Pick<EventBinding, 'on' | 'state' | 'member'> {
  readonly confidence: number
  /** A clause such as "`captured` is one of its states". */
  readonly reason: string
}

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '))
const births = words('created create creation new inserted registered')
const deaths = words('deleted delete deletion removed remove destroyed destroy erased purged')
const updates = words('updated update changed change edited edit modified modify patched saved')
/** They make a thing of a kind that has no such state, or begins in it. */
const mildBirths = words(
  'opened open added add placed submitted received started issued posted uploaded requested queued scheduled generated invited initiated ' +
    'initialized raised logged recorded'
)
const mildDeaths = words('canceled cancelled revoked terminated uninstalled dropped')
const stages = words('status state stage phase')

/** Reads the words about a thing; `undefined` where nothing is said that a thing like this goes through. */
export function readChange(
  source: SchemaSource,
  resource: Resource,
  schema: Schema | undefined,
  said: readonly string[]
): ReadChange | undefined {
  const word = said.join('')
  if (word === '') return undefined
  if (births.has(word))
    return { on: 'created', confidence: 0.95, reason: `\`${word}\` says that one was made` }
  if (deaths.has(word))
    return { on: 'deleted', confidence: 0.95, reason: `\`${word}\` says that one is gone` }
  if (updates.has(word))
    return { on: 'updated', confidence: 0.95, reason: `\`${word}\` says that one has changed` }
  // `placed` may be how things begin, or a stage on their way.
  const stage = resource.state && stateNamed(resource.state.value, word)
  if (mildBirths.has(word) && (stage === undefined || stage === resource.state!.initial.value))
    return { on: 'created', confidence: 0.8, reason: `\`${word}\` is how one comes to be` }
  return (
    intoState(resource, word) ??
    flagChange(source, schema, word) ??
    towardsState(resource, word) ??
    flagChange(source, schema, word, true) ??
    memberChange(source, resource, schema, said) ??
    (mildDeaths.has(word) && resource.kind.value === 'collection' && !resource.state
      ? { on: 'deleted', confidence: 0.55, reason: `\`${word}\` says that one is gone` }
      : undefined)
  )
}

/** The thing comes into a state that is called so. */
function intoState({ state }: Resource, word: string): ReadChange | undefined {
  const found = state && stateNamed(state.value, word)
  if (found === undefined) return undefined
  return {
    on: found === state!.initial.value ? 'created' : 'updated',
    state: found,
    confidence: 0.9,
    reason: `\`${found}\` is one of its states`
  }
}

/** The thing comes into a state that what the word does leads to: `reopened` to `open`. */
function towardsState({ state }: Resource, word: string): ReadChange | undefined {
  if (!state) return undefined
  for (const verb of verbsOf(word)) {
    const forms = [...ownForms(verb), ...otherForms(verb)]
    const found = firstStateOf(state.value, forms)
    if (found === undefined) continue
    // What is taken back has to be a state as well.
    const isUndoing = /^(?:un|de|dis)/.test(verb) && !firstStateOf(state.value, ownForms(verb))
    const before = undoneBy(verb).flatMap((base) => [...ownForms(base), ...otherForms(base)])
    if (isUndoing && firstStateOf(state.value, before) === undefined) continue
    return {
      on: 'updated',
      state: found,
      confidence: 0.75,
      reason: `\`${word}\` leads to its state \`${found}\``
    }
  }
  return undefined
}

function firstStateOf(states: readonly string[], forms: readonly string[]): string | undefined {
  for (const form of forms) {
    const found = stateNamed(states, form)
    if (found !== undefined) return found
  }
  return undefined
}

function stateNamed(states: readonly string[], word: string): string | undefined {
  const wanted = oneSpelling(word)
  return readStates(states).find(({ name }) => oneSpelling(name) === wanted)?.state
}

function oneSpelling(word: string): string {
  return word
    .replace('cancelled', 'canceled')
    .replace('cancelling', 'canceling')
    .replace('fulfilled', 'fulfiled')
}

/** The verbs that a word may be a form of: `captured` is `capture`, `stopped` is `stop`. */
function verbsOf(word: string): readonly string[] {
  const stems = [word]
  if (word.endsWith('ied')) stems.push(`${word.slice(0, -3)}y`)
  else if (word.endsWith('ed')) stems.push(word.slice(0, -1), word.slice(0, -2), word.slice(0, -3))
  else stems.push(...(irregular.get(word) ?? []))
  return stems.filter((stem) => stem.length > 1 && (stem === word || ownForms(stem).includes(word)))
}

const irregular = new Map(
  'paid pay,sent send,held hold,won win,lost lose,frozen freeze,taken take,hidden hide,built build,sold sell,withdrawn withdraw,undone undo,unfrozen unfreeze'
    .split(',')
    .map((pair) => pair.split(' '))
    .map(([form, verb]) => [form!, [verb!]] as const)
)

/** A flag that is named after what was done, or after what that takes back: `archived`, `locked` for `unlocked`; with `more`, in other words. */
function flagChange(
  source: SchemaSource,
  schema: Schema | undefined,
  word: string,
  more = false
): ReadChange | undefined {
  const verbs = verbsOf(word)
  const formsOf = (verb: string): readonly string[] =>
    more ? [...ownForms(verb), ...flagForms(verb)] : ownForms(verb)
  const on = new Set([word, ...verbs.flatMap(formsOf)])
  const takenBack = verbs.flatMap((verb) =>
    more ? [...oppositesOf(verb), ...undoneBy(verb)] : [verb.replace(/^(?:un|dis|de)(?=.{4})/, '')]
  )
  const off = new Set(takenBack.flatMap(formsOf))
  for (const { name, flag } of membersByName(source, schema)) {
    const to = on.has(flag) ? true : off.has(flag) ? false : undefined
    if (to === undefined || !isFlag(source, schema, name)) continue
    return {
      on: 'updated',
      member: { at: [name], to },
      confidence: more ? 0.7 : 0.85,
      reason: `\`${word}\` is told by the flag \`${name}\``
    }
  }
  return undefined
}

/** A member that the words name (`status changed`), or whose name is made of the verb (`labeled`: `labels`, `assigned`: `assignee`). */
function memberChange(
  source: SchemaSource,
  resource: Resource,
  schema: Schema | undefined,
  said: readonly string[]
): ReadChange | undefined {
  const last = said.at(-1)!
  const isUpdate = updates.has(last)
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
  const stems = new Set(verbsOf(named).map((verb) => verb.replace(/e$/, '')))
  const undone = /^(?:un|de)(.{4,})$/.exec(named)?.[1]
  const takenBack = new Set(undone === undefined ? [] : verbsOf(undone).map((verb) => verb.replace(/e$/, '')))
  for (const { name, plain, singular } of membersByName(source, schema)) {
    if (singular === named || (isUpdate && plain === named))
      return {
        on: 'updated',
        member: { at: [name] },
        confidence: isUpdate ? 0.85 : 0.6,
        reason: `\`${name}\` is one of its members`
      }
    if (isUpdate || singular.length < 4) continue
    const isMadeOf = (stem: string): boolean =>
      stem.length > 3 && (singular === stem || singular === `${stem}e` || singular === `${stem}ee`)
    const to = [...stems].some(isMadeOf) ? true : [...takenBack].some(isMadeOf) ? false : undefined
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

interface NamedMember {
  readonly name: string
  /** Its name normalised: as it is, without `is`, and of one. */
  readonly plain: string
  readonly flag: string
  readonly singular: string
}

const known = new WeakMap<object, readonly NamedMember[]>()

/** The members of a schema by the names that words are compared with. */
function membersByName(source: SchemaSource, schema: Schema | undefined): readonly NamedMember[] {
  const members = membersOf(source, schema)
  let named = known.get(members)
  if (!named) {
    named = [...members.keys()].map((name) => {
      const plain = normaliseName(name)
      const flag = plain.replace(/^(?:is|has|was)(?=.{3})/, '')
      return { name, plain, flag, singular: normaliseName(singularOf(name)) }
    })
    known.set(members, named)
  }
  return named
}

function isFlag(source: SchemaSource, schema: Schema | undefined, name: string): boolean {
  return typesOf(source, membersOf(source, schema).get(name)!.schema).has('boolean')
}
