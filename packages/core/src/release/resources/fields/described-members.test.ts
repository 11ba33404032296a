import { expect, it } from 'vitest'
import { openDescription } from '../../../spec/description.js'
import { readDescription } from '../../read-description.js'
import type { Evidence } from '../evidence.js'
import { describedMembers } from './described-members.js'

const document = {
  openapi: '3.1.0',
  info: { title: 't', version: '1' },
  paths: {},
  components: {
    schemas: {
      Base: { properties: { created: { type: 'integer', description: 'In milliseconds.' } } },
      Round: { allOf: Array.from({ length: 20 }, () => ({ $ref: '#/components/schemas/Round' })) },
      Time: { type: 'string', description: 'A point in time.' },
      Thing: {
        allOf: [
          { $ref: '#/components/schemas/Round' },
          { $ref: '#/components/schemas/Base' },
          {
            properties: {
              at: { $ref: '#/components/schemas/Time' },
              meta: { type: 'object', properties: { rev: { type: 'string', description: 'Changes.' } } },
              plain: { type: 'string' }
            }
          }
        ]
      }
    }
  }
}

it.each([
  [['created'], 'In milliseconds.'],
  [['at'], 'A point in time.'],
  [['meta', 'rev'], 'Changes.'],
  [['plain'], ''],
  [['missing'], ''],
  [['toString'], ''],
  [[], '']
])('the words about %j: %s', (at, words) => {
  const description = openDescription(document)
  if ('code' in description) throw new Error(description.message)
  const source = readDescription(description, () => undefined)
  const evidence: Evidence = { source, document, raw: () => ({}) }
  expect(describedMembers(evidence, { $ref: '#/components/schemas/Thing' })(at)).toBe(words)
  expect(describedMembers(evidence, true)(at)).toBe('')
})
