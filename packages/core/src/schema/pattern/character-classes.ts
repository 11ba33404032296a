// Which characters the sets of a pattern do not tell apart: the alphabet of the linear matcher.
import { inRanges } from './code-points.js'
import type { PatternAllowance } from './pattern-allowance.js'
import type { PatternSet } from './pattern.js'

/** Characters that no set tells apart are one class; classes are numbered as they turn up. */
export class CharacterClasses {
  readonly #members: ((code: number) => boolean)[]
  readonly #byCode = new Map<number, number>()
  readonly #byAscii = new Int32Array(128).fill(-1)
  readonly #bySignature = new Map<string, number>()
  /** For each class, whether each set holds it. */
  readonly #signatures: string[] = []

  /** Steps to find the class of a character; a property takes longer than ranges do. */
  readonly #steps: number

  constructor(sets: readonly PatternSet[]) {
    this.#members = sets.map(membership)
    this.#steps = sets.reduce((steps, set) => steps + (set.properties.length > 0 ? 5 : 1), 5)
  }

  /** The class of each character; `undefined` when the allowance does not suffice. Those of ASCII are soon known and cost nothing. */
  ofAll(characters: Int32Array, allowance: PatternAllowance): Int32Array | undefined {
    let others = 0
    for (const code of characters) if (code >= 128) others++
    if (others * this.#steps > allowance.linear) return undefined
    allowance.linear -= others * this.#steps
    return characters.map((code) => this.#of(code))
  }

  #of(code: number): number {
    const known = code < 128 ? (this.#byAscii[code] as number) : (this.#byCode.get(code) ?? -1)
    return known >= 0 ? known : this.#find(code)
  }

  #find(code: number): number {
    const signature = this.#members.map((has) => (has(code) ? '1' : '0')).join('')
    const index = this.#bySignature.get(signature) ?? this.#signatures.push(signature) - 1
    this.#bySignature.set(signature, index)
    if (this.#byCode.size > 4096) this.#byCode.clear()
    if (code < 128) this.#byAscii[code] = index
    else this.#byCode.set(code, index)
    return index
  }

  /** Whether a set holds the characters of a class. */
  isIn(set: number, index: number): boolean {
    return (this.#signatures[index] as string).charCodeAt(set) === 0x31
  }
}

function membership(set: PatternSet): (code: number) => boolean {
  if (set.properties.length === 0) return (code) => inRanges(set.ranges, code)
  const property = new RegExp(`^[${set.properties.join('')}]$`, 'u')
  return (code) => (inRanges(set.ranges, code) || property.test(String.fromCodePoint(code))) !== set.negated
}
