import { expect, it } from 'vitest'
import { json, takes } from '../../../test/support/descriptions.js'
import { get, post, sandboxOf } from '../../../test/support/sandboxes.js'

const pet = {
  type: 'object',
  required: ['name', 'age', 'note'],
  properties: { name: { type: 'string' }, age: { type: 'integer' }, note: { type: 'string', minLength: 8 } }
}
const paths = {
  '/pets/{key}': {
    parameters: [
      { name: 'key', in: 'path', required: true, schema: { type: 'string' } },
      { name: 'q', in: 'query', schema: { type: 'integer' } }
    ],
    get: { operationId: 'readPet', responses: { '200': json(pet) } },
    post: { requestBody: takes('application/json', true), responses: { '200': json(pet) } }
  },
  '/example': {
    get: { responses: { '200': json(pet, { example: { name: 'Rex', age: 3, note: 'from the author' } }) } }
  }
}
const bodies = (options: Parameters<typeof sandboxOf>[1], ...requests: ReturnType<typeof get>[]) => {
  const sandbox = sandboxOf(paths, options)
  return requests.map((request) => sandbox.handle(request).body)
}
const unlike = (values: unknown[]) => expect(new Set(values).size).toBe(values.length)

it('static: one body for every request', () => {
  const [first, ...others] = bodies(
    { mode: 'static' },
    get('/pets/1'),
    get('/pets/2?q=3'),
    get('/pets/x', { accept: '*/*' })
  )
  for (const other of others) expect(other).toBe(first)
})

it('static: the example of the description', () => {
  expect(bodies({}, get('/example'))).toEqual(['{"age":3,"name":"Rex","note":"from the author"}'])
})

it('dynamic: the same request has the same body, another has other values', () => {
  const requests = [
    get('/pets/1'),
    get('/pets/2'),
    get('/pets/1?q=1'),
    post('/pets/1', { a: 1 }),
    post('/pets/1', { a: 2 })
  ]
  const first = bodies({ mode: 'dynamic' }, ...requests)
  unlike(first)
  expect(bodies({ mode: 'dynamic' }, ...requests.toReversed()).toReversed()).toEqual(first)
})

it('dynamic: what means the same is the same request', () => {
  const [first, ...others] = bodies(
    { mode: 'dynamic' },
    get('/pets/a%20b?q=1'),
    get('/pets/a%20b?utm=2&q=1'),
    get('/pets/a%20b?q=1', { 'user-agent': 'x', accept: 'application/json' }),
    get('/pets/%61%20b/?q=1')
  )
  for (const other of others) expect(other).toBe(first)
  const [one, two] = bodies(
    { mode: 'dynamic' },
    post('/pets/1', '{"a":1,"b":2}'),
    post('/pets/1', '{ "b": 2, "a": 1 }')
  )
  expect(one).toBe(two)
})

it('dynamic: examples of the whole body are left for generated values', () => {
  const sandbox = sandboxOf(paths, { mode: 'dynamic' })
  sandbox.handle(get('/example'))
  expect(sandbox.traces[0]?.provenance).toBe('generated')
})

it('the seed changes what is generated, and repeats it', () => {
  for (const mode of ['static', 'dynamic'] as const) {
    const made = ['a', 'b', ''].map((seed) => bodies({ mode, seed }, get('/pets/1'))[0])
    unlike(made)
    expect(bodies({ mode, seed: 'a' }, get('/pets/1'))[0]).toBe(made[0])
  }
})

it('a mode for each operation, by key or operationId', () => {
  const modesOf = (mode: { [operation: string]: 'static' | 'dynamic' }) => {
    const sandbox = sandboxOf(paths, { mode })
    for (const request of [get('/pets/1'), post('/pets/1', {}), get('/example')]) sandbox.handle(request)
    return sandbox.traces.map((trace) => trace.mode)
  }
  expect(modesOf({ readPet: 'dynamic' })).toEqual(['dynamic', 'static', 'static'])
  expect(modesOf({ 'POST /pets/{key}': 'dynamic' })).toEqual(['static', 'dynamic', 'static'])
  expect(modesOf({ default: 'dynamic', readPet: 'static' })).toEqual(['static', 'dynamic', 'dynamic'])
})

it('a mode for one request', () => {
  const sandbox = sandboxOf(paths, { mode: 'static' })
  sandbox.handle(get('/pets/1', { prefer: 'mode=dynamic' }))
  sandbox.handle(get('/pets/1'))
  expect(sandbox.traces.map((trace) => trace.mode)).toEqual(['dynamic', 'static'])
})

it('generated dates lie around the instant of the sandbox', () => {
  const dated = { '/a': { get: { responses: { '200': json({ type: 'string', format: 'date-time' }) } } } }
  const year = (now: number) => Number(String(sandboxOf(dated, { now }).handle(get('/a')).body).slice(1, 5))
  expect(Math.abs(year(946_684_800_000) - 2000)).toBeLessThanOrEqual(5)
  expect(Math.abs(year(4_102_444_800_000) - 2100)).toBeLessThanOrEqual(5)
})
