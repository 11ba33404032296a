// The state engine against a model that is plainly right: arrays and filters. What it went through is counted, and rare things must have
// happened.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Collection, emptyCollection } from './collection.js'
import { diffWorlds } from './diff.js'
import { stateHash } from './hash.js'
import { exportSnapshot, importSnapshot } from './snapshot-file.js'
import { emptyWorld, type World } from './world.js'

interface Item {
  readonly id: string
  readonly group: string
  readonly version: number
}

/** The collection that the commands work on, as it should be: `[seq, record]` in order. */
interface Model {
  readonly entries: readonly (readonly [number, Item])[]
  readonly next: number
}

type Command =
  | {
      readonly kind: 'insert' | 'set' | 'delete' | 'page' | 'rank' | 'find' | 'group'
      readonly at: number
      readonly group: string
    }
  | { readonly kind: 'insertMany'; readonly count: number; readonly group: string }
  | { readonly kind: 'deleteRun'; readonly at: number; readonly count: number }
  | { readonly kind: 'keep' | 'restore' | 'reload' | 'skip' | 'index' | 'sameAgain'; readonly at: number }

const reached = new Map<string, number>()
function mark(state: string, when = true): void {
  if (when) reached.set(state, (reached.get(state) ?? 0) + 1)
}

const rare = [
  'empty collection read',
  'emptied, then inserted into',
  'root became deeper',
  'root became shallower',
  'block of 32 left empty',
  'gap of more than 2^20 numbers',
  'number that is gone ranked',
  'page past the end',
  'page over a gap',
  'page from the newest',
  'set with the very record',
  'set of a number that is gone',
  'record moved to another group',
  'group emptied',
  'group of one',
  'group of more than 64',
  'group paged in its middle',
  'hostile key looked up',
  'index built late',
  'index after restore',
  'restored to an older world',
  'restored to a newer world',
  'fork of a fork',
  'reloaded from text',
  'reloaded empty',
  'hash equal after undoing'
]

const groups = ['a', 'b', 'c', '', '__proto__', 'constructor', 'x'.repeat(1_000), '😀']
const group = fc.oneof({ weight: 3, arbitrary: fc.constantFrom('a', 'b') }, fc.constantFrom(...groups))
const at = fc.oneof(fc.nat(1_500), fc.nat(40), fc.constantFrom(-1, 0, 31, 32, 1_023, 1_024))
const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constantFrom('insert', 'set', 'set', 'delete', 'page', 'rank', 'find', 'group'),
      at,
      group
    })
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('insertMany'),
      count: fc.constantFrom(0, 1, 2, 31, 33, 70, 400),
      group
    })
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('deleteRun'),
      at,
      count: fc.constantFrom(1, 1, 20, 20, 64, 64, 2_000)
    })
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom('keep', 'keep', 'restore', 'restore', 'reload', 'skip', 'index', 'sameAgain'),
      at
    })
  }
) as fc.Arbitrary<Command>

const idOf = ({ id }: Item) => [id]
const groupOf = ({ group }: Item) => [group]
const release = 'r'

const same = (actual: unknown, expected: unknown): void => expect(actual).toBe(expected)
const equal = (actual: unknown, expected: unknown): void => expect(actual).toEqual(expected)

class Run {
  world: World = emptyWorld()
  model: Model = { entries: [], next: 0 }
  kept: { readonly world: World; readonly model: Model; readonly depth: number }[] = []
  depth = 0
  indexed = false
  version = 0

  get items(): Collection<Item> {
    return this.world.collection<Item>('items')
  }

  write(collection: Collection<Item>, model: Model): void {
    const before = this.items.records?.level ?? -1
    const after = collection.records?.level ?? -1
    mark('root became deeper', before >= 0 && after > before)
    mark('root became shallower', after >= 0 && after < before)
    this.world = this.world.withCollection('items', collection)
    this.model = model
  }

  item(group: string): Item {
    return { id: `item_${++this.version}`, group, version: this.version }
  }

