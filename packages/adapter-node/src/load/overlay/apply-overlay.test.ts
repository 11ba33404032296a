import { describe, expect, test } from 'vitest'
import { getPointer } from '../json-pointer.js'
import { applyOverlay } from './apply-overlay.js'

/** Everything in it frozen: what is changed all the same throws. */
function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(frozen)
  return value
}

const description = frozen({
  openapi: '3.1.0',
  info: { title: 'Pets', version: '1' },
  servers: [{ url: 'https://one.example' }, { url: 'https://two.example' }],
  paths: {
    '/pets': {
      get: { operationId: 'listPets', tags: ['pets'], parameters: [{ name: 'limit', in: 'query' }] },
      post: { operationId: 'createPet', tags: ['pets', 'beta'] }
    }
  }
})

const info = { title: 'Corrections', version: '1' }
const overlay = (...actions: unknown[]) => frozen({ overlay: '1.0.0', info, actions })
const apply = (...actions: unknown[]) => applyOverlay(description, overlay(...actions))

/** What an overlay made of the description; it must have done so without issues. */
function result(...actions: unknown[]): unknown {
  const { description, issues } = apply(...actions)
  expect(issues).toEqual([])
  return description
}

describe('update', () => {
  test('merges objects member by member and appends what is new', () => {
    const update = { paths: { '/pets': { get: { summary: 'All', operationId: 'pets' }, put: {} } }, tags: [] }
    const changed = result({ target: '$', update })
    expect(Object.keys(changed as object)).toEqual(['openapi', 'info', 'servers', 'paths', 'tags'])
    expect(getPointer(changed, '/paths/~1pets/get')).toEqual({
      ...description.paths['/pets'].get,
      operationId: 'pets',
      summary: 'All'
    })
    expect(getPointer(changed, '/paths/~1pets/put')).toEqual({})
    expect(getPointer(changed, '/paths/~1pets/post')).toBe(description.paths['/pets'].post)
  })

  test('appends arrays to arrays, and one value to an array that is selected', () => {
    const changed = result(
      { target: "$.paths['/pets'].get", update: { tags: ['animals', 'pets'] } },
      { target: "$.paths['/pets'].get.parameters", update: { name: 'page', in: 'query' } },
      { target: '$.servers', update: [{ url: '/a' }, { url: '/b' }] }
    )
    expect(getPointer(changed, '/paths/~1pets/get/tags')).toEqual(['pets', 'animals', 'pets'])
    expect(getPointer(changed, '/paths/~1pets/get/parameters')).toMatchObject([
      { name: 'limit' },
      { name: 'page' }
    ])
    expect(getPointer(changed, '/servers')).toHaveLength(4)
  })

  test('puts values of another kind in the place of what was there', () => {
    const changed = result({ target: '$', update: { info: null, servers: { a: 1 }, openapi: ['3.1.0'] } })
    expect(changed).toMatchObject({ info: null, servers: { a: 1 }, openapi: ['3.1.0'] })
  })

  test('reaches all nodes that are selected, and they stay apart', () => {
    const changed = result(
      { target: '$.paths.*.*', update: { 'x-shared': { list: [] } } },
      { target: '$.paths.*.get.x-shared', update: { list: [1] } }
    )
    expect(getPointer(changed, '/paths/~1pets/get/x-shared')).toEqual({ list: [1] })
    expect(getPointer(changed, '/paths/~1pets/post/x-shared')).toEqual({ list: [] })
  })

  test('`__proto__` and `constructor` are names like others', () => {
    const update: unknown = JSON.parse(
      '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}'
    )
    const changed = result({ target: '$.info', update }, { target: "$.info['__proto__']", update })
    expect(JSON.stringify(getPointer(changed, '/info'))).toBe(
      '{"title":"Pets","version":"1","__proto__":{"polluted":1,"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}},"constructor":{"prototype":{"polluted":1}}}'
    )
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })

  test('of what an update of the same action has replaced does not come back', () => {
    const { description: changed, issues } = applyOverlay(
      { a: { a: { b: 1 } } },
      overlay({ target: '$..[?@.a || @.b]', update: { a: 0 } })
    )
    expect(changed).toEqual({ a: { a: 0 } })
    expect(issues).toMatchObject([{ code: 'overlay-update-mismatch' }])
  })
})

