// Laws of correction, for packs of all sorts.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { kennel, kennelModel, sourceOf } from '../../../../test/support/kennel.js'
import { anyPack } from '../../../../test/support/packs.js'
import { deepFreeze } from '../../../internal/freeze.js'
import type { ResourceModel } from '../model.js'
import { applyOverrides } from './apply-overrides.js'
import type { Overrides } from './overrides.js'
import { readOverrides } from '../../pack/read-overrides.js'

const source = sourceOf(kennel)
const model = deepFreeze(structuredClone(kennelModel))
const overrides: fc.Arbitrary<Overrides> = anyPack.map((pack) =>
  deepFreeze(readOverrides(pack, '').overrides)
)
const apply = (to: ResourceModel, said: Overrides, isChecked: boolean) =>
  applyOverrides(to, said, source.index.operations, 'the pack', isChecked ? { source } : {})
const runs = { numRuns: 3_000 }

it('a model corrected twice is the model corrected once', () => {
  fc.assert(
    fc.property(overrides, fc.boolean(), (said, isChecked) => {
      const once = apply(model, said, isChecked).model
      expect(apply(once, said, isChecked).model).toEqual(once)
    }),
    runs
  )
})

it('nothing is thrown, nothing given is changed, and every issue says where and what', () => {
  fc.assert(
    fc.property(overrides, fc.boolean(), (said, isChecked) => {
      for (const { code, pointer, message } of apply(model, said, isChecked).issues) {
        expect(code).toMatch(/^override-(stale|unusable|resource-new)$/)
        expect(pointer).toMatch(/^\/(resources|operations|events)\//)
        expect(message).not.toBe('')
      }
    }),
    runs
  )
})

it('what is not named stays the same object', () => {
  fc.assert(
    fc.property(overrides, (said) => {
      const { resources, bindings } = apply(model, said, true).model
      for (const [name, resource] of Object.entries(model.resources))
        if (!Object.hasOwn(said.resources ?? {}, name)) expect(resources[name]).toBe(resource)
      const named = new Set(Object.keys(said.operations ?? {}))
      for (const { key, operationId } of source.index.operations)
        if (!named.has(key) && !named.has(operationId!)) expect(bindings[key]).toBe(model.bindings[key])
    }),
    runs
  )
})

it('the corrected model holds together', () => {
  fc.assert(
    fc.property(overrides, (said) => {
      const { resources, bindings } = apply(model, said, true).model
      for (const { does, resource, list, action, within } of Object.values(bindings)) {
        if (does.value === 'none') expect(resource).toBeUndefined()
        else expect(Object.hasOwn(resources, resource!.value)).toBe(true)
        expect(list !== undefined).toBe(does.value === 'list')
        expect(action !== undefined).toBe(does.value === 'action')
        for (const step of within) expect(Object.hasOwn(resources, step.resource)).toBe(true)
      }
      for (const { references, parents, state } of Object.values(resources)) {
        for (const { value } of references) expect(Object.hasOwn(resources, value)).toBe(true)
        for (const { resource } of parents) expect(Object.hasOwn(resources, resource)).toBe(true)
        if (state) expect(state.value).toContain(state.initial.value)
      }
    }),
    runs
  )
})

it('the order in which a user writes things does not show', () => {
  const turned = (value: unknown): unknown =>
    typeof value !== 'object' || value === null || Array.isArray(value)
      ? value
      : Object.entries(value)
          .toReversed()
          .reduce(
            (copy, [name, one]) =>
              Object.defineProperty(copy, name, {
                value: turned(one),
                enumerable: true,
                configurable: true,
                writable: true
              }),
            {}
          )
  fc.assert(
    fc.property(overrides, (said) => {
      expect(apply(model, turned(said) as typeof said, true).model).toEqual(apply(model, said, true).model)
    }),
    { numRuns: 1_000 }
  )
})
