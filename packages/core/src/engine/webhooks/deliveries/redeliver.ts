// Deliveries that are made again because somebody asks for it: the same event with the same id, attempts counted on, the schedule from its start.
import type { World } from '../../../state/world.js'
import { nowOf } from '../../../time/clock-state.js'
import type { Engine } from '../../engine.js'
import type { KeptDelivery } from './delivery.js'
import { endpointWithId } from '../endpoints/endpoint.js'
import { withAttemptAt } from './keep-delivery.js'

/** The world in which a delivery is due now, whatever became of it before; `undefined` where its endpoint is disabled or gone. */
export function withRedelivery(
  engine: Engine,
  world: World,
  [seq, delivery]: KeptDelivery
): World | undefined {
  const endpoint = endpointWithId(world, delivery.endpoint)?.[1]
  if (!endpoint?.enabled) return undefined
  const before = delivery.attempts.at(-1)?.number ?? 0
  return withAttemptAt(engine, world, [seq, { ...delivery, before }], nowOf(world, engine.options.now))
}
