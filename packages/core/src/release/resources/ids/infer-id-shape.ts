// What the ids of a resource look like: what the schema demands comes first, then what examples show, descriptions tell, and names suggest.
import { digits, hex, lettersAndDigits, lower } from '../../../internal/alphabets.js'
import { normaliseName } from '../../../internal/normalise-name.js'
import { conjuncts, typesOf } from '../../../schema/members-of.js'
import { createChecker, type Checker } from '../../../schema/check/create-checker.js'
import { FORMATS } from '../../../schema/formats.js'
import type { Schema, SchemaObject, SchemaSource } from '../../../schema/schema.js'
import { inferred, type Evidence } from '../evidence.js'
import { inferIdShapeFromExamples, usableExamples } from './infer-id-shape-from-examples.js'
import { inferIdShapeFromName } from './infer-id-shape-from-name.js'
import { shapeOfPattern, type Bounds } from './infer-id-shape-from-pattern.js'
import { inferIdShapeFromTexts } from './infer-id-shape-from-texts.js'
import { freeLength, lasting, namedForms, numbersAsText, text } from './infer-id-shape-forms.js'
import type { Inferred } from '../inferred.js'
import type { IdShape } from '../model.js'

/** All that is known of the ids of one resource. */
export interface IdSubject {
  /** The lowered schema of the member that holds the id. */
  readonly schema?: Schema
  /** The lowered schema of the path parameter that takes it. */
  readonly parameterSchema?: Schema
  /** Another place that takes the ids for integers, in words. */
  readonly integerElsewhere?: string
  /** Descriptions, the most specific first: of the member, the parameter, the operation. */
  readonly texts: readonly string[]
  /** Examples of the member and the parameter, ids in bodies and links. Anything may be among them. */
  readonly examples: readonly unknown[]
  /** The singular noun of the resource, normalised: `customer`. */
  readonly noun: string
  /** The name of the member, or of the parameter where there is none. */
  readonly name: string
  /** The names of the members beside the id: slugs are made from one of them. @default [] */
  readonly members?: readonly string[]
}

/** What the schemas say, read once. */
interface Facts {
  readonly parts: readonly SchemaObject[]
  readonly bounds: Bounds
  readonly examples: readonly string[]
  readonly isNumber: boolean
  readonly parameterIsNumber: boolean
}

const checkers = new WeakMap<SchemaSource, Checker>()

/**
 * Infers the shape of ids. Ids of the shape are valid against the schema of the member, as far as a few of them show; where no usual
 * form is, the shape is `schema` and ids are generated from it. A text of which nothing is said is taken for a UUID: it fits where
 * most lengths do, needs no counter, and is what clients expect of an id that is only called unique.
 */
export function inferIdShape(evidence: Evidence, subject: IdSubject): Inferred<IdShape> {
  const { source } = evidence
  const checker = checkers.get(source) ?? createChecker(source)
  checkers.set(source, checker)
  const own = subject.schema ?? subject.parameterSchema ?? true
  const other = subject.schema === undefined ? true : (subject.parameterSchema ?? true)
  const facts = readFacts(source, checker, subject)
  const isValid = (schema: Schema, shape: IdShape) =>
    specimens(shape).every((specimen) => checker.isValid(schema, specimen))
  // What both schemas allow, else what that of the member does: the two need not agree, and the member is what is kept.
  let half: Inferred<IdShape> | undefined
  for (const proposal of facts.isNumber ? ofNumbers(facts) : ofTexts(facts, subject)) {
    if (!isValid(own, proposal.value)) continue
    if (isSendable(checker, other, proposal.value)) return withOrigin(proposal, subject)
    half ??= proposal
  }
  if (half) return inferred(withOrigin(half, subject).value, half.confidence * 0.8, half.reason)
  return inferred({ kind: 'schema' }, 0.4, 'its schema allows none of the usual forms of ids')
}

