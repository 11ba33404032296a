// `sandbox.faults`: what can go wrong is put in force and taken out of it while a sandbox runs.
import { SandboxError } from '../../../errors.js'
import { isObject, type Json } from '../../../internal/json.js'
import { gatherIssues } from '../../../release/readers/report.js'
import { openRule } from '../../../release/simulation/opening/open-rule.js'
import { faultFormat } from '../../../release/simulation/formats/rule-format.js'
import type { FaultSpec, ResponseRule } from '../../../release/simulation/fault-spec.js'
import { checkShape } from '../../../spec/description-shape.js'
import type { Engine } from '../../engine.js'
import type { Running } from '../../sandbox/running.js'
import { armFault, clearRules, countsRequests, rulesIn, rulesOf, type Rule } from './rules.js'
import { openedRule, specOf } from './opened-rule.js'
import { unknownName } from '../unknown-name.js'

/** A fault or response rule that is in force. */
export interface RuleInForce {
  readonly name: string
  readonly kind: 'fault' | 'response'
  /** As it was written. */
  readonly spec: FaultSpec | ResponseRule
  /** How many requests it matched, and how many it was carried out for; only where it says `nth`, `count`, `probability` or `rateLimit`. */
  readonly seen?: number
  readonly used?: number
}

/** What goes wrong in a sandbox. It is part of its state: snapshots, forks and resets take it along. */
export interface Faults {
  /** What is in force, in the order in which requests meet with it: faults, and response rules. */
  list(): readonly RuleInForce[]
  /**
   * Puts a fault in force: one of the pack by its name, or one that is described here. `changes` go over what it says. One of the same name is
   * replaced, and counts from the start. Throws `unknown-fault` and `invalid-fault`.
   *
   * @param fault the name of a fault of the pack; or what goes wrong, under a name of its own or one that is made up
   * @example
   * sandbox.faults.arm('declined', { count: 1 })
   * sandbox.faults.arm({ operation: 'GET /pets', status: 503, probability: 0.1 })
   */
  arm(fault: string | (FaultSpec & { readonly name?: string }), changes?: Partial<FaultSpec>): RuleInForce
  /** Takes one out of force, by name, or all faults; response rules go by name, or all as `responses`. Throws `unknown-fault`. */
  clear(name?: string): void
}

/** The faults of a running sandbox. */
export function faultsOn(running: Running): Faults {
  const { engine } = running
  return {
    list: () => rulesOf(running.world()).map((rule) => shown(engine, rule)),
    arm(fault, changes = {}) {
      const { name, spec } =
        typeof fault === 'string' ? { name: fault, spec: faultCalled(engine, fault) } : named(running, fault)
      checkFault(engine, { ...spec, ...changes })
      const world = armFault(engine, running.world(), name, spec, changes)
      const told = typeof fault === 'string' ? { fault, changes } : { fault: { ...spec, ...changes, name } }
      running.change('faults.arm', told as unknown as Json, world)
      running.settle(world)
      const armed = rulesOf(running.world()).find((rule) => rule.kind === 'fault' && rule.name === name)
      return shown(engine, armed!)
    },
    clear(name = 'faults') {
      const known = [
        ...rulesOf(running.world()).map((rule) => rule.name),
        ...(engine.simulation?.faults.keys() ?? [])
      ]
      if (name !== 'faults' && name !== 'responses' && !known.includes(name)) throw unknown(name, known)
      const world = clearRules(running.world(), name)
      running.change('faults.clear', { name }, world)
      running.settle(world)
    }
  }
}

function shown(engine: Engine, rule: Rule): RuleInForce {
  const { name, kind, seen, used } = rule
  const open = openedRule(engine, rule)
  return {
    name,
    kind,
    spec: specOf(engine, rule) ?? (JSON.parse(rule.spec) as FaultSpec),
    ...(open && countsRequests(open) && { seen, used })
  }
}

function faultCalled({ simulation }: Engine, name: string): FaultSpec {
  const fault = simulation?.faults.get(name)
  if (fault) return fault
  throw unknown(name, [...(simulation?.faults.keys() ?? [])])
}

function unknown(name: unknown, known: readonly string[]): SandboxError {
  return unknownName('unknown-fault', 'fault', name, known)
}

function named(
  running: Running,
  given: FaultSpec & { readonly name?: string }
): { readonly name: string; readonly spec: FaultSpec } {
  if (!isObject(given)) throw unknown(given, [])
  const { name = `fault-${rulesIn(running.world()).next + 1}`, ...spec } = given
  if (typeof name !== 'string' || name === '' || name === 'faults' || name === 'responses')
    throw new SandboxError(
      'invalid-fault',
      'The name of a fault is a text, and neither `faults` nor `responses`.'
    )
  return { name, spec }
}

/** Checks a fault as one of a pack is. */
function checkFault(engine: Engine, spec: unknown): void {
  const { issues, report } = gatherIssues()
  const place = { source: engine.release, model: engine.understanding.model }
  const isPlain = checkShape(spec as object, true) === undefined
  const read = isPlain ? faultFormat(spec, '', report) : undefined
  // What is only doubtful in a pack, such as a member that nobody knows, is a mistake here.
  const misread = issues.length
  if (read && misread === 0) openRule(read, place, report, '')
  const errors = issues.filter(({ severity }, i) => severity === 'error' || i < misread)
  const [first] = errors
  if (read && !first) return
  const why = first
    ? `${first.pointer === '' ? '' : `${first.pointer}: `}${first.message}${first.hint === undefined ? '' : ` ${first.hint}`}`
    : 'It is not plain data.'
  throw new SandboxError('invalid-fault', `The fault cannot be put in force. ${why}`, { issues: errors })
}
