// Resolution of URI references (RFC 3986, section 5.2), for `$id` and `$ref`. Any base will do, `''` and `urn:` included.

interface UriParts {
  readonly scheme: string | undefined
  readonly authority: string | undefined
  readonly path: string
  readonly query: string | undefined
  readonly fragment: string | undefined
}

/** Resolves a reference against a base. Neither has to be absolute. */
export function resolveUri(reference: string, base: string): string {
  const ref = splitUri(reference)
  if (ref.scheme !== undefined) return joinUri({ ...ref, path: removeDotSegments(ref.path) })
  const from = splitUri(base)
  if (ref.authority !== undefined)
    return joinUri({ ...ref, scheme: from.scheme, path: removeDotSegments(ref.path) })
  const { scheme, authority } = from
  if (ref.path === '') return joinUri({ ...from, query: ref.query ?? from.query, fragment: ref.fragment })
  const path = ref.path.startsWith('/') ? ref.path : mergePaths(from, ref.path)
  return joinUri({
    scheme,
    authority,
    path: removeDotSegments(path),
    query: ref.query,
    fragment: ref.fragment
  })
}

function splitUri(uri: string): UriParts {
  const [beforeFragment, fragment] = cut(uri, '#')
  const [beforeQuery, query] = cut(beforeFragment, '?')
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(beforeQuery)?.[1]
  const rest = scheme === undefined ? beforeQuery : beforeQuery.slice(scheme.length + 1)
  if (!rest.startsWith('//')) return { scheme, authority: undefined, path: rest, query, fragment }
  const slash = rest.indexOf('/', 2)
  const end = slash < 0 ? rest.length : slash
  return { scheme, authority: rest.slice(2, end), path: rest.slice(end), query, fragment }
}

function cut(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator)
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)]
}

function joinUri(parts: UriParts): string {
  let uri = parts.scheme === undefined ? '' : `${parts.scheme}:`
  if (parts.authority !== undefined) uri += `//${parts.authority}`
  uri += parts.path
  if (parts.query !== undefined) uri += `?${parts.query}`
  return parts.fragment === undefined ? uri : `${uri}#${parts.fragment}`
}

function mergePaths(base: UriParts, path: string): string {
  if (base.authority !== undefined && base.path === '') return `/${path}`
  return base.path.slice(0, base.path.lastIndexOf('/') + 1) + path
}

function removeDotSegments(path: string): string {
  if (!path.includes('.')) return path
  const absolute = path.startsWith('/')
  const output: string[] = []
  const segments = (absolute ? path.slice(1) : path).split('/')
  segments.forEach((segment, index) => {
    const last = index === segments.length - 1
    if (segment === '..') output.pop()
    if (segment === '.' || segment === '..') {
      if (last) output.push('')
    } else output.push(segment)
  })
  return (absolute ? '/' : '') + output.join('/')
}
