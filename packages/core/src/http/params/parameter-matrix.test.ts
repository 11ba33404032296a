import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseCookies } from '../cookies.js'
import { normaliseHeaders } from '../headers.js'
import { parseQuery } from '../query.js'
import { parseParameter } from './parse-parameter.js'
import type { ParameterLocation, ParameterSpec, ParameterStyle } from './parameter-spec.js'
import { serialiseParameter } from './serialise-parameter.js'

type Shape = ParameterSpec['shape']
type Cell = readonly [style: ParameterStyle, explode: boolean, shape: Shape, text: string]

const values = {
  primitive: 'blue',
  array: ['blue', 'black', 'brown'],
  object: { R: '100', G: '200', B: '150' }
}
const places: { [style in ParameterStyle]: ParameterLocation } = {
  matrix: 'path',
  label: 'path',
  simple: 'path',
  form: 'query',
  spaceDelimited: 'query',
  pipeDelimited: 'query',
  deepObject: 'query'
}

// The style table of OpenAPI 3.1.2 section 4.8.12, every defined cell.
const table: readonly Cell[] = [
  ['matrix', false, 'primitive', ';color=blue'],
  ['matrix', false, 'array', ';color=blue,black,brown'],
  ['matrix', false, 'object', ';color=R,100,G,200,B,150'],
  ['matrix', true, 'primitive', ';color=blue'],
  ['matrix', true, 'array', ';color=blue;color=black;color=brown'],
  ['matrix', true, 'object', ';R=100;G=200;B=150'],
  ['label', false, 'primitive', '.blue'],
  ['label', false, 'array', '.blue,black,brown'],
  ['label', false, 'object', '.R,100,G,200,B,150'],
  ['label', true, 'primitive', '.blue'],
  ['label', true, 'array', '.blue.black.brown'],
  ['label', true, 'object', '.R=100.G=200.B=150'],
  ['simple', false, 'primitive', 'blue'],
  ['simple', false, 'array', 'blue,black,brown'],
  ['simple', false, 'object', 'R,100,G,200,B,150'],
  ['simple', true, 'primitive', 'blue'],
  ['simple', true, 'array', 'blue,black,brown'],
  ['simple', true, 'object', 'R=100,G=200,B=150'],
  ['form', false, 'primitive', 'color=blue'],
  ['form', false, 'array', 'color=blue,black,brown'],
  ['form', false, 'object', 'color=R,100,G,200,B,150'],
  ['form', true, 'primitive', 'color=blue'],
  ['form', true, 'array', 'color=blue&color=black&color=brown'],
  ['form', true, 'object', 'R=100&G=200&B=150'],
  ['spaceDelimited', false, 'array', 'color=blue%20black%20brown'],
  ['spaceDelimited', false, 'object', 'color=R%20100%20G%20200%20B%20150'],
  ['pipeDelimited', false, 'array', 'color=blue%7Cblack%7Cbrown'],
  ['pipeDelimited', false, 'object', 'color=R%7C100%7CG%7C200%7CB%7C150'],
  ['deepObject', true, 'object', 'color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150']
]

const empties: readonly Cell[] = [
  ['matrix', false, 'primitive', ';color'],
  ['matrix', true, 'primitive', ';color'],
  ['label', false, 'primitive', '.'],
  ['label', true, 'primitive', '.'],
  ['simple', false, 'primitive', ''],
  ['simple', true, 'primitive', ''],
  ['form', false, 'primitive', 'color='],
  ['form', true, 'primitive', 'color=']
]

/** Reads text as a host would find it in that place. */
function read(spec: ParameterSpec, text: string) {
  if (spec.in === 'path') return parseParameter(spec, text)
  if (spec.in === 'header')
    return parseParameter(spec, normaliseHeaders({ [spec.name]: text })[spec.name.toLowerCase()])
  if (spec.in === 'cookie') return parseParameter(spec, parseCookies(text))
  const query = parseQuery(text, 1000)
  return query.problem === undefined ? parseParameter(spec, query.pairs) : { problem: query.problem.detail }
}

function color(style: ParameterStyle, explode: boolean, shape: Shape): ParameterSpec {
  return { name: 'color', in: places[style], style, explode, shape, properties: ['R', 'G', 'B'] }
}

