import { describe, expect, it } from 'vitest'
import { parseBody } from './bodies/parse-body.js'
import { coerce } from './coerce.js'
import { parseCookies } from './cookies.js'
import { headerValue } from './headers.js'
import { parseMediaType } from './media-type.js'
import { negotiate } from './negotiate.js'
import { parsePrefer } from './prefer.js'
import { parseQuery } from './query.js'

// Work must grow with the length of a text, not with its square: each of these would take a minute if it did.
const long = 200_000

describe('a long text of one pattern', () => {
  it.each([
    ' ',
    '\t',
    ';',
    ',',
    '"',
    '=',
    '\\',
    'a;"',
    'a="b,',
    '; ',
    'a ',
    'a/b;',
    'a;b="c",',
    '%',
    '[',
    'x'
  ])('%j is read at once', (piece) => {
    const text = piece.repeat(long / piece.length)
    for (const hostile of [text, `a/b;${text}x`, `a${text}"`, `a=${text}\n`]) {
      parseMediaType(hostile)
      negotiate(hostile, ['application/json'])
      parsePrefer(hostile)
      parseCookies(hostile)
      headerValue(hostile)
      parseQuery(hostile, 200)
      coerce(hostile, { types: ['number'] })
      const part = `--b\r\nContent-Disposition: form-data; name="${hostile.slice(0, 7000)}\r\nX:${hostile.slice(0, 500)}\r\n\r\n1\r\n--b--`
      parseBody('multipart/form-data; boundary=b', part)
    }
    expect(headerValue(`x${text}x`)).toContain('x')
  })
})