describe('remove', () => {
  test('takes out members and array items, all that are selected', () => {
    const changed = result(
      { target: "$.paths.*[?@.tags[?@ == 'beta']]", remove: true },
      { target: '$.servers[0,1]', remove: true }
    )
    expect(Object.keys(getPointer(changed, '/paths/~1pets') as object)).toEqual(['get'])
    expect(getPointer(changed, '/servers')).toEqual([])
  })

  test('of a thing and of what is inside it takes both', () => {
    const tree = frozen({ a: [{ a: [{}, {}] }, { b: 1 }, { a: [] }] })
    const { description: changed } = applyOverlay(tree, overlay({ target: '$..a[0,2]', remove: true }))
    expect(changed).toEqual({ a: [{ b: 1 }] })
  })

  test('leaves `update` without effect, and takes scalars too', () => {
    const changed = result(
      { target: '$.info.title', remove: true, update: 'x' },
      { target: "$.paths['/pets'].post.tags[?@ == 'beta']", remove: true }
    )
    expect(getPointer(changed, '/info')).toEqual({ version: '1' })
    expect(getPointer(changed, '/paths/~1pets/post/tags')).toEqual(['pets'])
  })

  test('of all there is is refused', () => {
    const { description: changed, issues } = apply({ target: '$', remove: true })
    expect(changed).toBe(description)
    expect(issues).toMatchObject([{ code: 'overlay-action-invalid', pointer: '/actions/0/target' }])
  })
})

test('actions apply to what those before them left', () => {
  const changed = result(
    { target: '$.servers', remove: true },
    { target: '$', update: { servers: [{ url: 'http://localhost' }] } },
    { target: '$.servers[0]', update: { description: 'here' } }
  )
  expect(getPointer(changed, '/servers')).toEqual([{ url: 'http://localhost', description: 'here' }])
  expect(apply({ target: '$.a', update: {} }, { target: '$.servers', remove: true }).issues).toHaveLength(1)
})

describe('issues', () => {
  test('a target that matches nothing is stale: a warning at the target', () => {
    expect(apply({ target: "$.paths['/cats']", remove: true })).toMatchObject({
      description,
      issues: [
        {
          code: 'overlay-stale',
          severity: 'warning',
          pointer: '/actions/0/target',
          message: `The target "$.paths['/cats']" matches nothing any more.`
        }
      ]
    })
  })

  test.each([
    ['null', null, 'overlay-invalid', ''],
    ['a list', [], 'overlay-invalid', ''],
    ['no version', { info, actions: [{}] }, 'overlay-version-unsupported', ''],
    ['1.1', { overlay: '1.1.0', info, actions: [{}] }, 'overlay-version-unsupported', '/overlay'],
    ['a number', { overlay: 1, info, actions: [{}] }, 'overlay-version-unsupported', '/overlay'],
    ['no actions', { overlay: '1.0.0', info }, 'overlay-invalid', ''],
    ['an empty list', { overlay: '1.0.0', info, actions: [] }, 'overlay-invalid', '/actions'],
    ['actions that are none', { overlay: '1.0.0', info, actions: {} }, 'overlay-invalid', '/actions'],
    [
      'an infinite number',
      { overlay: '1.0.0', info, actions: [{ a: Infinity }] },
      'overlay-invalid',
      '/actions/0/a'
    ]
  ])('an overlay that is none is left out: %s', (_, source, code, pointer) => {
    expect(applyOverlay(description, source)).toMatchObject({
      description,
      issues: [{ code, severity: 'error', pointer }]
    })
  })

  test.each([
    ['no object', 'x', ''],
    ['no target', { update: {} }, ''],
    ['a target that is no text', { target: 1, update: {} }, '/target'],
    ['a target that is no JSONPath', { target: 'paths', update: {} }, '/target'],
    ['nothing to do', { target: '$', updates: {} }, ''],
    ['`remove` that is no boolean', { target: '$', remove: 'yes' }, '/remove']
  ])('an action with a fault is left out, the others are applied: %s', (_, action, member) => {
    const { description: changed, issues } = apply(action, { target: '$.info', update: { title: 'New' } })
    expect(changed).toMatchObject({ info: { title: 'New' } })
    expect(issues).toMatchObject([
      { code: 'overlay-action-invalid', severity: 'error', pointer: `/actions/0${member}` }
    ])
  })

  test('without info it is applied all the same', () => {
    const source = {
      overlay: '1.0.3',
      info: { title: 'x', version: 1 },
      actions: [{ target: '$', remove: true }]
    }
    expect(applyOverlay(description, source).issues).toMatchObject([
      {
        code: 'overlay-info-incomplete',
        severity: 'warning',
        pointer: '/info',
        message: '`info` must have a version, as text.'
      },
      { code: 'overlay-action-invalid' }
    ])
  })

  test('an update that does not fit says what it met, and where', () => {
    const { issues } = apply({ target: '$.info.*', update: { a: 1 } }, { target: '$.info', update: 'text' })
    expect(issues.map(({ code, message }) => [code, message])).toEqual([
      [
        'overlay-update-mismatch',
        'The target selects "/info/title" and 1 more, which is neither an object nor an array.'
      ],
      [
        'overlay-update-mismatch',
        'The target selects an object, "/info", which only an object can be merged into.'
      ]
    ])
  })
})

