// A stateful sandbox against a model of it that is plainly right: an array of notes, an array of authors, and a counter. Commands come at
// random through `handle`; the states they went through are counted, and rare ones must have been reached. SANDBED_MODEL_RUNS makes it longer.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createSandbox, type Sandbox, type SandboxResponse, type Snapshot } from '../src/index.js'
import { description } from './support/descriptions.js'
import { bodyOf, get, post } from './support/sandboxes.js'

const runs = Number(process.env['SANDBED_MODEL_RUNS'] ?? 300)

interface Note {
  readonly key: string
  readonly formerly: readonly string[]
  readonly text?: string
  readonly rank?: number
}
interface Author {
  readonly id: number
  readonly name: string
}
/** The whole world, never changed, only replaced. */
interface Model {
  readonly notes: readonly Note[]
  readonly authors: readonly Author[]
  readonly nextAuthor: number
}
const nothing: Model = { notes: [], authors: [], nextAuthor: 1 }

const keys = [
  'a',
  'b',
  'c',
  'd',
  'e',
  '__proto__',
  'constructor',
  'toString',
  '1',
  '01',
  'é',
  '\u{1f600}',
  'a/b',
  '%2F',
  '*'
]
const key = fc.oneof(fc.constantFrom('a', '__proto__', 'toString'), fc.constantFrom(...keys))
const text = fc.constantFrom('x', 'y', '', '__proto__', 'constructor', '1', 'x,y')
const rank = fc.constantFrom(0, 1, 2, -1, 1_000_000)
const command = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      does: fc.constant('add'),
      key,
      text: fc.option(text, { nil: undefined }),
      rank: fc.option(rank, { nil: undefined })
    })
  },
  { weight: 3, arbitrary: fc.record({ does: fc.constantFrom('read', 'remove'), key }) },
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constant('change'),
      key,
      text: fc.option(text),
      rank: fc.option(rank, { nil: undefined }),
      to: fc.option(key, { nil: undefined })
    })
  },
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constant('list'),
      limit: fc.integer({ min: 1, max: 5 }),
      sort: fc.constantFrom('', '', 'key', '-key', 'text', 'rank', '-rank')
    })
  },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant('filter'),
      by: fc.constantFrom('key', 'text', 'rank'),
      key,
      text,
      rank
    })
  },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constantFrom('addAuthor', 'removeAuthor', 'renameAuthor', 'pageAuthors'),
      at: fc.nat(6)
    })
  },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constantFrom('keep', 'keep', 'restore', 'restore', 'reload', 'fork', 'undo'),
      at: fc.nat(9)
    })
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constantFrom('reset', 'longKey'), at: fc.nat(2) }) }
) as fc.Arbitrary<Command>

interface Command {
  readonly does: string
  readonly key: string
  readonly text?: string | null
  readonly rank?: number
  readonly to?: string
  readonly limit: number
  readonly sort: string
  readonly by: 'key' | 'text' | 'rank'
  readonly at: number
}

const reached = new Map<string, number>()
function mark(state: string, when = true): void {
  if (when) reached.set(state, (reached.get(state) ?? 0) + 1)
}
const rare = [
  'note added under a taken key',
  'note added under the key of one that was deleted',
  'note added under a key that another had before',
  'note read that is not there',
  'note read under a former key',
  'note renamed',
  'note renamed to a taken key',
  'note renamed back',
  'note changed that is not there',
  'member taken away',
  'last note deleted',
  'note deleted twice',
  'empty list',
  'list of one page, full to the last place',
  'list of more than three pages',
  'list sorted with ties',
  'list sorted by what some do not have',
  'filter that finds none',
  'filter that finds several',
  'filter by a name of Object.prototype',
  'author made after one was deleted',
  'author of the highest id deleted',
  'page past the last',
  'restored to an older world',
  'restored to a newer world',
  'restored a world with other counters',
  'reloaded from text',
  'fork that went its own way',
  'reset of a world with things',
  'undone to the same hash',
  'key of 2,000 characters'
]

const at = (own: string) => `/notes/${encodeURIComponent(own)}`
const shown = (note: Note): object =>
  Object.fromEntries(Object.entries(note).filter(([member]) => member !== 'formerly'))
const names = new Set(['__proto__', 'constructor', 'toString'])

const claim = expect

class Run {
  model = nothing
  kept: { readonly snapshot: Snapshot; readonly model: Model; readonly time: number }[] = []
  time = 0
  deleted = new Set<string>()
  constructor(readonly sandbox: Sandbox) {}

  /** Sends, and expects a status. */
  answer(response: SandboxResponse, status: number): SandboxResponse {
    claim(response.status, String(response.body)).toBe(status)
    return response
  }

  find(own: string): Note | undefined {
    return (
      this.model.notes.find(({ key: name }) => name === own) ??
      this.model.notes.find(({ formerly }) => formerly.includes(own))
    )
  }

  put(before: Note, after: Note | undefined): void {
    this.model = {
      ...this.model,
      notes: this.model.notes.flatMap((one) => (one === before ? (after ?? []) : one))
    }
  }

