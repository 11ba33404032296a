// What a search finds: words, phrases, members, and the words between them.
import { expect, test } from 'vitest'
import { searchTest } from './search-terms.js'

const ada = {
  id: 'cus_1',
  email: 'ada@example.com',
  name: 'Ada Lovelace',
  balance: 300,
  created_at: '2026-01-05T00:00:00Z',
  metadata: { plan: 'gold' },
  labels: [{ name: 'Bug' }, { name: 'urgent' }],
  address: null
}

test.each([
  ['', true],
  ['ada', true],
  ['ADA', true],
  ['"Ada Lovelace"', true],
  ['"Lovelace Ada"', false],
  ['ada nobody', false],
  ['ada OR nobody', true],
  ['nobody OR (ada gold)', true],
  ['-nobody', true],
  ['NOT ada', false],
  ["email:'ada@example.com'", true],
  ["email:'no@example.com'", false],
  ["email~'example'", true],
  ['name:Ada*', true],
  ['balance>299', true],
  ['balance:>=300', true],
  ['balance<300', false],
  ['balance!=300', false],
  ['createdAt>2026-01-01', true],
  ["metadata['plan']:'gold'", true],
  ['metadata.plan:silver', false],
  ['labels.name:bug', true],
  ['label:bug', true],
  ['labels:bug -labels:urgent', false],
  ['address:null', true],
  ['repo:octo/hello is:issue ada', true],
  ['repo:octo/hello nobody', false],
  [`email:'ada@example.com' AND balance>1 AND ${'('.repeat(3000)}`, true]
])('%s', (search, expected) => {
  expect(searchTest(search)(ada)).toBe(expected)
})

test('a hostile search costs little', () => {
  const before = process.cpuUsage().user
  for (const sign of ['"', "'", '[', '(', 'a.', 'a[', '-', 'a:', 'a>', ' '])
    searchTest(sign.repeat(100_000))(ada)
  expect(process.cpuUsage().user - before).toBeLessThan(1_000_000)
})
