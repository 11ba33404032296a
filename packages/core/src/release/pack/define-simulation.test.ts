import { expect, it } from 'vitest'
import { defineSimulation } from './define-simulation.js'

it('gives back the pack, and its types refuse members that no pack has', () => {
  const pack = defineSimulation({
    transitions: {
      capture: { resource: 'payments', to: 'captured', when: ({ now }) => now > 0 },
      // @ts-expect-error `form` is not `from`.
      void: { resource: 'payments', form: 'authorized', to: 'voided' }
    }
  })
  expect(Object.keys(pack.transitions ?? {})).toEqual(['capture', 'void'])
})
