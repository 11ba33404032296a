// Changes from outside, made again: by the names that they are written down under.
import type { Client } from '../../auth/clients/client.js'
import { withShownClient } from '../../auth/clients/without-secret.js'
import { either, listOf, oneOf, optional, orNull, record, text } from '../../internal/form.js'
import { isObject, type Json, type JsonObject } from '../../internal/json.js'
import { SandboxError } from '../../errors.js'
import { isInstant } from '../../time/instant.js'
import { deliveryWithId } from '../webhooks/deliveries/delivery.js'
import { redeliver } from '../webhooks/deliveries/redeliver.js'
import type { Stage } from './stage.js'

type Control = (stage: Stage, input: JsonObject) => void

/** Makes a change again; gives back the reason where nobody knows how. */
export function control(stage: Stage, name: string, input: Json): { readonly reason: string } | undefined {
  const make = controls.get(name)
  if (!make) return { reason: `Nobody knows here how to do '${name.slice(0, 100)}' again.` }
  make(stage, isObject(input) ? (input as JsonObject) : {})
  return undefined
}

const controls: ReadonlyMap<string, Control> = new Map<string, Control>([
  ['clients.issue', (stage, input) => haveClient('clients.issue', stage, input)],
  ['clients.rotate', (stage, input) => haveClient('clients.rotate', stage, input)],
  ['clients.revoke', (stage, input) => haveClient('clients.revoke', stage, input)],
  [
    'faults.arm',
    ({ sandbox }, { fault, changes }) => void sandbox.faults.arm(fault as string, changes as object)
  ],
  ['faults.clear', ({ sandbox }, { name }) => sandbox.faults.clear(name as string)],
  ['policies.attach', ({ sandbox }, pack) => void sandbox.policies.attach(pack as never)],
  ['policies.detach', ({ sandbox }, { name }) => sandbox.policies.detach(name as string)],
  ['webhooks.register', ({ sandbox }, input) => void sandbox.webhooks.register(input as never)],
  [
    'webhooks.update',
    ({ sandbox }, { id, changes }) => void sandbox.webhooks.update(id as string, changes as object)
  ],
  ['webhooks.enable', ({ sandbox }, { id }) => void sandbox.webhooks.enable(id as string)],
  ['webhooks.disable', ({ sandbox }, { id }) => void sandbox.webhooks.disable(id as string)],
  ['webhooks.remove', ({ sandbox }, { id }) => sandbox.webhooks.remove(id as string)],
  [
    'webhooks.rotate',
    ({ sandbox }, { id, overlap }) =>
      void sandbox.webhooks.rotate(id as string, { overlap: overlap as number })
  ],
  [
    'webhooks.redeliver',
    ({ running }, { ids }) =>
      void redeliver(
        running,
        (ids as readonly string[]).flatMap((id) => {
          const found = deliveryWithId(running.world(), id)
          return found ? [found] : []
        })
      )
  ],
  ['webhooks.sink', ({ sandbox }, input) => void sandbox.webhooks.sink(input as object)],
  ['webhooks.clear-sink', ({ sandbox }, { url }) => sandbox.webhooks.sink({ url: url as string }).clear()]
])

const isClient = record({
  id: text,
  label: text,
  scopes: either(oneOf('all'), listOf(text)),
  redirectUris: listOf(text),
  created: isInstant,
  expires: optional(orNull(isInstant)),
  revoked: optional(orNull(isInstant)),
  lastUsed: optional(orNull(isInstant))
})

/** A client without its secret, which nobody needs: what its credentials are worth says each record. One that is there stays, but for having been revoked. */
function haveClient(name: string, { running }: Stage, input: JsonObject): void {
  if (!isClient(input))
    throw new SandboxError('invalid-client', 'The record does not say which client it is.')
  const world = withShownClient(running.world(), input as unknown as Client)
  running.change(name, input, world)
}
