import { describe, expect, it } from 'vitest'
import { serialiseXml, type XmlHint } from './xml.js'

const xml = (value: unknown, hint?: XmlHint) => {
  const text = serialiseXml(value, hint)
  const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n'
  expect(text.startsWith(declaration)).toBe(true)
  return text.slice(declaration.length)
}
const pet = (properties: { [name: string]: XmlHint }, hint: XmlHint = {}): XmlHint => ({
  name: 'pet',
  ...hint,
  properties: new Map(Object.entries(properties))
})

describe('serialiseXml', () => {
  it('prints plain values without any hint', () => {
    expect(
      xml({
        id: 1,
        ok: true,
        nothing: null,
        empty: '',
        owner: { name: 'A' },
        tags: ['x', 'y'],
        gone: undefined
      })
    ).toBe(
      '<root><id>1</id><ok>true</ok><nothing/><empty/><owner><name>A</name></owner><tags>x</tags><tags>y</tags></root>'
    )
    expect(xml('x')).toBe('<root>x</root>')
    expect(xml([1, 2])).toBe('<root><item>1</item><item>2</item></root>')
  })

  // The cases of OpenAPI 3.1.2 section 4.8.26.
  it('renames, makes attributes, and adds prefixes and namespaces', () => {
    const hint = pet({
      id: { attribute: true },
      name: { prefix: 'sample', namespace: 'https://example.com/schema/sample' },
      kind: { name: 'type' }
    })
    expect(xml({ id: 0, name: 'Rex', kind: 'dog' }, hint)).toBe(
      '<pet id="0"><sample:name xmlns:sample="https://example.com/schema/sample">Rex</sample:name><type>dog</type></pet>'
    )
    expect(xml({}, { name: 'pet', namespace: 'urn:x' })).toBe('<pet xmlns="urn:x"/>')
  })

  it.each([
    ['as is', {}, '<animals>a</animals><animals>b</animals>'],
    ['items named', { items: { name: 'animal' } }, '<animal>a</animal><animal>b</animal>'],
    [
      'own name ignored when not wrapped',
      { name: 'aliens', items: { name: 'animal' } },
      '<animal>a</animal><animal>b</animal>'
    ],
    ['wrapped', { wrapped: true }, '<animals><animals>a</animals><animals>b</animals></animals>'],
    [
      'wrapped and items named',
      { wrapped: true, items: { name: 'animal' } },
      '<animals><animal>a</animal><animal>b</animal></animals>'
    ],
    [
      'all named',
      { name: 'aliens', wrapped: true, items: { name: 'animal' } },
      '<aliens><animal>a</animal><animal>b</animal></aliens>'
    ],
    [
      'wrapped and named',
      { name: 'aliens', wrapped: true },
      '<aliens><aliens>a</aliens><aliens>b</aliens></aliens>'
    ]
  ] as const)('prints lists: %s', (_case, hint, content) => {
    expect(xml({ animals: ['a', 'b'] }, pet({ animals: hint }))).toBe(`<pet>${content}</pet>`)
  })

  it('names the root of a list by the hint', () => {
    expect(xml([{ id: 1 }], { name: 'pets', items: pet({}) })).toBe('<pets><pet><id>1</id></pet></pets>')
  })

  it('follows hints that refer to themselves', () => {
    const node: XmlHint = { name: 'node', properties: new Map([['next', () => node]]) }
    expect(xml({ next: { next: {} } }, node)).toBe('<node><node><node/></node></node>')
  })

  it('escapes text and attributes, and drops what XML cannot hold', () => {
    expect(xml({ a: '<b attr="1">&\'\r\n\t\0\ud800]]>' })).toBe(
      '<root><a>&lt;b attr=&quot;1&quot;&gt;&amp;&apos;&#13;&#10;&#9;\ufffd\ufffd]]&gt;</a></root>'
    )
    expect(xml({ id: '"><x/>' }, pet({ id: { attribute: true } }))).toBe('<pet id="&quot;&gt;&lt;x/&gt;"/>')
  })

  it.each([
    ['a b', 'a_b'],
    ['1st', '_1st'],
    ['', '_'],
    ['x><script>', 'x__script_'],
    ['naïve', 'naïve'],
    ['価格', '価格'],
    ['a×b😀', 'a_b😀'],
    ['ns:tag', 'ns:tag'],
    ['__proto__', '__proto__']
  ])('makes an element name of %j', (name, tag) => {
    expect(xml(JSON.parse(`{${JSON.stringify(name)}:1}`))).toBe(`<root><${tag}>1</${tag}></root>`)
  })
})
