// What opening the parts of a simulation needs: where names are looked up, and how it is said that something leads nowhere.
import { suggest } from '../../../internal/suggest.js'
import type { OperationSummary } from '../../release.js'
import type { ReleaseSource } from '../../release-source.js'
import type { Resource } from '../../resources/model.js'
import { operationsByName } from '../../resources/overrides/said-of-operations.js'
import type { Report } from '../../readers/report.js'
import type { Grounds } from '../grounds.js'

/** A place, and where to say what is wrong. Pointers are those of the pack. */
export interface Opening extends Grounds {
  readonly report: Report
  /** The operation, by key or operationId; where there is none, that is said. */
  operation(name: string, at: string): OperationSummary | undefined
  /** The resource; where there is none, that is said. */
  resource(name: string, at: string): Resource | undefined
  /** Says that a name (of `what`: `resource`, `transition` ...) leads nowhere, and which of those that are there is nearest. */
  unknown(at: string, what: string, name: string, known: Iterable<string>): void
  /** Says that something cannot be carried out. */
  invalid(at: string, message: string, hint?: string): void
  /** Says that something is most likely not what was meant. */
  doubtful(at: string, message: string, hint?: string): void
}

/** Begins. Names of operations are gathered when the first is asked for. */
export function opening(place: Grounds, report: Report): Opening {
  const { source, model } = place
  return {
    ...place,
    report,
    operation(name, at) {
      const operations = operationsOf(source)
      const found = operations.get(name)
      if (!found) unknownName(report, at, 'operation', name, operations.keys())
      return found
    },
    resource(name, at) {
      if (Object.hasOwn(model.resources, name)) return model.resources[name]
      unknownName(report, at, 'resource', name, Object.keys(model.resources))
      return undefined
    },
    unknown: (at, what, name, known) => unknownName(report, at, what, name, known),
    invalid: (pointer, message, hint) =>
      report(() => ({
        code: 'simulation-invalid',
        severity: 'error',
        pointer,
        message,
        ...(hint === undefined ? {} : { hint })
      })),
    doubtful: (pointer, message, hint) =>
      report(() => ({
        code: 'simulation-doubtful',
        severity: 'warning',
        pointer,
        message,
        ...(hint === undefined ? {} : { hint })
      }))
  }
}

const byName = new WeakMap<ReleaseSource, ReadonlyMap<string, OperationSummary>>()

function operationsOf(source: ReleaseSource): ReadonlyMap<string, OperationSummary> {
  let operations = byName.get(source)
  if (!operations) byName.set(source, (operations = operationsByName(source.index.operations)))
  return operations
}

const mostListed = 12

function unknownName(
  report: Report,
  pointer: string,
  what: string,
  name: string,
  known: Iterable<string>
): void {
  report(() => {
    const names = [...known]
    const nearest = suggest(name, names)
    const some = names.slice(0, mostListed).join(', ')
    return {
      code: 'simulation-unknown',
      severity: 'error',
      pointer,
      message: `There is no ${what} \`${name.slice(0, 100)}\`.`,
      hint:
        nearest !== undefined
          ? `Did you mean \`${nearest}\`?`
          : names.length === 0
            ? 'There are none at all.'
            : `There are: ${some}${names.length > mostListed ? ', …' : ''}.`
    }
  })
}

/** One or several, as a list, each with its pointer. */
export function eachOf<T>(
  given: T | readonly T[] | undefined,
  at: string
): readonly (readonly [value: T, at: string])[] {
  if (given === undefined) return []
  return Array.isArray(given)
    ? (given as readonly T[]).map((value, index) => [value, `${at}/${index}`] as const)
    : [[given as T, at]]
}
