// Takes secrets out of a text by their values, however they are written, and what looks like a credential wherever it stands.
import { formsOf } from './secret-forms.js'
import { redacted } from './marker.js'

/** Secrets that are looked for in every text. */
export interface KnownValues {
  readonly secrets: readonly string[]
  /** All forms of all of them. */
  readonly forms: readonly string[]
}

/** No secrets. */
export const noValues: KnownValues = Object.freeze({ secrets: [], forms: [] })

/** How many secrets one record is searched for. */
const mostSecrets = 1000

/** Gets secrets ready to be looked for. The longest first, so that no part of one is left behind by a shorter one. */
export function knownValues(secrets: Iterable<string>): KnownValues {
  const distinct = [...new Set(secrets)].slice(0, mostSecrets)
  if (distinct.length < 2)
    return distinct.length === 0 ? noValues : { secrets: distinct, forms: formsOf(distinct[0]!) }
  const forms = new Set(distinct.flatMap(formsOf))
  return { secrets: distinct, forms: [...forms].toSorted((a, b) => b.length - a.length) }
}

/** A JWT or JWS; the secrets that Sandbed makes itself; an Authorization value within a text. */
const tokens =
  /\beyJ[\w-]{6,4000}\.[\w-]{4,}\.[\w-]*|\bwhsec_[\w+/=-]{8,}|\b(?:Bearer|Basic)[ +]{1,3}[\w.~+/=-]{8,}/gi
const longBeginnings = /bearer|basic|whsec_/i
const shortBeginning = /eyj/i
/** User and password of a URL. */
const userInfo = /:\/\/[^\s/?#@:"<>\\]{0,200}:[^\s/?#@"<>\\]{0,200}(?=@)/g

/** Most texts hold no credential: to see that is quick. */
function withoutTokens(text: string): string {
  // Two questions, as the longer ones are answered quicker by themselves.
  const shown =
    longBeginnings.test(text) || shortBeginning.test(text) ? text.replaceAll(tokens, redacted) : text
  return shown.includes('://') && shown.includes('@') ? shown.replaceAll(userInfo, `://${redacted}`) : shown
}

/** The text without the secrets. One that can only be read after decoding goes as a whole. */
export function hideValues(text: string, { secrets, forms }: KnownValues): string {
  let shown = text
  for (const form of forms) if (shown.includes(form)) shown = shown.replaceAll(form, redacted)
  shown = withoutTokens(shown)
  return secrets.length > 0 && hasEscapes(shown) && hidesOne(shown, secrets) ? redacted : shown
}

function hasEscapes(text: string): boolean {
  return /[\\%&]/.test(text)
}

/** Whether a secret comes out when the escapes of a text are undone, some of its characters escaped and others not. */
function hidesOne(text: string, secrets: readonly string[]): boolean {
  let view = text
  for (let round = 0; round < 3; round++) {
    const next = unescaped(view)
    if (next === view) return false
    if (secrets.some((secret) => secret.length >= 8 && next.includes(secret))) return true
    view = next
  }
  return false
}

function unescaped(text: string): string {
  let view = text
  if (/\\[ux]|&#/i.test(view))
    view = view
      .replaceAll(/\\u([0-9a-f]{4})|\\x([0-9a-f]{2})|&#x([0-9a-f]{2,4});/gi, (_, unit, byte, entity) =>
        String.fromCharCode(Number.parseInt((unit ?? byte ?? entity) as string, 16))
      )
      .replaceAll(/&#(\d{2,5});/g, (_, code: string) => String.fromCharCode(Number(code)))
  if (view.includes('%'))
    view = view.replaceAll(/(?:%[0-9a-f]{2})+/gi, (escapes) => {
      try {
        return decodeURIComponent(escapes)
      } catch {
        return escapes
      }
    })
  return view.includes('\\') ? view.replaceAll(/\\(["\\/])/g, '$1') : view
}
