// Where an OpenAPI 3.x description may hold references, as data: the kinds of object, and which kind each member is.
// What is not listed here is data (examples, defaults, enums, extensions), and a `$ref` in it is data too.

/** A kind of object. Those in `CONTAINERS` can be components. */
export type Kind = keyof typeof MEMBERS | keyof typeof EACH

// Member -> kind; `kind[]` is a list, `kind{}` an object whose member names are free, `$ref` included (`properties`).
const MEMBERS = {
  document: { info: 'info', paths: 'paths', webhooks: 'webhooks', components: 'components' },
  info: {},
  components: {
    schemas: 'schemas',
    responses: 'namedResponses',
    parameters: 'parameters',
    examples: 'examples',
    requestBodies: 'requestBodies',
    headers: 'headers',
    securitySchemes: 'securitySchemes',
    links: 'links',
    callbacks: 'callbacks',
    pathItems: 'webhooks',
    mediaTypes: 'content'
  },
  pathItem: {
    parameters: 'parameter[]',
    get: 'operation',
    put: 'operation',
    post: 'operation',
    delete: 'operation',
    options: 'operation',
    head: 'operation',
    patch: 'operation',
    trace: 'operation',
    query: 'operation',
    additionalOperations: 'operation{}'
  },
  operation: {
    parameters: 'parameter[]',
    requestBody: 'requestBody',
    responses: 'responses',
    callbacks: 'callbacks'
  },
  parameter: { schema: 'schema', content: 'content', examples: 'examples' },
  header: { schema: 'schema', content: 'content', examples: 'examples' },
  requestBody: { content: 'content' },
  response: { headers: 'headers', content: 'content', links: 'links' },
  mediaType: {
    schema: 'schema',
    itemSchema: 'schema',
    examples: 'examples',
    encoding: 'encoding{}',
    itemEncoding: 'encoding',
    prefixEncoding: 'encoding[]'
  },
  encoding: { headers: 'headers' },
  example: {},
  link: {},
  securityScheme: {},
  schema: {
    properties: 'schema{}',
    patternProperties: 'schema{}',
    dependentSchemas: 'schema{}',
    $defs: 'schema{}',
    definitions: 'schema{}',
    dependencies: 'schema{}',
    allOf: 'schema[]',
    anyOf: 'schema[]',
    oneOf: 'schema[]',
    prefixItems: 'schema[]',
    items: 'schema',
    additionalItems: 'schema',
    additionalProperties: 'schema',
    unevaluatedItems: 'schema',
    unevaluatedProperties: 'schema',
    propertyNames: 'schema',
    contains: 'schema',
    contentSchema: 'schema',
    not: 'schema',
    if: 'schema',
    then: 'schema',
    else: 'schema'
  }
} as const satisfies Record<string, Record<string, string>>

// Objects with free member names, all of one kind.
const EACH = {
  paths: 'pathItem',
  webhooks: 'pathItem',
  schemas: 'schema',
  responses: 'response',
  namedResponses: 'response',
  parameters: 'parameter',
  examples: 'example',
  requestBodies: 'requestBody',
  headers: 'header',
  securitySchemes: 'securityScheme',
  links: 'link',
  callbacks: 'callback',
  callback: 'pathItem',
  content: 'mediaType'
} as const

// Of those, the ones in which `x-...` is an extension and not a name.
const EXTENSIBLE = new Set<Kind>(['paths', 'responses', 'callback'])

/** How a member is read. */
export interface Member {
  readonly kind: Kind
  readonly form: 'one' | 'list' | 'names'
}

const SHAPES = new Map<Kind, ReadonlyMap<string, Member>>(
  Object.entries(MEMBERS).map(([kind, members]) => [
    kind as Kind,
    new Map(Object.entries(members).map(([name, notation]) => [name, parseNotation(notation)]))
  ])
)

const EACH_MEMBER = new Map<Kind, Member>(
  Object.entries(EACH).map(([kind, each]) => [kind as Kind, { kind: each, form: 'one' }])
)

function parseNotation(notation: string): Member {
  const kind = notation.replace(/\[\]|\{\}/, '') as Kind
  return { kind, form: notation.endsWith('[]') ? 'list' : notation.endsWith('{}') ? 'names' : 'one' }
}

/** How a member of an object of this kind is read; `undefined` when it is data. */
export function memberOf(kind: Kind, name: string): Member | undefined {
  const each = EACH_MEMBER.get(kind)
  if (each === undefined) return SHAPES.get(kind)?.get(name)
  return EXTENSIBLE.has(kind) && name.startsWith('x-') ? undefined : each
}

/** The member of `components` that holds a kind. A kind without one cannot be referred to, only written in place. */
export const CONTAINERS: ReadonlyMap<Kind, string> = new Map([
  ['schema', 'schemas'],
  ['response', 'responses'],
  ['parameter', 'parameters'],
  ['example', 'examples'],
  ['requestBody', 'requestBodies'],
  ['header', 'headers'],
  ['securityScheme', 'securitySchemes'],
  ['link', 'links'],
  ['callback', 'callbacks'],
  ['pathItem', 'pathItems']
])

/** The other way round: member of `components` -> kind. */
export const COMPONENT_KINDS: ReadonlyMap<string, Kind> = new Map(
  [...CONTAINERS].map(([kind, name]) => [name, kind])
)