describe('bounds', () => {
  const limits = { depth: 20, nodes: 10_000 }
  const isRefused = (source: unknown, actions: readonly unknown[]) => {
    const { description, issues } = applyOverlay(source, { overlay: '1.0.0', info, actions }, limits)
    expect(description).toBe(source)
    expect(issues.at(-1)).toMatchObject({ code: 'overlay-too-large', severity: 'error' })
  }
  const nested = (levels: number): unknown => JSON.parse('{"a":'.repeat(levels) + '1' + '}'.repeat(levels))

  test('an overlay that is deep itself, or contains itself, is refused', () => {
    isRefused({}, [{ target: '$', update: nested(21) }])
    const circular: Record<string, unknown> = {}
    circular['a'] = circular
    const { issues } = applyOverlay(
      {},
      { overlay: '1.0.0', info, actions: [{ target: '$', update: circular }] }
    )
    expect(issues).toMatchObject([{ code: 'overlay-invalid' }])
  })

  test('a result that is too deep is refused', () => {
    isRefused(nested(15), [
      { target: '$..[?@ == 1]', remove: true },
      { target: `$${'.a'.repeat(14)}`, update: nested(10) }
    ])
  })

  test('a description that doubles with each action is refused', () => {
    isRefused(
      { a: {} },
      Array.from({ length: 64 }, (_, i) => ({ target: '$..*', update: { [`x${i}`]: {} } }))
    )
  })

  test('a small update in many places is refused once it is too much', () => {
    const places = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`p${i}`, {}]))
    isRefused(places, [
      { target: '$.*', update: Object.fromEntries(Array.from({ length: 50 }, (_, i) => [i, i])) }
    ])
  })

  test('a query that reads too much is refused', () => {
    isRefused(
      nested(18),
      Array.from({ length: 50 }, () => ({ target: '$..*..*..*..*..x', update: {} }))
    )
  })

  test('ten thousand actions on ten thousand paths take a moment', () => {
    const paths = Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`/p${i}`, { get: {} }]))
    const actions = Array.from({ length: 10_000 }, (_, i) => ({
      target: `$.paths['/p${i}'].get`,
      update: { summary: String(i) }
    }))
    const { description: changed, issues } = applyOverlay({ paths }, overlay(...actions))
    expect(issues).toEqual([])
    expect(changed).toMatchObject({ paths: { '/p9999': { get: { summary: '9999' } } } })
  })
})

describe('where a part of the result was written', () => {
  const { trace } = apply(
    { target: '$.servers[0]', remove: true },
    {
      target: "$.paths['/pets'].get",
      update: { 'x-a': { b: [1] }, tags: ['new'], parameters: [{ name: 'page' }] }
    },
    { target: '$..x-a', update: { c: 2 } }
  )
  const get = '/paths/~1pets/get'
  test.each([
    ['/info/title', 'description', '/info/title'],
    ['/servers/0/url', 'description', '/servers/1/url'],
    [`${get}/operationId`, 'description', `${get}/operationId`],
    [`${get}/x-a`, 'overlay', '/actions/1/update/x-a'],
    [`${get}/x-a/b/0`, 'overlay', '/actions/1/update/x-a/b/0'],
    [`${get}/x-a/c`, 'overlay', '/actions/2/update/c'],
    [`${get}/tags/0`, 'description', `${get}/tags/0`],
    [`${get}/tags/1`, 'overlay', '/actions/1/update/tags/0'],
    [`${get}/parameters/1/name`, 'overlay', '/actions/1/update/parameters/0/name'],
    [`${get}/nothing/here`, 'description', `${get}/nothing/here`]
  ])('%s', (pointer, place, origin) => {
    expect(trace(pointer)).toEqual({ in: place, pointer: origin })
  })
})
