// What carrying out the overrides of one resource or operation needs: how findings are marked, and how it is said that something is not there.
import { suggest } from '../../../internal/suggest.js'
import type { ReleaseSource } from '../../release-source.js'
import { inferred } from '../evidence.js'
import type { Inferred } from '../inferred.js'
import type { Report } from '../../readers/report.js'

/** For one entry of `resources` or `operations`. */
export interface OverrideContext {
  /** Members and parameters are looked up in it, where there is one. */
  readonly source: ReleaseSource | undefined
  /** Marks a value as said by the user. */
  set<T>(value: T): Inferred<T>
  /** Marks a value that the user did not say, but that is needed for what they said. */
  derived<T>(value: T, why: string): Inferred<T>
  /** Says that a name (of `what`: `member`, `resource` …) leads nowhere, and which of those that are there is nearest. */
  stale(path: readonly string[], what: string, name: string, known: Iterable<string>): void
  /** Says that an override cannot be carried out, and what is missing. */
  unusable(path: readonly string[], message: string, hint: string): void
}

/** Where what a user wrote comes from. */
export interface Origin {
  /** `the pack`, `x-sandbed`: for reasons. */
  readonly origin: string
  readonly source: ReleaseSource | undefined
  /** From a JSON Pointer in the overrides to one in the document that they come from. */
  readonly place: (pointer: string) => string
  readonly report: Report
}

/** The context of an entry; `pointerOf` gives the pointer, in the overrides, of what stands at a path in it. */
export function contextOf(
  { origin, source, place, report }: Origin,
  pointerOf: (path: readonly string[]) => string
): OverrideContext {
  const pointerTo = (path: readonly string[]): string => place(pointerOf(path))
  return {
    source,
    set: (value) => inferred(value, 1, `set by ${origin}`),
    derived: (value, why) => inferred(value, 0.5, `${why}; ${origin} does not say`),
    stale: (path, what, name, known) =>
      report(() => {
        const nearest = suggest(name, [...known])
        return {
          code: 'override-stale',
          severity: 'warning',
          pointer: pointerTo(path),
          message: `There is no ${what} \`${name.slice(0, 100)}\` (any more); what is said about it is left out.`,
          ...(nearest === undefined ? {} : { hint: `The nearest is \`${nearest}\`.` })
        }
      }),
    unusable: (path, message, hint) =>
      report(() => ({
        code: 'override-unusable',
        severity: 'warning',
        pointer: pointerTo(path),
        message,
        hint
      }))
  }
}
