// Operations on what is there before any sandbox.
import { ok, type Handlers } from '../call.js'
import { controlDocument } from '../openapi.js'

/** By operationId. */
export const catalogueHandlers: Handlers = {
  getDocument: () => ok(controlDocument),
  listAuthProfiles: ({ catalogue }) => ok({ items: catalogue.authProfiles ?? [] }),
  listPolicyPacks: ({ catalogue }) => ok({ items: catalogue.policyPacks ?? [] }),
  listSimulationPacks: ({ catalogue }) => ok({ items: catalogue.simulationPacks ?? [] }),
  listSpecs: ({ catalogue }) => ok({ items: catalogue.specs ?? [] })
}
