// Packs that mean harm: each is refused with `invalid-pack` or is read as plain data; nothing hangs, and nothing else is ever thrown.
import { describe, expect, it } from 'vitest'
import { json, takes } from '../../../test/support/descriptions.js'
import { bodyOf, get, post, sandboxOf } from '../../../test/support/sandboxes.js'

const text = { type: 'string' }
const thing = { type: 'object', required: ['id', 'name'], properties: { id: text, name: text } }
const paths = {
  '/things': {
    get: { responses: { '200': json({ type: 'array', items: thing }) } },
    post: {
      requestBody: takes('application/json', { properties: { name: text } }),
      responses: { '201': json(thing) }
    }
  },
  '/things/{id}': {
    parameters: [{ name: 'id', in: 'path', required: true, schema: text }],
    get: { responses: { '200': json(thing) } }
  }
}
const sandboxWith = (pack: unknown) => sandboxOf(paths, { mode: 'stateful', pack: pack as never })
const refused = expect.objectContaining({ name: 'SandboxError', code: 'invalid-pack' })
const thrower = (): never => {
  throw new Error('raw')
}
const about = (things: unknown) => ({ resources: { things } })

describe('packs that throw when they are looked at', () => {
  const revoked = Proxy.revocable({}, {})
  revoked.revoke()
  let looks = 0
  it.each<[string, unknown]>([
    [
      'a getter',
      {
        get resources() {
          return thrower()
        }
      }
    ],
    [
      'a getter further down',
      about({
        get shape() {
          return thrower()
        }
      })
    ],
    [
      'a getter in a seed',
      about({
        seed: [
          {
            get name() {
              return thrower()
            }
          }
        ]
      })
    ],
    [
      'a getter that throws later',
      about({
        get shape() {
          return looks++ === 0 ? 'uuid' : thrower()
        }
      })
    ],
    ['a toJSON', about({ seed: [{ toJSON: thrower }] })],
    ['a proxy', new Proxy({}, { ownKeys: thrower })],
    ['a proxy further down', { resources: new Proxy({}, { getPrototypeOf: thrower }) }],
    ['a revoked proxy', revoked.proxy],
    [
      'a circle',
      (() => {
        const pack = about({}) as { name?: unknown }
        pack.name = pack
        return pack
      })()
    ]
  ])('%s', (_, pack) => {
    expect(() => sandboxWith(pack)).toThrow(refused)
  })

  it('a seed that says something else each time is what it was when the pack was read', () => {
    let count = 0
    const pack = about({
      seed: [
        {
          id: 'a',
          get name() {
            return `name ${count++}`
          }
        }
      ]
    })
    const sandbox = sandboxWith(pack)
    const { name } = bodyOf(sandbox.handle(get('/things/a')))
    sandbox.reset()
    expect(bodyOf(sandbox.handle(get('/things/a'))).name).toBe(name)
  })
})

describe('shapes of ids', () => {
  const shaped = (more: object) =>
    about({ shape: { kind: 'text', prefix: '', alphabet: 'ab', length: 20, ...more } })
  it.each<[string, unknown]>([
    ['a long alphabet', shaped({ alphabet: 'ab'.repeat(1_000_000) })],
    ['spaces', shaped({ alphabet: 'a \n' })],
    ['halves of characters', shaped({ alphabet: '\u{1f600}\u{1f601}' })],
    ['a long prefix', shaped({ prefix: 'p'.repeat(1_000_000) })],
    ['a long length', shaped({ length: 1e9 })],
    ['a long text', about({ shape: `${'p'.repeat(1_000_000)}{14}` })],
    [
      'a long prefix of numbers',
      about({ shape: { kind: 'sequence', start: 1, prefix: 'p'.repeat(1_000_000) } })
    ],
    [
      'numbers that cannot be told apart',
      about({ shape: { kind: 'sequence', start: Number.MAX_SAFE_INTEGER } })
    ]
  ])('%s', (_, pack) => {
    expect(() => sandboxWith(pack)).toThrow(refused)
  })

  it('an alphabet of one character said twice still gives different ids', () => {
    const sandbox = sandboxWith(shaped({ alphabet: 'aa' }))
    const ids = [1, 2, 3].map(() => bodyOf(sandbox.handle(post('/things', { name: 'x' }))).id)
    expect(new Set(ids).size).toBe(3)
  })
})

describe('names of resources', () => {
  const all = (resource: string) => ({
    operations: Object.fromEntries(
      ['GET /things', 'POST /things', 'GET /things/{id}'].map((key) => [key, { resource }])
    )
  })
  it.each(['$idempotency', '$numbers', '$', 'x'.repeat(201)])('%s is refused', (name) => {
    expect(() => sandboxWith(all(name))).toThrow(refused)
    expect(() => sandboxWith({ resources: { [name]: { kind: 'collection' } } })).toThrow(refused)
    const within = { operations: { 'GET /things': { within: [{ resource: name }] } } }
    expect(() => sandboxWith(within)).toThrow(refused)
  })

  it.each(['__proto__', 'constructor', 'toString'])('%s is a name like others', (name) => {
    const resources = JSON.parse(`{"${name}":{"shape":"uuid"}}`) as object
    const sandbox = sandboxWith({ ...all(name), resources })
    const made = bodyOf(sandbox.handle(post('/things', { name: 'x' })))
    expect(bodyOf(sandbox.handle(get(`/things/${made.id}`)))).toEqual(made)
    expect(bodyOf(sandbox.handle(get('/things')))).toEqual([made])
    expect(sandbox.state.list(name)).toHaveLength(1)
    const again = sandbox.fork(sandbox.importSnapshot(sandbox.exportSnapshot()))
    expect(again.stateHash('everything')).toBe(sandbox.stateHash('everything'))
  })
})
