// Matchers for vitest and Jest: `expect.extend(sandbedMatchers)`. Each says in words what is wrong.
import type { StateDiff } from '../engine/sandbox/state-diff.js'
import type { TraceRecord } from '../traces/record.js'
import { judgeCalled, judgeOrder, type ExpectedCall } from './called.js'
import { compareStates } from './states/compare-states.js'
import type { Comparable, CompareOptions } from './states/state-graph.js'
import type { ExpectedChanges } from './expected-changes.js'
import type { Ignored } from './ignored.js'
import { judgeChanges } from './judge-changes.js'

/** What a matcher says to the test runner. */
export interface MatcherResult {
  readonly pass: boolean
  readonly message: () => string
}

/** What does not count. */
export interface ChangeOptions {
  /** Members by name (`updated_at`), places (`/metadata/source`), places in one resource (`payments/memo`), whole resources (`logs/`). */
  readonly ignore?: Ignored
}

/** The matchers as methods of what `expect` gives; `R` is what those return. */
export interface SandbedMatchers<R = unknown> {
  /**
   * Of a diff (`sandbox.diff(before)`): these things changed, in these fields, and nothing else. The moment of the last update and version counters need
   * not be named.
   *
   * @example
   * expect(sandbox.diff(before)).toChangeOnly({ payments: { pay_1: ['/status', '/refunded'] }, refunds: { added: 1 } })
   */
  toChangeOnly(expected: ExpectedChanges, options?: ChangeOptions): R
  /** Of a diff: at least this changed. Numbers are the least, fields are some of those that changed. */
  toHaveChanged(expected: ExpectedChanges, options?: ChangeOptions): R
  /** Of a diff: nothing changed. */
  toChangeNothing(options?: ChangeOptions): R
  /**
   * Of a sandbox: it holds the same as another one, up to the spelling of ids that were made since both were alike.
   *
   * @example
   * expect(agents).toMatchState(gold, { since: before })
   */
  toMatchState(other: Comparable, options?: CompareOptions): R
  /**
   * Of traces (`sandbox.traces.list()`): such a request came, at least once or so many times. Tracing must be on: with `tracing: 'off'` there are no traces, and
   * `.not` holds whatever was called.
   *
   * @example
   * expect(sandbox.traces.list()).not.toHaveCalled('DELETE /patients/{id}')
   */
  toHaveCalled(expected: ExpectedCall, options?: { readonly times?: number }): R
  /**
   * Of traces: these requests came in this order, others may have come in between.
   *
   * @example
   * expect(sandbox.traces.list()).toHaveCalledInOrder(['POST /payments', 'POST /refunds 201'])
   */
  toHaveCalledInOrder(expected: readonly ExpectedCall[]): R
}

/** For `expect.extend`. */
export const sandbedMatchers = {
  toChangeOnly(received: unknown, expected: ExpectedChanges, options: ChangeOptions = {}): MatcherResult {
    const problems = judgeChanges(diffIn(received), expected, 'only', options.ignore)
    return result(
      problems,
      'What changed is not what was to change:',
      'Exactly this was not to change, and did.'
    )
  },
  toHaveChanged(received: unknown, expected: ExpectedChanges, options: ChangeOptions = {}): MatcherResult {
    const problems = judgeChanges(diffIn(received), expected, 'at-least', options.ignore)
    return result(problems, 'Not all changed that was to change:', 'All of this was not to change, and did.')
  },
  toChangeNothing(received: unknown, options: ChangeOptions = {}): MatcherResult {
    const problems = judgeChanges(diffIn(received), {}, 'only', options.ignore)
    return result(problems, 'Nothing was to change:', 'Something was to change, and nothing did.')
  },
  toMatchState(received: unknown, other: Comparable, options: CompareOptions = {}): MatcherResult {
    const { equal, differences } = compareStates(sandboxIn(received), sandboxIn(other), options)
    return result(
      equal ? [] : differences,
      'The states differ (the first is the one that was expected to match):',
      'The states were to differ, and are the same.'
    )
  },
  toHaveCalled(
    received: unknown,
    expected: ExpectedCall,
    { times }: { readonly times?: number } = {}
  ): MatcherResult {
    const problem = judgeCalled(tracesIn(received), expected, times)
    return result(problem === undefined ? [] : [problem], '', 'This was not to be called, and was.')
  },
  toHaveCalledInOrder(received: unknown, expected: readonly ExpectedCall[]): MatcherResult {
    const problem = judgeOrder(tracesIn(received), expected)
    return result(
      problem === undefined ? [] : [problem],
      '',
      'These were not to be called in this order, and were.'
    )
  }
}

function result(problems: readonly string[], headline: string, negated: string): MatcherResult {
  const pass = problems.length === 0
  const lines = problems.map((problem) => problem.replaceAll('\n', '\n  '))
  return {
    pass,
    message: () =>
      pass
        ? negated
        : headline === ''
          ? problems.join('\n')
          : [headline, '', ...lines.map((line) => `  ${line}`)].join('\n')
  }
}

function diffIn(received: unknown): StateDiff {
  const isSandbox = typeof (received as { diff?: unknown } | null | undefined)?.diff === 'function'
  if (typeof received !== 'object' || received === null || isSandbox)
    throw new TypeError(
      `This is about a diff: expect(sandbox.diff(before)), where before = sandbox.snapshot().${isSandbox ? ' The sandbox itself was given.' : ''}`
    )
  return received as StateDiff
}

function sandboxIn(received: unknown): Comparable {
  if (typeof (received as Comparable | null | undefined)?.diff !== 'function')
    throw new TypeError(
      'This compares two sandboxes: expect(sandbox).toMatchState(other). For a snapshot, fork it: sandbox.fork(snapshot).'
    )
  return received as Comparable
}

function tracesIn(received: unknown): readonly TraceRecord[] {
  if (!Array.isArray(received)) throw new TypeError('This is about traces: expect(sandbox.traces.list()).')
  return received as readonly TraceRecord[]
}