const origins = [
  'name',
  'title',
  'displayname',
  'label',
  'subject',
  'summary',
  'fullname',
  'headline',
  'question'
]

/** A slug with the member that it is made of, if there is one that people write. */
function withOrigin(found: Inferred<IdShape>, { name, members = [] }: IdSubject): Inferred<IdShape> {
  if (found.value.kind !== 'slug') return found
  const names = new Map(members.filter((one) => one !== name).map((one) => [normaliseName(one), one]))
  const origin = origins.find((one) => names.has(one))
  return origin === undefined ? found : { ...found, value: { kind: 'slug', from: [names.get(origin)!] } }
}

/** Whether a request can name the ids: in a path a number and its digits are one. */
function isSendable(checker: Checker, schema: Schema, shape: IdShape): boolean {
  return specimens(shape).every((one) =>
    [one, String(one), Number(one)].some((sent) => checker.isValid(schema, sent))
  )
}

function readFacts(source: SchemaSource, checker: Checker, subject: IdSubject): Facts {
  const schemas = [subject.schema, subject.parameterSchema].filter((schema) => typeof schema === 'object')
  const parts = schemas.flatMap((schema) => conjuncts(source, schema))
  const own = subject.schema ?? subject.parameterSchema ?? true
  const usable = usableExamples([...subject.examples, ...parts.flatMap((part) => part.examples ?? [])])
  const examples = usable.filter((example) => checker.isValid(own, example))
  const types = typesOf(source, own)
  const said = types.has('integer') || types.has('number')
  const shown = usable.length > 0 && usable.every((example) => /^-?[0-9]+$/.test(example))
  const parameterTypes = typesOf(source, subject.parameterSchema)
  const parameterIsNumber = parameterTypes.has('integer') && !parameterTypes.has('string')
  return {
    parts,
    bounds: {
      least: Math.max(1, ...parts.map(({ minLength }) => minLength ?? 1)),
      most: Math.min(255, ...parts.map(({ maxLength }) => maxLength ?? 255))
    },
    examples,
    parameterIsNumber,
    isNumber: types.has('string')
      ? said && (examples.length === 0 || shown)
      : said || (types.size === 0 && (parameterIsNumber || (shown && subject.examples.every(isNumber))))
  }
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number'
}

function* ofNumbers({ parts }: Facts): Generator<Inferred<IdShape>> {
  if (parts.some(isClosed)) return yield closed
  const lowest = Math.max(
    ...parts.map(({ minimum = -Infinity, exclusiveMinimum = -Infinity }) =>
      Math.max(Math.ceil(minimum), Math.floor(exclusiveMinimum) + 1)
    )
  )
  if (lowest > 1)
    yield inferred<IdShape>(
      { kind: 'sequence', start: lowest },
      0.95,
      `it is an integer of at least ${lowest}`
    )
  yield inferred<IdShape>({ kind: 'sequence', start: 1 }, 0.95, 'it is an integer')
  if (lowest < 1) yield inferred<IdShape>({ kind: 'sequence', start: lowest }, 0.8, 'it is an integer')
}

