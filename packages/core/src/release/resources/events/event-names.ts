// The names by which a webhook may say what it tells of, as words: its own, what its payload must say, its id, its schema, its summary.
import { componentOf } from '../../../schema/members-of.js'
import type { Schema } from '../../../schema/schema.js'
import type { Operation } from '../../release.js'
import { singularOf, wordsOf } from '../words.js'

/** A name as words in lower case, and where it was found, for reasons. */
export interface EventName {
  readonly words: readonly string[]
  readonly from: string
}

const fillers = new Set(
  'on when after event events webhook webhooks hook hooks callback notification notify notified handle payload url uri endpoint receive receiver post v1 v2 v3'.split(
    ' '
  )
)
const stopWords = new Set(
  'a an the was were is are has have had been be being got gets just sent occurs occurred happens that which when whenever event fired triggered new'.split(
    ' '
  )
)
const mostWords = 8

/** The words of a name that say something: `onPaymentCaptured`, `payment.captured` and `PaymentCapturedEvent` are `payment captured`. */
export function namedWords(name: string): readonly string[] {
  const words = wordsOf(name).slice(0, 2 * mostWords)
  const isTelling = (word: string): boolean => !fillers.has(word)
  const start = words.findIndex(isTelling)
  const end = words.findLastIndex(isTelling)
  // What is called after nothing else is called after these: the events of an API that keeps webhooks.
  return (start < 0 ? words : trimmed(words, start, end)).slice(0, mostWords)
}

/** An endpoint that is disabled is no filler: only where another noun is left are words cut off. */
function trimmed(words: readonly string[], start: number, end: number): readonly string[] {
  const rest = words.slice(start, end + 1)
  const isNoun =
    words[start - 1] !== undefined && /^(webhook|hook|endpoint|event|notification)$/.test(words[start - 1]!)
  return isNoun && rest.length === 1 ? words.slice(start - 1, end + 1) : rest
}

/** The names of a webhook, the most telling first. */
export function namesOf(
  operation: Operation,
  raw: Readonly<Record<string, unknown>>,
  schema: Schema | undefined,
  says: string | undefined
): readonly EventName[] {
  const { key, method, operationId } = operation
  const { tags, summary } = raw
  const own = key.endsWith(` ${method}`) ? key.slice(0, -method.length - 1) : key
  const component = componentOf(schema)
  const names: EventName[] = [
    { words: namedWords(own), from: `the name \`${own.slice(0, 100)}\`` },
    ...(says === undefined
      ? []
      : [{ words: namedWords(says), from: `\`${says.slice(0, 100)}\` in the payload` }]),
    ...(operationId === undefined
      ? []
      : [{ words: namedWords(operationId), from: `the operationId \`${operationId.slice(0, 100)}\`` }]),
    ...(component === undefined
      ? []
      : [
          {
            words: namedWords(component.split('/').at(-1)!),
            from: `the schema \`${component.split('/').at(-1)!.slice(0, 100)}\``
          }
        ])
  ]
  for (const tag of Array.isArray(tags) ? tags.slice(0, 2) : []) {
    if (typeof tag !== 'string') continue
    const about = wordsOf(singularOf(tag))
    if (about.length > 0 && about.length < 4)
      names.push({
        words: [...about, ...namedWords(own)].slice(0, mostWords),
        from: `the tag \`${tag.slice(0, 100)}\` and the name \`${own.slice(0, 100)}\``
      })
  }
  const said =
    typeof summary !== 'string' ? [] : wordsOf(summary.slice(0, 100)).filter((word) => !stopWords.has(word))
  if (said.length > 0 && said.length < 6) names.push({ words: said, from: 'the summary' })
  const seen = new Set([''])
  return names.filter(({ words }) => {
    const text = words.join(' ')
    return !seen.has(text) && seen.add(text)
  })
}
