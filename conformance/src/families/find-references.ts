// Which family a member or parameter refers to: by its name, by an answer that has the thing itself at the same place, or by the schema of the key.
import type { Family } from './family.js'
import { membersOf, namedSchemas } from './resource-schema.js'
import { shapeOf, typeOf } from './schema-shape.js'
import { flat, idNames, nounOf, referenceIn } from './words.js'

/** Where a reference stands. */
export interface ReferenceSite {
  /** Member names from the root, or a parameter's name. */
  readonly path: readonly string[]
  /** Named schemas of the member, such as `customer_id`. */
  readonly names: ReadonlySet<string>
  /** The noun and blank path of the operation that the reference is for, and the schema of its answer. */
  readonly noun: string
  readonly blank: string
  readonly answer: string | undefined
}

/** Nouns that are members of many things, and refer to another only with an ending like `_id`. */
const everyday = new Set(
  (
    'name email key token status code type version content message note event comment path body number action label ' +
    'tag link domain file address image'
  ).split(' ')
)

const wrappers = new Set(['data', 'attributes', 'relationships', 'ref', 'reference'])

/** Prepares to find references between families. The result gives the families that a site may refer to, the most likely first. */
export function createReferenceFinder(
  document: unknown,
  families: readonly Family[]
): (site: ReferenceSite) => Family[] {
  const known = families.map((family) => describe(document, family))
  return (site) => {
    const named = byName(families, site)
    if (named.length > 0) return named
    const own = known
      .filter((one) => [...one.keys].some((name) => site.names.has(name)))
      .map(({ family }) => family)
    const expanded = expandedAt(document, site)
    return [
      ...own,
      ...known.filter((one) => [...one.things].some((name) => expanded.has(name))).map(({ family }) => family)
    ]
  }
}

/** Named schemas of a family's thing, and of its key. */
function describe(document: unknown, family: Family) {
  const schema = (family.read?.operation ?? family.create).success[0]?.schema
  const keys = new Set<string>()
  const members = membersOf(document, schema, family.noun)
  for (const name of ['id', ...(family.read?.key.names ?? [])])
    for (const one of shapeOf(document, members.get(flat(name))?.pointers ?? []).names) keys.add(one)
  for (const parameter of family.read?.operation.parameters ?? []) {
    if (parameter.schema === undefined || !family.read?.key.names.includes(parameter.name)) continue
    for (const one of shapeOf(document, [parameter.schema]).names) keys.add(one)
  }
  return { family, things: namedSchemas(document, schema, family.noun), keys }
}

/** `customer_id`, `customer`, `label_ids`, and `id` inside `customer` refer to customers and labels; `id` of the thing itself does not. */
function byName(families: readonly Family[], { path, noun: from, blank }: ReferenceSite): Family[] {
  let { words, explicit } = referenceIn(path.at(-1) ?? '')
  if (words.length === 0) {
    const owner = path.slice(0, -1).findLast((name) => !wrappers.has(name.toLowerCase()))
    if (owner === undefined) return []
    words = referenceIn(owner).words
    explicit = true
    if (nounOf(words) === from) return []
  }
  const noun = nounOf(words)
  if (noun === '' || (!explicit && everyday.has(noun))) return []
  const scored = families.flatMap((family) => {
    const score = family.noun === noun ? 100 : explicit && isTail(family.noun, noun, from) ? 50 : undefined
    if (score === undefined) return []
    const near = shared(family.create.blank, blank) - family.create.pathNames.length / 10
    return [{ family, score: score + near }]
  })
  return scored.toSorted((a, b) => b.score - a.score).map(({ family }) => family)
}

/** Named schemas of the thing that an answer may have in place of the key: `anyOf: [string, Customer]`. */
function expandedAt(document: unknown, { path, noun, answer }: ReferenceSite): Set<string> {
  const names = new Set<string>()
  if (path.length === 0 || path.length > 3) return names
  const name = path.at(-1) as string
  if ((idNames as readonly string[]).includes(name)) return names
  const member = membersOf(document, answer, noun).get(flat(name))
  for (const choice of shapeOf(document, member?.pointers ?? []).choices)
    for (const pointer of choice.pointers)
      for (const one of shapeOf(document, [pointer]).names) names.add(one)
  return names
}

/** True when the answer has more than a plain text at a member's place: then it is no free text in the request either. */
export function isMoreThanText(document: unknown, { path, noun, answer }: ReferenceSite): boolean {
  const member = membersOf(document, answer, noun).get(flat(path.at(-1) ?? ''))
  if (member === undefined) return false
  return member.pointers.some((pointer) => {
    const shape = shapeOf(document, [pointer])
    const objects = shape.choices.some((choice) =>
      choice.pointers.some((one) => typeOf(shapeOf(document, [one])) === 'object')
    )
    return objects || typeOf(shape) === 'object' || typeOf(shape) === 'array'
  })
}

/** `consent` for `domestic payment consent` when it is asked from `domestic payment`; `payment method` for `default payment method`. */
function isTail(family: string, noun: string, from: string): boolean {
  if (noun.endsWith(` ${family}`)) return true
  return family.endsWith(` ${noun}`) && family.startsWith(from)
}

function shared(one: string, other: string): number {
  const [a, b] = [one.split('/'), other.split('/')]
  let count = 0
  while (count < a.length && a[count] === b[count]) count++
  return count
}
