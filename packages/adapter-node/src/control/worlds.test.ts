import { describe, expect, it } from 'vitest'
import type { Sandbox } from '@sandbed/core'
import { chooseWorld } from './worlds.js'

const sandboxes = new Map(
  ['main', 'other', 'constructor'].map((name) => [name, { name, sandbox: name as unknown as Sandbox }])
)
const registry = { get: (name: string) => sandboxes.get(name) } as unknown as Parameters<
  typeof chooseWorld
>[0]
const choose = (url: string, world?: string) => {
  const choice = chooseWorld(registry, {
    url,
    headers: world === undefined ? {} : { 'sandbed-world': world }
  })
  return choice && ('problem' in choice ? choice.problem.status : `${String(choice.sandbox)} ${choice.url}`)
}

describe('which sandbox a request is for', () => {
  it('says its path', () => {
    expect(choose('/s/other/pets?limit=1')).toBe('other /pets?limit=1')
    expect(choose('/s/other')).toBe('other /')
    expect(choose('/s/other/')).toBe('other /')
    expect(choose('/s/other?x=1')).toBe('other /?x=1')
    expect(choose('/s/main/s/other/pets')).toBe('main /s/other/pets')
    expect(choose('http://127.0.0.1:1/s/other/pets')).toBe('other /pets')
    expect(choose('/s/constructor/a')).toBe('constructor /a')
  })

  it('says its header, unless the path does', () => {
    expect(choose('/pets', 'other')).toBe('other /pets')
    expect(choose('/s/main/pets', 'other')).toBe('main /pets')
    expect(choose('/pets', 'nobody')).toBe(404)
    expect(choose('/pets', 'other, main')).toBe(404)
    expect(choose('/pets', '')).toBe(404)
  })

  it('is main where neither does, or a path below /s/ names none: it may be one of the API', () => {
    for (const url of [
      '/pets',
      '/',
      '/sold',
      '/s/nobody/pets',
      '/s/Other/pets',
      '/s/%6fther/pets',
      '/s//pets',
      '/s/',
      '*',
      'http://a/pets',
      '//s/other'
    ])
      expect([url, choose(url)]).toEqual([url, undefined])
  })
})
