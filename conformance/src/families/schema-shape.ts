// What a schema says at its own level, `$ref`s and `allOf` followed: enough to compose values and to look members up.
import { isRawObject, localPointer, locate, member, pointerTo, valueAt } from '../oracle/raw-document.js'

/** One choice between schemas. */
export interface Choice {
  readonly pointers: readonly string[]
  /** Discriminator property and its value for each pointer. */
  readonly property?: string
  readonly values?: readonly string[]
}

/** A schema, merged over `$ref` and `allOf`. Choices (`oneOf`, `anyOf`) stay apart. */
export interface Shape {
  types: Set<string>
  /** Member -> pointers of all schemas that hold for it. */
  readonly properties: Map<string, string[]>
  readonly required: Set<string>
  readonly choices: Choice[]
  readonly patterns: string[]
  /** Pointers of the named schemas that were passed on the way. */
  readonly names: Set<string>
  /** Single keywords (`format`, `enum`, `const`, `minimum`, `items`, ...), the first that was met. */
  readonly keywords: Map<string, unknown>
  /** Where a keyword in `keywords` stands, for `items` and `additionalProperties`. */
  readonly places: Map<string, string>
  /** Set where an alternative was taken: the member that says which, and what it says. */
  discriminator?: { readonly property: string; readonly value: string }
}

const single = [
  'enum',
  'const',
  'format',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minItems',
  'maxItems',
  'minProperties',
  'readOnly',
  'writeOnly',
  'nullable',
  'default',
  'example',
  'items',
  'additionalProperties',
  'deprecated',
  'description'
]

/** Reads the schemas at some pointers as one. Pointers that lead nowhere say nothing. */
export function shapeOf(document: unknown, pointers: readonly string[]): Shape {
  const shape: Shape = {
    types: new Set(),
    properties: new Map(),
    required: new Set(),
    choices: [],
    patterns: [],
    names: new Set(),
    keywords: new Map(),
    places: new Map()
  }
  const seen = new Set<string>()
  for (const pointer of pointers) collect(document, pointer, shape, seen)
  if (shape.types.size === 0) guessType(shape)
  return shape
}

function collect(document: unknown, start: string, shape: Shape, seen: Set<string>): void {
  if (seen.has(start) || seen.size > 300) return
  seen.add(start)
  const written = valueAt(document, start)
  const reference = member(written, '$ref')
  if (typeof reference === 'string') {
    // Keywords beside `$ref` count in 3.1; in 3.0 only annotations are found there, which do no harm.
    readLevel(document, start, written, shape)
    const pointer = localPointer(reference)
    if (pointer !== undefined) collect(document, pointer, shape, seen)
    return
  }
  if (!isRawObject(written)) return
  if (/^\/components\/schemas\/[^/]+$/.test(start)) shape.names.add(start)
  readLevel(document, start, written, shape)
  const parts = member(written, 'allOf')
  if (Array.isArray(parts))
    for (const index of parts.keys()) collect(document, pointerTo(start, 'allOf', String(index)), shape, seen)
}

function readLevel(document: unknown, pointer: string, schema: unknown, shape: Shape): void {
  const types = [member(schema, 'type')].flat().filter((type) => typeof type === 'string')
  if (types.length > 0 && shape.types.size === 0) shape.types = new Set(types)
  const properties = member(schema, 'properties')
  if (isRawObject(properties)) {
    for (const name of Object.keys(properties)) {
      const list = shape.properties.get(name) ?? []
      shape.properties.set(name, [...list, pointerTo(pointer, 'properties', name)])
    }
  }
  const required = member(schema, 'required')
  if (Array.isArray(required))
    for (const name of required) if (typeof name === 'string') shape.required.add(name)
  const pattern = member(schema, 'pattern')
  if (typeof pattern === 'string') shape.patterns.push(pattern)
  const examples = member(schema, 'examples')
  if (Array.isArray(examples) && examples.length > 0 && !shape.keywords.has('example'))
    shape.keywords.set('example', examples[0])
  for (const keyword of single) {
    const value = member(schema, keyword)
    if (value === undefined || shape.keywords.has(keyword)) continue
    shape.keywords.set(keyword, value)
    shape.places.set(keyword, pointerTo(pointer, keyword))
  }
  for (const keyword of ['oneOf', 'anyOf']) {
    const list = member(schema, keyword)
    if (Array.isArray(list) && list.length > 0)
      shape.choices.push(choiceAt(document, pointer, keyword, schema, list.length))
  }
}

function choiceAt(
  document: unknown,
  pointer: string,
  keyword: string,
  schema: unknown,
  length: number
): Choice {
  const all = Array.from({ length }, (_, index) => pointerTo(pointer, keyword, String(index)))
  const pointers = all.filter((one) => member(locate(document, one)?.value, 'type') !== 'null')
  const discriminator = member(schema, 'discriminator')
  const property = member(discriminator, 'propertyName')
  if (typeof property !== 'string') return { pointers }
  const mapping = member(discriminator, 'mapping')
  const entries = isRawObject(mapping) ? Object.entries(mapping) : []
  const values = pointers.map((one) => {
    const reference = String(member(valueAt(document, one), '$ref') ?? '')
    const name = reference.slice(reference.lastIndexOf('/') + 1)
    return entries.find(([, target]) => target === reference || target === name)?.[0] ?? name
  })
  return { pointers, property, values }
}

function guessType(shape: Shape): void {
  if (shape.properties.size > 0 || shape.keywords.has('additionalProperties')) shape.types.add('object')
  else if (shape.keywords.has('items')) shape.types.add('array')
  else if (shape.patterns.length > 0 || shape.keywords.has('format') || shape.keywords.has('maxLength'))
    shape.types.add('string')
  else if (shape.keywords.has('minimum') || shape.keywords.has('maximum')) shape.types.add('number')
}

/** The type that counts: the first that is not null. */
export function typeOf(shape: Shape): string | undefined {
  return [...shape.types].find((type) => type !== 'null')
}
