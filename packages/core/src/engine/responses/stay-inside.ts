// Headers that lead a client on (`Link`, `Location`) must not lead it out of the copy: examples in descriptions name the real API.

const leading = new Set(['link', 'location', 'content-location'])

/**
 * The value with the origins of its URLs taken away, so that they lead back to the copy. A `Link` to a next page is left out, because
 * answers that do not come from state have no next page and a client that follows would never end. `undefined`: do not send the header.
 */
export function stayInside(name: string, value: string): string | undefined {
  if (!leading.has(name)) return value
  if (name !== 'link') return withoutOrigin(value)
  const links = value.match(/<[^>]*>[^<]*/g)
  if (!links) return value
  const kept = links
    .map((link) => link.trim().replace(/,$/, ''))
    .filter((link) => !/;\s*rel="?[^";]*\bnext\b/i.test(link))
    .map((link) => link.replace(/^<([^>]*)>/, (_, target: string) => `<${withoutOrigin(target)}>`))
  return kept.length === 0 ? undefined : kept.join(', ')
}

function withoutOrigin(url: string): string {
  const origin = /^(?:https?:)?\/\/[^/?#]*/i.exec(url)
  if (!origin) return url
  const rest = url.slice(origin[0].length)
  return rest.startsWith('/') ? rest : `/${rest}`
}
