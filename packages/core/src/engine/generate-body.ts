// A body from the schema of a media type. Errors among them get a message, a code and a status that make sense.
import type { MediaType } from '../release/release.js'
import type { GenerateOptions } from '../schema/generate/create-generator.js'
import { fillError } from './fill-error.js'
import { reasonPhrase } from './reason-phrase.js'
import type { Engine } from './engine.js'
import type { ErrorBase, MadeBody } from './stages.js'

/** Generates; a note says when no valid value was found. Without a schema the body is `{}`. */
export function generateBody(
  engine: Engine,
  mediaType: MediaType,
  options: { key: number; examples: GenerateOptions['examples']; status: number }
): MadeBody {
  const { schema } = mediaType
  if (schema === undefined) return { value: {}, provenance: 'generated', notes: [] }
  const { key, examples, status } = options
  if (status >= 400) {
    const { value, full, notes } = generateErrorBase(engine, mediaType, key, examples)
    const message = reasonPhrase(status)
    const facts = { status, message, code: message.toLowerCase().replaceAll(/[^a-z]+/g, '_'), places: [] }
    return { value: fillError(engine, schema, value, facts, full), provenance: 'generated', notes }
  }
  const made = engine.generator.generate(schema, {
    key,
    examples,
    direction: 'response',
    now: engine.options.now
  })
  return { value: made.value, provenance: 'generated', notes: notesOn(made.valid, mediaType) }
}

/** What an error body is filled into: it says what it must, with no invented details, and `full` has what it could say besides. */
export function generateErrorBase(
  engine: Engine,
  mediaType: MediaType,
  key: number,
  examples: GenerateOptions['examples']
): ErrorBase {
  const { schema = true } = mediaType
  const settings = { key, examples, direction: 'response', now: engine.options.now } as const
  const lean = engine.generator.generate(schema, { ...settings, optionals: 0 })
  return {
    value: lean.value,
    full: engine.generator.draft(schema, settings),
    notes: notesOn(lean.valid, mediaType)
  }
}

function notesOn(valid: boolean, { type }: MediaType): string[] {
  return valid ? [] : [`No valid value was found for the schema of ${type}; the nearest was sent.`]
}
