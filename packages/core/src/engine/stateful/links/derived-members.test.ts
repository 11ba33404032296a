// Members that follow from others: put together, counted, shown whole, linked.
import { beforeEach, describe, expect, it } from 'vitest'
import { json, takes } from '../../../../test/support/descriptions.js'
import { bodyOf, get, post, sandboxOf } from '../../../../test/support/sandboxes.js'

const text = { type: 'string' }
const whole = { type: 'integer' }
const object = (properties: object, required = Object.keys(properties)) => ({
  type: 'object',
  required,
  properties
})
const uri = { type: 'string', format: 'uri' }
const shelf = object({
  name: text,
  owner: object({ login: text, page: text }),
  full_name: text,
  html_url: uri,
  books_url: text,
  books_count: whole,
  open_books: whole
})
const tag = { $ref: '#/components/schemas/Tag' }
const more = { components: { schemas: { Tag: object({ name: text, colour: text }) } } }
const book = object({
  number: whole,
  title: text,
  state: { type: 'string', enum: ['open', 'closed'] },
  html_url: uri,
  link: text,
  notes: whole,
  tags: { type: 'array', items: { oneOf: [text, object({ name: text, colour: text }, ['name'])] } }
})
const note = object({ id: whole, body: text, html_url: uri })
const shelfExample = {
  name: 'old-books',
  owner: { login: 'maria', page: 'https://people.example.com/maria' },
  full_name: 'maria/old-books',
  html_url: 'https://books.example.com/maria/old-books',
  books_url: '/shelves/maria/old-books/books{/number}',
  books_count: 3,
  open_books: 1
}
const bookExample = {
  number: 42,
  title: 'On maria',
  state: 'open',
  html_url: 'https://books.example.com/maria/old-books/42',
  link: '/shelves/maria/old-books/books/42',
  notes: 2,
  tags: []
}
const noteExample = {
  id: 1,
  body: 'x',
  html_url: 'https://books.example.com/maria/old-books/42#note-1',
  book_url: '/shelves/maria/old-books/books/42'
}
const withExample = (schema: object, example: unknown) => ({
  description: 'ok',
  content: { 'application/json': { schema, example } }
})
const names = (...all: string[]) => all.map((name) => ({ name, in: 'path', required: true, schema: text }))
const shelfBody = takes('application/json', object({ name: text }))
const bookBody = takes(
  'application/json',
  object({ title: text, state: text, tags: { type: 'array', items: text } }, ['title'])
)
const refused = { '404': { description: 'none' }, '422': { description: 'bad' } }
const paths = {
  '/people/{owner}/shelves': {
    parameters: names('owner'),
    get: { responses: { '200': json({ type: 'array', items: shelf }) } },
    post: { requestBody: shelfBody, responses: { '201': withExample(shelf, shelfExample), ...refused } }
  },
  '/shelves/{owner}/{shelf}': {
    parameters: names('owner', 'shelf'),
    get: { responses: { '200': withExample(shelf, shelfExample), ...refused } },
    patch: { requestBody: shelfBody, responses: { '200': withExample(shelf, shelfExample), ...refused } }
  },
  '/shelves/{owner}/{shelf}/tags': {
    parameters: names('owner', 'shelf'),
    get: { responses: { '200': json({ type: 'array', items: tag }) } },
    post: { requestBody: takes('application/json', tag), responses: { '201': json(tag), ...refused } }
  },
  '/shelves/{owner}/{shelf}/tags/{name}': {
    parameters: names('owner', 'shelf', 'name'),
    get: { responses: { '200': json(tag), ...refused } },
    patch: {
      requestBody: takes('application/json', object({ new_name: text, colour: text }, [])),
      responses: { '200': json(tag), ...refused }
    }
  },
  '/shelves/{owner}/{shelf}/books': {
    parameters: names('owner', 'shelf'),
    get: {
      parameters: [{ name: 'tags', in: 'query', schema: text }],
      responses: { '200': json({ type: 'array', items: book }) }
    },
    post: { requestBody: bookBody, responses: { '201': withExample(book, bookExample), ...refused } }
  },
  '/shelves/{owner}/{shelf}/books/{number}': {
    parameters: names('owner', 'shelf', 'number'),
    get: { responses: { '200': withExample(book, bookExample), ...refused } },
    patch: { requestBody: bookBody, responses: { '200': json(book), ...refused } }
  },
  '/shelves/{owner}/{shelf}/books/{number}/notes': {
    parameters: names('owner', 'shelf', 'number'),
    get: { responses: { '200': json({ type: 'array', items: note }) } },
    post: {
      requestBody: takes('application/json', object({ body: text })),
      responses: { '201': withExample(note, noteExample), ...refused }
    }
  },
  '/shelves/{owner}/{shelf}/books/{number}/notes/{id}': {
    parameters: names('owner', 'shelf', 'number', 'id'),
    get: { responses: { '200': json(note), ...refused } },
    delete: { responses: { '204': { description: 'gone' } } }
  },
  '/shelves/{owner}/{shelf}/books/{number}/tags': {
    parameters: names('owner', 'shelf', 'number'),
    get: { responses: { '200': json({ type: 'array', items: tag }) } },
    post: {
      requestBody: takes('application/json', object({ tags: { type: 'array', items: text } })),
      responses: { '200': json({ type: 'array', items: tag }), ...refused }
    }
  },
  '/shelves/{owner}/{shelf}/books/{number}/tags/{name}': {
    parameters: names('owner', 'shelf', 'number', 'name'),
    delete: { responses: { '200': json({ type: 'array', items: tag }), ...refused } }
  }
}