  /** A number: of a record, of one that is gone, or of one to come. */
  seqAt(at: number): number {
    const { entries } = this.model
    return at % 3 === 0 ? at : (entries[at % (entries.length + 1)]?.[0] ?? at)
  }

  step(command: Command): void {
    const { entries, next } = this.model
    mark('empty collection read', entries.length === 0)
    switch (command.kind) {
      case 'insert': {
        const item = this.item(command.group)
        const { collection, seq } = this.items.insert(item)
        same(seq, next)
        mark('emptied, then inserted into', entries.length === 0 && next > 0)
        return this.write(collection, { entries: [...entries, [seq, item]], next: next + 1 })
      }
      case 'insertMany': {
        const items = Array.from({ length: command.count }, () => this.item(command.group))
        const added = items.map((item, i) => [next + i, item] as const)
        return this.write(this.items.insertMany(items), {
          entries: [...entries, ...added],
          next: next + items.length
        })
      }
      case 'set': {
        const seq = this.seqAt(command.at)
        const index = entries.findIndex(([other]) => other === seq)
        const { items } = this
        const before = items.get(seq)
        same(before, entries[index]?.[1])
        const item = { ...this.item(command.group), id: before?.id ?? 'none' }
        const collection = items.set(seq, item)
        mark('set of a number that is gone', index < 0 && seq < next)
        mark('record moved to another group', before !== undefined && before.group !== command.group)
        if (index < 0) return same(collection, items)
        return this.write(collection, { entries: entries.with(index, [seq, item]), next })
      }
      case 'delete':
        return this.delete(new Set([this.seqAt(command.at)]))
      case 'deleteRun': {
        const start = Math.max(0, command.at) % (entries.length + 1)
        return this.delete(new Set(entries.slice(start, start + command.count).map(([seq]) => seq)))
      }
      case 'page':
        return this.page(command.at)
      case 'rank': {
        const seq = this.seqAt(command.at)
        mark('number that is gone ranked', seq < next && this.items.get(seq) === undefined)
        return same(this.items.rankOf(seq), entries.filter(([other]) => other < seq).length)
      }
      case 'find': {
        const index = this.items.index('id', idOf)
        const entry = entries[Math.max(0, command.at) % (entries.length + 1)]
        equal(index.first(entry?.[1].id ?? 'none'), entry)
        mark('hostile key looked up')
        return equal(index.first('__proto__'), undefined)
      }
      case 'group':
        return this.group(command.group, command.at)
      case 'index':
        mark('index built late', !this.indexed && entries.length > 100)
        this.indexed = true
        this.items.index('group', groupOf)
        this.items.index('id', idOf)
        return
      case 'skip': {
        // As if many had been inserted and deleted.
        const gap = Math.max(1, command.at) * 4_096
        mark('gap of more than 2^20 numbers', gap > 2 ** 20)
        this.indexed = false
        return this.write(Collection.from(next + gap, entries), { entries, next: next + gap })
      }
      case 'keep':
        return this.keep()
      case 'restore': {
        const kept = this.kept[Math.max(0, command.at) % (this.kept.length + 1)]
        if (kept === undefined) return
        // Half of the times what is left is kept too, so that forks go on side by side.
        if (command.at % 2 === 0) this.keep()
        mark('restored to an older world', kept.model.next < next)
        mark('restored to a newer world', kept.model.next > next)
        ;({ world: this.world, model: this.model, depth: this.depth } = kept)
        mark('index after restore', this.indexed)
        return
      }
      case 'reload': {
        const text = exportSnapshot(this.world, { release, meta: { version: this.version } })
        const { world, meta } = importSnapshot(text, release)
        same(exportSnapshot(world, { release, meta }), text)
        equal(diffWorlds(this.world, world), {})
        mark('reloaded from text', entries.length > 0)
        mark('reloaded empty', entries.length === 0 && next > 0)
        this.indexed = false
        this.world = world
        this.model = { entries: [...this.items], next: this.items.next }
        return equal(this.model, { entries, next })
      }
      case 'sameAgain': {
        const entry = entries[Math.max(0, command.at) % (entries.length + 1)]
        if (entry === undefined) return
        mark('set with the very record')
        same(this.items.set(entry[0], entry[1]), this.items)
        const undone = this.items.set(entry[0], this.item('b')).set(entry[0], { ...entry[1] })
        mark('hash equal after undoing')
        return same(stateHash(this.world.withCollection('items', undone)), stateHash(this.world))
      }
    }
  }

