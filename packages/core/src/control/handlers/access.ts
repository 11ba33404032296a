// Operations on clients and policies.
import type { ClientOptions } from '../../auth/clients/change-clients.js'
import type { PolicyPack } from '../../policies/policy-pack.js'
import { addDuration, readDuration } from '../../time/duration.js'
import { readInstant } from '../../time/instant.js'
import { created, named, noContent, ok, type Handlers } from '../call.js'

/** By operationId. */
export const accessHandlers: Handlers = {
  listClients: (call) => ok({ items: named(call).sandbox.clients.list() }),
  issueClient(call) {
    const { clients, clock } = named(call).sandbox
    const { expires, ...rest } = call.body
    const until = expires === undefined ? {} : { expires: endOf(expires, clock.now) }
    return created(clients.issue({ ...rest, ...until } as ClientOptions))
  },
  rotateClient: (call) => ok(named(call).sandbox.clients.rotate(call.path['id']!, call.body)),
  revokeClient: (call) => ok(named(call).sandbox.clients.revoke(call.path['id']!)),
  listPolicies: (call) => ok({ items: named(call).sandbox.policies.list() }),
  attachPolicy: (call) => ok(named(call).sandbox.policies.attach(call.body as unknown as PolicyPack)),
  detachPolicy(call) {
    named(call).sandbox.policies.detach(call.path['policy']!)
    return noContent
  }
}

/** An instant as it was written; a span counts from now. */
function endOf(written: unknown, now: number): number {
  const isSpan = typeof written === 'string' && !/^\d{4}-/.test(written)
  return isSpan ? addDuration(now, readDuration(written)) : readInstant(written)
}