  run(one: Command): void {
    this.time++
    const { sandbox, model } = this
    const note = one.key === undefined ? undefined : this.find(one.key)
    switch (one.does) {
      case 'add':
      case 'longKey': {
        const own = one.does === 'add' ? one.key : `${one.at}${'k'.repeat(1_999)}`
        const isTaken = model.notes.some(({ key: name }) => name === own)
        const made = {
          key: own,
          ...(one.text == null ? {} : { text: one.text }),
          ...(one.rank === undefined ? {} : { rank: one.rank })
        }
        const response = this.answer(sandbox.handle(post('/notes', made)), isTaken ? 409 : 201)
        mark('note added under a taken key', isTaken)
        mark('key of 2,000 characters', one.does === 'longKey')
        if (isTaken) return
        claim(bodyOf(response)).toEqual(made)
        mark('note added under the key of one that was deleted', this.deleted.has(own))
        mark('note added under a key that another had before', note !== undefined)
        this.model = { ...model, notes: [...model.notes, { ...made, formerly: [] }] }
        if (one.does === 'longKey')
          claim(bodyOf(this.answer(sandbox.handle(get(at(own))), 200))).toEqual(made)
        return
      }
      case 'read': {
        const response = this.answer(sandbox.handle(get(at(one.key))), note ? 200 : 404)
        mark('note read that is not there', !note)
        mark('note read under a former key', note !== undefined && note.key !== one.key)
        if (note) claim(bodyOf(response)).toEqual(shown(note))
        return
      }
      case 'remove': {
        mark('note deleted twice', !note && this.deleted.has(one.key))
        this.answer(sandbox.handle({ method: 'DELETE', url: at(one.key) }), note ? 204 : 404)
        if (!note) return
        mark('last note deleted', model.notes.length === 1)
        this.deleted.add(note.key)
        return this.put(note, undefined)
      }
      case 'change': {
        const changes = {
          ...(one.text === undefined ? {} : { text: one.text }),
          ...(one.rank === undefined ? {} : { rank: one.rank }),
          ...(one.to === undefined ? {} : { key: one.to })
        }
        const other = model.notes.find(({ key: name }) => name === one.to)
        const isTaken = note !== undefined && other !== undefined && other !== note
        const request = { ...post(at(one.key), changes, 'application/merge-patch+json'), method: 'PATCH' }
        const response = this.answer(sandbox.handle(request), !note ? 404 : isTaken ? 422 : 200)
        mark('note changed that is not there', !note)
        mark('note renamed to a taken key', isTaken)
        if (!note || isTaken) return
        const { text: before, ...rest } = note
        mark('member taken away', one.text === null && before !== undefined)
        const said = one.text === undefined ? before : (one.text ?? undefined)
        const moves = one.to !== undefined && one.to !== note.key
        mark('note renamed', moves)
        mark('note renamed back', moves && note.formerly.includes(one.to!))
        const after = {
          ...rest,
          ...(said === undefined ? {} : { text: said }),
          ...(one.rank === undefined ? {} : { rank: one.rank }),
          key: one.to ?? note.key,
          formerly: moves
            ? [...note.formerly, note.key].filter((name) => name !== one.to).slice(-10)
            : note.formerly
        }
        claim(bodyOf(response)).toEqual(shown(after))
        return this.put(note, after)
      }
      case 'list':
        return this.list(one)
      case 'filter': {
        const wanted = String(one[one.by])
        // `text` searches all that a note says; a key or a number has to be just that.
        const found = model.notes.filter((each) =>
          one.by === 'text'
            ? [each.key, each.text, each.rank].some((said) => String(said ?? '').includes(wanted))
            : String(each[one.by] ?? '\n') === wanted
        )
        const url = `/notes?${one.by}=${encodeURIComponent(wanted)}`
        const { notes } = bodyOf(this.answer(sandbox.handle(get(url)), 200))
        claim(notes).toEqual(found.map(shown))
        mark('filter that finds none', found.length === 0)
        mark('filter that finds several', found.length > 1)
        mark('filter by a name of Object.prototype', found.length > 0 && names.has(wanted))
        return
      }
      default:
        return one.does.endsWith('Author') || one.does === 'pageAuthors' ? this.author(one) : this.travel(one)
    }
  }

