// The names that users may rely on. A change here is a change for them: it needs a changeset.
import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import * as control from '../src/control.js'
import * as core from '../src/index.js'
import * as runtime from '../src/runtime.js'

function typesOf(door: string): string[] {
  const text = readFileSync(new URL(door, import.meta.url), 'utf8')
  const names = [...text.matchAll(/export (type )?\{([^}]*)\}/g)].flatMap(([, all, list]) =>
    list!
      .split(',')
      .map((name) => name.trim())
      .filter((name) => all !== undefined || name.startsWith('type '))
  )
  return names.map((name) => name.replace('type ', '')).toSorted()
}

it('the values of @sandbed/core', () => {
  expect(Object.keys(core).toSorted()).toEqual([
    'SandboxError',
    'authDials',
    'check',
    'checkAuthProfile',
    'checkPack',
    'checkPolicy',
    'compile',
    'createFetch',
    'createSandbox',
    'defineSimulation',
    'httpDate',
    'isSandboxError',
    'loadRelease',
    'makeSecret',
    'modes',
    'publicKeyOf',
    'readAuthProfile',
    'readPolicyPack',
    'referencesDials',
    'saveScenario',
    'signWebhook',
    'starterPolicies',
    'starterPolicy',
    'traceReason',
    'tracingDials',
    'validationDials',
    'verifyWebhook'
  ])
})

it('the types of @sandbed/core', () => {
  expect(typesOf('../src/index.ts')).toEqual([
    'AcceptedCredential',
    'ActionSpec',
    'AdvanceLimits',
    'AdvanceResult',
    'Applied',
    'AttemptVerdict',
    'AuthDecision',
    'AuthDial',
    'AuthOptions',
    'AuthProfile',
    'AuthSummary',
    'Binding',
    'Change',
    'ChangedMember',
    'Classification',
    'Client',
    'ClientOptions',
    'ClientWithSecret',
    'Clients',
    'ClockSettings',
    'CollectionDiff',
    'CompileOptions',
    'Compiled',
    'Condition',
    'CountMember',
    'CredentialProblem',
    'DeliveryFilter',
    'DeliveryOutcome',
    'DeliveryStatus',
    'DerivedMember',
    'Destination',
    'DiffChange',
    'DiffOptions',
    'DiffThing',
    'Done',
    'Duration',
    'DurationInput',
    'EndpointMode',
    'EndpointOptions',
    'EndpointSpec',
    'EnvelopeMember',
    'EnvelopeRole',
    'EventBinding',
    'EventFilter',
    'EventOverride',
    'EventRule',
    'Failure',
    'FaultSpec',
    'Faults',
    'FieldChange',
    'Filter',
    'Finding',
    'Fired',
    'HeadersInput',
    'IdShape',
    'Identity',
    'Inferred',
    'InputPlace',
    'InsertStep',
    'InstantInput',
    'Issue',
    'IssueSeverity',
    'Json',
    'JsonObject',
    'KeyPlace',
    'KindCount',
    'ListSpec',
    'LoadOptions',
    'Mode',
    'MoveOptions',
    'Names',
    'Omitted',
    'OneOrMore',
    'OperationOverride',
    'OperationReport',
    'OperationSummary',
    'OutgoingWebhook',
    'OutputPlace',
    'Overrides',
    'Paging',
    'Parent',
    'PartProvenance',
    'PatchStep',
    'Place',
    'Policies',
    'PolicyEffect',
    'PolicyMatch',
    'PolicyPack',
    'PolicyReading',
    'PolicyRule',
    'PolicySource',
    'PolicyStarter',
    'PolicySubject',
    'PolicySummary',
    'PossibleTransition',
    'ProfileReading',
    'Progress',
    'Provenance',
    'ReceivedFilter',
    'ReceivedWebhook',
    'RecordedOptions',
    'RecordedTrace',
    'Recording',
    'Recurrence',
    'Reference',
    'ReferencesDial',
    'Release',
    'ReleaseIndex',
    'ReleaseInput',
    'ReplayDifference',
    'ReplayOptions',
    'ReplayReport',
    'Replayable',
    'RequestFinding',
    'RequestLimits',
    'RequestMatch',
    'Resource',
    'ResourceDiff',
    'ResourceModel',
    'ResourceOverride',
    'ResponseRule',
    'RouteCondition',
    'RuleInForce',
    'Sandbox',
    'SandboxClock',
    'SandboxErrorCode',
    'SandboxHost',
    'SandboxLimits',
    'SandboxOptions',
    'SandboxRequest',
    'SandboxResponse',
    'SandboxSource',
    'ScenarioParameter',
    'ScenarioSpec',
    'ScenarioSummary',
    'SchemaPlace',
    'SchemeKind',
    'SchemeProfile',
    'SchemeSummary',
    'SecurityScheme',
    'SignatureTime',
    'Simulation',
    'SimulationPack',
    'SimulationStep',
    'SinkAnswer',
    'SinkAnswers',
    'SinkOptions',
    'Snapshot',
    'SortSpec',
    'Span',
    'StateDiff',
    'StateEntry',
    'StateField',
    'StateLimits',
    'StateScope',
    'StateView',
    'Step',
    'Stopped',
    'TemplateJson',
    'ThingName',
    'Timer',
    'TimerRecord',
    'TimerSpec',
    'Timestamp',
    'TokenProfile',
    'Tombstone',
    'Trace',
    'TraceAuth',
    'TraceBody',
    'TraceChange',
    'TraceFilter',
    'TraceFormat',
    'TraceHeaders',
    'TraceKind',
    'TraceMessage',
    'TracePolicy',
    'TraceRecord',
    'TraceStep',
    'TraceStepName',
    'TraceTimer',
    'TracedResponse',
    'Traces',
    'TracingDial',
    'TracingOptions',
    'TransitionSpec',
    'TransitionStep',
    'TrustedJwk',
    'ValidationDial',
    'VerifiedWebhook',
    'Waiting',
    'WebhookAttempt',
    'WebhookDelivery',
    'WebhookEndpoint',
    'WebhookEndpointWithSecret',
    'WebhookEvent',
    'WebhookRefusal',
    'WebhookRefusalReason',
    'WebhookSettings',
    'WebhookSigning',
    'WebhookSink',
    'WebhookStyle',
    'WebhookToSign',
    'WebhookToVerify',
    'WebhookVerification',
    'Webhooks',
    'WireFault',
    'WorkedOut',
    'WorldDiff',
    'WrittenPlace',
    'WrittenShape'
  ])
})

