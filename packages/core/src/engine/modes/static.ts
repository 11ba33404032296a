// Static mode: the example of the description, else one fixed generated value. The request does not matter.
import { deriveKey, hashText } from '../../internal/random.js'
import { exampleBody } from '../bodies/example-body.js'
import { generateBody } from '../bodies/generate-body.js'
import type { ModeStrategy } from './mode.js'

/** Answers every request to an operation alike. */
export const staticMode: ModeStrategy = {
  pure: true,
  constant: true,
  key: (engine, { request, status }) =>
    deriveKey(deriveKey(engine.seedKey, hashText(request.operation.key)), status),
  body: (engine, plan, key) =>
    exampleBody(engine, plan, key) ??
    generateBody(engine, plan.mediaType, { key, examples: 'first', status: plan.status })
}