const sandbox = sandboxOf(paths, { mode: 'stateful', more })
const read = (url: string) => bodyOf(sandbox.handle(get(url)))
const make = (url: string, body: object) => bodyOf(sandbox.handle(post(url, JSON.stringify(body))))
const send = (method: string, url: string, body?: object) =>
  sandbox.handle({
    method,
    url,
    ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {})
  })
const home = '/shelves/ada/new-books'

beforeEach(() => {
  sandbox.reset()
  make('/people/ada/shelves', { name: 'new-books' })
})

describe('members put together from others', () => {
  it('are so in every copy, as the examples show', () => {
    expect(read(home)).toMatchObject({
      name: 'new-books',
      owner: { login: 'ada', page: 'https://people.example.com/ada' },
      full_name: 'ada/new-books',
      html_url: 'https://books.example.com/ada/new-books',
      books_url: '/shelves/ada/new-books/books{/number}'
    })
    expect(make(`${home}/books`, { title: 'A' })).toMatchObject({
      html_url: 'https://books.example.com/ada/new-books/1',
      link: '/shelves/ada/new-books/books/1',
      title: 'A'
    })
    expect(make(`${home}/books/1/notes`, { body: 'b' })).toMatchObject({
      html_url: 'https://books.example.com/ada/new-books/1#note-1'
    })
  })

  it('change with what they are put together from', () => {
    send('PATCH', home, { name: 'grey books' })
    expect(read('/shelves/ada/grey%20books')).toMatchObject({
      full_name: 'ada/grey books',
      html_url: 'https://books.example.com/ada/grey%20books'
    })
  })

  it('stay as they are said to be', () => {
    const pack = {
      resources: { shelves: { seed: [{ name: 'said', owner: { login: 'eva' }, full_name: 'mine' }] } }
    }
    const seeded = sandboxOf(paths, { mode: 'stateful', pack, more })
    const body = JSON.stringify({ name: 'renamed' })
    const headers = { 'content-type': 'application/json' }
    const answer = seeded.handle({ method: 'PATCH', url: '/shelves/eva/said', headers, body })
    expect(bodyOf(answer)).toMatchObject({
      name: 'renamed',
      full_name: 'mine',
      html_url: 'https://books.example.com/eva/renamed'
    })
  })

  it('are as a pack says', () => {
    const pack = {
      resources: { shelves: { derived: { full_name: '{name} of {owner.login}', html_url: false as const } } }
    }
    const corrected = sandboxOf(paths, { mode: 'stateful', pack, more })
    const made = bodyOf(corrected.handle(post('/people/ada/shelves', JSON.stringify({ name: 'new-books' }))))
    expect(made).toMatchObject({ full_name: 'new-books of ada', books_url: `${home}/books{/number}` })
    expect(made).not.toMatchObject({ html_url: 'https://books.example.com/ada/new-books' })
  })
})

