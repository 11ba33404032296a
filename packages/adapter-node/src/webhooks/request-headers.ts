// The headers a delivery may carry: the sender's own, and those that an endpoint was registered with.

// They belong to the connection, or decide where the request goes and where its body ends (RFC 9110 section 7.6.1, RFC 9112 section 6).
const reserved = new Set([
  'accept-encoding',
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade'
])
const [mostHeaders, mostCharacters] = [64, 32_768]

/**
 * What keeps headers from being sent, as a sentence for who registers them; `undefined` when nothing does. Names are tokens (RFC 9110
 * section 5.1) and none of a connection's own; values are visible ASCII with spaces and tabs inside, so no line can be added.
 */
export function checkRequestHeaders(headers: { readonly [name: string]: string }): string | undefined {
  const entries = Object.entries(headers)
  if (entries.length > mostHeaders) return `There are more than ${mostHeaders} headers.`
  const names = new Set<string>()
  let characters = 0
  for (const [name, value] of entries) {
    const lower = name.toLowerCase()
    if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}$/.test(name)) return 'A header has a name that is none.'
    if (reserved.has(lower)) return `The header ${lower} is not yours to set.`
    if (names.has(lower)) return `The header ${lower} is there twice.`
    if (!/^(?:[\x21-\x7e](?:[\t\x20-\x7e]*[\x21-\x7e])?)?$/.test(value))
      return `The header ${lower} has a value that cannot be sent.`
    names.add(lower)
    characters += name.length + value.length
  }
  return characters > mostCharacters ? `The headers have more than ${mostCharacters} characters.` : undefined
}
