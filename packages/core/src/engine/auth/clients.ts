// What users do with clients: let somebody in, and no more. Every change is a commit of the sandbox's world.
import {
  issueClient,
  revokeClient,
  rotateClient,
  type ClientChange,
  type ClientOptions
} from '../../auth/clients/change-clients.js'
import { listClients, type Client, type ClientWithSecret } from '../../auth/clients/client.js'
import { entropyBytes, secretPrefix } from '../../auth/clients/secret.js'
import { signingSeed, withSigningKey } from '../../auth/tokens/signing-key.js'
import { SandboxError } from '../../errors.js'
import type { Span } from '../../release/simulation/written-values.js'
import type { Json } from '../../internal/json.js'
import { without } from '../../internal/without.js'
import type { World } from '../../state/world.js'
import { nowOf } from '../../time/clock-state.js'
import { addDuration, readDuration } from '../../time/duration.js'
import type { Running } from '../sandbox/running.js'

/**
 * The clients of a sandbox: partners, agents, tasks. Their secrets are made of the host's random bytes and shown once; what is kept are digests. Going back
 * in time changes nothing about clients: who was revoked stays so.
 */
export interface Clients {
  /**
   * Lets a client in. Throws `invalid-client`, and `no-entropy` where the host has no random bytes.
   *
   * @example
   * const { id, secret } = sandbox.clients.issue({ label: 'Partner', scopes: ['payments:read'] })
   */
  issue(options: ClientOptions): ClientWithSecret
  /** All clients, the newest first, without their secrets. */
  list(): readonly Client[]
  /**
   * Gives a client another secret. For `overlap` on the sandbox's clock the one before is taken as well (default: not at all). Tokens stay good. Throws
   * `unknown-client`, `invalid-client`, `no-entropy`, and `invalid-time`.
   */
  rotate(id: string, options?: { readonly overlap?: Span; readonly secretPrefix?: string }): ClientWithSecret
  /** Shuts a client out, with every token that it has: the next request is refused. For good. Throws `unknown-client`. */
  revoke(id: string): Client
}

/** The clients of a running sandbox. */
export function clientsOn(running: Running): Clients {
  const { engine } = running
  const now = (): number => nowOf(running.world(), engine.options.now)

  function entropy(): Uint8Array {
    const bytes = engine.options.host.random?.(entropyBytes)
    if (bytes instanceof Uint8Array && bytes.length === entropyBytes) return bytes
    // The seed is no secret: what follows from it, everybody can work out.
    throw new SandboxError(
      'no-entropy',
      `Secrets are made of the host's random bytes, and this sandbox has none. @sandbed/node and @sandbed/workers bring them; with @sandbed/core pass host: { random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)) }.`
    )
  }

  /** The key that tokens are signed with is made when there is somebody to sign for. */
  function withKey(world: World): World {
    return signingSeed(world) ? world : withSigningKey(world, entropy(), now())
  }

  return {
    issue(options) {
      running.tick()
      const source = { now: now(), entropy: entropy() }
      const { world, client } = changed(issueClient(running.world(), options, source))
      running.change('clients.issue', toldOf(client), withKey(world))
      return client
    },
    list: () => listClients(running.world(), now()),
    rotate(id, { overlap = 0, secretPrefix: prefix = secretPrefix } = {}) {
      running.tick()
      const span = addDuration(now(), readDuration(overlap)) - now()
      const source = { now: now(), entropy: entropy(), overlap: span, prefix }
      const { world, client } = changed(known(id, rotateClient(running.world(), id, source)))
      running.change('clients.rotate', toldOf(client), world)
      return client
    },
    revoke(id) {
      running.tick()
      const { world, client } = known(id, revokeClient(running.world(), id, now()))
      running.change('clients.revoke', toldOf(client), world)
      return client
    }
  }
}

/** A client as traces know it: without its secret. */
function toldOf(client: Client): Json {
  return without(client, 'secret') as unknown as Json
}

function changed<C extends Client>(change: ClientChange<C>): Exclude<ClientChange<C>, { problem: string }> {
  if (!('problem' in change)) return change
  throw new SandboxError('invalid-client', change.problem)
}

function known<T>(id: string, found: T | undefined): T {
  if (found !== undefined) return found
  throw new SandboxError(
    'unknown-client',
    `There is no client '${id.slice(0, 100)}'. sandbox.clients.list() shows those that there are.`
  )
}
