// The public door of @sandbed/core, in the order of the flow.

// 1. description -> release
export { compile, type CompileOptions } from './engine/compile.js'
export type { Compiled } from './release/compile.js'
export { check } from './release/check.js'
export { checkPack } from './engine/check-pack.js'
export { defineSimulation } from './release/simulation/define-simulation.js'
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
export type { HeadersInput, SandboxRequest, SandboxResponse, WireFault } from './http/message.js'
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
export type { ChangedMember, EventBinding } from './release/resources/event-model.js'
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
  EventOverride,
  OperationOverride,
  Overrides,
  ResourceOverride,
  SimulationPack,
  WrittenPlace,
  WrittenShape
} from './release/resources/overrides/overrides.js'
export type {
  ClockSettings,
  Condition,
  EndpointSpec,
  EventRule,
  FaultSpec,
  InsertStep,
  Names,
  PatchStep,
  RequestMatch,
  ResponseRule,
  ScenarioParameter,
  ScenarioSpec,
  Simulation,
  SimulationStep,
  Span,
  TemplateJson,
  TimerSpec,
  TransitionSpec,
  TransitionStep,
  WebhookSettings,
  WebhookStyle,
  WorkedOut
} from './release/simulation/simulation.js'
export type { DeliveryOutcome, OutgoingWebhook, SandboxHost } from './engine/host.js'
export type { EndpointOptions } from './engine/webhooks/check-endpoint.js'
export type { DeliveryStatus, WebhookAttempt, WebhookDelivery } from './engine/webhooks/delivery.js'
export type { EndpointMode, WebhookEndpoint, WebhookEndpointWithSecret } from './engine/webhooks/endpoint.js'
export type { WebhookEvent } from './engine/webhooks/event.js'
export type { ReceivedWebhook } from './engine/webhooks/received.js'
export type { DeliveryFilter } from './engine/webhooks/shown-delivery.js'
export type { ReceivedFilter, SinkOptions, WebhookSink } from './engine/webhooks/sink.js'
export type { SinkAnswer, SinkAnswers } from './engine/webhooks/sink-answers.js'
export type { EventFilter, Webhooks } from './engine/webhooks/webhooks.js'
export type { AttemptVerdict } from './effects/delivery/classify-attempt.js'
export type { Snapshot } from './engine/snapshot.js'
export type { Applied, ScenarioSummary } from './engine/simulation/apply-scenario.js'
export type { Faults, RuleInForce } from './engine/simulation/faults.js'
export type { PossibleTransition, ThingName } from './engine/simulation/possible.js'
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

// for hosts: the `Date` of an answer is that of the sandbox's clock
export { httpDate } from './effects/delivery/http-date.js'

// for receivers of webhooks
export { makeSecret, publicKeyOf } from './effects/signatures/secrets.js'
export { signWebhook, type WebhookSigning, type WebhookToSign } from './effects/signatures/sign-webhook.js'
export type { SignatureStyle } from './effects/signatures/style.js'
export type {
  VerifiedWebhook,
  WebhookRefusal,
  WebhookRefusalReason,
  WebhookVerification
} from './effects/signatures/verification.js'
export { verifyWebhook, type WebhookToVerify } from './effects/signatures/verify-webhook.js'

// errors
export { SandboxError, isSandboxError, type SandboxErrorCode } from './errors.js'
