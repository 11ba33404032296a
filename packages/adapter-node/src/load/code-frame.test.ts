import { expect, test } from 'vitest'
import { codeFrame } from './code-frame.js'

test('the line stands between its neighbours, with a caret under the column', () => {
  expect(codeFrame('a: 1\nb: 2\nc: 3\nd: 4', 2, 4)).toBe('  1 | a: 1\n> 2 | b: 2\n    |    ^\n  3 | c: 3')
})

test('the first and the last line have one neighbour', () => {
  expect(codeFrame('a\r\nb', 1, 1)).toBe('> 1 | a\n    | ^\n  2 | b')
  expect(codeFrame('a\rb', 2, 2)).toBe('  1 | a\n> 2 | b\n    |  ^')
  expect(codeFrame('a', 5, 1)).toBe('')
})

test('line numbers are aligned', () => {
  const text = Array.from({ length: 12 }, (_, i) => `k${i + 1}`).join('\n')
  expect(codeFrame(text, 9, 1)).toBe('   8 | k8\n>  9 | k9\n     | ^\n  10 | k10')
})

test('a long line is cut around the column', () => {
  const frame = codeFrame(`${'x'.repeat(5000)}HERE${'y'.repeat(5000)}`, 1, 5001)
  expect(frame.length).toBeLessThan(250)
  const [line = '', caret = ''] = frame.split('\n')
  expect(line.slice(caret.indexOf('^'))).toMatch(/^HERE/)
})

test('control characters are shown and not sent, and the caret keeps its place', () => {
  const frame = codeFrame('\ta\u001b[31m: \u202eb\u009b', 1, 10)
  expect(frame).toBe('> 1 |   a\\u{1b}[31m: \\u{202e}b\\u{9b}\n    |                ^')
  // oxlint-disable-next-line no-control-regex -- that is what must not be there
  expect(frame).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/)
})
