// A body from the schema of a media type. Errors among them get a message, a code and a status that make sense.
import type { MediaType } from '../../release/release.js'
import type { GenerateOptions } from '../../schema/generate/create-generator.js'
import { fillError } from '../errors/fill-error.js'
import { generateErrorBase } from '../errors/generate-error-base.js'
import { reasonPhrase } from '../errors/reason-phrase.js'
import type { Engine } from '../engine.js'
import type { MadeBody } from '../stages.js'
import { notesOnValidity } from './notes-on-validity.js'

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
  return { value: made.value, provenance: 'generated', notes: notesOnValidity(made.valid, mediaType) }
}