  /** All pages of a list, by its cursors. */
  list({ limit, sort }: Command): void {
    const { notes } = this.model
    const member = sort.replace('-', '') as 'key' | 'text' | 'rank' | ''
    const sign = sort.startsWith('-') ? -1 : 1
    const placed = notes.map((note, age) => ({ note, age, by: member === '' ? age : note[member] }))
    const expected = placed.toSorted((one, other) => {
      if (one.by === other.by) return sign * (one.age - other.age)
      if (one.by === undefined || other.by === undefined) return one.by === undefined ? 1 : -1
      return sign * (one.by < other.by ? -1 : 1)
    })
    const found: unknown[] = []
    let pages = 0
    let cursor: string | null = null
    do {
      const more: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`
      const order = sort === '' ? '' : `&sort=${sort}`
      const page = bodyOf(this.answer(this.sandbox.handle(get(`/notes?limit=${limit}${order}${more}`)), 200))
      found.push(...page.notes)
      cursor = page.next_cursor
      pages++
    } while (cursor !== null)
    claim(found).toEqual(expected.map(({ note }) => shown(note)))
    claim(pages).toBe(Math.max(1, Math.ceil(notes.length / limit)))
    const values = new Set(placed.map(({ by }) => by))
    mark('empty list', notes.length === 0)
    mark('list of one page, full to the last place', notes.length === limit)
    mark('list of more than three pages', pages > 3)
    mark('list sorted with ties', values.size < notes.length)
    mark('list sorted by what some do not have', values.has(undefined) && values.size > 1)
  }

  author({ does, at: own }: Command): void {
    const { sandbox, model } = this
    const url = `/authors/${own + 1}`
    const known = model.authors.find(({ id }) => id === own + 1)
    const change = (authors: readonly Author[], more = 0) =>
      (this.model = { ...model, authors, nextAuthor: model.nextAuthor + more })
    switch (does) {
      case 'addAuthor': {
        const made = { id: model.nextAuthor, name: `n${own}` }
        claim(
          bodyOf(this.answer(sandbox.handle(post('/authors', { author: { name: made.name } })), 201))
        ).toEqual({ author: made })
        mark('author made after one was deleted', model.authors.length + 1 < model.nextAuthor)
        return void change([...model.authors, made], 1)
      }
      case 'removeAuthor':
        this.answer(sandbox.handle({ method: 'DELETE', url }), known ? 200 : 404)
        mark('author of the highest id deleted', known?.id === model.nextAuthor - 1)
        return void change(model.authors.filter((one) => one !== known))
      case 'renameAuthor': {
        const after = known && { ...known, name: 'renamed' }
        const request = { ...post(url, { author: { name: 'renamed' } }), method: 'PATCH' }
        const response = this.answer(sandbox.handle(request), known ? 200 : 404)
        if (!after) return
        claim(bodyOf(response)).toEqual({ author: after })
        return void change(model.authors.map((one) => (one === known ? after : one)))
      }
      default: {
        const page = bodyOf(this.answer(sandbox.handle(get(`/authors?per_page=2&page=${own + 1}`)), 200))
        claim(page.authors).toEqual(model.authors.slice(2 * own, 2 * own + 2))
        claim(page.meta).toMatchObject({ total: model.authors.length, page: own + 1 })
        mark('page past the last', own > 0 && 2 * own >= model.authors.length)
      }
    }
  }

  travel({ does, at: own }: Command): void {
    const { sandbox, kept } = this
    switch (does) {
      case 'keep':
        return void kept.push({ snapshot: sandbox.snapshot(), model: this.model, time: this.time })
      case 'restore': {
        const to = kept[own % Math.max(kept.length, 1)]
        if (!to) return
        // Every other time there and on to the latest.
        for (const { snapshot, model, time } of own % 2 === 0 ? [to, kept.at(-1)!] : [to]) {
          sandbox.restore(snapshot)
          mark('restored to an older world', time < this.time)
          mark('restored to a newer world', time > this.time)
          mark('restored a world with other counters', model.nextAuthor !== this.model.nextAuthor)
          this.model = model
          this.time = time
        }
        return
      }
      case 'reload':
        sandbox.restore(sandbox.importSnapshot(sandbox.exportSnapshot()))
        return mark('reloaded from text', this.model !== nothing)
      case 'fork': {
        const before = sandbox.stateHash()
        const fork = sandbox.fork()
        const other = new Run(fork)
        other.model = this.model
        for (const each of this.model.notes) other.run({ does: 'remove', key: each.key } as Command)
        other.run({ does: 'addAuthor', at: own } as Command)
        claim(sandbox.stateHash()).toBe(before)
        return mark('fork that went its own way', fork.stateHash() !== before)
      }
      case 'undo': {
        // What is made and deleted again leaves nothing but counters.
        const before = sandbox.stateHash()
        const own = 'made and gone'
        this.answer(sandbox.handle(post('/notes', { key: own })), 201)
        claim(sandbox.stateHash()).not.toBe(before)
        this.answer(sandbox.handle({ method: 'DELETE', url: at(own) }), 204)
        claim(sandbox.stateHash()).toBe(before)
        return mark('undone to the same hash')
      }
      default:
        sandbox.reset()
        mark('reset of a world with things', this.model.notes.length > 0)
        this.model = nothing
    }
  }
}

it(`a sandbox does what the model does, in ${runs} random lives of up to 120 commands`, () => {
  const first = createSandbox({ description: description('library.yaml'), mode: 'stateful' })
  fc.assert(
    fc.property(fc.array(command, { minLength: 20, maxLength: 120, size: 'max' }), (commands) => {
      const run = new Run(first.fork())
      for (const one of commands) run.run(one)
      run.run({ does: 'list', limit: 3, sort: '' } as Command)
      expect(run.sandbox.state.list('authors').map(({ value }) => value)).toEqual(run.model.authors)
    }),
    { numRuns: runs }
  )
  expect(rare.filter((state) => (reached.get(state) ?? 0) < Math.min(runs / 30, 50))).toEqual([])
})
