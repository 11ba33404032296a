// The cursor that the pattern parser moves over a source.

/** Thrown inside the parser only; `parsePattern` turns it into a value. */
export class PatternSyntaxError extends Error {}

interface GroupName {
  readonly name: string
  readonly index: number
}

export class PatternReader {
  offset = 0
  /** Capturing groups opened so far. */
  groups = 0
  readonly maxCode: number
  #scan: { count: number; names: GroupName[] } | undefined

  constructor(
    readonly source: string,
    readonly unicode: boolean
  ) {
    this.maxCode = unicode ? 0x10ffff : 0xffff
  }

  get done(): boolean {
    return this.offset >= this.source.length
  }

  /** How many capturing groups the whole source has, later ones included: a backreference may point forward. */
  get groupCount(): number {
    return this.#groupScan().count
  }

  get groupNames(): readonly GroupName[] {
    return this.#groupScan().names
  }

  /** The next UTF-16 unit, `''` at the end. */
  peek(): string {
    return this.source.charAt(this.offset)
  }

  /** Moves over a text if it is next. */
  take(text: string): boolean {
    if (!this.source.startsWith(text, this.offset)) return false
    this.offset += text.length
    return true
  }

  /** Reads one code point (one UTF-16 unit without the `u` flag). */
  code(): number {
    if (this.done) this.fail('the pattern ends too early')
    const code = this.unicode
      ? (this.source.codePointAt(this.offset) as number)
      : this.source.charCodeAt(this.offset)
    this.offset += code > 0xffff ? 2 : 1
    return code
  }

  /** Reads digits as a number, `undefined` if there are none. Beyond the safe integers it is `Infinity`. */
  decimal(): number | undefined {
    const start = this.offset
    while (this.peek() >= '0' && this.peek() <= '9') this.offset++
    if (start === this.offset) return undefined
    const value = Number(this.source.slice(start, this.offset))
    return Number.isSafeInteger(value) ? value : Infinity
  }

  /** Reads exactly so many hexadecimal digits, or none of them. */
  hex(digits: number): number | undefined {
    const text = this.source.slice(this.offset, this.offset + digits)
    if (text.length !== digits || !/^[0-9a-fA-F]+$/.test(text)) return undefined
    this.offset += digits
    return Number.parseInt(text, 16)
  }

  /** Reads `name>`. */
  groupName(): string {
    const end = this.source.indexOf('>', this.offset)
    const name = end < 0 ? '' : this.source.slice(this.offset, end)
    if (!/^[$_\p{ID_Start}][$\u200c\u200d\p{ID_Continue}]*$/u.test(name)) this.fail('a group has a bad name')
    this.offset = end + 1
    return name
  }

  fail(message: string): never {
    throw new PatternSyntaxError(message)
  }

  #groupScan(): { count: number; names: GroupName[] } {
    if (this.#scan) return this.#scan
    const scan = { count: 0, names: [] as GroupName[] }
    let inClass = false
    for (let i = 0; i < this.source.length; i++) {
      const character = this.source[i]
      if (character === '\\') i++
      else if (character === '[') inClass = true
      else if (character === ']') inClass = false
      else if (character === '(' && !inClass) {
        const name = /^\(\?<([^=!>][^>]*)>/.exec(this.source.slice(i, i + 100))?.[1]
        if (name !== undefined || this.source[i + 1] !== '?') scan.count++
        if (name !== undefined) scan.names.push({ name, index: scan.count })
      }
    }
    this.#scan = scan
    return scan
  }
}
