// What the searches of one check may cost together. Counted the same whatever was searched for before, so that equal checks have equal outcomes.

/** Steps of the linear matcher: some 40 ms. */
const LINEAR_STEPS = 1_500_000
/** Steps that backtracking searches could need: some 10 ms. */
const NATIVE_STEPS = 0x200000

/** The work that a number of searches share. An answer once found is known, and costs nothing when it is asked for again. */
export class PatternAllowance {
  /** Steps left to the linear matcher. */
  linear = LINEAR_STEPS
  /** Whether a text passed because it would have taken too long to search. */
  ranOut = false
  /** Which parts of automata were paid for: each is built once, but paid for once in every allowance that uses it. */
  readonly mark: object = {}
  #native = NATIVE_STEPS
  #answers: Map<object, Map<string, boolean>> | undefined

  /** Takes steps for a backtracking search; false when there are not so many. */
  takeNative(steps: number): boolean {
    if (steps > this.#native) return false
    this.#native -= steps
    return true
  }

  /** The answer of a pattern for a text, found when first asked for; `undefined`, for one that takes too long, is kept as passed. */
  answer(pattern: object, text: string, search: () => boolean | undefined): boolean {
    this.#answers ??= new Map()
    const answers = this.#answers.get(pattern) ?? new Map<string, boolean>()
    this.#answers.set(pattern, answers)
    const known = answers.get(text)
    if (known !== undefined) return known
    const found = search()
    if (found === undefined) this.ranOut = true
    answers.set(text, found ?? true)
    return found ?? true
  }
}
