// Snapshots that are sound as files, with a record in them that no sandbox writes: refused when they are read, so that nothing breaks later.
import { expect, it } from 'vitest'
import { shopWith } from '../../test/support/shop.js'
import { isSandboxError } from '../errors.js'
import { canonicalJson } from '../internal/canonical-json.js'
import { digestText } from '../internal/digest.js'

const shop = shopWith({
  transitions: { pay: { resource: 'orders', from: 'open', to: 'paid' } },
  timers: {
    grows: {
      resource: 'orders',
      in: '5h',
      every: '1d',
      do: { patch: { resource: 'orders', set: { total: 1 } } }
    }
  },
  scenarios: {
    late: {
      steps: [
        { insert: { resource: 'orders', value: { total: 1 }, as: 'order' } },
        { fault: { when: '=order.total > 1', status: 503, nth: 2 } },
        { advance: '2h' }
      ]
    }
  },
  faults: { limit: { armed: true, rateLimit: { limit: 50, window: '1h' } } }
})
const { sandbox } = shop
sandbox.webhooks.sink({ answers: [500, 200] })
const json = { 'content-type': 'application/json', 'idempotency-key': 'k' }
sandbox.handle({ method: 'POST', url: '/orders', headers: json, body: '{"total":2}' })
sandbox.apply('late')
const text = sandbox.exportSnapshot()

// oxlint-disable-next-line typescript/no-explicit-any
type File = any

/** The snapshot with one change, and the digest that it then has. */
function changed(edit: (file: File) => void): string {
  const { digest: _, collections, ...rest } = JSON.parse(text) as File
  edit({ collections, ...rest })
  const start = `${canonicalJson({ collections }).slice(0, -1)},`
  const end = canonicalJson(rest).slice(1)
  return `${start}"digest":"${digestText(start, end)}",${end}`
}

it('what a sandbox has written is read', () => {
  expect(changed(() => {})).toBe(text)
  expect(sandbox.fork(sandbox.importSnapshot(text)).exportSnapshot()).toBe(text)
})

const first = (name: string) => (file: File) => file.collections[name].records[0][1]

it.each<[string, (file: File) => File, string, unknown]>([
  ['the clock', ({ values }) => values, 'clock', 'late'],
  ['where the clock stands', ({ values }) => values.clock, 'now', 1e300],
  ['what the clock waits for', ({ values }) => values.clock, 'job', {}],
  ['when a timer is due', first('$timers'), 'dueAt', null],
  ['what a timer carries', first('$timers'), 'payload', null],
  ['a series without a step', (file) => first('$timers')(file).recur, 'every', { months: 0, ms: 0 }],
  ['the spec of a rule', first('$rules'), 'spec', '{'],
  ['what a rule knows', first('$rules'), 'known', '{"params":null}'],
  ['the filters of an endpoint', first('$endpoints'), 'events', [null]],
  ['the secrets of an endpoint', first('$endpoints'), 'secrets', {}],
  ['the attempts of a delivery', first('$deliveries'), 'attempts', {}],
  ['what brought an event about', first('$events'), 'cause', undefined],
  ['the headers of a kept answer', first('$idempotency'), 'headers', [1]],
  ['the members of a thing', first('orders'), 'facts', []]
])('%s', (_, owner, member, value) => {
  let thrown: unknown
  try {
    sandbox.importSnapshot(changed((file) => (owner(file)[member] = value)))
  } catch (error) {
    thrown = error
  }
  expect(isSandboxError(thrown) && [thrown.code, thrown.message]).toEqual([
    'invalid-snapshot',
    expect.stringMatching(
      /^This snapshot is damaged: \/\S+ is not as a sandbox keeps it\. Export it again\.$/
    )
  ])
})
