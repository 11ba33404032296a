// Spans of time and instants as a pack writes them -> what clocks count in. What cannot be read is said.
import { isSandboxError } from '../../../errors.js'
import { readDuration, type Duration } from '../../../time/duration.js'
import { readInstant } from '../../../time/instant.js'
import { openFormula } from './formulas.js'
import type { NamesHere } from '../names/names-here.js'
import type { Formula } from '../opened.js'
import type { Opening } from './opening.js'
import type { Span, WorkedOut } from '../written-values.js'

/** Reads a span that is written out. */
export function openSpan(opening: Opening, span: Span | undefined, at: string): Duration | undefined {
  if (span === undefined) return undefined
  if (typeof span === 'string' && span.startsWith('=')) {
    opening.invalid(at, 'A span of time stands here as such: no expression works it out.')
    return undefined
  }
  return read(opening, at, () => readDuration(span))
}

/** The same, and not nothing. */
export function openInterval(opening: Opening, span: Span | undefined, at: string): Duration | undefined {
  const duration = openSpan(opening, span, at)
  if (!duration || duration.months + duration.ms > 0) return duration
  opening.invalid(at, 'A span of no length stands here; it must be longer.')
  return undefined
}

/** Reads an instant that is written out, as epoch milliseconds. */
export function openInstant(opening: Opening, instant: number | string, at: string): number | undefined {
  return read(opening, at, () => readInstant(instant))
}

/** A span that is written out, or what works one out. */
export function openSpanOrFormula(
  opening: Opening,
  span: WorkedOut,
  at: string,
  names: NamesHere
): Duration | Formula | undefined {
  return isWorkedOut(span)
    ? openFormula(opening, span, at, names, ['number', 'string'], 'A span of time is')
    : openSpan(opening, span as Span, at)
}

/** An instant that is written out, or what works one out. */
export function openInstantOrFormula(
  opening: Opening,
  instant: WorkedOut,
  at: string,
  names: NamesHere
): number | Formula | undefined {
  return isWorkedOut(instant)
    ? openFormula(opening, instant, at, names, ['number', 'string'], 'An instant is')
    : openInstant(opening, instant as number | string, at)
}

function isWorkedOut(written: WorkedOut): boolean {
  return typeof written === 'function' || (typeof written === 'string' && written.startsWith('='))
}

function read<T>(opening: Opening, at: string, reading: () => T): T | undefined {
  try {
    return reading()
  } catch (error) {
    if (!isSandboxError(error)) throw error
    opening.invalid(at, error.message)
    return undefined
  }
}
