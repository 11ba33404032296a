// A request target without its secrets: values of sensitive query parameters, path segments that hold one, user and password.
import { percentDecode } from '../../http/percent.js'
import { redacted } from './marker.js'
import { isSensitive, type Sensitive } from './sensitive.js'

/** Takes out what stands in a place for secrets. `template` is the path of the operation, `found` is told what was taken out, decoded. */
export function redactUrl(
  url: string,
  sensitive: Sensitive,
  template: string | null,
  found: (value: string) => void
): string {
  const hash = url.indexOf('#')
  const [beforeHash, fragment] = hash === -1 ? [url, ''] : [url.slice(0, hash), `#${redacted}`]
  const mark = beforeHash.indexOf('?')
  const before = mark === -1 ? beforeHash : beforeHash.slice(0, mark)
  const query = mark === -1 ? '' : `?${redactPairs(beforeHash.slice(mark + 1), sensitive, 'query', found)}`
  return withoutUser(redactPath(before, sensitive, template, found), found) + query + fragment
}

/** `a=1&token=2` as it stands in a query or a form, without the values of sensitive names. */
export function redactPairs(
  text: string,
  sensitive: Sensitive,
  place: 'query' | 'member',
  found: (value: string) => void
): string {
  return text
    .split('&')
    .map((pair) => {
      const equals = pair.indexOf('=')
      if (equals === -1) return pair
      // `user[password]` and `user.password` hold what `password` holds.
      const names = decoded(pair.slice(0, equals)).split(/[.[\]]+/)
      if (!names.some((name) => isSensitive(sensitive, place, name))) return pair
      const value = pair.slice(equals + 1)
      found(value)
      found(decoded(value))
      return `${pair.slice(0, equals)}=${redacted}`
    })
    .join('&')
}

function redactPath(
  path: string,
  sensitive: Sensitive,
  template: string | null,
  found: (value: string) => void
): string {
  if (template === null || !template.includes('{')) return path
  const wanted = template.split('/').toReversed()
  const segments = path.split('/').toReversed()
  const shown = segments.map((segment, i) => {
    const names = [...(wanted[i] ?? '').matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name!)
    if (!names.some((name) => isSensitive(sensitive, 'path', name))) return segment
    found(segment)
    found(decoded(segment))
    return redacted
  })
  return shown.toReversed().join('/')
}

function withoutUser(url: string, found: (value: string) => void): string {
  return url.replace(/^([a-z][a-z\d+.-]*:)?\/\/([^/@]*)@/i, (_, scheme: string | undefined, user: string) => {
    for (const part of user.split(':')) found(decoded(part))
    return `${scheme ?? ''}//${redacted}@`
  })
}

function decoded(text: string): string {
  return percentDecode(text.replaceAll('+', ' ')) ?? text
}
