// Secrets that a server hands out with a new thing: the client that asks for one cannot go on without.
import { digits, lower } from '../../../internal/alphabets.js'
import { deriveKey, hashText } from '../../../internal/random.js'
import type { Schema } from '../../../schema/schema.js'
import type { Engine } from '../../engine.js'
import { withFact, type Facts } from '../facts.js'
import { makeId } from './make-id.js'
import type { ResourceView } from '../resource-view.js'
import { shapeOf } from '../bodies/shape.js'

const shape = {
  kind: 'text',
  prefix: '',
  alphabet: digits + lower,
  length: 40
} as const

/** The facts with a text in place of null for each member called a secret, such as `client_secret`, that no client may send. */
export function withSecrets(
  engine: Engine,
  view: ResourceView,
  schema: Schema,
  facts: Facts,
  key: number
): Facts {
  let known = facts
  for (const { name, plain, schema: own } of shapeOf(engine.release, schema).members) {
    if (facts[name] !== null || !plain.endsWith('secret') || view.writable.has(plain)) continue
    const secret = makeId(shape, { key: deriveKey(key, hashText(name)), ordinal: 0 })
    if (engine.checker.isValid(own, secret, 'response')) known = withFact(known, [name], secret)
  }
  return known
}
