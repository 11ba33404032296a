// Deliveries that are made again because somebody asks for it: the same event with the same id, attempts counted on, the schedule from its start.
import type { World } from '../../../state/world.js'
import { nowOf } from '../../../time/clock-state.js'
import type { Engine } from '../../engine.js'
import type { Running } from '../../sandbox/running.js'
import type { KeptDelivery } from './delivery.js'
import { endpointWithId } from '../endpoints/endpoint.js'
import { withAttemptAt } from './keep-delivery.js'

/** The world in which a delivery is due now, whatever became of it before; `undefined` where its endpoint is disabled or gone. */
function withRedelivery(engine: Engine, world: World, [seq, delivery]: KeptDelivery): World | undefined {
  const endpoint = endpointWithId(world, delivery.endpoint)?.[1]
  if (!endpoint?.enabled) return undefined
  const before = delivery.attempts.at(-1)?.number ?? 0
  return withAttemptAt(engine, world, [seq, { ...delivery, before }], nowOf(world, engine.options.now))
}

/** Makes deliveries again, in one change, and gives back those that have an endpoint to go to. */
export function redeliver(running: Running, found: readonly KeptDelivery[]): readonly KeptDelivery[] {
  let world = running.world()
  const sent = found.filter((kept) => {
    const next = withRedelivery(running.engine, world, kept)
    world = next ?? world
    return next !== undefined
  })
  if (sent.length > 0) running.change('webhooks.redeliver', { ids: sent.map(([, { id }]) => id) }, world)
  running.settle(world)
  return sent
}
