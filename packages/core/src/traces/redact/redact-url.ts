// A request target without its secrets: values of sensitive query parameters, path segments that hold one, user and password.
import { memoise } from '../../internal/memoise.js'
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
  if (!/[?#@]/.test(url) && template?.includes('{') !== true) return url
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
  const holds = verdictsOf(sensitive, place)
  let shown = ''
  let kept = 0
  for (let start = 0, end = 0; end !== -1; start = end + 1) {
    end = text.indexOf('&', start)
    const pairEnd = end === -1 ? text.length : end
    const equals = text.indexOf('=', start)
    if (equals === -1) break
    if (equals >= pairEnd || !holds(text.slice(start, equals))) continue
    const value = text.slice(equals + 1, pairEnd)
    found(value)
    found(decoded(value))
    shown += text.slice(kept, equals + 1) + redacted
    kept = pairEnd
  }
  return kept === 0 ? text : shown + text.slice(kept)
}

type Verdicts = (name: string) => boolean
const verdicts = {
  query: new WeakMap<Sensitive, Verdicts>(),
  member: new WeakMap<Sensitive, Verdicts>()
}

/** Whether a name as it stands there is sensitive: remembered, as the names of an API come again and again. */
function verdictsOf(sensitive: Sensitive, place: 'query' | 'member'): Verdicts {
  let known = verdicts[place].get(sensitive)
  if (!known) {
    // `user[password]` and `user.password` hold what `password` holds.
    const holds = (raw: string): boolean =>
      decoded(raw)
        .split(/[.[\]]+/)
        .some((name) => isSensitive(sensitive, place, name))
    verdicts[place].set(sensitive, (known = memoise(holds, 2000, 99)))
  }
  return known
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
