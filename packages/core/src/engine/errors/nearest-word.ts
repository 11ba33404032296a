// Where an error schema lists the words it knows, the one that comes nearest to what went wrong.
import type { Schema, SchemaSource } from '../../schema/schema.js'
import { partsOf } from '../../schema/parts-of.js'

/** Of the strings that the schema lists for the place that `tokens` (of a JSON Pointer, unescaped) lead to, the one that shares most words with `meaning`; `undefined` when none shares any. */
export function nearestWord(
  source: SchemaSource,
  schema: Schema,
  tokens: readonly string[],
  meaning: string
): string | undefined {
  const meant = new Set(wordsOf(meaning).flatMap((word) => [word, ...(synonyms[word] ?? [])]))
  let best: string | undefined
  let most = 0
  for (const option of listedAt(source, schema, tokens)) {
    const words = wordsOf(option)
    const shared = words.filter((word) => meant.has(word)).length
    // Of equals the one with the fewest words beside the shared ones.
    const score = shared === 0 ? 0 : shared + 1 / (1 + words.length)
    if (score <= most) continue
    most = score
    best = option
  }
  return best
}

// What APIs call the same thing.
const synonyms: { readonly [word: string]: readonly string[] } = {
  invalid: ['validation', 'bad', 'parameter', 'argument', 'input', 'unprocessable', 'schema', 'failed'],
  malformed: ['invalid', 'bad', 'parse', 'syntax', 'validation'],
  found: ['missing', 'unknown'],
  unauthorized: ['authentication', 'unauthenticated'],
  forbidden: ['permission', 'denied', 'authorization'],
  conflict: ['exists', 'duplicate'],
  unprocessable: ['invalid', 'validation', 'failed'],
  large: ['big', 'limit', 'size'],
  many: ['rate', 'limit', 'throttled']
}

function wordsOf(text: string): string[] {
  return text
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word.length > 1)
}

function listedAt(source: SchemaSource, schema: Schema, tokens: readonly string[]): string[] {
  let current: Schema[] = [schema]
  for (const token of tokens) {
    current = current.flatMap((outer) =>
      typeof outer === 'boolean'
        ? []
        : partsOf(source, outer).flatMap((part) => {
            const inner =
              part.properties && Object.hasOwn(part.properties, token) ? part.properties[token] : part.items
            return inner === undefined ? [] : [inner]
          })
    )
  }
  return current
    .flatMap((inner) => (typeof inner === 'boolean' ? [] : partsOf(source, inner)))
    .flatMap((part) => part.enum ?? [])
    .filter((option) => typeof option === 'string')
}
