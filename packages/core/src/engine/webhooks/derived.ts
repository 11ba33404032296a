// Ids and secrets of webhooks: they follow from the seed of the sandbox and a number that is never given again, so that equal runs have equal ones.
import { digestText } from '../../internal/digest.js'
import { makeSecret } from '../../effects/signatures/secrets.js'
import type { Engine } from '../engine.js'

/** An id such as `evt_` and 24 hex digits. */
export function derivedId(engine: Engine, prefix: string, number: number): string {
  return prefix + derivedHex(engine, prefix, number).slice(0, 24)
}

/** A text in the form of a UUID (RFC 9562, version 8), as one always has for an id. */
export function uuidFor(text: string): string {
  const hex = digestText('sandbed.uuid\n', text)
  const variant = '89ab'.charAt(Number.parseInt(hex.charAt(16), 16) % 4)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** A new secret: of the host's entropy, or else of the seed. `number` names it among those of the sandbox. */
export function newSecret(engine: Engine, endpoint: string, number: number): string {
  const { random } = engine.options.host
  if (random) return makeSecret(random(32))
  const hex = derivedHex(engine, `secret of ${endpoint}`, number)
  return makeSecret(
    Uint8Array.from({ length: 32 }, (_, i) => Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16))
  )
}

function derivedHex(engine: Engine, purpose: string, number: number): string {
  return digestText('sandbed.webhooks\n', JSON.stringify([engine.options.seed, purpose, number]))
}
