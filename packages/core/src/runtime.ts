// The door for hosts that only run compiled releases, such as Workers: everything of the core but the compiler, which stays out of the bundle.
import { runSandbox } from './engine/sandbox/run-sandbox.js'
import type { Sandbox } from './engine/sandbox/sandbox.js'
import type { SandboxOptions } from './engine/options.js'
import { digestOfDescription } from './release/digest-release.js'
import { loadRelease, readRelease, type ReleaseInput } from './release/load-release.js'

export { defineSimulation } from './release/pack/define-simulation.js'
export type { SimulationPack } from './release/pack/simulation-pack.js'
export { createFetch } from './engine/sandbox/create-fetch.js'
export { SandboxError, isSandboxError, type SandboxErrorCode } from './errors.js'
export type { OperationReport } from './engine/describe-operation.js'
export type { Mode } from './engine/modes/names.js'
export type { ReferencesDial, SandboxOptions, ValidationDial } from './engine/options.js'
export type { Sandbox, TracedResponse } from './engine/sandbox/sandbox.js'
export type { Provenance, RequestFinding, Trace } from './engine/trace.js'
export type { TraceFormat, Traces } from './engine/traces/traces.js'
export type { TracingDial, TracingOptions } from './engine/traces/tracing-options.js'
export type { RecordedOptions, RecordedTrace, Recording } from './engine/replay/recording.js'
export { saveScenario } from './engine/replay/save-scenario.js'
export type { Replayable, ReplayDifference, ReplayOptions, ReplayReport } from './engine/replay/report.js'
export type { TraceFilter } from './traces/filter.js'
export type {
  PartProvenance,
  TraceAuth,
  TraceChange,
  TraceKind,
  TraceMessage,
  TracePolicy,
  TraceRecord,
  TraceStep,
  TraceStepName,
  TraceTimer
} from './traces/record.js'
export type { Omitted, TraceBody } from './traces/redact/redact-body.js'
export type { TraceHeaders } from './traces/redact/redact-headers.js'
export type { Policies, PolicySummary } from './engine/policies/policies.js'
export type { OneOrMore, PolicyEffect, PolicyMatch, PolicyPack, PolicyRule } from './policies/policy-pack.js'
export type { RequestLimits } from './http/limits.js'
export type { SandboxLimits, StateLimits } from './engine/limits.js'
export type { HeadersInput, SandboxRequest, SandboxResponse, WireFault } from './http/message.js'
export type { ReleaseInput } from './release/load-release.js'
export type {
  OperationSummary,
  Release,
  ReleaseIndex,
  RouteCondition,
  SecurityScheme
} from './release/release.js'
export type { Finding } from './schema/schema.js'
export type { Issue, IssueSeverity } from './spec/issue.js'
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
  WrittenPlace,
  WrittenShape
} from './release/resources/overrides/overrides.js'
export type { FaultSpec, RequestMatch, ResponseRule } from './release/simulation/fault-spec.js'
export type {
  ClockSettings,
  InsertStep,
  PatchStep,
  ScenarioParameter,
  ScenarioSpec,
  Simulation,
  SimulationStep,
  TimerSpec,
  TransitionSpec,
  TransitionStep
} from './release/simulation/simulation.js'
export type { EndpointSpec, EventRule, WebhookSettings } from './release/simulation/webhook-settings.js'
export type { Condition, Names, Span, TemplateJson, WorkedOut } from './release/simulation/written-values.js'
export type { DeliveryOutcome, OutgoingWebhook, SandboxHost } from './engine/host.js'
export type { EndpointOptions } from './engine/webhooks/endpoints/check-endpoint.js'
export type { DeliveryStatus } from './engine/webhooks/deliveries/delivery.js'
export type { EndpointMode, SignatureTime } from './engine/webhooks/endpoints/endpoint.js'
export type {
  WebhookEndpoint,
  WebhookEndpointWithSecret
} from './engine/webhooks/endpoints/shown-endpoint.js'
export type { WebhookEvent } from './engine/webhooks/events/shown-event.js'
export type { ReceivedWebhook } from './engine/webhooks/sinks/received.js'
export type {
  DeliveryFilter,
  WebhookAttempt,
  WebhookDelivery
} from './engine/webhooks/deliveries/shown-delivery.js'
export type { ReceivedFilter, SinkOptions, WebhookSink } from './engine/webhooks/sinks/sink.js'
export type { SinkAnswer, SinkAnswers } from './engine/webhooks/sinks/sink-answers.js'
export type { EventFilter, Webhooks } from './engine/webhooks/webhooks.js'
export type { AttemptVerdict } from './effects/delivery/classify-attempt.js'
export type { Snapshot } from './engine/sandbox/snapshot.js'
export type { Applied, ScenarioSummary } from './engine/simulation/scenarios/apply-scenario.js'
export type { Faults, RuleInForce } from './engine/simulation/rules/faults.js'
export type { PossibleTransition, ThingName } from './engine/simulation/transitions/possible.js'
export type { StateEntry, StateView } from './engine/sandbox/state-view.js'
export type {
  DiffChange,
  DiffOptions,
  DiffThing,
  FieldChange,
  ResourceDiff,
  StateDiff
} from './engine/sandbox/state-diff.js'
export type { CollectionDiff, WorldDiff } from './state/diff.js'
export type { Change } from './state/diff-json.js'
export type { StateScope } from './state/world.js'
export type { SandboxClock } from './engine/sandbox/sandbox-clock.js'
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

// 4. who may call
export type { AuthOptions } from './engine/auth/auth-options.js'
export type { AuthSummary, SchemeSummary } from './engine/auth/auth-summary.js'
export type { Clients } from './engine/auth/clients.js'
export type { AuthDecision } from './engine/auth/decision.js'
export type { CredentialProblem } from './auth/requirements.js'
export type { TrustedJwk } from './auth/jwt/jwk.js'
export type { SchemeKind } from './auth/scheme-kinds.js'
export type { ClientOptions } from './auth/clients/change-clients.js'
export type { Client, ClientWithSecret } from './auth/clients/client.js'
export type { AuthDial } from './auth/open-auth.js'
export type { AcceptedCredential, AuthProfile, SchemeProfile, TokenProfile } from './auth/profile/profile.js'

// for receivers of webhooks
export { makeSecret, publicKeyOf } from './effects/signatures/secrets.js'
export { signWebhook, type WebhookSigning, type WebhookToSign } from './effects/signatures/sign-webhook.js'
export type { WebhookStyle } from './effects/signatures/style.js'
export type {
  VerifiedWebhook,
  WebhookRefusal,
  WebhookRefusalReason,
  WebhookVerification
} from './effects/signatures/verification.js'
export { verifyWebhook, type WebhookToVerify } from './effects/signatures/verify-webhook.js'

/**
 * Makes a sandbox of a compiled release, given as an object or as JSON text. Throws `invalid-option`, `invalid-pack` or `invalid-release`.
 *
 * @example
 * import release from './petstore.release.json'
 * const sandbox = createSandbox({ release, mode: 'dynamic' })
 */
export function createSandbox(options: { readonly release: ReleaseInput } & SandboxOptions): Sandbox {
  const release = loadRelease(options.release)
  let digest: string | undefined
  return runSandbox(readRelease(release), options, [], () => (digest ??= digestOfDescription(release)))
}
