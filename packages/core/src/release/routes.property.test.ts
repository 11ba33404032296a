// The tree of routes against the plainest matcher that can be written: every template tried in turn, the best kept.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseTemplate } from './path-template.js'
import { createRoutes } from './routes.js'

const word = fc.constantFrom('a', 'b', 'ab', 'a.b', 'x', 'a:b', 'a-b', '')
const piece = fc.constantFrom('a', 'b', '{}', '{}.{}', '{}:b', 'a{}', '{}-{}', '{}{}', 'a:b')
const template = fc.array(piece, { minLength: 1, maxLength: 4 }).map((pieces) => {
  let next = 0
  return `/${pieces.join('/').replaceAll('{}', () => `{p${next++}}`)}`
})
const shapeOf = (path: string) => path.replaceAll(/\{p\d+\}/g, '{}')

/** How good a segment's pattern is, best first: literals, then more literal text, then more parameters, then by its shape. */
function rank(segment: string): [number, number, number, string] {
  const shape = shapeOf(segment)
  const parameters = shape.split('{}').length - 1
  return [parameters === 0 ? 0 : 1, -shape.replaceAll('{}', '').length, -parameters, shape]
}

function better(a: string, b: string): number {
  const [left, right] = [a, b].map((path) => path.split('/').map(rank))
  for (let i = 0; i < left!.length; i++) {
    for (let j = 0; j < 4; j++) {
      const [x, y] = [left![i]![j]!, right![i]![j]!]
      if (x !== y) return x < y ? -1 : 1
    }
  }
  return 0
}

function fits(path: string, template: string): boolean {
  const pattern = template.replaceAll(/[.:-]/g, '\\$&').replaceAll(/\{p\d+\}/g, '[^/]+')
  return new RegExp(`^${pattern}$`).test(path)
}

function oracle(path: string, templates: readonly string[]): string | undefined {
  for (const candidate of [path, path.endsWith('/') ? path.slice(0, -1) : `${path}/`]) {
    const [best] = templates.filter((template) => fits(candidate, template)).toSorted(better)
    if (best !== undefined) return best
  }
  return undefined
}

const distinct = (templates: readonly string[]) => [
  ...new Map(templates.map((path) => [shapeOf(path), path])).values()
]

it('300 templates, random paths: the same route as the plain matcher', () => {
  const templates = fc.array(template, { minLength: 300, maxLength: 300 }).map(distinct)
  const paths = fc.array(
    fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => `/${words.join('/')}`),
    { minLength: 50, maxLength: 50 }
  )
  fc.assert(
    fc.property(templates, paths, (known, asked) => {
      const routes = createRoutes(known.map((path) => ({ key: path, method: 'GET', path })))
      for (const path of asked) {
        const segments = path.slice(1).split('/')
        expect([path, routes.match(segments, segments)?.route.path]).toEqual([path, oracle(path, known)])
      }
    }),
    { numRuns: 40 }
  )
})

it('the values put back into the template give the path again', () => {
  fc.assert(
    fc.property(template, fc.array(word, { minLength: 1, maxLength: 4 }), (known, words) => {
      const match = createRoutes([{ key: known, method: 'GET', path: known }]).match(words, words)
      if (!match) return
      let next = 0
      const filled = parseTemplate(known).map(({ parts }) =>
        parts.map((part) => (part.kind === 'literal' ? part.text : match.values[next++])).join('')
      )
      expect(filled.join('/')).toBe(words.join('/').replace(filled.at(-1) === '' ? '' : /\/$/, ''))
    }),
    { numRuns: 5_000 }
  )
})

it('the order of the description does not matter', () => {
  fc.assert(
    fc.property(fc.array(template, { maxLength: 30 }).map(distinct), word, word, (known, first, second) => {
      const [one, other] = [known, known.toReversed()].map((list) =>
        createRoutes(list.map((path) => ({ key: path, method: 'GET', path })))
      )
      expect(one!.match([first, second], [first, second])?.route.path).toBe(
        other!.match([first, second], [first, second])?.route.path
      )
    })
  )
})
