// Scopes as they are written and compared: to the letter, in any order, none twice (RFC 6749 section 3.3).

const scopeForm = /^[\x21\x23-\x5b\x5d-\x7e]{1,200}$/

/** More than these are not asked for in one request. */
export const mostRequestedScopes = 200

/** Whether a value can be the name of a scope. */
export function isScopeName(value: unknown): value is string {
  return typeof value === 'string' && scopeForm.test(value)
}

/** Reads a list with one space between any two; `undefined` for anything else, and for more than 200. The empty text is no list. */
export function parseScopes(text: string): readonly string[] | undefined {
  const names = text.split(' ', mostRequestedScopes + 1)
  return names.length <= mostRequestedScopes && names.every(isScopeName) ? [...new Set(names)] : undefined
}

/**
 * What is granted of what is asked for: all of it, or nothing (`undefined`) when some of it may not be had. Without a wish, all that may be had. Null stands for
 * all there are.
 */
export function grantScopes(
  allowed: readonly string[] | null,
  asked: readonly string[] | undefined
): readonly string[] | null | undefined {
  if (asked === undefined) return allowed
  if (allowed === null) return asked
  const may = new Set(allowed)
  return asked.every((scope) => may.has(scope)) ? asked : undefined
}
