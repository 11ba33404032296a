// The state that a replay began from, to be kept with a scenario that does not begin at the beginning: as an exported snapshot, without secrets.
import { SandboxError } from '../../errors.js'
import { makeSecret } from '../../effects/signatures/secrets.js'
import { isObject, type Json } from '../../internal/json.js'
import { Collection } from '../../state/collection.js'
import { exportSnapshot, importSnapshot } from '../../state/snapshot-file.js'
import { isDomainName, type World } from '../../state/world.js'
import { misshapenPlace } from '../record-forms.js'
import { liveSecrets } from '../traces/live-secrets.js'
import { redactInput } from '../traces/redact-input.js'
import type { SensitivePlaces } from '../traces/sensitive-places.js'

/** Left out: digests and keys of credentials, and answers kept under idempotency keys, which are found by digests of what was sent. */
const leftOut = new Set(['$tokens', '$keys', '$idempotency'])

/** Prints a world as it may be kept anywhere. `release` is the digest of its release. */
export function printCarried(world: World, release: string, { anywhere }: SensitivePlaces): string {
  const live = liveSecrets(world)
  const hidden = (value: unknown): unknown => redactInput(value as Json, anywhere, live)
  let carried = world
  for (const name of world.names()) {
    const { next } = world.collection(name)
    if (leftOut.has(name)) {
      carried = carried.withCollection(name, Collection.from(0, []))
      continue
    }
    const records = Array.from(
      world.collection<object>(name),
      ([seq, record]) => [seq, withoutSecrets(name, record, hidden)] as const
    )
    carried = carried.withCollection(name, Collection.from(next, records))
  }
  return exportSnapshot(carried, { release, meta: {} })
}

function withoutSecrets(name: string, record: object, hidden: (value: unknown) => unknown): object {
  // Ids, keys and parents of things are no secrets, whatever their names.
  if (isDomainName(name)) return { ...record, facts: hidden((record as { facts: unknown }).facts) }
  if (name === '$clients') return { ...record, secrets: [] }
  if (name !== '$endpoints') return hidden(record) as object
  const { secrets, ...endpoint } = record as { readonly secrets: readonly { readonly secret: string }[] }
  const kept = secrets.map((one) => ({ ...one, secret: standInFor(one.secret) }))
  return { ...(hidden(endpoint) as object), secrets: kept }
}

/** A secret that everybody knows, of the same kind: what is sent in a replay goes nowhere. */
function standInFor(secret: string): string {
  return makeSecret(new Uint8Array(32), secret.startsWith('whsk_') ? 'ed25519' : 'hmac-sha256')
}

/** Reads what `printCarried` printed: a world, and the digest of its release. Throws `invalid-trace`. */
export function readCarried(text: string): { readonly world: World; readonly release: string } {
  try {
    const file = JSON.parse(text) as unknown
    const release = isObject(file) && typeof file['release'] === 'string' ? file['release'] : ''
    const { world } = importSnapshot(text, release)
    const place = misshapenPlace(world)
    if (place === undefined) return { world, release }
  } catch {
    // What is no JSON is no snapshot either.
  }
  throw new SandboxError(
    'invalid-trace',
    'The state that this recording begins from (`start`) is damaged. Save the recording again.'
  )
}