describe('the style table', () => {
  it.each(table)('%s, explode %s, %s reads and writes %s', (style, explode, shape, text) => {
    const spec = color(style, explode, shape)
    expect(read(spec, text)).toEqual({ value: values[shape] })
    expect(serialiseParameter(spec, values[shape])).toBe(text)
  })

  it.each(empties)('%s, explode %s, an empty %s reads and writes %j', (style, explode, shape, text) => {
    const spec = color(style, explode, shape)
    expect(read(spec, text)).toEqual({ value: '' })
    expect(serialiseParameter(spec, '')).toBe(text)
  })

  it.each(table.filter(([, , shape]) => shape === 'array'))(
    '%s, explode %s, an empty %s',
    (style, explode) => {
      const spec = color(style, explode, 'array')
      expect(read(spec, serialiseParameter(spec, []))).toEqual({ value: [] })
    }
  )

  it.each([
    ['simple', 'header', false, 'array', 'blue,black,brown'],
    ['simple', 'header', false, 'object', 'R,100,G,200,B,150'],
    ['simple', 'header', true, 'object', 'R=100,G=200,B=150'],
    ['form', 'cookie', false, 'array', 'color=blue,black,brown'],
    ['form', 'cookie', false, 'object', 'color=R,100,G,200,B,150'],
    ['form', 'cookie', true, 'array', 'color=blue; color=black; color=brown'],
    ['form', 'cookie', true, 'object', 'R=100; G=200; B=150']
  ] as const)('%s in a %s, explode %s, %s is %s', (style, place, explode, shape, text) => {
    const spec: ParameterSpec = { ...color(style, explode, shape), in: place }
    expect(read(spec, text)).toEqual({ value: values[shape] })
    expect(serialiseParameter(spec, values[shape])).toBe(text)
  })
})

describe('what is written reads back, in every defined cell', () => {
  // Delimiters, escapes and names of Object.prototype come often; everything else may come too.
  const odd = fc.string({
    unit: fc.constantFrom(...',;.|= %&+[]#/?ab"\\é😀\0\n'),
    minLength: 1,
    maxLength: 6
  })
  const text = fc.oneof(
    odd,
    fc.string({ unit: 'binary', minLength: 1, maxLength: 8 }),
    fc.constantFrom('__proto__', 'constructor', '%2C')
  )
  const cells = [
    ...table.map(([style, explode, shape]) => ({ ...color(style, explode, shape) })),
    ...table
      .filter(([style]) => style === 'simple')
      .map(([, explode, shape]) => ({ ...color('simple', explode, shape), in: 'header' as const })),
    ...table
      .filter(([style]) => style === 'form')
      .map(([, explode, shape]) => ({ ...color('form', explode, shape), in: 'cookie' as const }))
  ]
  const runs = Math.ceil(100_000 / cells.length)

  it.each(cells.map((spec) => [spec.in, spec.style, spec.explode, spec.shape, spec] as const))(
    'in %s, %s, explode %s, %s',
    (_place, style, explode, shape, spec) => {
      // What the style cannot carry, as its documentation says.
      const carried = (item: string) => {
        if (style === 'spaceDelimited') return !item.includes(' ')
        if (style === 'pipeDelimited') return !item.includes('|')
        if (spec.in !== 'header') return true
        return /^[!-~](?:[ -~]*[!-~])?$/.test(item) && (shape === 'primitive' || !/[,=]/.test(item))
      }
      const item =
        spec.in === 'header'
          ? fc.string({ minLength: 1, maxLength: 8 }).filter(carried)
          : text.filter(carried)
      // Brackets in the name of a property nest, by design.
      const key =
        style === 'deepObject' || (style === 'form' && explode)
          ? item.filter((name) => !/[[\]]/.test(name))
          : item
      const value = {
        primitive: item as fc.Arbitrary<unknown>,
        array: fc.array(item, { maxLength: 5 }),
        object: fc
          .uniqueArray(fc.tuple(key, item), {
            selector: ([name]) => name,
            // Nothing at all is written for an empty one.
            minLength: explode && style === 'form' ? 1 : 0,
            maxLength: 4
          })
          .map((entries) => fromEntries(entries))
      }[shape]
      fc.assert(
        fc.property(value, (sample) => {
          const written = serialiseParameter(spec, sample)
          // A client knows the property names of an exploded form object from its schema.
          const reader = { ...spec, properties: shape === 'object' ? Object.keys(sample as object) : [] }
          const result = read(reader, written)
          expect(result).toStrictEqual({ value: sample })
        }),
        { numRuns: runs }
      )
    }
  )

  // As JSON.parse does it: a member named __proto__ is a member.
  function fromEntries(entries: [string, string][]): Record<string, string> {
    return JSON.parse(JSON.stringify(Object.fromEntries(entries)))
  }
})
