import { dump } from 'js-yaml'
import { expect, test } from 'vitest'
import { loadText } from './load-description.js'
import type { LoadOptions } from './load-options.js'

async function issuesOf(text: string | Uint8Array, options?: LoadOptions) {
  const { document, issues } = await loadText(text, options)
  if (issues.length > 0) expect(document).toBeUndefined()
  return issues.map(({ code, line, column }) => ({ code, line, column }))
}

const description = {
  openapi: '3.1.0',
  info: { title: 'Pets', version: '1.0' },
  paths: { '/pets': { get: { responses: { 200: { description: 'ok "quoted" \\ / \u00e9' } } } } }
}

test('one description written in five ways loads to one value', async () => {
  const pretty = JSON.stringify(description, null, 2)
  const variants = [
    pretty,
    JSON.stringify(description),
    `\ufeff${pretty.replaceAll('\n', '\r\n\t')}`,
    dump(description),
    `# a comment\n%YAML 1.2\n---\n${dump(description)}`.replace(/^# a comment\n/, '') + '\n# the end\n',
    dump(description, { flowLevel: 1 } as object).replaceAll('\n', '\r\n'),
    `${pretty.slice(0, -1)}, # flow style with a comment\n}`
  ]
  for (const text of variants) {
    const { document, issues } = await loadText(text)
    expect(issues).toEqual([])
    expect(document).toEqual(description)
  }
})

test('YAML 1.1 words, dates and octals are text and decimal numbers as in YAML 1.2', async () => {
  const { document } = await loadText('a: [no, on, 2020-01-01, 1_000, 010, 0o10, 0x10, 1:30, 1e999, ~]')
  expect(document).toEqual({ a: ['no', 'on', '2020-01-01', '1_000', 10, 8, 16, '1:30', '1e999', null] })
})

test('merge keys are applied, and the map that has them wins', async () => {
  const { document } = await loadText('base: &b {x: 1, y: 2}\npet:\n  <<: *b\n  y: 3\nquoted: {"<<": 1}\n')
  expect(document).toEqual({ base: { x: 1, y: 2 }, pet: { x: 1, y: 3 }, quoted: { '<<': 1 } })
})

test.each([
  ['a broken JSON text', '{"a": 1,\n "b" 2}', { code: 'syntax', line: 2, column: 6 }],
  ['a JSON text that ends early', '{"a": [1,\n', { code: 'syntax', line: 1, column: 10 }],
  ['bad indentation', 'a:\n  b: 1\n c: 2\n', { code: 'syntax', line: 3, column: 2 }],
  ['a tab as indentation', 'a:\n\tb: 1\n', { code: 'syntax', line: 2, column: 1 }],
  ['a value with a colon', 'a: b: c\n', { code: 'syntax', line: 1, column: 5 }],
  ['an unknown tag', 'a: !!binary aGk=\n', { code: 'syntax', line: 1, column: 4 }],
  ['an unknown alias', 'a: *b\n', { code: 'syntax', line: 1, column: 5 }],
  ['a NUL character', 'a: "\u0000"\n', { code: 'syntax', line: 1, column: 5 }],
  ['an empty text', ' \n', { code: 'empty', line: 1, column: 1 }],
  ['only comments', '# nothing\n', { code: 'empty', line: 1, column: 1 }],
  ['two documents', 'a: 1\n---\nb: 2\n', { code: 'several-documents', line: 2, column: 1 }],
  [
    'two documents with both marks',
    '---\na: 1\n---\nb: 2\n',
    { code: 'several-documents', line: 3, column: 1 }
  ],
  ['a number beyond a double', '{"a":\n 1e999}', { code: 'not-json', line: 2, column: 2 }],
  ['a number of 400 digits', `{"a": ${'9'.repeat(400)}}`, { code: 'not-json', line: 1, column: 7 }],
  ['infinity', 'a: 1\nb: .inf\n', { code: 'not-json', line: 2, column: 4 }],
  ['an alias inside its anchor', 'a: &a\n  b: *a\n', { code: 'not-json', line: 2, column: 6 }]
])('%s is one issue with a place', async (_name, text, issue) => {
  expect(await issuesOf(text)).toEqual([issue])
})

test.each([
  ['UTF-16 little endian', Buffer.from('\ufeff{"a":1}', 'utf16le'), 'encoding'],
  ['UTF-16 without a mark', Buffer.from('{"a":1}', 'utf16le'), 'encoding'],
  ['UTF-16 big endian', Buffer.from('\ufeff{"a":1}', 'utf16le').swap16(), 'encoding'],
  ['bytes that are no UTF-8', Buffer.from([0x61, 0x3a, 0x20, 0xff]), 'encoding']
])('%s is refused with a hint', async (_name, bytes, code) => {
  const { document, issues } = await loadText(bytes)
  expect(document).toBeUndefined()
  expect(issues).toMatchObject([
    { code, severity: 'error', hint: expect.stringContaining('UTF-8') as string }
  ])
})

test('keys that appear twice are errors in YAML, all of them', async () => {
  const text = 'a: 1\nb:\n  c: 1\n  c: 2\n"a": 3\n'
  const { document, issues } = await loadText(text)
  expect(document).toBeUndefined()
  expect(issues).toMatchObject([
    { code: 'duplicate-key', pointer: '/b/c', line: 4, column: 3 },
    { code: 'duplicate-key', pointer: '/a', line: 5, column: 1 }
  ])
  expect(await issuesOf('1: a\n0x1: b\n')).toEqual([{ code: 'duplicate-key', line: 2, column: 1 }])
})

test('keys that appear twice in JSON are errors when thorough, else the last one counts', async () => {
  const text = '{\n "a": 1,\n "b": [{"c": 1, "\\u0063": 2}],\n "a": 3\n}'
  expect(await issuesOf(text, { thorough: true })).toEqual([
    { code: 'duplicate-key', line: 3, column: 17 },
    { code: 'duplicate-key', line: 4, column: 2 }
  ])
  expect((await loadText(text)).document).toEqual({ a: 3, b: [{ c: 2 }] })
  expect((await loadText('{"a":{"x":1},"b":{"x":1}}', { thorough: true })).issues).toEqual([])
})

test('a hundred levels are read, one more is refused, in JSON, YAML flow and YAML block style', async () => {
  const flow = (levels: number) => '['.repeat(levels) + ']'.repeat(levels)
  const block = (levels: number) =>
    Array.from({ length: levels }, (_, i) => `${' '.repeat(i)}a:`).join('\n') + ' 1\n'
  for (const make of [
    flow,
    (n: number) => `# c\n${flow(n)}`,
    (n: number) => `# c\n${flow(n).replace('[]', '[1]')}`,
    block
  ]) {
    expect((await loadText(make(100))).issues).toEqual([])
    expect(await issuesOf(make(101))).toMatchObject([
      { code: 'too-deep', line: expect.any(Number) as number }
    ])
  }
})

test.each([
  ['JSON arrays', '['.repeat(1e7)],
  ['JSON objects', '{"a":'.repeat(2e6)],
  ['YAML flow', `a: ${'['.repeat(1e6)}`],
  ['YAML block sequences', '- '.repeat(1e6)],
  ['YAML keys', '? '.repeat(1e6)]
])('millions of levels of %s are refused without parsing them', async (_name, text) => {
  const [issue] = (await loadText(text)).issues
  expect(issue).toMatchObject({ code: 'too-deep', line: 1, column: expect.any(Number) as number })
})

const lol = (levels: number, width: number, item = (name: string) => `*${name}`): string =>
  [
    'a0: &a0 x',
    ...Array.from(
      { length: levels },
      (_, i) =>
        `a${i + 1}: &a${i + 1} [${Array(width)
          .fill(item(`a${i}`))
          .join(', ')}]`
    )
  ].join('\n')

test.each([
  ['nine times nine aliases', lol(9, 9)],
  ['long and flat', lol(2, 2000)],
  ['doubling', lol(40, 2)],
  [
    'doubling in maps',
    [
      'a0: &a0 {x: 1}',
      ...Array.from({ length: 40 }, (_, i) => `a${i + 1}: &a${i + 1} {l: *a${i}, r: *a${i}}`)
    ].join('\n')
  ],
  [
    'doubling through merge keys',
    [
      'a0: &a0 {x: 1}',
      ...Array.from(
        { length: 40 },
        (_, i) => `a${i + 1}: &a${i + 1} {<<: *a${i}, l${i}: *a${i}, r${i}: *a${i}}`
      )
    ].join('\n')
  ],
  ['one value a million times', `big: &b [${'1,'.repeat(2000)}]\nall: [${'*b,'.repeat(2000)}]`],
  ['keys', lol(9, 9).replaceAll('[', '[{k: ').replaceAll(']', '}]').replaceAll(', ', '}, {k: ')],
  ['nested far apart', `a: &a [[1,2,3]]\n${lol(30, 3)}`],
  ['values without aliases', `[${'1,'.repeat(2_000_000)}1]`],
  ['values in YAML without aliases', `a: [${'1,'.repeat(2_000_000)}]`]
])('a bomb of %s is refused by its expanded size', async (_name, text) => {
  const [issue] = (await loadText(text)).issues
  expect(issue).toMatchObject({ code: 'too-many-nodes', line: expect.any(Number) as number })
})

test('merge keys in great number are refused', async () => {
  const wide = Array.from({ length: 200 }, (_, i) => `k${i}: 1`).join(', ')
  const text = `a: &a {${wide}}\n${Array.from({ length: 200 }, (_, i) => `b${i}: {<<: *a}`).join('\n')}`
  expect(await issuesOf(text)).toMatchObject([{ code: 'syntax' }])
})

test('aliases that stack up levels are as deep as what they stand for', async () => {
  const levels = Array.from({ length: 60 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}]`)
  expect((await loadText(['a0: &a0 x', ...levels].join('\n'))).issues).toEqual([])
  const far = ['a0: &a0 [[[x]]]', ...levels.map((line) => line.replace('[', '[[').replace(']', ']]'))]
  expect(await issuesOf(far.join('\n'))).toMatchObject([{ code: 'too-deep' }])
})

test('a text over the limit is refused, one at the limit is read', async () => {
  const text = '{"a":1}'
  expect((await loadText(text, { limits: { bytes: 7 } })).issues).toEqual([])
  expect(await issuesOf(text, { limits: { bytes: 6 } })).toMatchObject([{ code: 'too-large' }])
  expect(await issuesOf(' '.repeat(32 * 1024 * 1024 + 1))).toMatchObject([{ code: 'too-large' }])
})

test('members with the names of Object.prototype are data in JSON and YAML', async () => {
  const names = [
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'hasOwnProperty',
    'then',
    'toJSON',
    'length',
    ''
  ]
  const json = `{${names.map((name) => `"${name}": {"polluted": true}`).join(', ')}}`
  const yaml = `# yaml\n${names.map((name) => `"${name}": {polluted: true}`).join('\n')}\nm: &m {__proto__: {polluted: 1}}\nn: {<<: *m}\n`
  for (const text of [json, yaml]) {
    const document = (await loadText(text, { thorough: true })).document as object
    for (const name of names)
      expect(Object.getOwnPropertyDescriptor(document, name)?.value).toEqual({ polluted: true })
    expect(Object.getPrototypeOf(document)).toBe(Object.prototype)
  }
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  expect(Object.keys(Object.prototype)).toEqual([])
})

test('messages quote no control characters', async () => {
  const { issues } = await loadText('a: 1\n"\\e[31m\\u202e": 2\n"\\e[31m\\u202e": 3\n')
  expect(issues[0]?.message).toBe('The key "\\u{1b}[31m\\u{202e}" appears twice in one object.')
})
