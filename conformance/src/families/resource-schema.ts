// What a response's schema is about: the named schemas in it, its members, whether it is a list. Envelopes are looked through.
import { shapeOf, typeOf, type Shape } from './schema-shape.js'
import { flat, idNames, isAside, isEnvelope, nounOf, referenceIn } from './words.js'

const maximumDepth = 4

/** Names of the schemas that a response carries, at the top, in an envelope, or as the items of a list. */
export function namedSchemas(document: unknown, pointer: string | undefined, noun: string): Set<string> {
  const names = new Set<string>()
  if (pointer !== undefined) {
    visit(document, [pointer], noun, 0, (shape) => {
      // What is called `Empty` and has no members is no thing.
      const isEmpty =
        typeOf(shape) === 'object' &&
        shape.properties.size === 0 &&
        shape.choices.length === 0 &&
        !shape.places.has('additionalProperties')
      if (!isEmpty) for (const name of shape.names) names.add(name)
    })
  }
  return names
}

/** True when two responses share a named schema, or have the same three or more members. */
export function sameThing(
  document: unknown,
  one: string | undefined,
  other: string | undefined,
  noun: string
): boolean {
  const names = namedSchemas(document, one, noun)
  for (const name of namedSchemas(document, other, noun)) if (names.has(name)) return true
  const members = [...membersOf(document, one, noun).keys()].toSorted()
  const others = [...membersOf(document, other, noun).keys()].toSorted()
  return members.length >= 3 && members.join(' ') === others.join(' ')
}

/** A member of the thing: pointers of its schemas, and whether every thing of that schema may have it (false: only one variant does). */
export interface Member {
  /** As it is written. */
  readonly name: string
  readonly pointers: readonly string[]
  readonly always: boolean
}

/** Members of the thing that a schema describes, by name in plain letters. */
export function membersOf(
  document: unknown,
  pointer: string | undefined,
  noun: string
): ReadonlyMap<string, Member> {
  const members = new Map<string, Member>()
  if (pointer === undefined) return members
  visit(document, [pointer], noun, 0, (shape, always) => {
    for (const [name, pointers] of shape.properties) {
      const known = members.get(flat(name))
      members.set(flat(name), {
        name,
        pointers: [...(known?.pointers ?? []), ...pointers],
        always: always || known?.always === true
      })
    }
  })
  return members
}

function visit(
  document: unknown,
  pointers: readonly string[],
  noun: string,
  depth: number,
  see: (shape: Shape, always: boolean) => void,
  always = true
): void {
  if (depth > maximumDepth) return
  const shape = shapeOf(document, pointers)
  see(shape, always)
  for (const choice of shape.choices)
    for (const one of choice.pointers) visit(document, [one], noun, depth + 1, see, false)
  const items = shape.places.get('items')
  if (items !== undefined && typeOf(shape) === 'array') visit(document, [items], noun, depth + 1, see, always)
  for (const name of envelopeMembers(document, shape, noun))
    visit(document, shape.properties.get(name) as string[], noun, depth + 1, see, always)
}

/** Members that wrap the thing: named as envelopes are, or the only object or array beside paging and links. */
function envelopeMembers(document: unknown, shape: Shape, noun: string): string[] {
  const names = [...shape.properties.keys()]
  // What has an id of its own is the thing: its parts are not.
  if (names.some((name) => /^(?:id|uuid|guid|sid|sha)$/i.test(name)))
    return names.filter((name) => name === 'attributes')
  // A manifest: it is called and described by its parts.
  if (['metadata', 'spec'].every((name) => names.includes(name))) return ['metadata', 'spec']
  const named = names.filter(
    (name) => isEnvelope(name, noun) && isContainer(document, shape.properties.get(name) as string[])
  )
  if (named.length > 0 || names.length > 4) return named
  const containers = names.filter(
    (name) =>
      !isPaging(name) &&
      !/^(?:errors?|warnings?)$/i.test(name) &&
      isContainer(document, shape.properties.get(name) as string[])
  )
  return containers.length === 1 &&
    names.every((name) => name === containers[0] || isAside(name) || isPaging(name))
    ? containers
    : []
}

function isContainer(document: unknown, pointers: readonly string[]): boolean {
  const shape = shapeOf(document, pointers)
  const type = typeOf(shape)
  return type === 'object' || type === 'array' || (type === undefined && shape.choices.length > 0)
}

/** True for members that are about the page, not about what is on it. */
export function isPaging(name: string): boolean {
  return /^_?(?:links?|meta|paging|pagination|page_?info|included|order|filters?|total|count|limit|offset|page|per_?page|page_?size|has_?more|(?:total|next|prev|previous|first|last)_?[a-z]*)$/i.test(
    name
  )
}

/** True when a schema has a member of its own that identifies: an id, or the thing's noun with `id`. */
export function identifiesItself(document: unknown, pointer: string, noun: string): boolean {
  const { properties, choices } = shapeOf(document, [pointer])
  const identifies = (name: string) => {
    const { words, explicit } = referenceIn(name)
    return (idNames as readonly string[]).includes(name.toLowerCase()) || (explicit && nounOf(words) === noun)
  }
  return (
    [...properties.keys()].some(identifies) ||
    choices.some((choice) => choice.pointers.some((one) => identifiesItself(document, one, noun)))
  )
}

/** True when a response is a list of things: an array, or an object around one. */
export function isList(document: unknown, pointer: string | undefined, noun: string): boolean {
  return pointer !== undefined && isListAt(document, [pointer], noun, false)
}

/** `inside`: in an envelope, where only an array with a list's name counts. */
function isListAt(document: unknown, at: readonly string[], noun: string, inside: boolean): boolean {
  const shape = shapeOf(document, at)
  if (typeOf(shape) === 'array') return !inside
  for (const choice of shape.choices)
    if (choice.pointers.some((one) => isListAt(document, [one], noun, inside))) return true
  const arrays = [...shape.properties].filter(
    ([name, pointers]) =>
      !isPaging(name) && (!isAside(name) || nounOf(name) === noun) && holdsArray(document, pointers)
  )
  const identifies = [...shape.properties.keys()].some((name) => /^(?:id|uuid|guid|sid|sha)$/i.test(name))
  const isOne = ([name]: [string, unknown]) =>
    (isEnvelope(name, noun) && nounOf(name) !== name) ||
    /^(?:items|values?|records|list|rows|resources|entries|_embedded|elements|objects|results?|data)$/i.test(
      name
    ) ||
    (!identifies &&
      ((!inside && arrays.length === 1) || nounOf(name).split(' ').at(-1) === noun.split(' ').at(-1)))
  if (arrays.some(isOne)) return true
  if (inside || identifies) return false
  return [...shape.properties].some(
    ([name, pointers]) =>
      /^(?:_embedded|data|results?|response|payload)$/i.test(name) && isListAt(document, pointers, noun, true)
  )
}

function holdsArray(document: unknown, pointers: readonly string[]): boolean {
  const shape = shapeOf(document, pointers)
  if (typeOf(shape) === 'array') return true
  return shape.choices.some(({ pointers: ones }) =>
    ones.some((one) => typeOf(shapeOf(document, [one])) === 'array')
  )
}
