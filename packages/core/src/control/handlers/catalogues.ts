// Operations on what is there before any sandbox.
import { ok, type Call, type Handlers } from '../call.js'
import type { CatalogueEntry } from '../catalogue.js'
import { controlDocument } from '../openapi.js'

/** By operationId. */
export const catalogueHandlers: Handlers = {
  getDocument: () => ok(controlDocument),
  listAuthProfiles: (call) => ok({ items: authProfiles(call) }),
  listPolicyPacks: ({ catalogue }) => ok({ items: catalogue.policyPacks ?? [] }),
  listSimulationPacks: ({ catalogue }) => ok({ items: catalogue.simulationPacks ?? [] }),
  listSpecs: ({ catalogue }) => ok({ items: catalogue.specs ?? [] })
}

/** Those that the host names, and those that sandboxes use besides: a release may bring one. */
function authProfiles({ catalogue, registry }: Call): readonly CatalogueEntry[] {
  const named = catalogue.authProfiles ?? []
  const known = new Set(named.map(({ name }) => name))
  const used = registry.list().flatMap(({ sandbox }) => sandbox.auth.profile ?? [])
  const others = [...new Set(used)].filter((name) => !known.has(name))
  return [...named, ...others.map((name) => ({ name }))]
}
