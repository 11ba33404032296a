// The headers that a webhook or callback declares: what tells events apart, the id of the delivery, its moment, and what has examples.
import { headerValue, lowerName } from '../../../http/headers.js'
import { setOwn } from '../../../internal/json.js'
import { normaliseName } from '../../../internal/normalise-name.js'
import { deriveKey, hashText } from '../../../internal/random.js'
import type { Parameter } from '../../../release/release.js'
import type { Engine } from '../../engine.js'
import { uuidFor } from '../derived.js'
import type { Telling } from './telling.js'

// What is about the message itself, or says that it is genuine, is the sender's.
const reserved =
  /^(accept|accept-encoding|authorization|connection|content-.*|cookie|date|expect|host|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade|user-agent|sandbed-.*|webhook-(id|signature|timestamp)|__proto__)$/
const proofs = /signature|hmac|digest|token|secret|apikey|password/

/** Declared headers -> values, names in lower case. */
export function describedHeaders(
  engine: Engine,
  telling: Pick<Telling, 'operation' | 'binding' | 'id' | 'now'>
): { readonly [name: string]: string } {
  const headers: Record<string, string> = {}
  for (const parameter of telling.operation.parameters) {
    const name = lowerName(parameter.name)
    if (parameter.in !== 'header' || reserved.test(name) || proofs.test(normaliseName(name))) continue
    if (!/^[!#$%&'*+\-.^_`|~0-9a-z]{1,100}$/.test(name)) continue
    const value = valueOf(engine, parameter, telling)
    if (value !== undefined) setOwn(headers, name, headerValue(String(value)))
  }
  return headers
}

function valueOf(
  engine: Engine,
  { name, schema, examples, required }: Parameter,
  { binding, id, now }: Pick<Telling, 'binding' | 'id' | 'now'>
): unknown {
  const plain = normaliseName(name)
  const isValid = (value: unknown): boolean => engine.checker.isValid(schema, value, 'response')
  const example = examples?.find((one) => isScalar(one) && isValid(one))
  if (/(delivery|eventid|messageid|webhookid|requestid|idempotencykey|deliveryid)$/.test(plain))
    return [uuidFor(id), id].find(isValid) ?? example
  if (/(timestamp|senttime|eventtime)$/.test(plain))
    return [Math.floor(now / 1000), String(Math.floor(now / 1000))].find(isValid) ?? example
  // An example tells the family that an event belongs to, which its name may not.
  if (/(event|eventtype|topic|eventname)$/.test(plain))
    return example ?? [binding.says?.value, binding.type].find((one) => one !== undefined && isValid(one))
  if (example !== undefined || !required) return example
  const made = engine.generator.generate(schema, {
    key: deriveKey(hashText(id), hashText(name)),
    direction: 'response',
    now,
    examples: 'first'
  }).value
  return isScalar(made) ? made : undefined
}

function isScalar(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}
