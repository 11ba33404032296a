// What the parts of the control document share: how an operation says what it takes, what it answers, and how it refuses.

/** A piece of the document: plain JSON. */
export type Piece = { readonly [member: string]: unknown }

/** What one file of this folder brings: its paths, and the schemas they name. */
export interface DocumentPart {
  readonly paths: { readonly [path: string]: Piece }
  readonly schemas: { readonly [name: string]: Piece }
}

/** A reference to a schema of the document. */
export function schema(name: string): Piece {
  return { $ref: `#/components/schemas/${name}` }
}

/** A list as all of them are answered: under `items`. */
export function listOf(name: string): Piece {
  return object({ items: { type: 'array', items: schema(name) } }, ['items'])
}

/** A schema of an object; what answers hold besides is not ruled out. */
export function object(properties: Piece, required: readonly string[] = []): Piece {
  return { type: 'object', ...(required.length > 0 && { required }), properties }
}

/** A schema of an object in a request, where a member that is not known is a mistake. */
export function closed(properties: Piece, required: readonly string[] = []): Piece {
  return { ...object(properties, required), additionalProperties: false }
}

/** A body of a request. */
export function takes(described: Piece, example: unknown, required = true): Piece {
  return { required, content: { 'application/json': { schema: described, example } } }
}

/** An answer with a JSON body, and the problems that may come in its place; 401 and 403 may always. */
export function answers(
  status: number,
  description: string,
  described: Piece,
  example: unknown,
  ...problems: readonly number[]
): Piece {
  const content = { 'application/json': { schema: described, example } }
  return { [status]: { description, content }, ...refusals(problems) }
}

/** An answer without a body. */
export function done(description: string, ...problems: readonly number[]): Piece {
  return { '204': { description }, ...refusals(problems) }
}

/** The problems of an operation, by status. */
export function refusals(statuses: readonly number[]): Piece {
  return Object.fromEntries(
    [400, 401, 403, ...statuses].map((status) => [
      String(status),
      { $ref: `#/components/responses/${problemNames[status]!}` }
    ])
  )
}

/** Status -> name of the response. */
export const problemNames: { readonly [status: number]: string } = {
  400: 'BadRequest',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'NotFound',
  409: 'Conflict',
  413: 'TooLarge',
  415: 'UnsupportedMediaType',
  422: 'Unprocessable',
  507: 'Full'
}

/** What may be wrong with any request that carries a body. */
export const bodyProblems = [413, 415, 422] as const

/** A reference to a parameter of the document. */
export function parameter(name: string): Piece {
  return { $ref: `#/components/parameters/${name}` }
}

/** A parameter of a query. */
export function query(name: string, description: string, described: Piece, example?: unknown): Piece {
  return { name, in: 'query', description, schema: described, ...(example !== undefined && { example }) }
}

/** A parameter of a path. */
export function path(name: string, description: string, example: string): Piece {
  return {
    name,
    in: 'path',
    required: true,
    description,
    schema: { type: 'string', minLength: 1, maxLength: 200 },
    example
  }
}

/** An instant. */
export const instant: Piece = { type: 'integer', description: "Epoch milliseconds of the sandbox's clock." }

/** Plain text with a bound. */
export function text(description: string, maxLength = 200): Piece {
  return { type: 'string', maxLength, description }
}

/** The name of the sandbox in a path, and the key under which a request is carried out once. */
export const name = parameter('Sandbox')
export const key = parameter('IdempotencyKey')
