// Templates: what they are taken apart into, and back.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readTextTemplate, writeTextTemplate, type TextPart } from './text-template.js'

it('names stand in braces; a brace that is meant is doubled', () => {
  expect(readTextTemplate('https://x/{owner.login}/{name}')).toEqual([
    'https://x/',
    { name: 'owner.login' },
    '/',
    { name: 'name' }
  ])
  expect(readTextTemplate('{id}{{/ref}}')).toEqual([{ name: 'id' }, '{/ref}'])
  expect(readTextTemplate('')).toEqual([])
})

it.each(['{', '}', '{}', 'a{b', 'a}b', '{a{b}', '{{}'])('%s is no template', (template) => {
  expect(readTextTemplate(template)).toBeUndefined()
})

it('what was written is read again', () => {
  const name = fc.string({ minLength: 1 }).filter((one) => !/[{}]/.test(one))
  const part = fc.oneof(fc.string({ minLength: 1 }), fc.record({ name }))
  fc.assert(
    fc.property(fc.array(part, { maxLength: 6 }), (parts: TextPart[]) => {
      const joined = parts.reduce<TextPart[]>((list, one) => {
        const last = list.at(-1)
        return typeof one === 'string' && typeof last === 'string'
          ? [...list.slice(0, -1), last + one]
          : [...list, one]
      }, [])
      expect(readTextTemplate(writeTextTemplate(joined))).toEqual(joined)
    })
  )
})
