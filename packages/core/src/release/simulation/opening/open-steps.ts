// The steps of scenarios and timers, checked in order: later ones know the things that earlier ones named.
import { isObject } from '../../../internal/json.js'
import { joinPointer } from '../../../internal/json-pointer.js'
import { normaliseName } from '../../../internal/normalise-name.js'
import type { Resource } from '../../resources/model.js'
import { openFormula } from './formulas.js'
import { namesHere, takenNames, type Around, type NamesHere } from '../names/names-here.js'
import { openRule } from './open-rule.js'
import { said } from './said.js'
import type { Formula, OpenStep } from '../opened.js'
import type { Opening } from './opening.js'
import { isSettable, openSetter } from './setters.js'
import type { FaultSpec } from '../fault-spec.js'
import type { Simulation, SimulationStep } from '../simulation.js'
import { openSpan } from './spans.js'

/** What steps belong to. */
export interface StepsOf {
  /** The name of the scenario or timer; faults and rules that have none are named after it. */
  readonly name: string
  /** The thing of a timer. */
  readonly thing?: Resource | undefined
  /** The names of parameters; absent: there are none. */
  readonly params?: readonly string[] | undefined
  /** Why the clock cannot be moved here, as a sentence. */
  readonly noAdvance?: string | undefined
  readonly simulation: Simulation
}

/** Opens them; those with errors are left out. */
export function openSteps(
  opening: Opening,
  steps: readonly (readonly [step: SimulationStep, at: string])[],
  of: StepsOf
): readonly OpenStep[] {
  const named = new Map<string, Resource>()
  return steps.flatMap(([step, at], index) => {
    const around = { entity: of.thing, named, ...(of.params && { params: of.params }) }
    const opened = openStep({ opening, of, around, names: namesHere(opening, around), index, at }, step)
    if (opened?.kind === 'insert' && opened.as !== undefined)
      nameThing(opening, named, opened.as, opened.resource, `${at}/insert/as`)
    return opened ?? []
  })
}

function nameThing(
  opening: Opening,
  named: Map<string, Resource>,
  name: string,
  resource: string,
  at: string
): void {
  if (takenNames.has(name))
    opening.invalid(at, `\`${name}\` means something else in expressions.`, 'Choose another name.')
  else if (named.has(name)) opening.invalid(at, `An earlier step has the name \`${name}\` already.`)
  named.set(name, opening.model.resources[resource]!)
}

interface Standing {
  readonly opening: Opening
  readonly of: StepsOf
  readonly around: Around
  readonly names: NamesHere
  readonly index: number
  /** The pointer of the step. */
  readonly at: string
}

function openStep(standing: Standing, step: SimulationStep): OpenStep | undefined {
  const { opening, of, names, index, at } = standing
  const ownName = `${of.name}-${index + 1}`
  if ('insert' in step) return openInsert(standing, step.insert)
  if ('patch' in step) return openPatch(standing, step.patch)
  if ('remove' in step) {
    const { resource, id } = step.remove
    const found = opening.resource(resource, `${at}/remove/resource`)
    const formula = openId(standing, id, `${at}/remove/id`)
    return found && formula && { kind: 'remove', resource, id: formula }
  }
  if ('transition' in step) return openTransitionStep(standing, step.transition)
  if ('fault' in step) {
    const { fault } = step
    if (typeof fault === 'string') return openNamedFault(standing, fault)
    openRule(fault, opening, opening.report, `${at}/fault`, knownIn(standing))
    return { kind: 'fault', name: ownName, fault }
  }
  if ('respond' in step) {
    openRule(step.respond, opening, opening.report, `${at}/respond`, knownIn(standing))
    return { kind: 'respond', name: step.respond.name ?? ownName, rule: step.respond }
  }
  if ('clear' in step) return openClear(standing, step.clear)
  if ('advance' in step) {
    if (of.noAdvance !== undefined) opening.invalid(`${at}/advance`, of.noAdvance)
    const by = openSpan(opening, step.advance, `${at}/advance`)
    return by && { kind: 'advance', by }
  }
  const { type, data } = step.emit
  const formula = data === undefined ? undefined : openFormula(opening, data, `${at}/emit/data`, names)
  return { kind: 'emit', type, ...said({ data: formula }) }
}

