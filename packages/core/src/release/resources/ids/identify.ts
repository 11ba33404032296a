// The id of a kind of thing: which member holds it, what else names a thing, and whether the client chooses it.
import { idNames, naturalNames } from '../../../internal/identity-names.js'
import { normaliseName } from '../../../internal/normalise-name.js'
import { conjuncts, membersOf, typesOf, type Member } from '../../../schema/members-of.js'
import type { Schema, SchemaSource } from '../../../schema/schema.js'
import { inferred } from '../evidence.js'
import type { Inferred, Place } from '../inferred.js'
import { isShorterNoun, joinsTwo } from './shorter-nouns.js'
import { singularOf, wordsOf } from '../words.js'

/** A member that may be the id. */
interface Candidate {
  readonly at: Place
  readonly schema: Schema
  readonly score: number
  readonly reason: string
}

const byItself = new Set(idNames)
const natural = new Set([...naturalNames, 'email', 'title', 'path'])
/** What people are known by. */
const peoplesNames = new Set(['username', 'login', 'handle', 'userlogin', 'screenname'])
/** What things are counted by below what they belong to. */
const countersNames = new Set(['number', 'index', 'iid', 'no', 'nr', 'num'])
const unique = new Set([...idNames, ...peoplesNames, 'slug', 'number'])

/** The member of an entity that a parameter names; `undefined` where the entity shows none. */
export function idMember(
  source: SchemaSource,
  entity: Schema,
  noun: string,
  parameter: { readonly name: string; readonly schema?: Schema } | undefined
): Inferred<Place> | undefined {
  let best: Candidate | undefined
  for (const candidate of candidates(source, entity, wantedBy(noun, parameter)))
    if (!best || candidate.score > best.score) best = candidate
  return best && best.score >= 35 ? inferred(best.at, Math.min(best.score, 99) / 100, best.reason) : undefined
}

/** Other members that name one thing as well. */
export function alternatesOf(
  source: SchemaSource,
  entity: Schema,
  id: Place | undefined,
  parameter = '',
  noun = ''
): readonly Inferred<Place>[] {
  const found: Inferred<Place>[] = []
  const offered = eitherOf(parameter, normaliseName(singularOf(noun)))
  for (const [name, { schema }] of membersOf(source, entity)) {
    const plain = normaliseName(name)
    if (id?.length === 1 && id[0] === name) continue
    if (!(unique.has(plain) || offered.has(plain)) || !isScalar(source, schema)) continue
    found.push(
      offered.has(plain)
        ? inferred([name], 0.9, `{${parameter}} may be the \`${name}\``)
        : inferred([name], 0.6, `\`${name}\` names one thing as well`)
    )
  }
  return found
}

/** The names that a parameter offers, normalised, with and without the noun before them: `id` and `key` of `projectIdOrKey`. */
function eitherOf(parameter: string, singular: string): ReadonlySet<string> {
  const sides = wordsOf(parameter)
    .join(' ')
    .split(/ or (?:the )?/)
    .map(normaliseName)
  if (sides.length < 2) return new Set()
  return new Set(
    sides.flatMap((side) =>
      singular !== '' && side.startsWith(singular) ? [side, side.slice(singular.length)] : [side]
    )
  )
}

/** Members that further parameters of reads name: `tag_name` for `/releases/tags/{tag}`. */
export function alternatesAskedFor(
  source: SchemaSource,
  entity: Schema,
  parameters: readonly string[]
): readonly Inferred<Place>[] {
  return parameters.flatMap((parameter) => {
    const wanted = normaliseName(parameter)
    for (const [name, { schema }] of membersOf(source, entity)) {
      const plain = normaliseName(name)
      const isAsked =
        plain === wanted || (plain.startsWith(wanted) && natural.has(plain.slice(wanted.length)))
      if (isAsked && isScalar(source, schema))
        return [inferred([name], 0.7, `reads ask for \`${name}\` as {${parameter}}`)]
    }
    return []
  })
}

/** What is looked for, read once for all members. */
interface Wanted {
  readonly parameter: { readonly name: string; readonly schema?: Schema } | undefined
  /** The parameter's name, normalised, and without the noun before it. */
  readonly wanted: string
  readonly stripped: string
  readonly noun: string
  /** The noun, in the singular and normalised. */
  readonly singular: string
  readonly isBareNoun: boolean
  readonly asksForId: boolean
}

function wantedBy(noun: string, parameter: Wanted['parameter']): Wanted {
  const singular = normaliseName(singularOf(noun))
  const wanted = parameter === undefined ? 'id' : normaliseName(parameter.name)
  // `customerId` is the id of a customer, and so is `goldCustomerId`.
  const after = singular === '' ? -1 : wanted.lastIndexOf(singular)
  const rest = wanted.slice(after + singular.length)
  const isOwn = after === 0 || (after > 0 && singular.length > 2 && (byItself.has(rest) || natural.has(rest)))
  const stripped = isOwn ? rest : wanted
  return {
    parameter,
    wanted,
    stripped,
    noun,
    singular,
    isBareNoun: stripped === '' || wanted === singular,
    asksForId: /(id|uuid|guid|sid|identifier)$/.test(wanted)
  }
}

const ownParts = /^(metadata|meta|attributes|identity|identifiers?|key|self|properties|info|header)$/i

