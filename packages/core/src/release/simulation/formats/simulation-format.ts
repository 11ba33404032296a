// The form of the part of a pack that says what happens: what `read-overrides.ts` reads it by.
import {
  count,
  flag,
  json,
  listOf,
  mapOf,
  objectOf,
  oneOf,
  text,
  type Reader
} from '../../readers/value-readers.js'
import { faultFormat, responseFormat } from './rule-format.js'
import type {
  ClockSettings,
  ScenarioParameter,
  ScenarioSpec,
  Simulation,
  SimulationStep,
  TimerSpec,
  TransitionSpec
} from '../simulation.js'
import { stepFormat } from './step-format.js'
import {
  condition,
  eventType,
  identifier,
  instant,
  name,
  oneOrMore,
  setter,
  span,
  template,
  workedOut
} from './value-formats.js'
import { webhookFormat } from './webhook-format.js'

const transition = objectOf<TransitionSpec>(
  {
    description: text,
    resource: text,
    from: oneOrMore(text, 'a state'),
    to: text,
    when: condition,
    otherwise: objectOf<NonNullable<TransitionSpec['otherwise']>>({ status: count(400, 599), message: text }),
    set: setter,
    on: oneOrMore(text, 'an operation key or an operationId'),
    id: template,
    emit: oneOrMore(eventType, 'a type of events')
  },
  ['resource']
)

const timer = objectOf<TimerSpec>(
  {
    description: text,
    resource: text,
    after: oneOrMore(name, '`create` or the name of a transition'),
    in: workedOut('milliseconds, a span of time such as `5m` or `P7D`, or an expression for one'),
    at: workedOut('epoch milliseconds, an instant such as `2026-03-01T09:30:00Z`, or an expression for one'),
    every: span,
    when: condition,
    cancel: oneOrMore(name, 'the name of a transition'),
    do: oneOf<SimulationStep | readonly SimulationStep[]>('a step, or a list of them', {
      object: stepFormat,
      list: listOf(stepFormat, 1)
    })
  },
  ['do']
)

const scenario = objectOf<ScenarioSpec>(
  {
    description: text,
    parameters: mapOf(objectOf<ScenarioParameter>({ description: text, default: json }), identifier),
    byRequest: flag,
    steps: listOf(stepFormat)
  },
  ['steps']
)

/** The members of a pack that are about behaviour. */
export const simulationFormat: {
  readonly [K in keyof Simulation]-?: Reader<Exclude<Simulation[K], undefined>>
} = {
  clock: objectOf<ClockSettings>({ start: instant }),
  transitions: mapOf(transition, name),
  timers: mapOf(timer, name),
  scenarios: mapOf(scenario, name),
  faults: mapOf(faultFormat, name),
  responses: listOf(responseFormat),
  webhooks: webhookFormat
}

/** Their names. */
export const simulationMembers = Object.keys(simulationFormat) as readonly (keyof Simulation)[]