describe('counts', () => {
  it('are of what stands below, and of that in a state', () => {
    expect(read(home)).toMatchObject({ books_count: 0, open_books: 0 })
    make(`${home}/books`, { title: 'A' })
    make(`${home}/books`, { title: 'B' })
    send('PATCH', `${home}/books/1`, { title: 'A', state: 'closed' })
    make('/people/ada/shelves', { name: 'other' })
    make('/shelves/ada/other/books', { title: 'C' })
    expect(read(home)).toMatchObject({ books_count: 2, open_books: 1 })
    expect(read('/people/ada/shelves')).toMatchObject([{ books_count: 2 }, { books_count: 1 }])
  })

  it('follow each change, also back', () => {
    make(`${home}/books`, { title: 'A' })
    const before = sandbox.snapshot()
    const { id } = make(`${home}/books/1/notes`, { body: 'b' }) as { id: number }
    expect(read(`${home}/books/1`)).toMatchObject({ notes: 1 })
    expect(read(`${home}/books`)).toMatchObject([{ notes: 1 }])
    send('DELETE', `${home}/books/1/notes/${id}`)
    expect(read(`${home}/books/1`)).toMatchObject({ notes: 0 })
    sandbox.restore(before)
    expect(read(`${home}/books/1`)).toMatchObject({ notes: 0 })
  })
})

describe('a member that takes names or things', () => {
  beforeEach(() => make(`${home}/tags`, { name: 'rare', colour: 'red' }))

  it('shows the things that are there', () => {
    expect(make(`${home}/books`, { title: 'A', tags: ['rare'] })).toMatchObject({
      tags: [{ name: 'rare', colour: 'red' }]
    })
  })

  it('shows what was linked at a path of its own, and no longer what was taken out there', () => {
    make(`${home}/tags`, { name: 'lent', colour: 'blue' })
    make(`${home}/books`, { title: 'A', tags: ['rare'] })
    expect(read(`${home}/books/1/tags`)).toEqual([{ name: 'rare', colour: 'red' }])
    make(`${home}/books/1/tags`, { tags: ['lent'] })
    expect(read(`${home}/books/1`)).toMatchObject({
      tags: [{ name: 'rare' }, { name: 'lent', colour: 'blue' }]
    })
    expect(read(`${home}/books?tags=lent`)).toMatchObject([{ title: 'A' }])
    send('DELETE', `${home}/books/1/tags/rare`)
    expect(read(`${home}/books/1`)).toMatchObject({ tags: [{ name: 'lent' }] })
    expect(read(`${home}/books?tags=rare`)).toEqual([])
    send('PATCH', `${home}/books/1`, { title: 'A', tags: [] })
    expect(read(`${home}/books/1/tags`)).toEqual([])
  })

  it('takes as many as are sent; what is far too much for one thing is refused', () => {
    const tags = (count: number) => Array.from({ length: count }, (_, index) => `t${index}`)
    make(`${home}/books`, { title: 'A', tags: ['rare'] })
    const before = process.cpuUsage().user
    for (const count of [150, 1000]) {
      expect(send('PATCH', `${home}/books/1`, { title: 'A', tags: tags(count) }).status).toBe(200)
      const told = read(`${home}/books/1`) as unknown as { tags: { name: string }[] }
      expect(told.tags.map((one) => one.name ?? one)).toEqual(tags(count))
    }
    expect(process.cpuUsage().user - before).toBeLessThan(4_000_000)
    expect(send('PATCH', `${home}/books/1`, { title: 'A', tags: tags(1001) }).status).toBe(422)
    expect(make(`${home}/books`, { title: 'B', tags: tags(1001) })).not.toHaveProperty('number')
    expect(read(`${home}/books?tags=t999`)).toMatchObject([{ title: 'A' }])
  })

  it('of two shelves shows the own ones', () => {
    make('/people/eva/shelves', { name: 'hers' })
    make('/shelves/eva/hers/tags', { name: 'rare', colour: 'green' })
    expect(make('/shelves/eva/hers/books', { title: 'A', tags: ['rare'] })).toMatchObject({
      tags: [{ colour: 'green' }]
    })
  })

  it('is called something else by `new_name`', () => {
    const { status } = send('PATCH', `${home}/tags/rare`, { new_name: 'scarce' })
    expect([status, read(`${home}/tags/scarce`)]).toEqual([200, { name: 'scarce', colour: 'red' }])
  })
})
