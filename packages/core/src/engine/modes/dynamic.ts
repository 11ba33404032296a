// Dynamic mode: generated from the schema, keyed by the request. The same request gets the same body, another one other values; what the
// path and the query say comes back where the body has a place for it.
import { canonicalJson } from '../../internal/canonical-json.js'
import { deriveKey, hashText } from '../../internal/random.js'
import { echoInput } from '../bodies/echo-input.js'
import { exampleBody } from '../bodies/example-body.js'
import { generateBody } from '../bodies/generate-body.js'
import type { ModeStrategy } from './mode.js'
import type { Input } from '../stages.js'

/** Answers by the request's fingerprint. */
export const dynamicMode: ModeStrategy = {
  pure: true,
  constant: false,
  key: (engine, { request, status }) =>
    deriveKey(
      deriveKey(hashText(fingerprint(request.input), engine.seedKey), hashText(request.operation.key)),
      status
    ),
  body(engine, plan, key) {
    // An example that was asked for by name, or that is all there is, is still the best answer.
    if (plan.example !== undefined || plan.mediaType.schema === undefined) {
      const example = exampleBody(engine, plan, key)
      if (example) return example
    }
    const made = generateBody(engine, plan.mediaType, { key, examples: 'some', status: plan.status })
    return plan.status < 400 ? echoInput(engine, plan, made) : made
  }
}

/** What a request says, as one text: equal for equal meaning, whatever the order and spelling of its parameters. */
function fingerprint(input: Input): string {
  const { path, query, header, cookie, body } = input
  return canonicalJson([path, query, header, cookie, body instanceof Uint8Array ? [...body] : (body ?? null)])
}
