// JSON Pointer (RFC 6901): escaping, joining and looking up. Used for issues, findings and `$ref`s.

/** Escapes one reference token: `a/b` becomes `a~1b`. */
export function escapeToken(token: string): string {
  return token.includes('~') || token.includes('/')
    ? token.replaceAll('~', '~0').replaceAll('/', '~1')
    : token
}

/** Appends a token to a pointer. */
export function joinPointer(pointer: string, token: string | number): string {
  return `${pointer}/${typeof token === 'number' ? token : escapeToken(token)}`
}

/** Splits a pointer into its unescaped tokens; `''` is the whole document. */
export function parsePointer(pointer: string): string[] {
  if (pointer === '') return []
  const tokens = pointer.slice(1).split('/')
  if (!pointer.includes('~')) return tokens
  return tokens.map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'))
}

/** Looks a pointer up, by own properties only; `undefined` when it leads nowhere. */
export function getPointer(document: unknown, pointer: string): unknown {
  return getAt(document, parsePointer(pointer))
}

/** Looks up the place that unescaped tokens lead to, by own properties only; `undefined` when they lead nowhere. */
export function getAt(document: unknown, tokens: readonly string[]): unknown {
  let value = document
  for (const token of tokens) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, token)) return undefined
    value = (value as Record<string, unknown>)[token]
  }
  return value
}
