import { expect, it } from 'vitest'
import type { OperationSummary } from './release.js'
import { createRoutes } from './routes.js'

const summary = (path: string, more: Partial<OperationSummary> = {}): OperationSummary => ({
  key: `GET ${path}`,
  method: 'GET',
  path,
  ...more
})

/** The path of the route that a request path leads to, with the raw values of its parameters. */
function matching(...templates: string[]) {
  const routes = createRoutes(templates.map((path) => summary(path)))
  return (path: string) => {
    const raw = path.slice(1).split('/')
    const match = routes.match(raw.map(decodeURIComponent), raw)
    return match && [match.route.path, ...match.values]
  }
}

it('a literal beats a template, whatever the order of the description', () => {
  for (const templates of [
    ['/pets/{id}', '/pets/mine'],
    ['/pets/mine', '/pets/{id}']
  ]) {
    const match = matching(...templates)
    expect(match('/pets/mine')).toEqual(['/pets/mine'])
    expect(match('/pets/yours')).toEqual(['/pets/{id}', 'yours'])
  }
})

it('a literal that leads nowhere is given up for the template', () => {
  const match = matching('/pets/mine/toys', '/pets/{id}/food')
  expect(match('/pets/mine/food')).toEqual(['/pets/{id}/food', 'mine'])
})

it('earlier segments count more than later ones', () => {
  expect(matching('/{a}/b', '/a/{b}')('/a/b')).toEqual(['/a/{b}', 'b'])
})

it('more literal text beats less', () => {
  const match = matching('/docs/{id}', '/docs/{id}:publish', '/docs/{name}.{ext}', '/docs/v{version}')
  expect(match('/docs/7:publish')).toEqual(['/docs/{id}:publish', '7'])
  expect(match('/docs/a.txt')).toEqual(['/docs/{name}.{ext}', 'a', 'txt'])
  expect(match('/docs/v2')).toEqual(['/docs/v{version}', '2'])
  expect(match('/docs/7')).toEqual(['/docs/{id}', '7'])
})

it('a verb is told from an item whose id has a colon in it', () => {
  const match = matching('/docs/{id}', '/docs/{id}:publish', '/docs:archive')
  expect(match('/docs:archive')).toEqual(['/docs:archive'])
  expect(match('/docs/a:b:publish')).toEqual(['/docs/{id}:publish', 'a:b'])
  expect(match('/docs/:publish')).toEqual(['/docs/{id}', ':publish'])
})

it('several parameters in one segment split at the last place where they can', () => {
  expect(matching('/{name}.{ext}')('/a.tar.gz')).toEqual(['/{name}.{ext}', 'a.tar', 'gz'])
  expect(matching('/{from}-{to}')('/1-2')).toEqual(['/{from}-{to}', '1', '2'])
  expect(matching('/{a}{b}{c}')('/wxyz')).toEqual(['/{a}{b}{c}', 'wx', 'y', 'z'])
  expect(matching('/{a}..{b}')('/1...2')).toEqual(['/{a}..{b}', '1.', '2'])
})

it('no parameter is empty', () => {
  const match = matching('/pets/{id}', '/{a}-{b}')
  for (const path of ['/pets/', '/-b', '/a-', '/-']) expect(match(path)).toBeUndefined()
})

it('a trailing slash is forgiven, unless the description tells the two apart', () => {
  expect(matching('/pets')('/pets/')).toEqual(['/pets'])
  expect(matching('/pets/')('/pets')).toEqual(['/pets/'])
  expect(matching('/pets/{id}/')('/pets/7')).toEqual(['/pets/{id}/', '7'])
  const both = matching('/pets', '/pets/')
  expect([both('/pets'), both('/pets/')]).toEqual([['/pets'], ['/pets/']])
})

it('doubled slashes are not forgiven', () => {
  const match = matching('/pets/{id}', '/')
  for (const path of ['///', '//pets/7', '/pets//7', '/pets/7//']) expect(match(path)).toBeUndefined()
  expect(matching('/a//b')('/a//b')).toEqual(['/a//b'])
})

it('an encoded slash stays inside its segment, and values are given as they were sent', () => {
  const match = matching('/files/{path}', '/files/{a}/{b}')
  expect(match('/files/a%2Fb')).toEqual(['/files/{path}', 'a%2Fb'])
  expect(match('/files/a/b%20c')).toEqual(['/files/{a}/{b}', 'a', 'b%20c'])
})

it('literals are compared decoded', () => {
  expect(matching('/a b/ü')('/a%20b/%C3%BC')).toEqual(['/a b/ü'])
  expect(matching('/a%20b')('/a%20b')).toEqual(['/a%20b'])
  expect(matching('/docs:archive')('/docs%3Aarchive')).toEqual(['/docs:archive'])
})

it('names are case-sensitive', () => {
  const match = matching('/Pets', '/pets')
  expect([match('/Pets'), match('/pets'), match('/PETS')]).toEqual([['/Pets'], ['/pets'], undefined])
})

it('names that objects inherit lead nowhere', () => {
  const match = matching('/pets')
  for (const name of ['__proto__', 'constructor', 'toString']) expect(match(`/${name}`)).toBeUndefined()
})

it('of operations on one path and method the one that asks for most is asked first', () => {
  const condition = { in: 'query', name: 'Action', value: 'List' } as const
  const routes = createRoutes([
    summary('/', { key: 'a' }),
    summary('/', { key: 'b', conditions: [condition] })
  ])
  expect(routes.all[0]?.operations.get('GET')?.map((routed) => routed.summary.key)).toEqual(['b', 'a'])
})

it('templates made to be tried in vain are given up in bounded time', () => {
  const path = (last: string) =>
    `/${Array.from({ length: 40 }, (_, depth) => `{p${depth}}`).join('/')}/${last}`
  const overlapping = Array.from({ length: 40 }, (_, depth) => path('x').replace(`{p${depth}}`, 'a'))
  const started = performance.now()
  expect(matching(...overlapping)(`/${'a/'.repeat(40)}y`)).toBeUndefined()
  expect(performance.now() - started).toBeLessThan(2_000)
})