const sources = readdirSync(new URL('../src/', import.meta.url), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
  .map((path) => path.replaceAll('\\', '/'))
  .map((path) => ({ path, text: readFileSync(new URL(`../src/${path}`, import.meta.url), 'utf8') }))

/** How a door's export is declared, in the door itself or elsewhere: an interface, type or class with its members, the head of a function. */
function declarationsOf(door: string, name: string): string[] {
  const pattern = new RegExp(
    `^export (?:interface ${name}\\b.*?^\\}|class ${name}\\b.*?^\\}|type ${name}\\b.*?(?=\\n\\n|$(?![^]))|function ${name}\\b.*? \\{$)`,
    'gms'
  )
  const found = sources.flatMap(({ path, text }) =>
    [...text.matchAll(pattern)].map(([declaration]) => ({ path, declaration }))
  )
  const own = found.filter(({ path }) => path === `${door}.ts`)
  return (own.length > 0 ? own : found.filter(({ path }) => path !== 'runtime.ts')).map(
    ({ declaration }) => declaration
  )
}

it.each(['index', 'runtime'])('%s exports every type that its exports mention', (door) => {
  const types = new Set(typesOf(`../src/${door}.ts`))
  const values = Object.keys(door === 'index' ? core : runtime)
  const declared = new Set(
    sources.flatMap(({ text }) =>
      [...text.matchAll(/^export (?:interface|type|class) (\w+)/gm)].map(([, name]) => name!)
    )
  )
  const missing = [...types, ...values].flatMap((name) => {
    const declarations = declarationsOf(door, name)
    if (types.has(name)) expect([name, declarations.length > 0]).toEqual([name, true])
    return declarations
      .map((declaration) => declaration.replaceAll(/\/\*.*?\*\/|\/\/.*$|'[^'\n]*'/gms, ''))
      .flatMap((declaration) => declaration.match(/\b[A-Z]\w+/g) ?? [])
      .filter((mentioned) => declared.has(mentioned) && !types.has(mentioned) && !values.includes(mentioned))
      .map((mentioned) => `${name}: ${mentioned}`)
  })
  expect([...new Set(missing)]).toEqual([])
})

it('the values of @sandbed/core/runtime, which are the same ones where both have them', () => {
  expect(Object.keys(runtime).toSorted()).toEqual([
    'SandboxError',
    'createFetch',
    'createSandbox',
    'defineSimulation',
    'isSandboxError',
    'makeSecret',
    'publicKeyOf',
    'saveScenario',
    'signWebhook',
    'verifyWebhook'
  ])
  expect(runtime.SandboxError).toBe(core.SandboxError)
})

it('the values of @sandbed/core/control', () => {
  expect(Object.keys(control).toSorted()).toEqual([
    'controlCodes',
    'controlDocument',
    'controlStatuses',
    'createControl',
    'createRegistry',
    'errorStatuses',
    'mainName'
  ])
})

it('a SandboxError is known across copies of the package', () => {
  const other = Object.assign(new Error('x'), { [Symbol.for('sandbed.SandboxError')]: true })
  expect(core.isSandboxError(other)).toBe(true)
  expect(core.isSandboxError(new core.SandboxError('invalid-option', 'x'))).toBe(true)
  for (const value of [new Error('x'), null, undefined, 'invalid-option', {}])
    expect(core.isSandboxError(value)).toBe(false)
})
