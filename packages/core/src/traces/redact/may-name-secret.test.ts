// The quick question may be wrong in one way only: it may send a text to be read that holds nothing.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseExactJson } from '../../internal/parse-exact-json.js'
import { mayNameSecret } from './may-name-secret.js'
import { redactJson } from './redact-json.js'
import { sensitiveNames } from './sensitive.js'

const sensitive = sensitiveNames(['iban', 'größe', 'x1'])
const holds = (text: string): boolean => {
  let isFound = false
  redactJson(
    parseExactJson(text),
    sensitive,
    (one) => one,
    () => (isFound = true)
  )
  return isFound
}

it.each([
  '{"password":"x"}',
  '{"Pass_Word":"x"}',
  '{"-api key!":"x"}',
  '{"a":{"b":[{"IBAN" : "x"}]}}',
  '{"pass\\u0077ord":"x"}',
  '{"pass\\/word":"x"}',
  '{"a":"{\\"token\\":\\"x\\"}"}',
  '{"Größe":"x"}',
  '{"to\u212aen":"x"}'
])('asks for %s to be read', (text) => {
  expect([mayNameSecret(text, sensitive), holds(text)]).toEqual([true, true])
})

it.each(['{"name":"password","passwords":1,"mytoken":2}', '["token"]', '{}', '7', '{"größer":"ü"}'])(
  'lets %s pass',
  (text) => {
    expect([mayNameSecret(text, sensitive), holds(text)]).toEqual([false, false])
  }
)

it('misses no name, in whatever spelling', () => {
  const piece = fc.constantFrom(
    'pass',
    'word',
    'Pass',
    'TOKEN',
    'api',
    'Key',
    'x',
    '1',
    '_',
    '-',
    ' ',
    '.',
    '"',
    '\\',
    'ß',
    '\u212a',
    '\n',
    '/'
  )
  const name = fc.array(piece, { maxLength: 5 }).map((pieces) => pieces.join(''))
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      name,
      fc.dictionary(name, tie('any'), { maxKeys: 4 }),
      fc.array(tie('any'), { maxLength: 3 })
    )
  })).any
  fc.assert(
    fc.property(
      fc.dictionary(name, value),
      fc.constantFrom(undefined, 1),
      fc.boolean(),
      (json, indent, isNested) => {
        const plain = JSON.stringify(json, null, indent)
        const text = isNested ? JSON.stringify({ plain }) : plain
        return !holds(text) || mayNameSecret(text, sensitive)
      }
    ),
    { numRuns: 2000 }
  )
})
