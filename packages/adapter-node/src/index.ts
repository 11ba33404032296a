// The public door of @sandbed/node.

// 1. a file or URL -> a description
export {
  loadDescription,
  loadText,
  type LoadedDescription,
  type SourceLocation
} from './load/load-description.js'
export type { LoadOptions, LoadLimits, OverlaySource } from './load/load-options.js'
export type { LoadIssue, LoadIssueCode, OverlayIssueCode } from './load/load-issue.js'
export { loadPack, type LoadedPack, type PackSource } from './load/load-pack.js'
export { loadAuthProfile, type AuthProfileSource, type LoadedAuthProfile } from './load/load-auth-profile.js'
export { loadPolicy, type LoadedPolicy, type PolicySource } from './load/load-policy.js'
export { codeFrame } from './load/code-frame.js'
export { watchFiles, type FileWatch } from './watch.js'

// 2. a description -> a sandbox on a port
export { createSandbox } from './create-sandbox.js'
export { sandboxOf } from './sandbox-of.js'
export { nodeHost, type WebhookOptions } from './host.js'
export { placeIssues, sandboxSource } from './sandbox-source.js'
export { serve, type ServeOptions, type SandboxServer } from './serve.js'

// 3. many sandboxes on that port, and a control plane on another
export { createRegistry, type Catalogue, type Registry, type SandboxSettings } from '@sandbed/core/control'
export { serveControl, type ControlServer, type ServeControlOptions } from './control/serve-control.js'
export { readControlFiles, writeControlFile, type ControlFile } from './control/control-file.js'

// What users of this package need of the core, so that one package is enough.
export { check, compile, createFetch, isSandboxError, loadRelease, SandboxError } from '@sandbed/core'
export type {
  AuthOptions,
  AuthProfile,
  Issue,
  Mode,
  PolicyPack,
  Release,
  Sandbox,
  SandboxErrorCode,
  SandboxOptions,
  SandboxRequest,
  SandboxResponse,
  SimulationPack,
  Trace,
  ValidationDial
} from '@sandbed/core'
