// Every operation of the control document and who carries it out.
import type { Handlers } from './call.js'
import { accessHandlers } from './handlers/access.js'
import { catalogueHandlers } from './handlers/catalogues.js'
import { clockHandlers } from './handlers/clock.js'
import { replayHandlers } from './handlers/replay.js'
import { sandboxHandlers } from './handlers/sandboxes.js'
import { stateHandlers } from './handlers/state.js'
import { traceHandlers } from './handlers/traces.js'
import { webhookHandlers } from './handlers/webhooks.js'

/** By operationId. */
export const handlers: Handlers = {
  ...sandboxHandlers,
  ...stateHandlers,
  ...clockHandlers,
  ...traceHandlers,
  ...replayHandlers,
  ...accessHandlers,
  ...webhookHandlers,
  ...catalogueHandlers
}
