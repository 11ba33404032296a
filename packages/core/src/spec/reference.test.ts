import { expect, it } from 'vitest'
import type { Issue } from './issue.js'
import { decodeFragment, follow } from './reference.js'

const document = {
  components: {
    parameters: {
      Limit: { name: 'limit' },
      Alias: { $ref: '#/components/parameters/Limit' },
      A: { $ref: '#/components/parameters/B' },
      B: { $ref: '#/components/parameters/A' },
      Text: 'a text'
    },
    pathItems: { '/a b/{id}': { get: {} } }
  }
}

function following(ref: string) {
  const issues: Issue[] = []
  return { located: follow(document, { $ref: ref }, '/here', (issue) => issues.push(issue)), issues }
}

it('gives the object and the place where it stands', () => {
  expect(following('#/components/parameters/Limit')).toEqual({
    located: { value: { name: 'limit' }, pointer: '/components/parameters/Limit' },
    issues: []
  })
})

it('goes on to the end of a chain', () => {
  expect(following('#/components/parameters/Alias').located?.pointer).toBe('/components/parameters/Limit')
})

it('reads percent-encoded and escaped pointers', () => {
  expect(following('#/components/pathItems/~1a%20b~1%7Bid%7D').located?.value).toEqual({ get: {} })
})

it('leaves an object without a reference where it is', () => {
  expect(follow(document, { name: 'x' }, '/here', () => {})).toEqual({
    value: { name: 'x' },
    pointer: '/here'
  })
})

it.each([
  ['#/components/parameters/Missing', 'ref-not-found'],
  ['#/components/parameters/toString', 'ref-not-found'],
  ['#/__proto__/constructor', 'ref-not-found'],
  ['#Limit', 'ref-not-found'],
  ['#/%zz', 'ref-not-found'],
  ['other.yaml#/Limit', 'ref-not-found'],
  ['https://elsewhere.example/api.yaml', 'ref-not-found'],
  ['#/components/parameters/A', 'ref-circular'],
  ['#/components/parameters/Text', 'not-an-object']
])('answers %s with the issue %s', (ref, code) => {
  const { located, issues } = following(ref)
  expect(located).toBeUndefined()
  expect(issues).toEqual([expect.objectContaining({ code, severity: 'error' })])
})

it('says where references to other files are resolved', () => {
  expect(following('./limit.yaml').issues[0]?.hint).toContain('@sandbed/node')
})

it('decodes only fragments that are JSON Pointers', () => {
  expect(decodeFragment('#')).toBe('')
  expect(decodeFragment('#/a%7Bb%7D')).toBe('/a{b}')
  expect(decodeFragment('#anchor')).toBeUndefined()
})
