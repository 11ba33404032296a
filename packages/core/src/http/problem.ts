// Problems (RFC 9457): one template for each thing a sandbox refuses by itself, and the body that says so.

/** What is wrong with a request, before it is put in words for the client. */
export interface Problem {
  readonly slug: ProblemSlug
  /** One sentence about this occurrence. */
  readonly detail: string
}

/** One offending place: a JSON Pointer into the body, or a parameter and where it stands. */
export interface ProblemError {
  readonly detail: string
  readonly pointer?: string
  readonly parameter?: string
  readonly in?: 'path' | 'query' | 'header' | 'cookie'
}

/** The members of a problem body beyond its template. */
export interface ProblemMembers {
  readonly detail?: string
  readonly errors?: readonly ProblemError[]
}

/** The body of an `application/problem+json` answer. */
export interface ProblemBody {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly [name: string]: unknown
}

const templates = {
  'invalid-request': [400, 'The request does not match the API description'],
  'malformed-request-target': [400, 'The request target is malformed'],
  'malformed-header': [400, 'A request header is malformed'],
  'malformed-query': [400, 'The query is malformed'],
  'malformed-body': [400, 'The request body is malformed'],
  'malformed-credential': [400, 'A credential of the request is malformed'],
  'too-deep': [400, 'The request is nested too deeply'],
  'too-complex': [400, 'The request holds too many values'],
  'invalid-preference': [400, 'The Prefer header cannot be followed'],
  'invalid-scenario': [400, 'The Sandbed-Scenario header cannot be followed'],
  'missing-credential': [401, 'The request needs a credential'],
  'invalid-credential': [401, 'The credential is not taken'],
  'insufficient-scope': [403, 'The credential does not suffice'],
  'policy-denied': [403, 'A policy does not allow this'],
  'not-found': [404, 'There is no such thing'],
  'path-not-found': [404, 'No path of the API matches'],
  'method-not-allowed': [405, 'The path does not have this method'],
  'not-acceptable': [406, 'No acceptable representation'],
  'request-timeout': [408, 'The request took too long'],
  conflict: [409, 'The request conflicts with what is kept'],
  'idempotency-key-in-use': [422, 'The idempotency key was used for another request'],
  'precondition-failed': [412, 'A precondition of the request does not hold'],
  unprocessable: [422, 'The request cannot be carried out'],
  'body-too-large': [413, 'The request body is too large'],
  'entity-too-large': [413, 'The thing would be too large'],
  'uri-too-long': [414, 'The request target is too long'],
  'unsupported-media-type': [415, 'The media type of the request body is not supported'],
  'expectation-failed': [417, 'The expectation cannot be met'],
  'rate-limited': [429, 'Too many requests'],
  'headers-too-large': [431, 'The request header is too large'],
  'internal-error': [500, 'The sandbox failed'],
  'method-not-implemented': [501, 'The method is not supported'],
  'sandbox-full': [507, 'The sandbox is full'],
  'answer-too-large': [507, 'The answer would be too large']
} as const satisfies { [slug: string]: readonly [status: number, title: string] }

/** The names of the templates; each is the last segment of the problem's `type` URI. */
export type ProblemSlug = keyof typeof templates

/** Every slug, for documentation and tests. */
export const problemSlugs = Object.keys(templates) as ProblemSlug[]

/** The HTTP status a problem is sent with. */
export function problemStatus(slug: ProblemSlug): number {
  return templates[slug][0]
}

/** The `type` URI of a problem. */
export function problemType(slug: ProblemSlug): string {
  return `https://sandbed.dev/problems/${slug}`
}

/** A problem as the parsers of this folder return it. */
export function problem(slug: ProblemSlug, detail: string): { readonly problem: Problem } {
  return { problem: { slug, detail } }
}

/** The body of a problem answer: `type`, `title`, `status`, then `detail` and `errors` where they are given. */
export function problemBody(slug: ProblemSlug, members: ProblemMembers = {}): ProblemBody {
  const [status, title] = templates[slug]
  return {
    type: problemType(slug),
    title,
    status,
    ...(members.detail !== undefined && { detail: members.detail }),
    ...(members.errors !== undefined && { errors: members.errors })
  }
}

/** Text of the request as it may be repeated in a `detail`: at most 200 characters, well-formed, control characters visible. */
export function echo(text: string): string {
  const clipped = text.length > 200 ? `${text.slice(0, 199)}…` : text
  return clipped
    .toWellFormed()
    .replace(/\p{Cc}/gu, (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
