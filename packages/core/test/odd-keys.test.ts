// Names that break copies of APIs, as ids, as members and as values, through everything that can be done with a thing.
import { describe, expect, it } from 'vitest'
import { createSandbox } from '../src/index.js'
import { description } from './support/descriptions.js'
import { bodyOf, get, post } from './support/sandboxes.js'

const library = createSandbox({ description: description('library.yaml'), mode: 'stateful' })
const fresh = () => library.fork()
const at = (own: string) => `/notes/${encodeURIComponent(own)}`
const patch = (url: string, body: unknown) => ({
  ...post(url, body, 'application/merge-patch+json'),
  method: 'PATCH'
})

const names = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'valueOf',
  '__defineGetter__',
  'length',
  '0',
  '01',
  '-1',
  '1e3',
  'NaN',
  'null',
  'true',
  ' ',
  '%2F',
  '%',
  '%zz',
  '%252e',
  'a/b',
  '/',
  '//',
  '\\',
  '?',
  '#',
  '&a=b',
  'a,b',
  ';',
  '+',
  '=',
  '~',
  '#1',
  '=x',
  '[]',
  '{id}',
  '"',
  "'",
  '<script>',
  '\u2028',
  '\ufeff',
  'é',
  'e\u0301',
  'İ',
  'ß',
  '\u202e',
  '\u{1f600}',
  '\u{10ffff}',
  '\ufffd',
  '...',
  '9007199254740993',
  '123456789012345678901234567890',
  'x'.repeat(255),
  'x'.repeat(1_000),
  'é'.repeat(1_000),
  'x'.repeat(7_000)
]

describe('an id that a client chose', () => {
  it.each(
    names.map((name) => [name.length > 40 ? `${name.length} times ${name[0]}` : JSON.stringify(name), name])
  )('%s: made, read, found, changed, exported, deleted, and made again', (_, own) => {
    const sandbox = fresh()
    for (const other of ['a', 'zz']) sandbox.handle(post('/notes', { key: other, text: 'other', rank: 1 }))
    const note = { key: own, rank: 2, text: 'its' }
    expect(sandbox.handle(post('/notes', note)).status).toBe(201)
    expect(sandbox.handle(post('/notes', note)).status).toBe(409)
    expect(bodyOf(sandbox.handle(get(at(own))))).toEqual(note)
    expect(sandbox.state.get('notes', own)?.value).toEqual(note)
    const filtered = bodyOf(sandbox.handle(get(`/notes?key=${encodeURIComponent(own)}`))).notes
    expect(filtered).toEqual([note])
    const order = ['a', 'zz', own].toSorted((one, other) => (one < other ? -1 : 1))
    const sorted = bodyOf(sandbox.handle(get('/notes?sort=key'))).notes.map(({ key }: { key: string }) => key)
    expect(sorted).toEqual(order)
    expect(bodyOf(sandbox.handle(patch(at(own), { rank: 3 })))).toEqual({ ...note, rank: 3 })
    expect(bodyOf(sandbox.handle(patch(at('a'), { text: own })))).toEqual({ key: 'a', rank: 1, text: own })
    const text = sandbox.exportSnapshot()
    const other = library.fork(library.importSnapshot(text))
    expect(other.exportSnapshot()).toBe(text)
    for (const one of [sandbox, other]) {
      expect(bodyOf(one.handle(get(at(own))))).toEqual({ ...note, rank: 3 })
      expect(one.handle({ method: 'DELETE', url: at(own) }).status).toBe(204)
      expect(one.handle(get(at(own))).status).toBe(404)
      expect(bodyOf(one.handle(get('/notes'))).notes.length).toBe(2)
      expect(one.handle(post('/notes', note)).status).toBe(201)
    }
    expect(other.exportSnapshot()).toBe(sandbox.exportSnapshot())
  })

  it('nothing is there under a name of Object.prototype that nobody gave', () => {
    const sandbox = fresh()
    sandbox.handle(post('/notes', { key: 'a', text: 'x' }))
    for (const own of ['__proto__', 'constructor', 'toString', 'hasOwnProperty', '']) {
      if (own !== '') expect(sandbox.handle(get(at(own))).status).toBe(404)
      expect(sandbox.state.get('notes', own)).toBeUndefined()
      expect(() => sandbox.state.list(own)).toThrow('There is no resource')
      expect(() => sandbox.state.get(own, 'a')).toThrow('There is no resource')
      expect(bodyOf(sandbox.handle(get(`/notes?key=${own}`))).notes.length).toBe(own === '' ? 1 : 0)
      for (const query of [`${own}=1`, `key[${own}]=1`, `sort=${own}`])
        expect(sandbox.handle(get(`/notes?${query}`)).status).toBeLessThan(500)
    }
  })

  it('dots and control characters are made and listed; a path cannot say them, and is refused as what it is', () => {
    for (const own of ['.', '..', '\t', '\n', '\r\n', '\u0000', 'a\u007f']) {
      const sandbox = fresh()
      expect(bodyOf(sandbox.handle(post('/notes', { key: own })))).toEqual({ key: own })
      expect(bodyOf(sandbox.handle(get('/notes'))).notes).toEqual([{ key: own }])
      for (const path of [at(own), at(own).replaceAll('.', '%2e')])
        expect(sandbox.handle(get(path)).status).toBe(400)
      expect(sandbox.stateHash()).toBe(
        library.fork(sandbox.importSnapshot(sandbox.exportSnapshot())).stateHash()
      )
    }
  })

  it('an empty one is none: the server chooses', () => {
    expect(bodyOf(fresh().handle(post('/notes', { key: '' }))).key).not.toBe('')
  })

  it('half of a surrogate pair is refused wherever it comes', () => {
    const sandbox = fresh()
    const before = sandbox.stateHash('everything')
    for (const body of ['{"key":"\\ud800"}', '{"key":"a","\\udc00":1}', '{"key":"a","text":"x\\ud83d"}'])
      expect(sandbox.handle(post('/notes', body)).status).toBe(422)
    expect(sandbox.handle(get('/notes/%ED%A0%80')).status).toBe(400)
    expect(sandbox.handle(get('/notes/\ud800')).status).toBe(400)
    expect(sandbox.stateHash('everything')).toBe(before)
  })
})

