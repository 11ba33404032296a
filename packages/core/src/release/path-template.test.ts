import { expect, it } from 'vitest'
import { parseTemplate, templateParameters } from './path-template.js'

/** `[a]` for a parameter, `'a'` for a literal. */
const print = (path: string) =>
  parseTemplate(path).map(({ parts }) =>
    parts.map((part) => (part.kind === 'parameter' ? `[${part.name}]` : `'${part.text}'`)).join('')
  )

it.each([
  ['/', ['']],
  ['/pets', ["'pets'"]],
  ['/pets/{id}', ["'pets'", '[id]']],
  ['/pets/', ["'pets'", '']],
  ['/a//b', ["'a'", '', "'b'"]],
  ['/files/{name}.{ext}', ["'files'", "[name]'.'[ext]"]],
  ['/documents/{id}:publish', ["'documents'", "[id]':publish'"]],
  ['/{a}{b}', ['[a][b]']],
  ['/{+path}/{rest*}', ['[path]', '[rest]']],
  ['/a%20b/%7Bx%7D', ["'a b'", "'{x}'"]],
  ['/%zz', ["'%zz'"]]
])('%s', (path, segments) => {
  expect(print(path)).toEqual(segments)
})

it('braces that do not pair, or hold nothing, are text', () => {
  expect(print('/{a/{}/b}/{c')).toEqual(["'{a'", "'{}'", "'b}'", "'{c'"])
})

it('names are whatever stands between the braces', () => {
  expect(templateParameters('/{__proto__}/{a b}/{ü}')).toEqual(['__proto__', 'a b', 'ü'])
})

it('a megabyte of open braces takes no time', () => {
  expect(templateParameters(`/${'{'.repeat(1_000_000)}`)).toEqual([])
  expect(templateParameters(`/}${'{'.repeat(1_000_000)}`)).toEqual([])
})
