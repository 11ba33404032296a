// The shape of ids that examples show: what they have in common, and what looks drawn or counted.
import { crockford, lettersAndDigits } from '../../../internal/alphabets.js'
import { inferred } from '../evidence.js'
import { alphabetOf, freeLength, numbersAsText, text } from './infer-id-shape-forms.js'
import type { Inferred } from '../inferred.js'
import type { IdShape } from '../model.js'

/** Lengths are not counted: authors make UUIDs up, and cut them short. */
const uuid = /^[0-9a-f]{6,10}(?:-[0-9a-f]{3,5}){3}-[0-9a-f]{3,14}$/i
const ulid = new RegExp(`^[0-7][${crockford}]{25}$`)
/** What stands in for an id in an example, and is none. */
const placeholder =
  /^(?:string|text|value|null|undefined|none|n\/a|uuid|guid|id|identifier|(?:unique|some|your|the|my|an?|example|sample)[-_ ]?(?:id|identifier|uuid|key|value|string|text)?|your[-_ ].*|example.*|foo|bar|baz|test|abc|xyz|.*x{3}.*-x{3}.*|[<{[].*)$/i
/** Where an example leaves off: `ch_...`, `ch_xxxxxx`. */
const leftOff = /(?:\.{2,}|…|[xX]{3,}|\*{2,})[)\]]?$/
const prefixed = /^((?:[A-Za-z]+-|[A-Za-z][A-Za-z0-9]{0,39}[_:|])+)([A-Za-z0-9]+)$/
/** What authors type when they are asked for characters. */
const typed = /^(?:abc|xyz|123)[0-9a-z]{0,6}$/i

/** An example taken apart: what all ids of its kind begin with, and the rest of it. */
interface Sample {
  readonly kind: 'uuid' | 'ulid' | 'slug' | 'number' | 'text' | 'prefix'
  readonly prefix: string
  readonly rest: string
}

/** Takes an example apart; `undefined` for what is an id of no usual form. */
export function readSample(example: string): Sample | undefined {
  const sample = (kind: Sample['kind'], prefix: string, rest: string): Sample => ({ kind, prefix, rest })
  if (uuid.test(example)) return sample('uuid', '', example)
  if (ulid.test(example)) return sample('ulid', '', example)
  if (/^[0-9]+$/.test(example)) return sample('number', '', example)
  const head = leftOff.test(example) ? example.replace(leftOff, '') : undefined
  if (head !== undefined && /^[A-Za-z][A-Za-z0-9]*[_:|-]$/.test(head)) return sample('prefix', head, '')
  const [, prefix = '', rest = ''] = prefixed.exec(example) ?? []
  if (/^[A-Za-z]+[_:|-]$/.test(prefix) && /^[0-9]+$/.test(rest)) return sample('number', prefix, rest)
  if (rest !== '' && prefix === prefix.toLowerCase() && typed.test(rest) && !prefix.endsWith('-'))
    return sample('prefix', prefix, '')
  // Behind a sign that only prefixes have, few characters are enough.
  if (rest !== '' && looksDrawn(rest, /[_:|]$/.test(prefix) ? 4 : 6)) return sample('text', prefix, rest)
  if (looksWritten(example)) return sample('slug', '', example)
  const counted = /^([A-Za-z]{1,4})([0-9]{3,10}|00[0-9]{1,40})$/.exec(example)
  if (counted) return sample('number', counted[1]!, counted[2]!)
  // Letters of a case that does not come again, or before a number, are the name of the kind.
  const kind = /^([A-Z]{2,4})(?=[0-9a-f]{16,}$|[0-9]{3}[0-9A-Z]{8,}$)/.exec(example)?.[1] ?? ''
  if (looksDrawn(example, 6)) return sample('text', kind, example.slice(kind.length))
  return undefined
}

/** Whether characters come in no order of words: digits between letters, or capitals in the middle. */
function looksDrawn(characters: string, least: number): boolean {
  if (characters.length < least || alphabetOf(characters) === undefined) return false
  const turns = turnsOf(characters)
  const capitals = characters.match(/[a-z](?=[A-Z])/g)?.length ?? 0
  return !/[-_]/.test(characters)
    ? turns >= 2 || (turns === 1 && characters.length < 16) || turns + capitals >= 3
    : turns >= 2 && turns + capitals >= 3 && /[A-Z]/.test(characters) && /[a-z]/.test(characters)
}

