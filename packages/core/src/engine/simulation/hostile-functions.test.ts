// Functions of packs that give or throw anything: what they do is said, and no request or move of the clock fails for it.
import { expect, it } from 'vitest'
import { shopWith } from '../../../test/support/shop.js'

const revoked = (): object => {
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  return proxy
}

const listOfHoles = (length: number): unknown[] => Object.assign([], { length })

it.each<[string, () => unknown]>([
  ['what cannot be looked at', revoked],
  [
    'a member that throws',
    () => ({
      get then() {
        throw new Error('no')
      }
    })
  ],
  ['a list with holes', () => listOfHoles(5)],
  ['a list that is endless', () => listOfHoles(4_000_000_000)]
])('a function gives %s', (_, give) => {
  const { sandbox, order, send } = shopWith({
    timers: { tick: { in: '1h', when: give as () => boolean, do: { emit: { type: 'ticked' } } } },
    responses: [{ operation: 'getOrder', when: give as () => boolean, respond: { status: 418 } }]
  })
  expect(send('GET', `/orders/${order()}`).$status).toBe(200)
  expect(sandbox.clock.advance('2h')).toMatchObject({ status: 'done', failureCount: 1 })
})

it('a function by the name of `toJSON` is a function like others', () => {
  const { send, order } = shopWith({
    responses: [{ operation: 'getOrder', respond: { status: 200, body: { toJSON: () => 'said' } as never } }]
  })
  const { $status, toJSON } = send('GET', `/orders/${order()}`)
  expect([$status, toJSON]).toEqual([200, 'said'])
})
