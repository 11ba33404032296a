import { expect, it } from 'vitest'
import { api, json, takes } from '../../../test/support/descriptions.js'
import { checkPack } from './check-pack.js'

const order = {
  type: 'object',
  required: ['id'],
  properties: { id: { type: 'string' }, note: { type: 'string' } }
}
const paths = {
  '/orders': { post: { requestBody: takes('application/json', {}), responses: { '201': json(order) } } }
}

it.each([
  ['=entty.note == ""', "There is nothing called `entty` here; did you mean 'entity'?"],
  ['=body.note == ""', /There is nothing called `body` here; there are: .*entity.*request.*\.$/],
  ['=now > 0 and now < 9', /CEL writes `&&`, `\|\|` and `!` for and, or and not, and `==` for equals\.$/]
])('%s is said to be wrong in whole sentences', (when, message) => {
  const pack = { transitions: { note: { resource: 'orders', when } } }
  const issues = checkPack({ description: api(paths) }, pack)
  expect(issues[0]?.message).toMatch(message)
  expect(issues[0]?.message).not.toContain('?.')
})