  keep(): void {
    mark('fork of a fork', this.depth > 1)
    this.kept.push({ world: this.world, model: this.model, depth: this.depth + 1 })
  }

  delete(seqs: ReadonlySet<number>): void {
    const { entries, next } = this.model
    const { items } = this
    let collection = items
    for (const seq of seqs) collection = collection.delete(seq)
    const left = entries.filter(([seq]) => !seqs.has(seq))
    if (left.length === entries.length) same(collection, items)
    const blocks = new Set(left.map(([seq]) => Math.floor(seq / 32)))
    mark(
      'block of 32 left empty',
      entries.some(([seq]) => !blocks.has(Math.floor(seq / 32)))
    )
    this.write(collection, { entries: left, next })
  }

  page(at: number): void {
    const { entries } = this.model
    const page = this.items.page(at, 20)
    const expected = entries.slice(Math.max(0, at), Math.max(0, at) + 20)
    equal(page, expected)
    equal(this.items.at(at), entries[at])
    mark('page past the end', at > entries.length)
    mark(
      'page over a gap',
      expected.some(([seq], i) => i > 0 && seq !== expected[i - 1]![0] + 1)
    )
    mark('page from the newest', entries.length > 20)
    equal(
      this.items.page(at, 20, 'descending'),
      entries.toReversed().slice(Math.max(0, at), Math.max(0, at) + 20)
    )
  }

  group(group: string, at: number): void {
    const index = this.items.index('group', groupOf)
    this.indexed = true
    const members = this.model.entries.filter(([, item]) => item.group === group)
    same(index.count(group), members.length)
    equal(index.first(group), members[0])
    const offset = Math.max(0, at) % (members.length + 1)
    equal(index.page(group, offset, 10), members.slice(offset, offset + 10))
    equal(index.page(group, offset, 10, 'descending'), members.toReversed().slice(offset, offset + 10))
    same(index.rankOf(group, at), members.filter(([seq]) => seq < at).length)
    equal(
      [...index.seqs(group)],
      members.map(([seq]) => seq)
    )
    mark('group emptied', members.length === 0 && this.model.next > 0)
    mark('group of one', members.length === 1)
    mark('group of more than 64', members.length > 64)
    mark('group paged in its middle', offset > 0 && offset < members.length - 10)
  }

  check(): void {
    for (const { world, model } of [...this.kept, { world: this.world, model: this.model }]) {
      const items = world.collection<Item>('items')
      equal([items.size, items.next], [model.entries.length, model.next])
      equal([...items], model.entries)
      const fresh = emptyWorld().withCollection('items', Collection.from<Item>(model.next, model.entries))
      same(stateHash(world, 'everything'), stateHash(fresh, 'everything'))
      for (const [name, keysOf] of [
        ['id', idOf],
        ['group', groupOf]
      ] as const) {
        const [index, rebuilt] = [items.index(name, keysOf), emptyFrom(items).index(name, keysOf)]
        for (const key of [...groups, ...model.entries.slice(0, 5).map(([, { id }]) => id)])
          equal([...index.seqs(key)], [...rebuilt.seqs(key)])
      }
    }
  }
}

/** The same collection without what it remembers. */
function emptyFrom(items: Collection<Item>): Collection<Item> {
  return items.size === 0 ? emptyCollection() : Collection.from(items.next, items)
}

it('any sequence of commands does what it does to a list, and rare things were among them', () => {
  fc.assert(
    fc.property(fc.array(command, { minLength: 10, maxLength: 80, size: 'max' }), (commands) => {
      const run = new Run()
      for (const command of commands) run.step(command)
      run.check()
    }),
    { numRuns: 150 }
  )
  expect(rare.filter((state) => (reached.get(state) ?? 0) < 3)).toEqual([])
})