function* candidates(source: SchemaSource, entity: Schema, asked: Wanted): Generator<Candidate> {
  const saysMore = asked.parameter !== undefined && !byItself.has(asked.wanted)
  const members = membersOf(source, entity)
  const narrowed = joinsTwo([...members.keys()], asked.noun) ? { ...asked, noun: '' } : asked
  for (const [name, member] of members) {
    if (isScalar(source, member.schema)) {
      yield score(source, [name], member, narrowed)
      continue
    }
    // An object inside a thing is as likely another thing: its id counts only where the name says so.
    const own = ownParts.test(name)
    if (!own && !saysMore) continue
    for (const [inner, nested] of membersOf(source, member.schema)) {
      if (!own && !isNearly(normaliseName(inner), asked)) continue
      if (!isScalar(source, nested.schema)) continue
      const below = score(source, [name, inner], nested, asked)
      if (own || below.score >= 95) yield { ...below, score: below.score - (own ? 15 : 45) }
    }
  }
}

/** Whether a name may score high: it is what is asked for, or the noun with something behind it. */
function isNearly(name: string, { wanted, stripped, singular }: Wanted): boolean {
  return (
    name === wanted ||
    name === stripped ||
    peoplesNames.has(name) ||
    (singular !== '' && name.startsWith(singular))
  )
}

function score(
  source: SchemaSource,
  at: Place,
  { schema, required }: Member,
  { parameter, wanted, stripped, noun, singular, isBareNoun, asksForId }: Wanted
): Candidate {
  const name = normaliseName(at.at(-1)!).replace(/^[$@]/, '')
  let points = 0
  let reason = ''
  if (name === wanted)
    [points, reason] = [100, `\`${at.join('.')}\` has the name of the parameter {${parameter?.name ?? 'id'}}`]
  else if (name === stripped)
    [points, reason] = [92, `{${parameter!.name}} is the \`${at.join('.')}\` of a ${singular}`]
  else if ((peoplesNames.has(stripped) || peoplesNames.has(wanted)) && peoplesNames.has(name))
    [points, reason] = [90, `\`${at.join('.')}\` is another word for {${parameter!.name}}`]
  else if (countersNames.has(stripped) && countersNames.has(name))
    [points, reason] = [86, `\`${at.join('.')}\` is another word for {${parameter!.name}}`]
  else if (byItself.has(name))
    [points, reason] = [name === 'id' ? 80 : 74, `\`${at.join('.')}\` is the id by its name`]
  else if (singular !== '' && name.startsWith(singular) && byItself.has(name.slice(singular.length)))
    [points, reason] = [82, `\`${at.join('.')}\` is the id of a ${singular} by its name`]
  else if (byItself.has(stripped) && isShorterNoun(at.at(-1)!, noun))
    [points, reason] = [72, `\`${at.join('.')}\` is the id of what a ${singular} is`]
  else if (parameter !== undefined && wanted.endsWith(name) && endsInWord(parameter.name, at.at(-1)!))
    [points, reason] = [70, `{${parameter.name}} ends in \`${at.join('.')}\``]
  else if (/[^aeiou ]id$/.test(name) && wanted.endsWith(name))
    [points, reason] = [60, `\`${at.join('.')}\` ends like {${parameter!.name}}`]
  else if (name.endsWith('id') && asksForId && wanted.endsWith('id') && required)
    [points, reason] = [20, `\`${at.join('.')}\` is an id`]
  else if (natural.has(name)) {
    const weight = name === 'title' || name === 'path' || name === 'email' ? 36 : 50
    ;[points, reason] = [
      isBareNoun ? weight : asksForId ? 25 : weight - 8,
      `\`${at.join('.')}\` tells one ${singular || 'thing'} from another`
    ]
  }
  if (points === 0) return { at, schema, score: 0, reason }
  const kinds = typesOf(source, schema)
  const asked = typesOf(source, parameter?.schema)
  if (
    asked.has('string') &&
    !asked.has('integer') &&
    kinds.has('integer') &&
    !kinds.has('string') &&
    !asksForId &&
    points < 100
  )
    points -= 38
  if (asked.has('integer') && !kinds.has('integer') && !kinds.has('number')) points -= 20
  const formats = [formatOf(source, parameter?.schema), formatOf(source, schema)]
  if (formats[0] === 'uuid') points += formats[1] === 'uuid' ? 12 : points < 90 ? -6 : 0
  return { at, schema, score: points + (required ? 2 : 0), reason }
}

/** `floating_ip` ends in the word `ip`. */
function endsInWord(parameter: string, name: string): boolean {
  const [words, own] = [wordsOf(parameter), wordsOf(name)]
  return (
    own.length < words.length && own.every((word, index) => word === words[words.length - own.length + index])
  )
}

function formatOf(source: SchemaSource, schema: Schema | undefined): string | undefined {
  return typeof schema === 'object'
    ? conjuncts(source, schema).find(({ format }) => format !== undefined)?.format
    : undefined
}

function isScalar(source: SchemaSource, schema: Schema): boolean {
  const types = typesOf(source, schema)
  return types.size === 0
    ? schema === true
    : (types.has('string') || types.has('integer') || types.has('number')) && !types.has('object')
}
