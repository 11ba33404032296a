// Things, values and changes in words: failure messages are what an assertion is for.
import type { DiffThing, FieldChange, StateDiff, TracesOf } from '../engine/sandbox/state-diff.js'
import { tracesOfDiff } from '../engine/sandbox/traces-of-diff.js'
import { printJson } from '../internal/print-json.js'
import { isMatcher } from './match-value.js'

/** What a diff says of any thing that it tells of. */
export type ThingInDiff = Omit<DiffThing, 'record'>

const longest = 120

/** A value on one line, cut where it is long. Matchers say what they want. */
export function printValue(value: unknown): string {
  if (value === undefined) return 'undefined'
  const text = isMatcher(value) ? matcherText(value) : printJson(withWords(value))
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`
}

function matcherText(matcher: object): string {
  const { toAsymmetricMatcher, sample } = matcher as {
    readonly toAsymmetricMatcher?: () => string
    readonly sample?: unknown
  }
  const name = typeof toAsymmetricMatcher === 'function' ? toAsymmetricMatcher.call(matcher) : String(matcher)
  const wanted = typeof sample === 'function' || name.includes('<') || sample === undefined
  return wanted ? name : `${name} ${String(sample)}`
}

/** Matchers within a value, as texts. */
function withWords(value: unknown): unknown {
  if (isMatcher(value)) return matcherText(value)
  if (Array.isArray(value)) return value.map(withWords)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withWords(member)]))
}

/** A thing as messages call it: `payments pay_1`, with what it stands below. */
export function nameOf(resource: string, { id, parents }: Pick<DiffThing, 'id' | 'parents'>): string {
  const above = Object.entries(parents ?? {}).map(([name, at]) => `${name} ${at}`)
  const named = id === '' ? resource : `${resource} ${id}`
  return above.length === 0 ? named : `${named} (of ${above.join(', ')})`
}

/** A field: what it was, and what it is. */
export function changeText(field: FieldChange): string {
  const place = field.pointer === '' ? 'all of it' : field.pointer
  if (!('before' in field)) return `${place} was added: ${printValue(field.after)}`
  if (!('after' in field)) return `${place} was removed; it was ${printValue(field.before)}`
  return `${place} changed from ${printValue(field.before)} to ${printValue(field.after)}`
}

/** All that changed in one thing. */
export function changesText(fields: readonly FieldChange[]): string {
  return fields.length === 0 ? 'nothing that shows' : fields.map(changeText).join('; ')
}

/** The lines that say what did it, where the log knows. */
export function byWhom(diff: StateDiff, resource: string, { seq, traces }: ThingInDiff): string {
  const { [tracesOfDiff]: told } = diff as unknown as { readonly [tracesOfDiff]?: TracesOf }
  const found = told?.(resource, seq) ?? traces ?? []
  return found.map((text) => `\n    by ${text}`).join('')
}
