// JSON -> values with whole numbers beyond 2^53 as bigints. Slower than JSON.parse: only for texts that hold such numbers. Platforms that
// show a reviver the source of a number are not all of those that we run on.
import { setOwn } from './json.js'
import { readNumber } from './read-number.js'

const quote = 0x22
const backslash = 0x5c

/**
 * Parses as JSON.parse does, but for numbers, which are what `readNumber` makes of them. Throws the SyntaxError of JSON.parse. Recurses as
 * deep as the text nests.
 */
export function parseExactJson(text: string): unknown {
  // What follows leaves every judgement to this.
  JSON.parse(text)
  let at = 0

  function readValue(): unknown {
    skipSeparators()
    switch (text[at]) {
      case '{':
        return readObject()
      case '[':
        return readArray()
      case '"':
        return readString()
      case 't':
        at += 4
        return true
      case 'f':
        at += 5
        return false
      case 'n':
        at += 4
        return null
      default:
        return readNumberHere()
    }
  }

  function readObject(): unknown {
    const object = {}
    at++
    for (skipSeparators(); text[at] !== '}'; skipSeparators()) {
      const name = readString()
      setOwn(object, name, readValue())
    }
    at++
    return object
  }

  function readArray(): unknown {
    const items: unknown[] = []
    at++
    for (skipSeparators(); text[at] !== ']'; skipSeparators()) items.push(readValue())
    at++
    return items
  }

  function readString(): string {
    const start = at
    let escaped = false
    for (at++; text.charCodeAt(at) !== quote; at++) {
      if (text.charCodeAt(at) !== backslash) continue
      escaped = true
      at++
    }
    at++
    return escaped ? (JSON.parse(text.slice(start, at)) as string) : text.slice(start + 1, at - 1)
  }

  function readNumberHere(): number | bigint {
    const start = at
    while (isOfNumber(text.charCodeAt(at))) at++
    return readNumber(text.slice(start, at))
  }

  // The text is known to be JSON: commas and colons are where they belong, and need no more attention than white space.
  function skipSeparators(): void {
    for (;;) {
      const unit = text.charCodeAt(at)
      if (unit > 0x20 && unit !== 0x2c && unit !== 0x3a) return
      at++
    }
  }

  return readValue()
}

/** Digits, sign, point and exponent. */
function isOfNumber(unit: number): boolean {
  return (
    (unit >= 0x30 && unit <= 0x39) ||
    unit === 0x2d ||
    unit === 0x2e ||
    unit === 0x2b ||
    unit === 0x65 ||
    unit === 0x45
  )
}
