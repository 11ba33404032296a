// Where a JSON text breaks RFC 8259, in our own words: engines word and place their errors differently.

/** A syntax error and the UTF-16 offset it is at. */
export interface JsonSyntaxError {
  readonly offset: number
  readonly message: string
}

const whitespace = /[ \t\n\r]*/y
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const literal = /true|false|null/y
const escape = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y

/**
 * Finds the first syntax error of a text that JSON.parse refused; `undefined` when it is valid JSON. Runs only on the
 * failure path; does not recurse, so the caller bounds the depth only for what is accepted.
 */
export function findJsonError(text: string): JsonSyntaxError | undefined {
  const containers: ('{' | '[')[] = []
  let offset = skip(whitespace, text, 0)
  let needsValue = true
  for (;;) {
    if (needsValue) {
      const character = text[offset]
      if (character === '{' || character === '[') {
        containers.push(character)
        offset = skip(whitespace, text, offset + 1)
        if (text[offset] === (character === '{' ? '}' : ']')) {
          containers.pop()
          offset++
          needsValue = false
        } else if (character === '{') {
          const name = readName(text, offset)
          if (typeof name !== 'number') return name
          offset = name
        }
      } else {
        const end = readScalar(text, offset)
        if (typeof end !== 'number') return end
        offset = end
        needsValue = false
      }
    } else {
      offset = skip(whitespace, text, offset)
      const container = containers.at(-1)
      if (container === undefined)
        return offset === text.length ? undefined : unexpected(text, offset, 'the end')
      const close = container === '{' ? '}' : ']'
      if (text[offset] === close) {
        containers.pop()
        offset++
      } else if (text[offset] === ',') {
        offset = skip(whitespace, text, offset + 1)
        needsValue = true
        if (container === '{') {
          const name = readName(text, offset)
          if (typeof name !== 'number') return name
          offset = name
        }
      } else return unexpected(text, offset, `"," or "${close}"`)
    }
  }
}

/** The line and column, both from 1, of an offset; a line ends with LF, CR or CRLF, a column is one UTF-16 unit. */
export function lineAndColumn(
  text: string,
  offset: number
): { readonly line: number; readonly column: number } {
  let line = 1
  let start = 0
  for (const end of text.slice(0, offset).matchAll(/\r\n?|\n/g)) {
    line++
    start = end.index + end[0].length
  }
  return { line, column: offset - start + 1 }
}

// The offset of the value after `"name":`.
function readName(text: string, offset: number): number | JsonSyntaxError {
  if (text[offset] !== '"') return unexpected(text, offset, 'a member name in double quotes')
  const end = readString(text, offset)
  if (typeof end !== 'number') return end
  const colon = skip(whitespace, text, end)
  return text[colon] === ':' ? skip(whitespace, text, colon + 1) : unexpected(text, colon, '":"')
}

function readScalar(text: string, offset: number): number | JsonSyntaxError {
  if (text[offset] === '"') return readString(text, offset)
  const end = Math.max(skip(number, text, offset), skip(literal, text, offset))
  return end > offset ? end : unexpected(text, offset, 'a value')
}

function readString(text: string, offset: number): number | JsonSyntaxError {
  for (let i = offset + 1; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit === 0x22) return i + 1
    if (unit < 0x20) return { offset: i, message: 'a control character must be escaped' }
    if (unit !== 0x5c) continue
    const end = skip(escape, text, i)
    if (end === i) return { offset: i, message: 'the escape is not valid' }
    i = end - 1
  }
  return { offset: text.length, message: 'the string is not closed' }
}

function skip(pattern: RegExp, text: string, offset: number): number {
  pattern.lastIndex = offset
  return pattern.test(text) ? pattern.lastIndex : offset
}

function unexpected(text: string, offset: number, expected: string): JsonSyntaxError {
  const point = text.codePointAt(offset)
  if (point === undefined) return { offset, message: `the text ends where ${expected} is expected` }
  const found =
    point > 0x20 && point < 0x7f
      ? `"${text[offset]}"`
      : `U+${point.toString(16).toUpperCase().padStart(4, '0')}`
  return { offset, message: `${found} where ${expected} is expected` }
}
