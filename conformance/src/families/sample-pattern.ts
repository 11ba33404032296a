// A text that matches a regular expression, for the plain patterns that descriptions have. What it cannot read it gives up on.

/** A matching text, or `undefined`. `turn` varies the choices. The result is checked against the pattern. */
export function samplePattern(pattern: string, turn: number): string | undefined {
  try {
    const text = new Sampler(pattern, turn).run()
    return regExp(pattern)?.test(text) === true ? text : undefined
  } catch {
    return undefined
  }
}

/** A pattern as a regular expression; `undefined` when it is none. */
export function regExp(pattern: string): RegExp | undefined {
  for (const flags of ['u', '']) {
    try {
      return new RegExp(pattern, flags)
    } catch {
      // try the next
    }
  }
  return undefined
}

const classes: { readonly [letter: string]: string } = {
  d: '7042195368',
  w: 'kq7v2nf9xh',
  s: ' ',
  S: 'kqvnfxh',
  D: 'kqvnfxh',
  W: '-',
  t: '\t',
  n: '\n',
  r: '\r'
}

class Sampler {
  private at = 0
  private picks: number
  constructor(
    private readonly pattern: string,
    turn: number
  ) {
    this.picks = turn
  }

  run(): string {
    const text = this.alternatives()
    if (this.at < this.pattern.length) throw new Error('not read to its end')
    return text
  }

  private alternatives(): string {
    const options = [this.sequence()]
    while (this.pattern[this.at] === '|') {
      this.at++
      options.push(this.sequence())
    }
    return options.find((option) => option !== '') ?? ''
  }

  private sequence(): string {
    let text = ''
    while (this.at < this.pattern.length && !'|)'.includes(this.pattern[this.at] as string))
      text += this.repeated()
    return text
  }

  private repeated(): string {
    const start = this.at
    let text = this.atom()
    const end = this.at
    const [least, most] = this.quantifier()
    const count = Math.max(least, Math.min(most, 1))
    if (count > 2000) throw new Error('too long')
    if (count === 0) return ''
    const after = this.at
    for (let i = 1; i < count; i++) {
      this.at = start
      text += this.atom()
      if (this.at !== end) throw new Error('read twice, differently')
    }
    this.at = after
    return text
  }

  private quantifier(): [number, number] {
    const rest = this.pattern.slice(this.at)
    const match = /^(?:([*+?])|\{(\d+)(,(\d*))?\})\??/.exec(rest)
    if (match === null) return [1, 1]
    this.at += match[0].length
    if (match[1] === '*') return [0, Infinity]
    if (match[1] === '+') return [1, Infinity]
    if (match[1] === '?') return [0, 1]
    const least = Number(match[2])
    return [least, match[3] === undefined ? least : match[4] === '' ? Infinity : Number(match[4])]
  }

  private atom(): string {
    const letter = this.pattern[this.at++] as string
    if (letter === '^' || letter === '$') return ''
    if (letter === '.') return this.pick('kqvnfxh72')
    if (letter === '[') return this.set()
    if (letter === '\\') return this.escaped()
    if (letter !== '(') return letter
    const look = /^\?(?:[=!]|<[=!])/.exec(this.pattern.slice(this.at))
    const head = /^\?(?::|<[A-Za-z]\w*>)/.exec(this.pattern.slice(this.at))
    this.at += (look ?? head)?.[0].length ?? 0
    const text = this.alternatives()
    if (this.pattern[this.at++] !== ')') throw new Error('a group without an end')
    return look === null ? text : ''
  }

  private escaped(): string {
    const letter = this.pattern[this.at++] ?? ''
    if (letter === 'b' || letter === 'B') return ''
    if (letter === 'u' || letter === 'x') {
      const hex = /^(?:\{([0-9a-f]+)\}|([0-9a-f]{4}|[0-9a-f]{2}))/i.exec(this.pattern.slice(this.at))
      if (hex === null) throw new Error('an escape')
      this.at += hex[0].length
      return String.fromCodePoint(Number.parseInt((hex[1] ?? hex[2]) as string, 16))
    }
    if (letter === 'p' || letter === 'P') throw new Error('a property')
    return classes[letter] === undefined ? letter : this.pick(classes[letter])
  }

  private set(): string {
    const negated = this.pattern[this.at] === '^'
    if (negated) this.at++
    let letters = ''
    for (let first = true; this.pattern[this.at] !== ']' || first; first = false) {
      if (this.at >= this.pattern.length) throw new Error('a set without an end')
      let letter = this.pattern[this.at++] as string
      if (letter === '\\') {
        const name = this.pattern[this.at] as string
        if (Object.hasOwn(classes, name)) {
          letters += classes[name]
          this.at++
          continue
        }
        letter = this.escaped()
      }
      if (this.pattern[this.at] === '-' && this.pattern[this.at + 1] !== ']') {
        this.at++
        let last = this.pattern[this.at++] as string
        if (last === '\\') last = this.escaped()
        letters += range(letter, last)
      } else letters += letter
    }
    this.at++
    if (!negated) return this.pick(letters)
    return this.pick([...'kqvnfxh7290 -_K'].filter((one) => !letters.includes(one)).join(''))
  }

  private pick(letters: string): string {
    this.picks = (this.picks * 31 + 7) % 100_003
    const all = [...letters]
    if (all.length === 0) throw new Error('nothing to pick')
    return all[this.picks % all.length] as string
  }
}

function range(first: string, last: string): string {
  const [from = 0, to = 0] = [first.codePointAt(0), last.codePointAt(0)]
  let letters = ''
  for (let code = from; code <= Math.min(to, from + 100); code++) letters += String.fromCodePoint(code)
  return letters
}
