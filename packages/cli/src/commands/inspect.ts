// `sdb inspect`: what Sandbed makes of a description. At a glance, or in full for one operation or one resource.
import { SandboxError, type OperationReport, type SimulationPack } from '@sandbed/core'
import { sandboxOf } from '@sandbed/node'
import { exitCodes } from '../exit-codes.js'
import { curlLine } from '../curl-examples.js'
import { terminalWidth } from '../inspect/columns.js'
import { countSupport, openCoverage, type Coverage } from '../inspect/coverage.js'
import { explainOperation, explainResource } from '../inspect/explain.js'
import { weighFindings } from '../inspect/guesses.js'
import { viewModel } from '../inspect/model-view.js'
import { formatOverview } from '../inspect/overview.js'
import { formatReport } from '../inspect/wire-report.js'
import { nearestName } from '../nearest-name.js'
import { print, printError, printJson, visible, type OutputFormat } from '../output.js'
import { packContents } from '../pack/pack-contents.js'
import { packInUse } from '../pack/pack-in-use.js'
import { packNotes } from '../pack-notes.js'
import { readInput, type ReadOptions } from '../read-input.js'

/** The options of `sdb inspect`; at most one of `operation`, `explain` and `resource`. */
export interface InspectCommandOptions extends ReadOptions {
  readonly operation?: string
  readonly explain?: string
  readonly resource?: string
  readonly output: OutputFormat
  /** The same as `output: 'json'`. */
  readonly json?: boolean
}

// Where `sdb serve` listens when nothing else is said.
const servedAt = 'http://127.0.0.1:4010'

/** Prints what was asked for; throws `unknown-operation`, and `invalid-option` for a resource that does not exist. */
export async function inspectCommand(path: string, options: InspectCommandOptions): Promise<number> {
  const input = await readInput(path, options)
  const { loaded, pack } = input
  // Nothing is sent from here: where a pack sends to is not looked at.
  const webhooks = { allowLoopback: true }
  const coverage = openCoverage((settings) => sandboxOf(loaded, { ...settings, webhooks }, pack))
  const isJson = options.json === true || options.output === 'json'
  if (!isJson) printError(...(await packNotes(coverage.sandbox.issues, pack)))
  if (options.operation !== undefined) inspectWire(coverage, options.operation, isJson)
  else if (options.explain !== undefined) inspectOperation(coverage, options.explain, isJson)
  else if (options.resource !== undefined) inspectResource(coverage, options.resource, isJson)
  else {
    const named = [
      ...(options.overlay ?? []).flatMap((file) => ['--overlay', file]),
      ...(options.pack === undefined ? [] : ['--pack', options.pack]),
      path
    ]
    inspectAll(coverage, named, isJson, packInUse(input))
  }
  return exitCodes.ok
}

function inspectAll(
  { sandbox, supportOf }: Coverage,
  named: readonly string[],
  isJson: boolean,
  pack: SimulationPack | undefined
): void {
  const { api } = sandbox
  const model = viewModel(sandbox.model)
  const operations = sandbox.operations.map(({ key }) => ({
    report: sandbox.describe(key),
    support: supportOf(key)
  }))
  const certainty = weighFindings(model)
  const contents = pack && packContents(pack)
  if (!isJson) {
    print(...formatOverview(api, model, operations, certainty, contents, named, terminalWidth()))
    return
  }
  const { findings, guesses } = certainty
  printJson({
    title: api.title,
    version: api.version,
    basePaths: api.basePaths,
    coverage: {
      operations: operations.length,
      ...countSupport(operations.map(({ support }) => support)),
      findings,
      guesses: guesses.length
    },
    guesses,
    resources: model.resources,
    ...(model.events.length > 0 && { events: Object.fromEntries(model.events) }),
    operations: operations.map(({ report, support }) => ({
      ...report,
      support,
      binding: model.binding(report.key)
    })),
    ...(contents && { pack: contents }),
    issues: sandbox.issues
  })
}

function inspectWire({ sandbox }: Coverage, operation: string, isJson: boolean): void {
  const report = sandbox.describe(operation)
  if (isJson) printJson({ ...report, sample: sandbox.sampleRequest(report.key) })
  else print(...formatReport(report), '', `  Sample         ${visible(curlLine(sandbox, report, servedAt))}`)
}

function inspectOperation({ sandbox, supportOf }: Coverage, operation: string, isJson: boolean): void {
  const report: OperationReport = sandbox.describe(operation)
  const model = viewModel(sandbox.model)
  const support = supportOf(report.key)
  if (!isJson) {
    print(...explainOperation(report, support, model, terminalWidth()))
    return
  }
  const { key, operationId } = report
  const binding = model.binding(key)
  printJson({ key, operationId, support, binding, resource: model.resourceOf(binding) })
}

function inspectResource({ sandbox }: Coverage, name: string, isJson: boolean): void {
  const model = viewModel(sandbox.model)
  const resource = model.resource(name)
  if (!resource) throw unknownResource(name, Object.keys(sandbox.model.resources))
  if (isJson)
    printJson({
      resource,
      bindings: model.bindingsOf(name),
      events: Object.fromEntries(model.eventsOf(name))
    })
  else print(...explainResource(resource, model, terminalWidth()))
}

function unknownResource(name: string, names: readonly string[]): SandboxError {
  const nearest = nearestName(name, names)
  const hint = nearest === undefined ? 'sdb inspect lists them.' : `Did you mean '${nearest}'?`
  return new SandboxError('invalid-option', `There is no resource '${name}'. ${hint}`)
}
