// An unchecked value -> overrides of the right form, and what is wrong with the rest. `overrides.ts` types the format,
// `schemas/pack.schema.json` publishes it; the tables that are read by are here and in the two files for operations and resources.
import { checkShape } from '../../spec/description-shape.js'
import type { Issue } from '../../spec/issue.js'
import { simulationFormat } from '../simulation/formats/simulation-format.js'
import { eventFormat } from '../resources/overrides/event-format.js'
import { operationFormat } from '../resources/overrides/operation-format.js'
import type { OperationOverride } from '../resources/overrides/overrides.js'
import type { SimulationPack } from './simulation-pack.js'
import { gatherIssues, type Report } from '../readers/report.js'
import { resourceName } from '../resources/overrides/place-format.js'
import { resourceFormat } from '../resources/overrides/resource-format.js'
import { exactly, mapOf, objectOf, text, type Reader } from '../readers/value-readers.js'

const pack = objectOf<SimulationPack>({
  $schema: text,
  format: exactly('sandbed-pack'),
  version: exactly(1),
  name: text,
  resources: mapOf(resourceFormat, resourceName),
  operations: mapOf(operationFormat),
  events: mapOf(eventFormat),
  ...simulationFormat
})

/** What was read, and what is wrong with the rest: at most 200 issues, with the codes `override-invalid` and `override-unknown`. */
export interface ReadResult<T> {
  readonly overrides: T
  readonly issues: readonly Issue[]
}

/**
 * Reads a simulation pack, or the `x-sandbed` of a description. Never throws; what is wrong is left out. `at` is the JSON Pointer of the
 * value in the document it comes from: `''` for a pack, `/x-sandbed` in a description.
 *
 * @example
 * const { overrides, issues } = readOverrides({ resources: { pets: { shape: 'pet_{8}' } } }, '')
 */
export function readOverrides(value: unknown, at: string): ReadResult<SimulationPack> {
  return readAs(pack, value, at)
}

/** Reads the `x-sandbed` of an operation, in the same way. */
export function readOperationOverride(value: unknown, at: string): ReadResult<OperationOverride> {
  return readAs(operationFormat, value, at)
}

function readAs<T extends object>(reader: Reader<T>, value: unknown, at: string): ReadResult<T> {
  const { issues, report } = gatherIssues()
  const isReadable = !(typeof value === 'object' && value !== null) || isPlain(value, at, report)
  return { overrides: (isReadable ? reader(value, at, report) : undefined) ?? ({} as T), issues }
}

/** Behind this nothing has to think of circles, depth or things that are neither JSON nor, in places that take them, functions. */
function isPlain(value: object, at: string, report: Report): boolean {
  const fault = checkShape(value, true)
  if (!fault) return true
  report(() => ({
    code: 'override-invalid',
    severity: 'error',
    pointer: at + fault.pointer,
    message:
      'This is no plain JSON of a sensible size: it has dates or other objects of a class, or too many levels or members.',
    ...(fault.hint === undefined
      ? {}
      : { hint: 'Read the text with a JSON or YAML 1.2 parser that makes no dates.' })
  }))
  return false
}
