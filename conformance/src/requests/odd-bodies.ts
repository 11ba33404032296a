// Random members for JSON bodies, beyond what any schema says: odd names, nested maps, whole numbers that no double holds.
import fc from 'fast-check'

/** A JSON value; numbers are written as texts that are printed as they are. */
export type BodyValue =
  { readonly number: string } | string | boolean | null | readonly BodyValue[] | { readonly members: Body }

/** The members of an object, in the order in which they are printed. */
export type Body = readonly (readonly [name: string, value: BodyValue])[]

const oddNames = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '',
  ' ',
  '.',
  '..',
  '*',
  '/',
  '~0',
  '1',
  '10',
  '2',
  '-0',
  'é',
  'e\u0301',
  '\u{1f600}',
  '\u2028',
  '\u0000'
]
const name = fc.oneof(fc.constantFrom(...oddNames), fc.string({ unit: 'grapheme', maxLength: 6 }))
const number = fc.oneof(
  fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }).map(String),
  fc.constantFrom('9007199254740993', '-9007199254740993', '0', '1e2', '0.1', '1e-7', '5e-324', '1e21'),
  fc.integer().map(String)
)

const value = fc.letrec<{ value: BodyValue; members: Body }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', maxDepth: 4 },
    fc.string({ unit: 'grapheme', maxLength: 8 }),
    number.map((text): BodyValue => ({ number: text })),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 3 }),
    tie('members').map((members): BodyValue => ({ members }))
  ),
  members: fc.uniqueArray(fc.tuple(name, tie('value')), { selector: ([own]) => own, maxLength: 4 })
}))

/** Members of an object, each name once. */
export const oddMembers: fc.Arbitrary<Body> = value.members

/** The object as JSON. */
export function printBody(body: Body): string {
  return `{${body.map(([own, member]) => `${JSON.stringify(own)}:${printValue(member)}`).join(',')}}`
}

function printValue(one: BodyValue): string {
  if (typeof one !== 'object' || one === null) return JSON.stringify(one)
  if (Array.isArray(one)) return `[${one.map(printValue).join(',')}]`
  return 'number' in one ? one.number : printBody((one as { members: Body }).members)
}
