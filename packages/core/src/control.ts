// The door of the control plane, `@sandbed/core/control`: what a host needs to offer it, and what programs need to talk to it.
export { createControl, type Control, type ControlAnswer, type ControlOptions } from './control/control.js'
export { createRegistry, mainName } from './control/registry.js'
export type {
  KeptSnapshot,
  NamedSandbox,
  Registry,
  RegistryOptions,
  SandboxSettings
} from './control/registry.js'
export { controlDocument } from './control/openapi.js'
export { controlCodes, controlStatuses, errorStatuses, type ControlCode } from './control/problems.js'
export type { Catalogue, CatalogueEntry } from './control/catalogue.js'
export type { GuardOptions } from './control/guard.js'
export type { Lines } from './control/call.js'
