// JSON Pointers (RFC 6901), as far as the command line needs them.

/** `/paths/~1pets` -> `['paths', '/pets']`. */
export function parsePointer(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'))
}

/** `['paths', '/pets']` -> `/paths/~1pets`. */
export function formatPointer(tokens: readonly string[]): string {
  return tokens.map((token) => `/${token.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}

/** The value at a path of own members; `undefined` when there is none. */
export function valueAt(value: unknown, tokens: readonly string[]): unknown {
  let current = value
  for (const token of tokens) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, token)) return undefined
    current = (current as Record<string, unknown>)[token]
  }
  return current
}
