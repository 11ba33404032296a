// What the formats of transitions, timers, scenarios, faults and webhooks share: conditions, templates, spans, names, headers.
import { listOf, mapOf, matching, oneOf, text, type Reader } from '../../readers/value-readers.js'
import { memberPattern } from '../../resources/overrides/written-forms.js'
import type { Condition, Names, TemplateJson, WorkedOut } from '../written-values.js'

/** Names of transitions, timers, scenarios, faults and rules. They stand in headers and paths. */
const namePattern = /^[A-Za-z0-9_][A-Za-z0-9_.:-]{0,99}$/
/** Names that expressions know. */
const identifierPattern = /^[A-Za-z_][A-Za-z0-9_]{0,99}$/
/** Types of events. */
const eventTypePattern = /^[^\s*]{1,200}$/
/** Types of events that an endpoint listens to. */
export const eventPatternPattern = /^\S{1,200}$/
/** An expression; what begins with `==` is a text. */
const expressionPattern = /^=(?!=)/
/** Field names of HTTP headers (RFC 9110, 5.1). */
const headerNamePattern = /^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,200}$/
/** Field values of HTTP headers (RFC 9110, 5.5), ASCII only. */
const headerValuePattern = /^([!-~]([\t -~]*[!-~])?)?$/

/** A name, as the key of a map or by itself. */
export const name = matching(
  namePattern,
  'a name of up to 100 letters, digits and `_.:-`, which begins with a letter, a digit or `_`'
)
/** A name that expressions know. */
export const identifier = matching(
  identifierPattern,
  'a name of up to 100 letters, digits and `_`, which begins with a letter or `_`'
)
/** The type of an event. */
export const eventType = matching(eventTypePattern, 'text of up to 200 characters without spaces and `*`')

/** A function; what it takes and gives shows when it is called. */
export const called: Reader<never> = (value) => value as never

const expression = matching(expressionPattern, 'an expression, such as `=entity.amount > 0`')

/** Reads a Condition. */
export const condition: Reader<Condition> = oneOf<Condition>('an expression, such as `=entity.amount > 0`', {
  string: expression,
  function: called
})

/** Any JSON, with functions in it. */
export const template: Reader<TemplateJson> = (value) => value

/** JSON that comes to an object. */
export const objectTemplate: Reader<TemplateJson> = oneOf<TemplateJson>(
  'an object, or an expression for one',
  {
    object: template,
    string: expression,
    function: called
  }
)

/** A number of milliseconds, or a text that says more. What it says is read later. */
export const span: Reader<number | string> = oneOf<number | string>(
  'milliseconds, or a span of time such as `5m` or `P7D`',
  { number: (value) => value as number, string: text }
)

/** An instant, in the same way. */
export const instant: Reader<number | string> = oneOf<number | string>(
  'epoch milliseconds, or an instant such as `2026-03-01T09:30:00Z`',
  { number: (value) => value as number, string: text }
)

/** A span or an instant, or what works one out. */
export const workedOut = (expected: string): Reader<WorkedOut> =>
  oneOf<WorkedOut>(expected, { number: (value) => value as number, string: text, function: called })

/** One text, or a list of them that is not empty. */
export function oneOrMore(item: Reader<string>, expected: string): Reader<string | readonly string[]> {
  return oneOf<string | readonly string[]>(`${expected}, or a list of them`, {
    string: item,
    list: listOf(item, 1)
  })
}

const place = matching(memberPattern, 'member names with dots between them')

/** Places and what they are set to, or a function on a draft. */
export const setter = oneOf<
  { readonly [place: string]: TemplateJson } | ((draft: Record<string, unknown>, names: Names) => void)
>('an object of members and their values', { object: mapOf(template, place), function: called })

/** Headers to send. */
export const headers = mapOf(
  matching(headerValuePattern, 'text of visible ASCII characters and spaces'),
  matching(headerNamePattern, 'the name of a header')
)
