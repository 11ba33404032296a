// What an error body is filled into: a lean body of the error's schema, made before anything is known of what went wrong.
import type { MediaType } from '../../release/release.js'
import type { GenerateOptions } from '../../schema/generate/create-generator.js'
import { notesOnValidity } from '../bodies/notes-on-validity.js'
import type { Engine } from '../engine.js'
import type { ErrorBase } from '../stages.js'

// Error bodies are small; what they can say about a place stands in a list inside an object inside the body.
const fullDepth = 6

/** Generates it: `value` says what it must, with no invented details, and `full` has what it could say besides. */
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
    full: engine.generator.draft(schema, { ...settings, depth: fullDepth }),
    notes: notesOnValidity(lean.valid, mediaType)
  }
}
