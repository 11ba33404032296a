// What an operation's `security` makes of the credentials of a request: an OR of ANDs (OpenAPI 3.1.1, "Security Requirement Object").

/** An operation's `security`, defaults merged in: each entry maps names of schemes to the scopes (or roles) that are needed. */
export type Requirements = readonly { readonly [scheme: string]: readonly string[] }[]

/** A credential that is good. `expires`: until when, in epoch milliseconds; absent where it has no end of its own. */
export interface Valid {
  readonly is: 'valid'
  readonly client: string | null
  readonly scopes: readonly string[] | null
  readonly expires?: number
}

/** What one credential of a request is worth. */
export type Verdict =
  | { readonly is: 'absent' }
  /** It breaks the rules of its scheme: the request itself is wrong. */
  | { readonly is: 'malformed'; readonly problem: string }
  /** It was sent, and is good for nothing. The reason is for traces: clients are told the same for all of them. */
  | { readonly is: 'invalid'; readonly reason: string }
  /** `client` is null where the scheme does not tell who it is; `scopes` null for all there are. */
  | Valid

/** That a request may pass, and as whom. */
export interface Allowed {
  readonly allowed: true
  /** Which entry of `security` is satisfied; null where the operation needs none. */
  readonly alternative: number | null
  readonly client: string | null
  /** What its credentials carry together; null for all there are. */
  readonly scopes: readonly string[] | null
  /** When the first of its credentials ends, in epoch milliseconds; absent where none does. */
  readonly expires?: number
}

/** That a request may not pass, and what was wrong. */
export type Denied = { readonly allowed: false; readonly reasons: readonly CredentialProblem[] } &
  /** `schemes`: those whose credential is malformed. */
  (
    | { readonly status: 400; readonly schemes: readonly string[] }
    /** `schemes`: all that the operation knows, in the order in which it names them. */
    | { readonly status: 401; readonly schemes: readonly string[] }
    | {
        readonly status: 403
        readonly alternative: number
        readonly missing: readonly string[]
        /** Whose the credentials are that do not suffice, and what they carry. */
        readonly client: string | null
        readonly scopes: readonly string[] | null
        readonly expires?: number
        /** What the schemes whose scopes do not suffice need in all. */
        readonly required: { readonly [scheme: string]: readonly string[] }
      }
  )

/** A credential that was sent and not taken, and why. */
export interface CredentialProblem {
  readonly scheme: string
  readonly problem: string
}

const open: Allowed = { allowed: true, alternative: null, client: null, scopes: null }

/**
 * Decides. The first entry whose schemes are all valid, for one client, with all scopes, lets the request pass; an entry that needs nothing
 * is looked at last, so that who is known is known. Otherwise a malformed credential is a 400; else an entry that lacks nothing but scopes
 * a 403, of several the one that lacks fewest; else it is a 401. `verdictOf` is asked once for each scheme.
 */
export function evaluateRequirements(
  security: Requirements,
  verdictOf: (scheme: string) => Verdict
): Allowed | Denied {
  if (security.length === 0) return open
  const verdicts = new Map<string, Verdict>()
  const look = (scheme: string): Verdict => {
    const known = verdicts.get(scheme)
    if (known) return known
    const verdict = verdictOf(scheme)
    verdicts.set(scheme, verdict)
    return verdict
  }
  let nearest: (Lack & Held) | undefined
  for (const [index, alternative] of security.entries()) {
    const held = holdAll(Object.keys(alternative), look)
    if (!held || Object.keys(alternative).length === 0) continue
    const lack = { ...lackOf(index, alternative, look), ...held }
    if (lack.missing.length === 0) return { allowed: true, alternative: index, ...held }
    if (!nearest || lack.missing.length < nearest.missing.length) nearest = lack
  }
  const optional = security.findIndex((alternative) => Object.keys(alternative).length === 0)
  if (optional !== -1) return { ...open, alternative: optional }
  const reasons = problemsOf(verdicts)
  const malformed = [...verdicts].flatMap(([scheme, { is }]) => (is === 'malformed' ? [scheme] : []))
  if (malformed.length > 0) return { allowed: false, status: 400, schemes: malformed, reasons }
  if (nearest) return { allowed: false, status: 403, ...nearest, reasons }
  return { allowed: false, status: 401, schemes: [...verdicts.keys()], reasons }
}

type Held = Pick<Allowed, 'client' | 'scopes' | 'expires'>

/** Whose the credentials are, what they carry and until when; `undefined` where one is missing, or they are of two clients. */
function holdAll(schemes: readonly string[], look: (scheme: string) => Verdict): Held | undefined {
  // All are looked at: a 401 tells of every scheme.
  const verdicts = schemes.map(look)
  let client: string | null = null
  let scopes: Set<string> | null = null
  let expires = Infinity
  for (const verdict of verdicts) {
    if (verdict.is !== 'valid') return undefined
    if (verdict.client !== null && client !== null && verdict.client !== client) return undefined
    client ??= verdict.client
    if (verdict.scopes) scopes = new Set([...(scopes ?? []), ...verdict.scopes])
    expires = Math.min(expires, verdict.expires ?? Infinity)
  }
  return { client, scopes: scopes && [...scopes], ...(expires < Infinity && { expires }) }
}

interface Lack {
  readonly alternative: number
  readonly missing: readonly string[]
  readonly required: { readonly [scheme: string]: readonly string[] }
}

function lackOf(index: number, alternative: Requirements[number], look: (scheme: string) => Verdict): Lack {
  const missing = new Set<string>()
  const required: [string, readonly string[]][] = []
  for (const [scheme, needed] of Object.entries(alternative)) {
    const verdict = look(scheme)
    if (verdict.is !== 'valid' || !verdict.scopes) continue
    const held = new Set(verdict.scopes)
    const lacking = needed.filter((scope) => !held.has(scope))
    if (lacking.length > 0) required.push([scheme, needed])
    for (const scope of lacking) missing.add(scope)
  }
  return { alternative: index, missing: [...missing], required: Object.fromEntries(required) }
}

function problemsOf(verdicts: ReadonlyMap<string, Verdict>): readonly CredentialProblem[] {
  return [...verdicts].flatMap(([scheme, verdict]) =>
    verdict.is === 'malformed'
      ? [{ scheme, problem: verdict.problem }]
      : verdict.is === 'invalid'
        ? [{ scheme, problem: verdict.reason }]
        : []
  )
}
