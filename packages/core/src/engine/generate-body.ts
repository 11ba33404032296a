// A body from the schema of a media type. Errors among them get a message, a code and a status that make sense.
import type { MediaType } from '../release/release.js'
import type { GenerateOptions } from '../schema/generate/create-generator.js'
import { fillError } from './fill-error.js'
import { reasonPhrase } from './reason-phrase.js'
import type { Engine, MadeBody } from './engine.js'

/** Generates; a note says when no valid value was found. Without a schema the body is `{}`. */
export function generateBody(
  engine: Engine,
  mediaType: MediaType,
  options: { key: number; examples: GenerateOptions['examples']; status: number }
): MadeBody {
  const { schema } = mediaType
  if (schema === undefined) return { value: {}, provenance: 'generated', notes: [] }
  const { key, examples, status } = options
  const settings = { key, examples, direction: 'response', now: engine.options.now } as const
  const made = engine.generator.generate(schema, status < 400 ? settings : { ...settings, optionals: 0 })
  const notes = made.valid ? [] : [`No valid value was found for the schema of ${mediaType.type}; the nearest was sent.`]
  if (status < 400) return { value: made.value, provenance: 'generated', notes }
  // An error says what it must, and what it can say in earnest: no invented details.
  const full = engine.generator.generate(schema, settings).value
  const message = reasonPhrase(status)
  const facts = { status, message, code: message.toLowerCase().replaceAll(/[^a-z]+/g, '_'), places: [] }
  return { value: fillError(engine, schema, made.value, facts, full), provenance: 'generated', notes }
}