describe('whole numbers that no double holds', () => {
  const ids = [
    '9007199254740991',
    '9007199254740992',
    '9007199254740993',
    '-9007199254740993',
    '123456789012345678901234567890'
  ]

  it('as ids, neighbours are different things', () => {
    const sandbox = fresh()
    for (const id of ids) expect(sandbox.handle(post('/counters', `{"id":${id}}`)).status).toBe(201)
    for (const id of ids) {
      expect(sandbox.handle(post('/counters', `{"id":${id}}`)).status).toBe(409)
      expect(sandbox.handle(get(`/counters/${id}`)).body).toBe(`{"id":${id}}`)
    }
    const text = sandbox.exportSnapshot()
    const other = library.fork(library.importSnapshot(text))
    expect(other.handle(get('/counters')).body).toBe(`[${ids.map((id) => `{"id":${id}}`).join(',')}]`)
    expect(other.exportSnapshot()).toBe(text)
  })

  it('as members, they are found, put in order and changed', () => {
    const sandbox = fresh()
    for (const [index, rank] of ids.entries())
      sandbox.handle(post('/notes', `{"key":"k${index}","rank":${rank}}`))
    const found = (query: string) =>
      bodyOf(sandbox.handle(get(`/notes?${query}`))).notes.map(({ key }: { key: string }) => key)
    for (const [index, rank] of ids.entries()) expect(found(`rank=${rank}`)).toEqual([`k${index}`])
    expect(found('sort=rank')).toEqual(['k3', 'k0', 'k1', 'k2', 'k4'])
    expect(found('sort=-rank')).toEqual(['k4', 'k2', 'k1', 'k0', 'k3'])
    const body = '{"rank":9007199254740995}'
    const changed = sandbox.handle({
      ...post('/notes/k0', body, 'application/merge-patch+json'),
      method: 'PATCH'
    })
    expect(changed.body).toBe('{"key":"k0","rank":9007199254740995}')
  })
})

describe('members with odd names', () => {
  const body = (names: readonly string[]) =>
    `{${['key', ...names].map((name, index) => `${JSON.stringify(name)}:${index === 0 ? '"a"' : `{"__proto__":${index}}`}`).join(',')}}`
  const odd = names.filter((name) => name.length < 300)

  it('are kept as data, and taken away by a merge patch', () => {
    const sandbox = fresh()
    const made = sandbox.handle(post('/notes', body(odd)))
    expect(made.status).toBe(201)
    const kept = JSON.parse(String(made.body)) as object
    expect(Object.keys(kept).toSorted()).toEqual(['key', ...odd].toSorted())
    expect(Object.getPrototypeOf(kept)).toBe(Object.prototype)
    expect(String(sandbox.handle(get('/notes/a')).body)).toBe(made.body)
    const without = `{${odd.map((name) => `${JSON.stringify(name)}:null`).join(',')}}`
    const url = '/notes/a'
    const bare = sandbox.handle({ ...post(url, without, 'application/merge-patch+json'), method: 'PATCH' })
    expect(bare.body).toBe('{"key":"a"}')
    expect(({} as { x?: unknown }).x).toBeUndefined()
  })
})
