// The form of the steps of scenarios and timers: each is exactly one of several things.
import { mapOf, objectOf, oneOf, text, type Reader } from '../../readers/value-readers.js'
import { faultFormat, responseFormat } from './rule-format.js'
import type { FaultSpec } from '../fault-spec.js'
import type { InsertStep, PatchStep, SimulationStep, TransitionStep } from '../simulation.js'
import { eventType, identifier, name, objectTemplate, setter, span, template } from './value-formats.js'

type Kinds = SimulationStep extends infer Each ? (Each extends object ? keyof Each : never) : never
type Contents = { readonly [K in Kinds]?: Extract<SimulationStep, { readonly [_ in K]: unknown }>[K] }

const members = objectOf<Contents>({
  insert: objectOf<InsertStep>({ resource: text, value: objectTemplate, as: identifier }, ['resource']),
  patch: objectOf<PatchStep>({ resource: text, id: template, set: setter }, ['resource', 'set']),
  remove: objectOf<{ resource: string; id: unknown }>({ resource: text, id: template }, ['resource', 'id']),
  transition: oneOf<string | TransitionStep>('the name of a transition, or an object', {
    string: name,
    object: objectOf<TransitionStep>({ name, id: template, with: mapOf(template, identifier) }, ['name'])
  }),
  fault: oneOf<string | FaultSpec>('the name of a fault, or an object', {
    string: name,
    object: faultFormat
  }),
  respond: responseFormat,
  clear: text,
  advance: span,
  emit: objectOf<{ type: string; data?: unknown }>({ type: eventType, data: template }, ['type'])
})

/** What a step may be. */
const stepKinds: readonly Kinds[] = [
  'insert',
  'patch',
  'remove',
  'transition',
  'fault',
  'respond',
  'clear',
  'advance',
  'emit'
]

/** Reads a step. */
export const stepFormat: Reader<SimulationStep> = (value, at, report) => {
  const read = members(value, at, report)
  if (!read) return undefined
  const said = stepKinds.filter((kind) => (value as Contents)[kind] !== undefined)
  if (said.length === 1) return Object.keys(read).length === 1 ? (read as SimulationStep) : undefined
  report(() => ({
    code: 'override-invalid',
    severity: 'error',
    pointer: at,
    message:
      said.length === 0
        ? `A step says what it does: ${stepKinds.join(', ')}.`
        : `A step does one thing, and this one has ${said.join(' and ')}.`,
    ...(said.length === 0 ? {} : { hint: 'Make a step of each.' })
  }))
  return undefined
}