function* ofTexts(facts: Facts, subject: IdSubject): Generator<Inferred<IdShape>> {
  const { parts, bounds, examples } = facts
  if (parts.some(isClosed)) return yield closed
  yield* ofFormats(parts)
  const patterns = parts.flatMap(({ pattern }) => (pattern === undefined ? [] : [pattern]))
  const read = patterns.map((pattern) => ({ pattern, found: shapeOfPattern(pattern, bounds) }))
  for (const { pattern, found } of read)
    if (found?.isExact) yield inferred(found.shape, 0.95, `the pattern \`${pattern.slice(0, 60)}\``)
  const shown = inferIdShapeFromExamples(examples, 0.8, 'example')
  if (shown) yield* [lasting(shown, bounds), shown]
  const told = inferIdShapeFromTexts(subject.texts)
  if (told) yield told
  if (facts.parameterIsNumber)
    yield inferred(numbersAsText('', bounds.least), 0.8, 'the path parameter is an integer')
  if (subject.integerElsewhere !== undefined)
    yield inferred(numbersAsText('', bounds.least), 0.75, `an integer is ${subject.integerElsewhere}`)
  const named = inferIdShapeFromName(subject.name, subject.noun)
  if (named) yield named
  for (const { pattern, found } of read)
    if (found && !found.isExact) yield inferred(found.shape, 0.75, `the pattern \`${pattern.slice(0, 60)}\``)
  if (read.some(({ found }) => !found))
    yield inferred({ kind: 'schema' }, 0.7, 'its pattern is of no usual form')
  if (examples.length > 0 && !shown)
    yield inferred<IdShape>(
      { kind: 'uuid' },
      0.35,
      `the example \`${examples[0]!.slice(0, 40)}\` is of no usual form: a UUID is the most usual`
    )
  yield* ofNothing(bounds)
}

function* ofFormats(parts: readonly SchemaObject[]): Generator<Inferred<IdShape>> {
  for (const { format } of parts) {
    if (format === undefined) continue
    const reason = `the format \`${format.slice(0, 60)}\``
    const name = format.toLowerCase().replaceAll(/[-_ ]/g, '')
    const shape = namedForms.get(name)
    if (shape) yield inferred(shape, 1, reason)
    else if (/^u?int(?:8|16|32|64)$|^(?:integer|number|numeric|bigint|long)$/.test(name))
      yield inferred(numbersAsText('', 1), 0.9, reason)
    else if (FORMATS.has(format)) yield inferred({ kind: 'schema' }, 0.9, reason)
  }
}

/** What to take where nothing but lengths is known, if that. */
function* ofNothing({ least, most }: Bounds): Generator<Inferred<IdShape>> {
  const uuid: IdShape = { kind: 'uuid' }
  if (least === most) {
    const length = `it has ${least} characters`
    if (least === 36) yield inferred(uuid, 0.7, length)
    if (least === 26) yield inferred<IdShape>({ kind: 'ulid' }, 0.5, length)
    yield inferred(text('', [24, 32, 40, 64].includes(least) ? hex : lettersAndDigits, least), 0.5, length)
  }
  yield inferred(uuid, 0.3, 'nothing is said of its form: a UUID is the most usual')
  const alphabet = digits + lower
  yield inferred(
    text('', alphabet, freeLength(alphabet, least, most)),
    0.3,
    'nothing is said of its form but its length'
  )
}

const closed = inferred<IdShape>({ kind: 'schema' }, 0.9, 'its schema lists the values')

function isClosed(part: SchemaObject): boolean {
  return part.enum !== undefined || Object.hasOwn(part, 'const')
}

/** A few ids of a shape, the extremes among them: what a schema says of them it says of all. */
function specimens(shape: IdShape): (string | number)[] {
  switch (shape.kind) {
    case 'uuid':
      return ['f47ac10b-58cc-4372-a567-0e02b2c3d479', '0b9b2a3e-7c41-4d1a-8f60-9a5d3c2e1b70']
    case 'ulid':
      return ['01HKZ3G0Q5V8N2M7R4T6W9XAYB', '01HZZZZZZZ0000000000000000']
    case 'slug':
      return ['amber-anchor-1', 'gentle-compass-5000']
    case 'sequence':
      return [0, 1, 2].map((n) => {
        const number = shape.start + n
        return shape.asText ? (shape.prefix ?? '') + String(number).padStart(shape.width ?? 0, '0') : number
      })
    case 'text':
      return [0, 1, 7, 11].map((step) => {
        const rest = Array.from({ length: shape.length }, (_, i) =>
          shape.alphabet.at((i * step) % shape.alphabet.length)
        )
        return shape.prefix + (step === 0 ? shape.alphabet.at(-1)!.repeat(shape.length) : rest.join(''))
      })
    case 'schema':
      return []
  }
}
