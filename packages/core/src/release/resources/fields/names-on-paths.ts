// What the parents of an entity are called in its examples: a URL in them that has the form of one of its paths says it.
import type { Claim } from '../operations/claim.js'
import { stepsOf, type Named } from '../groups/name-groups.js'
import { shapeKey, type PathToken } from '../operations/path-shape.js'

/** A path that leads to a thing or to one of its parents: literal segments, and the resources that its parameters name. */
export interface NamedPath {
  readonly segments: readonly (string | { readonly resource: string | undefined })[]
}

const longest = 30
const mostPaths = 100

/** The paths of a resource's operations up to each of their parameters, longest first. */
export function pathsOf(claims: readonly Claim[], named: Named): readonly NamedPath[] {
  const paths = new Map<string, NamedPath>()
  for (const { site } of claims) {
    const { tokens } = site
    if (tokens.length > longest || paths.size > mostPaths) continue
    const segments = segmentsOf(tokens, named)
    tokens.forEach((token, index) => {
      const key = token.kind === 'parameter' ? shapeKey(tokens.slice(0, index + 1)) : undefined
      if (key !== undefined && !paths.has(key)) paths.set(key, { segments: segments.slice(0, index + 1) })
    })
  }
  return [...paths.values()]
    .filter(({ segments }) => segments.some((segment) => typeof segment === 'string'))
    .toSorted((a, b) => b.segments.length - a.segments.length)
}

function segmentsOf(tokens: readonly PathToken[], named: Named): NamedPath['segments'] {
  const steps = stepsOf(tokens, named)
  let next = 0
  return tokens.map((token) => {
    if (token.kind === 'literal') return token.text
    return { resource: steps[next]?.parameter === token.name ? steps[next++]!.resource : undefined }
  })
}

/** The literal segments that come right before the names of a resource. */
export function segmentsBefore(resource: string, paths: readonly NamedPath[]): ReadonlySet<string> {
  const before = new Set<string>()
  for (const { segments } of paths)
    segments.forEach((segment, index) => {
      const last = segments[index - 1]
      if (typeof segment === 'object' && segment.resource === resource && typeof last === 'string')
        before.add(last)
    })
  return before
}

const mostBefore = 4

/** Resource -> what it is called, for the parents of an entity that goes by `ids`. */
export function namesOnPaths(
  texts: readonly string[],
  paths: readonly NamedPath[],
  own: string,
  ids: readonly string[]
): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  const urls = texts.flatMap((text) => {
    const given = text.includes('/') ? url.exec(text)?.[1]?.split('/').slice(1) : undefined
    return given ? [given] : []
  })
  for (const { segments } of urls.length === 0 ? [] : paths) {
    if (
      !segments.some(
        (one) => typeof one === 'object' && one.resource !== undefined && !found.has(one.resource)
      )
    )
      continue
    for (const given of urls) {
      const names = readAlong(given, segments)
      const isOwn = names?.get(own)
      if (!names || (isOwn !== undefined && ids.length > 0 && !ids.includes(isOwn))) continue
      for (const [resource, name] of names)
        if (resource !== own && !found.has(resource)) found.set(resource, name)
      break
    }
  }
  return found
}

const url = /^(?:[a-z][a-z0-9+.-]*:\/\/[^/?#]*)?(\/[^?#\s{}]*)(?:[?#].*)?$/i

/** The names that the segments of a URL have where a path has its parameters; `undefined` where it has another form. */
function readAlong(
  given: readonly string[],
  segments: NamedPath['segments']
): Map<string, string> | undefined {
  const before = given.length - segments.length
  if (before < 0 || before > mostBefore) return undefined
  if (segments.some((segment, index) => typeof segment === 'string' && segment !== given[before + index]))
    return undefined
  const names = new Map<string, string>()
  for (const [index, segment] of segments.entries()) {
    if (typeof segment === 'string') continue
    const said = given[before + index]!
    if (said === '') return undefined
    if (segment.resource !== undefined) names.set(segment.resource, said)
  }
  return names
}
