// The public door of @sandbed/core, in the order of the flow.

// 1. description -> release
export { compile, type Compiled } from './release/compile.js'
export { check } from './release/check.js'
export { loadRelease, type LoadOptions, type ReleaseInput } from './release/load-release.js'
export type {
  OperationSummary,
  Release,
  ReleaseIndex,
  RouteCondition,
  SecurityScheme
} from './release/release.js'
export type { Issue, IssueSeverity } from './spec/issue.js'

// 2. release -> sandbox
export { createSandbox, type SandboxSource } from './engine/create-sandbox.js'
export { createFetch } from './engine/create-fetch.js'
export type { Sandbox } from './engine/run-sandbox.js'
export type { OperationReport } from './engine/describe-operation.js'
export { modes, type Mode } from './engine/modes/names.js'
export {
  referencesDials,
  validationDials,
  type ReferencesDial,
  type SandboxOptions,
  type ValidationDial
} from './engine/options.js'
export type { RequestLimits } from './http/limits.js'
export type { SandboxLimits, StateLimits } from './engine/limits.js'
export type { SandboxRequest, SandboxResponse, HeadersInput } from './http/message.js'
export type { Provenance, RequestFinding, Trace } from './engine/trace.js'
export type { Finding } from './schema/schema.js'

// 3. what a sandbox understands and keeps
export type { Inferred, Place } from './release/resources/inferred.js'
export type {
  EnvelopeMember,
  EnvelopeRole,
  Filter,
  ListSpec,
  Paging,
  SortSpec
} from './release/resources/list-model.js'
export type {
  ActionSpec,
  Binding,
  Classification,
  CountMember,
  DerivedMember,
  Identity,
  IdShape,
  InputPlace,
  KeyPlace,
  OutputPlace,
  Parent,
  Reference,
  Resource,
  ResourceModel,
  SchemaPlace,
  StateField,
  Step,
  Timestamp,
  Tombstone
} from './release/resources/model.js'
export type {
  OperationOverride,
  Overrides,
  ResourceOverride,
  SimulationPack,
  WrittenPlace,
  WrittenShape
} from './release/resources/overrides/overrides.js'
export type { Snapshot } from './engine/snapshot.js'
export type { StateEntry, StateView } from './engine/state-view.js'
export type { CollectionDiff, WorldDiff } from './state/diff.js'
export type { Change } from './state/diff-json.js'
export type { StateScope } from './state/world.js'
export type { SandboxClock } from './engine/sandbox-clock.js'
export type { Destination, MoveOptions } from './time/advance.js'
export type { Duration, DurationInput } from './time/duration.js'
export type { Json, JsonObject } from './internal/json.js'
export type { InstantInput } from './time/instant.js'
export type {
  AdvanceResult,
  Done,
  Failure,
  Fired,
  KindCount,
  Progress,
  Stopped,
  Waiting
} from './time/tally.js'
export type { Recurrence, Timer, TimerRecord } from './time/timer.js'
export type { AdvanceLimits } from './time/travel.js'

// errors
export { SandboxError, isSandboxError, type SandboxErrorCode } from './errors.js'
