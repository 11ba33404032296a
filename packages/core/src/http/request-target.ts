// The request target (RFC 9112 section 3.2): the first thing read of a request. Split once, decoded once, refused early.

import { percentDecode } from './percent.js'
import { echo, problem, type Problem } from './problem.js'

/** A request target taken apart. */
export interface RequestTarget {
  /** The path as sent, starting with `/`, still percent-encoded. */
  readonly path: string
  /** The path between its slashes, each segment decoded once: `/a%2Fb/` gives `['a/b', '']`. */
  readonly segments: readonly string[]
  /** The same, as sent. */
  readonly rawSegments: readonly string[]
  /** What follows `?`, as sent, without it; `''` when there is none. */
  readonly query: string
  /** `https://host:port` in lower case, when the target was absolute. */
  readonly origin?: string
  readonly problem?: undefined
}

/** The origin of a whole URL where none is known: a server that nobody can reach (RFC 6761, 6.4). */
export const unreachableOrigin = 'http://sandbox.invalid'

const absolute = /^(https?:)\/\/([^/?#]*)/i
const authority = /^[a-z0-9._~:[\]-]+$/i

/**
 * Takes a request target apart: origin form or absolute `http(s)` URL; a fragment is dropped. `%2F` stays inside its
 * segment; empty segments and a trailing slash stay visible; `//host/x` is a path. Refused, so that no host can read it
 * differently: dot segments (encoded ones too), backslashes, broken escapes, invalid UTF-8, control characters
 * (encoded ones too, in the path), spaces and characters outside ASCII, user information, `*`, and more than `limit` characters.
 */
export function parseRequestTarget(
  url: string,
  limit: number
): RequestTarget | { readonly problem: Problem } {
  if (url.length > limit)
    return problem('uri-too-long', `The request target has more than ${limit} characters`)
  const end = endOfPlainPath(url)
  if (end !== -1) {
    const path = end === url.length ? url : url.slice(0, end)
    const segments = path.slice(1).split('/')
    return { path, segments, rawSegments: segments, query: url.slice(end + 1) }
  }
  const start = absolute.exec(url)
  if (start === null) return parseOriginForm(url)
  const host = start[2] as string
  if (!authority.test(host)) return malformed(`"${echo(host)}" is not a host`)
  const rest = url.slice(start[0].length)
  const target = parseOriginForm(rest.startsWith('/') ? rest : `/${rest}`)
  if (target.problem !== undefined) return target
  return { ...target, origin: `${start[1]}//${host}`.toLowerCase() }
}

// The common case: an origin-form target without escapes, backslashes, fragments and segments that start with a dot. Where
// its path ends; -1 when it needs a closer look.
function endOfPlainPath(url: string): number {
  if (url.charCodeAt(0) !== 0x2f) return -1
  let end = url.length
  let previous = 0x2f
  for (let i = 1; i < url.length; i++) {
    const unit = url.charCodeAt(i)
    if (unit <= 0x20 || unit >= 0x7f || unit === 0x23) return -1
    if (end < i) continue
    if (unit === 0x3f) end = i
    else if (unit === 0x25 || unit === 0x5c || (unit === 0x2e && previous === 0x2f)) return -1
    previous = unit
  }
  return end
}

function parseOriginForm(target: string): RequestTarget | { readonly problem: Problem } {
  const hash = target.indexOf('#')
  const text = hash === -1 ? target : target.slice(0, hash)
  if (!text.startsWith('/')) return malformed('It must start with "/" or be an absolute http or https URL')
  if (!/^[\x21-\x7e]*$/.test(text)) {
    return malformed(
      'It holds a space, a control character or a character outside ASCII that is not percent-encoded'
    )
  }
  const mark = text.indexOf('?')
  const path = mark === -1 ? text : text.slice(0, mark)
  if (path.includes('\\')) return malformed('The path holds a backslash')
  const rawSegments = path.slice(1).split('/')
  const segments: string[] = []
  for (const raw of rawSegments) {
    const segment = percentDecode(raw)
    if (segment === undefined) return malformed(`"${echo(raw)}" is not percent-encoded UTF-8`)
    if (segment === '.' || segment === '..') return malformed('The path holds a dot segment')
    if (/\p{Cc}/u.test(segment)) return malformed('The path holds a control character')
    segments.push(segment)
  }
  return { path, segments, rawSegments, query: mark === -1 ? '' : text.slice(mark + 1) }
}

function malformed(detail: string): { readonly problem: Problem } {
  return problem('malformed-request-target', detail)
}
