// The secrets that a sandbox has given out and can still say: those of its webhook endpoints. Of clients and tokens it keeps digests only.
import type { World } from '../../state/world.js'
import { knownValues, noValues, type KnownValues } from '../../traces/redact/hide-values.js'
import { isSensitive, sensitiveNames } from '../../traces/redact/sensitive.js'
import { endpointsOf } from '../webhooks/endpoints/endpoint.js'

const known = new WeakMap<object, KnownValues>()
// Endpoints change with every delivery, their secrets hardly ever; making them ready takes long.
let latest: { readonly text: string; readonly values: KnownValues } = { text: '', values: noValues }
const everywhere = sensitiveNames([])

/** Those of a world, ready to be looked for. */
export function liveSecrets(world: World): KnownValues {
  const endpoints = endpointsOf(world)
  if (endpoints.size === 0) return noValues
  let values = known.get(endpoints)
  if (!values) known.set(endpoints, (values = readyFor(secretsIn(world))))
  return values
}

function readyFor(secrets: readonly string[]): KnownValues {
  const text = secrets.join('\n')
  if (text !== latest.text) latest = { text, values: knownValues(secrets) }
  return latest.values
}

function secretsIn(world: World): string[] {
  return Array.from(endpointsOf(world), ([, endpoint]) => [
    // Also without the prefix: that is what signs.
    ...endpoint.secrets.flatMap(({ secret }) => [secret, secret.replace(/^wh[a-z]{2,3}_/, '')]),
    ...Object.entries(endpoint.headers).flatMap(([name, value]) =>
      isSensitive(everywhere, 'header', name) ? [value, value.replace(/^[\w-]+ +/, '')] : []
    )
  ]).flat()
}