/** How often digits and letters take turns. */
function turnsOf(characters: string): number {
  return characters.match(/[A-Za-z](?=[0-9])|[0-9](?=[A-Za-z])/g)?.length ?? 0
}

/** Whether it is words in lower case, perhaps with a number: `summer-sale`, `user.signup`, `ubuntu-20-04-x64`. */
function looksWritten(example: string): boolean {
  return (
    /^[a-z0-9]{2,}(?:[-_.][a-z0-9]+)*$/.test(example) &&
    /[a-z]{3}/.test(example) &&
    (!looksDrawn(example, 8) || /^[a-z]+[0-9]{1,3}$/.test(example)) &&
    turnsOf(example) < 4
  )
}

/**
 * What the examples have in common. `confidence` is what one of them is worth; several that agree are worth more. `undefined` where
 * none of them is of a usual form.
 */
export function inferIdShapeFromExamples(
  examples: readonly string[],
  confidence: number,
  told: string
): Inferred<IdShape> | undefined {
  const groups = new Map<string, Sample[]>()
  const seen = new Set<string>()
  for (const example of examples) {
    const sample = seen.has(example) ? undefined : readSample(example)
    seen.add(example)
    if (!sample) continue
    const key = `${sample.kind === 'prefix' ? 'text' : sample.kind} ${sample.prefix}`
    const group = groups.get(key)
    if (group) group.push(sample)
    else groups.set(key, [sample])
  }
  const [first, ...others] = groups.values()
  if (!first) return undefined
  const group = others.reduce((most, one) => (one.length > most.length ? one : most), first)
  const some = group.find(({ rest }) => rest !== '') ?? group[0]!
  const shown = `\`${(some.prefix + some.rest).slice(0, 40)}${some.rest === '' ? '…' : ''}\``
  const agree = group.length > 1 ? 0.1 : 0
  const doubt = others.length > 0 ? 0.15 : 0
  return inferred(
    shapeOfGroup(group),
    Math.max(0.3, confidence + agree - doubt),
    group.length > 1 ? `${group.length} ${told}s look like ${shown}` : `the ${told} ${shown}`
  )
}

function shapeOfGroup(group: readonly Sample[]): IdShape {
  const { kind, prefix } = group[0]!
  const rests = group.map(({ rest }) => rest).filter((rest) => rest !== '')
  const length = rests[0]?.length ?? 0
  const isEven = rests.every((rest) => rest.length === length)
  switch (kind) {
    case 'uuid':
    case 'ulid':
    case 'slug':
      return { kind }
    case 'number':
      if (isEven && length > 1 && rests.some((rest) => rest.startsWith('0')))
        return { ...numbersAsText(prefix, 1), width: length } as IdShape
      return numbersAsText(prefix, isEven && length > 5 ? length : 1)
    default: {
      if (rests.length === 0) return text(prefix, lettersAndDigits, freeLength(lettersAndDigits, 1, Infinity))
      const more = prefix === '' ? commonLetters(rests) : ''
      const alphabet = alphabetOf(rests.map((rest) => rest.slice(more.length)).join(''))
      return text(prefix + more, alphabet ?? lettersAndDigits, length - more.length)
    }
  }
}

/** Letters that several texts all begin with. */
function commonLetters([first = '', ...others]: readonly string[]): string {
  if (others.length === 0) return ''
  const letters = /^[A-Za-z]*/.exec(first)![0]
  let length = 0
  while (length < letters.length && others.every((one) => one[length] === letters[length])) length++
  return length > 1 ? letters.slice(0, length) : ''
}

/** The examples that are worth a look, as texts: no placeholders, no quotes around them. */
export function usableExamples(examples: readonly unknown[]): string[] {
  const usable: string[] = []
  for (const example of examples.slice(0, 500)) {
    if (usable.length >= 50) break
    if (typeof example !== 'string' && typeof example !== 'number') continue
    const plain = String(example).replace(/^"(.*)"$/, '$1')
    if (plain === '' || plain.length > 200 || placeholder.test(plain)) continue
    usable.push(plain)
  }
  return usable
}
