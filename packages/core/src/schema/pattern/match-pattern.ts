// Matches patterns in bounded time: natively where the pattern allows nothing else, by the linear matcher otherwise.
import { assessPattern, mostSteps, safeLength } from './assess-pattern.js'
import { LinearMatcher } from './linear-matcher.js'
import { parsePattern } from './parse-pattern.js'
import { PatternAllowance } from './pattern-allowance.js'
import { isPattern } from './pattern.js'
import { compileProgram } from './pattern-program.js'

/** A pattern ready to match. */
export interface CompiledPattern {
  /**
   * Whether a text holds a match (an unanchored search, by code points). Tests that share an allowance take some 50 ms at most together;
   * a text that would take longer passes. Without one the text has an allowance of its own.
   */
  test(text: string, allowance?: PatternAllowance): boolean
  /** `native`: the engine's own regular expressions; `linear`: ours, at least for long texts; `refused`: any text passes. */
  readonly verdict: 'native' | 'linear' | 'refused'
  /** Why a pattern is refused, or why long texts pass. */
  readonly reason?: string
}

/** Steps that a backtracking search may take: some 10 ms. */
const NATIVE_BUDGET_BITS = 21
/** A pattern that cannot be matched in linear time is taken if at least texts of this length can be searched natively. */
const LEAST_NATIVE_LENGTH = 128
/** A search in linear time may still look at each character this many times (as a power of 2). */
const LINEAR_BITS = 6

/** Compiles a pattern. Never throws: what is no pattern is refused. */
export function compilePattern(source: string): CompiledPattern {
  const pattern = parsePattern(source)
  if (!isPattern(pattern)) return refused(`it is no regular expression: ${pattern.message}`)
  const native = nativePattern(source, pattern.unicode)
  if (!native) return refused('it is no regular expression here')
  const cost = assessPattern(pattern.root)
  if (cost.degree <= 1 && cost.bits <= LINEAR_BITS)
    return { test: (text) => native.test(text), verdict: 'native' }
  const nativeLength = safeLength(cost, NATIVE_BUDGET_BITS)
  const program = compileProgram(pattern)
  let matcher: LinearMatcher | undefined
  const search = (text: string, allowance: PatternAllowance): boolean | undefined => {
    if (text.length <= nativeLength && allowance.takeNative(mostSteps(cost, text.length)))
      return native.test(text)
    if (typeof program === 'string') return undefined
    matcher ??= new LinearMatcher(program)
    return matcher.test(text, allowance)
  }
  const test: CompiledPattern['test'] = (text, allowance = new PatternAllowance()) =>
    allowance.answer(native, text, () => search(text, allowance))
  if (typeof program !== 'string') return { test, verdict: 'linear' }
  if (nativeLength < LEAST_NATIVE_LENGTH) return refused(program)
  return { test, verdict: 'native', reason: `texts longer than ${nativeLength} characters pass: ${program}` }
}

function refused(reason: string): CompiledPattern {
  return { test: () => true, verdict: 'refused', reason }
}

function nativePattern(source: string, unicode: boolean): RegExp | undefined {
  try {
    return new RegExp(source, unicode ? 'u' : '')
  } catch {
    return undefined
  }
}
