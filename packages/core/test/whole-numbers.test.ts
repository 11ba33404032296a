// A whole number is answered with the digits that it was sent with, wherever in a request it stands and in whatever form it leaves.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseBody } from '../src/http/bodies/parse-body.js'
import { serialiseBody } from '../src/http/bodies/serialise-body.js'
import { coerce } from '../src/http/coerce.js'
import type { CoerceHint } from '../src/http/hint.js'
import { defaultLimits } from '../src/http/limits.js'
import { parseParameter } from '../src/http/params/parse-parameter.js'
import type { ParameterSpec } from '../src/http/params/parameter-spec.js'
import { serialiseParameter } from '../src/http/params/serialise-parameter.js'
import { parseQuery } from '../src/http/query.js'
import { canonicalJson } from '../src/internal/canonical-json.js'
import { createChecker } from '../src/schema/check/create-checker.js'
import type { Schema } from '../src/schema/schema.js'

/** The digits of a whole number as JSON has it: up to 1,000 of them, often at the edges of the safe range and of 64 bits. */
const literal = fc.oneof(
  fc.stringMatching(/^-?[1-9]\d{0,999}$/),
  fc.bigInt({ min: -(2n ** 65n), max: 2n ** 65n }).map(String),
  fc
    .tuple(fc.constantFrom(2n ** 53n, -(2n ** 53n), 2n ** 63n, -(2n ** 63n)), fc.integer({ min: -3, max: 3 }))
    .map(([edge, step]) => String(edge + BigInt(step)))
)

const integer: Schema = { type: 'integer' }
const thing: Schema = {
  type: 'object',
  properties: { id: integer, list: { type: 'array', items: integer }, inner: { $ref: 'thing' } },
  additionalProperties: { type: ['integer', 'string'] }
}
const checker = createChecker({ schema: () => thing })

const whole: CoerceHint = { types: ['integer'] }
const thingHint: CoerceHint = {
  types: ['object'],
  properties: new Map<string, CoerceHint | (() => CoerceHint)>([
    ['id', whole],
    ['list', { types: ['array'], items: whole }],
    ['inner', () => thingHint]
  ])
}

function read(contentType: string, text: string): unknown {
  const parsed = parseBody(contentType, text, { hint: thingHint })
  expect(parsed.problem).toBeUndefined()
  const { value } = parsed as { value: unknown }
  expect(checker.check(thing, value)).toEqual([])
  return value
}

describe('a whole number of up to 1,000 digits', () => {
  it('comes through a JSON body', () => {
    fc.assert(
      fc.property(literal, literal, fc.string(), (a, b, text) => {
        const body = `{"id":${a},"list":[${b},1,${a}],"inner":{"id":${b},"inner":{"list":[${a}]}},"text":${JSON.stringify(text)}}`
        const value = read('application/json', body)
        expect(serialiseBody('application/json', value).body).toBe(body)
        expect(canonicalJson(value)).toContain(`"id":${a},`)
        expect(read('application/json', canonicalJson(value))).toEqual(value)
      })
    )
  })

  it('comes through a form, and through a part of a multipart form', () => {
    fc.assert(
      fc.property(literal, literal, (a, b) => {
        const form = `id=${a}&list=${a}&list=${b}&inner%5Bid%5D=${b}`
        const value = read('application/x-www-form-urlencoded', form)
        expect(serialiseBody('application/x-www-form-urlencoded', value).body).toBe(form)
        const { contentType, body } = serialiseBody('multipart/form-data', value)
        const parsed = parseBody(contentType, body, { hint: thingHint })
        expect(parsed).toMatchObject({ value })
        expect(serialiseBody('application/json', value).body).toBe(
          `{"id":${a},"list":[${a},${b}],"inner":{"id":${b}}}`
        )
      })
    )
  })

  it.each<Pick<ParameterSpec, 'in' | 'style' | 'explode' | 'content'>>([
    { in: 'path' },
    { in: 'path', style: 'label', explode: true },
    { in: 'path', style: 'matrix' },
    { in: 'query' },
    { in: 'query', style: 'pipeDelimited', explode: false },
    { in: 'header' },
    { in: 'query', content: 'application/json' },
    { in: 'header', content: 'application/json' }
  ])('comes through a parameter %j', (place) => {
    const through = (spec: ParameterSpec, value: unknown, hint: CoerceHint): unknown => {
      const text = serialiseParameter(spec, value)
      const query = spec.in === 'query' ? parseQuery(text, 10) : undefined
      const raw = query === undefined ? text : query.problem === undefined ? query.pairs : undefined
      return coerce((parseParameter(spec, raw, defaultLimits) as { value?: unknown }).value, hint)
    }
    fc.assert(
      fc.property(literal, literal, (a, b) => {
        const [one, other] = [a, b].map((digits) => coerce(digits, whole))
        expect([one, other].map(String)).toEqual([a, b])
        expect(checker.isValid(integer, one)).toBe(true)
        const spec = { name: 'n', ...place }
        if (spec.style !== 'pipeDelimited')
          expect(through({ ...spec, shape: 'primitive' }, one, whole)).toBe(one)
        const list: CoerceHint = { types: ['array'], items: whole }
        expect(through({ ...spec, shape: 'array' }, [one, other], list)).toEqual([one, other])
      })
    )
  })

  it('is the same number to every reader, and no other', () => {
    fc.assert(
      fc.property(literal, (digits) => {
        const read = parseBody('application/json', digits) as { value: unknown }
        expect(read.value).toBe(coerce(digits, whole))
        const next = String(BigInt(digits) + 1n)
        expect(coerce(next, whole)).not.toBe(read.value)
        expect(canonicalJson(coerce(next, whole))).not.toBe(canonicalJson(read.value))
      })
    )
  })
})
