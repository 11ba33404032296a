// Texts and the values that stand in them.
import { describe, expect, it } from 'vitest'
import { writeTextTemplate } from '../../../internal/text-template.js'
import { isPutTogether, putTogether, type Source } from './put-together.js'

const none: ReadonlySet<string> = new Set()
const source = (text: string, name: string, more: Partial<Source> = {}): Source => ({
  text,
  name,
  isId: false,
  after: none,
  ...more
})
const names = [source('octocat', 'owner.login'), source('Hello-World', 'name'), source('1347', 'number')]

function templateOf(text: string, sources: readonly Source[] = names): string | undefined {
  const parts = putTogether(text, sources)
  return isPutTogether(text, parts) ? writeTextTemplate(parts) : undefined
}

describe('a text is put together from', () => {
  it.each([
    ['octocat/Hello-World', '{owner.login}/{name}'],
    [
      'https://github.com/octocat/Hello-World/issues/1347',
      'https://github.com/{owner.login}/{name}/issues/{number}'
    ],
    ['git@github.com:octocat/Hello-World.git', 'git@github.com:{owner.login}/{name}.git'],
    ['https://octocat.example.io/', 'https://{owner.login}.example.io/'],
    ['/repos/octocat/Hello-World/{sha}', '/repos/{owner.login}/{name}/{{sha}}'],
    ['octocat:Hello-World:1347', '{owner.login}:{name}:{number}']
  ])('%s: %s', (text, template) => {
    expect(templateOf(text)).toBe(template)
  })

  it.each([
    ['a sentence', 'octocat wrote this'],
    ['a value by itself', 'Hello-World'],
    ['a part of a longer word', 'https://x.io/octocats'],
    ['a part of a name', 'https://x.io/my_octocat_picture.gif'],
    ['a date', '1347-01-01T00:00:00Z'],
    ['a host', 'https://octocat.com/'],
    ['other words beside it', 'octocat-and-others']
  ])('nothing: %s', (_, text) => {
    expect(templateOf(text)).toBeUndefined()
  })

  it('the longest of the values that fit', () => {
    const sources = [source('cat', 'kind'), source('cat-1', 'id')]
    expect(templateOf('/pets/cat-1', sources)).toBe('/pets/{id}')
  })

  it('a short number only where paths have it, or last behind all that it stands below', () => {
    const id = source('1', 'id', { isId: true, after: new Set(['comments']) })
    expect(templateOf('/v1/comments/1', [id])).toBe('/v1/comments/{id}')
    expect(templateOf('/v1/pages/1', [id])).toBeUndefined()
    expect(templateOf('/octocat/Hello-World#c-1', [...names, id])).toBe('/{owner.login}/{name}#c-{id}')
    expect(templateOf('/octocat#c-1', [...names, id])).toBe('/{owner.login}#c-1')
  })
})