/** What a rule knows that a step puts in force: rules of timers know no things, which may be gone. */
function knownIn({ of, around }: Standing): Pick<Around, 'params' | 'named'> {
  return of.params ? { params: of.params, named: new Map(around.named) } : {}
}

function openInsert(
  { opening, names, at }: Standing,
  { resource, value = {}, as }: Extract<SimulationStep, { insert: unknown }>['insert']
): OpenStep | undefined {
  const found = opening.resource(resource, `${at}/insert/resource`)
  const pointer = `${at}/insert/value`
  if (found && isObject(value))
    for (const name of Object.keys(value)) checkInserted(opening, found, name, joinPointer(pointer, name))
  const formula = openFormula(opening, value, pointer, names, ['map'], 'A thing is')
  return found && formula && { kind: 'insert', resource, value: formula, ...said({ as }) }
}

/** Seeds may spell members in any way, and say under `$parents` what they stand below. */
function checkInserted(opening: Opening, resource: Resource, name: string, at: string): void {
  if (name === '$parents') return
  isSettable(opening, resource, [name], at, (known) => normaliseName(known) === normaliseName(name))
}

function openPatch(
  standing: Standing,
  { resource, id, set }: Extract<SimulationStep, { patch: unknown }>['patch']
): OpenStep | undefined {
  const { opening, of, around, at } = standing
  const found = opening.resource(resource, `${at}/patch/resource`)
  const formula = whichThing(standing, found, id, `${at}/patch`)
  if (!found) return undefined
  const names = namesHere(opening, { ...around, entity: of.thing ?? found })
  const setter = openSetter(opening, set, `${at}/patch/set`, found, names)
  return setter && { kind: 'patch', resource, ...said({ id: formula }), set: setter }
}

function openTransitionStep(
  standing: Standing,
  step: Extract<SimulationStep, { transition: unknown }>['transition']
): OpenStep | undefined {
  const { opening, of, names, at } = standing
  const isShort = typeof step === 'string'
  const { name, id, with: given = {} } = isShort ? { name: step } : step
  const { transitions = {} } = of.simulation
  const pointer = `${at}/transition`
  if (!Object.hasOwn(transitions, name)) {
    opening.unknown(isShort ? pointer : `${pointer}/name`, 'transition', name, Object.keys(transitions))
    return undefined
  }
  const { resource } = transitions[name]!
  const found = Object.hasOwn(opening.model.resources, resource)
    ? opening.model.resources[resource]
    : undefined
  const formula = whichThing(standing, found, id, pointer)
  const params = openFormula(opening, given, `${pointer}/with`, names)
  return params && { kind: 'transition', name, ...said({ id: formula }), with: params }
}

/** The formula of an id; where there is none, the thing has to be clear from where the step stands. */
function whichThing(
  standing: Standing,
  resource: Resource | undefined,
  id: unknown,
  at: string
): Formula | undefined {
  if (id !== undefined) return openId(standing, id, `${at}/id`)
  const { opening, of } = standing
  if (resource && resource.name !== of.thing?.name)
    opening.invalid(
      at,
      `It is not clear which of ${resource.name} this is about.`,
      'Say it with `id`; the name that an earlier step gave with `as` helps, such as `id: =payment.id`.'
    )
  return undefined
}

function openId({ opening, names }: Standing, id: unknown, at: string): Formula | undefined {
  return openFormula(opening, id, at, names, ['string', 'number'], 'An id is')
}

function openNamedFault({ opening, of, at }: Standing, name: string): OpenStep | undefined {
  const { faults = {} } = of.simulation
  if (Object.hasOwn(faults, name)) return { kind: 'fault', name, fault: faults[name] as FaultSpec }
  opening.unknown(`${at}/fault`, 'fault', name, Object.keys(faults))
  return undefined
}

function openClear({ opening, of, at }: Standing, what: string): OpenStep {
  const { faults = {}, responses = [] } = of.simulation
  const known = [
    'faults',
    'responses',
    ...Object.keys(faults),
    ...responses.flatMap(({ name }) => name ?? [])
  ]
  if (!known.includes(what) && !/-\d+$/.test(what))
    opening.doubtful(
      `${at}/clear`,
      `The pack has no fault or response rule \`${what.slice(0, 60)}\`.`,
      `\`clear\` takes \`faults\`, \`responses\`, or a name.`
    )
  return { kind: 'clear', what }
}
