// Simulation packs of all sorts: sound ones, and ones with something wrong in them; the names are mostly those of the kennel.
import fc from 'fast-check'
import { simulationMembers } from './simulations.js'

const some = <T>(...values: T[]) => fc.constantFrom(...values)
const resource = some('dogs', 'kennels', 'owners', 'vets', 'walks', 'dog', '__proto__')
const operation = some(
  'listDogs',
  'addDog',
  'getDog',
  'removeDog',
  'adoptDog',
  'getOwner',
  'findVets',
  'GET /kennels/{kennel}/dogs',
  'POST /vets/search',
  'GET /nowhere',
  'constructor'
)
const place = fc.oneof(
  some('id', 'status', 'owner', 'vet.id', 'data', 'dog', 'edges.*.node', 'hits', '', 'nome', 'a..b', '.'),
  fc.array(some('id', 'vet', '*', 'toString', ''), { maxLength: 3 })
)
const junk = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  some<unknown>(null, '', 'nonsense', -1, 1.5, [], {}, true, false)
)
const member = some('id', 'status', 'owner', 'vet.id', 'born', 'more', 'nome', '__proto__', 'a..b')
const state = some('new', 'adopted', 'lost')
const flag = fc.boolean()
const no = fc.constant(false)
const parameter = some('page', 'limit', 'owner', 'created[gte]', 'who', 'nowhere')
const role = some('total', 'has-more', 'next-cursor', 'none-such')

/** Mostly what `value` makes, at times something else. */
const mostly = <T>(value: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 12, arbitrary: value }, { weight: 1, arbitrary: junk })

/** Some of these members, at times one more that nobody knows. */
function members(table: { [name: string]: fc.Arbitrary<unknown> }): fc.Arbitrary<Record<string, unknown>> {
  const known = Object.fromEntries(Object.entries(table).map(([name, value]) => [name, mostly(value)]))
  const any = fc.record(known, { requiredKeys: [] })
  // Few at a time, so that sound ones come up.
  const few = fc
    .subarray(Object.keys(table), { maxLength: Math.min(3, Object.keys(table).length) })
    .chain((names) => fc.record(Object.fromEntries(names.map((name) => [name, known[name]!]))))
  const more = fc
    .tuple(few, some('unknown', 'nam', '__proto__'))
    .map(([value, name]) =>
      Object.defineProperty({ ...value }, name, { value: 1, enumerable: true, configurable: true })
    )
  return fc.oneof(
    { weight: 8, arbitrary: few },
    { weight: 1, arbitrary: any },
    { weight: 1, arbitrary: more }
  )
}

const map = (name: fc.Arbitrary<string>, value: fc.Arbitrary<unknown>) =>
  fc.dictionary(name, mostly(value), { maxKeys: 3 })

const shape = fc.oneof(
  some(
    'uuid',
    'ulid',
    'integer',
    'slug',
    'schema',
    'cus_{14}',
    '{24:hex}',
    '{0}',
    '{200}',
    'x{9:odd}',
    'uuid7'
  ),
  members({
    kind: some('sequence', 'uuid', 'ulid', 'text', 'slug', 'schema'),
    start: some(0, 1, -1),
    asText: flag,
    width: some(1, 64, 65),
    prefix: some('a', ''),
    alphabet: some('ab', 'a'),
    length: some(1, 199, 200),
    from: place
  }),
  fc.record({ kind: some('text'), prefix: some('', 'a_'), alphabet: some('ab'), length: some(9) })
)

const resourceOverride = members({
  kind: some('collection', 'singleton', 'ambient'),
  schema: members({ operation, status: some('200', '404'), at: place }),
  id: place,
  alternates: fc.array(place, { maxLength: 2 }),
  shape,
  chosenByClient: flag,
  creatable: flag,
  state: fc.oneof(no, members({ at: place, initial: state, values: fc.array(state, { maxLength: 3 }) })),
  timestamps: map(
    member,
    fc.oneof(
      no,
      some('created', 'deleted'),
      members({ is: some('updated'), format: some('date', 'seconds') })
    )
  ),
  derived: map(
    member,
    fc.oneof(no, some('/dogs/{id}', '{/}', '{/kennels}:{id}', '{nome}', '{{}}', '{', '{}', ''))
  ),
  counts: map(member, fc.oneof(no, resource, members({ of: resource, state }))),
  version: fc.oneof(no, members({ at: place, kind: some('number', 'text') })),
  tombstone: fc.oneof(no, members({ at: place, state })),
  onDelete: some('restrict', 'cascade', 'set-null', 'nothing'),
  references: map(member, fc.oneof(no, resource)),
  parents: map(resource, fc.oneof(flag, place)),
  strict: flag,
  known: fc.array(some('a', '')),
  seed: fc.array(fc.dictionary(member, junk, { maxKeys: 2 }), { maxLength: 2 })
})

const operationOverride = members({
  does: some('list', 'read', 'create', 'update', 'replace', 'delete', 'action', 'none'),
  resource,
  key: fc.oneof(
    no,
    some('path.dog', 'path.kennel', 'query.owner', 'header.X-Id', 'body.text', 'cookie.a', 'path.')
  ),
  input: fc.oneof(no, some('body', 'body.text', 'body.data.*', 'query', 'query.who', 'path.a')),
  output: fc.oneof(place, members({ kind: some('entity', 'items', 'id', 'other', 'none'), at: place })),
  within: fc.array(members({ resource, parameter: some('kennel', 'dog', 'cat') }), { maxLength: 2 }),
  expand: fc.oneof(no, parameter),
  fields: fc.oneof(no, parameter),
  to: state,
  from: fc.oneof(state, fc.array(state, { maxLength: 2 })),
  sets: fc.dictionary(member, junk, { maxKeys: 2 }),
  copies: flag,
  items: place,
  paging: members({
    style: some('none', 'page', 'offset', 'cursor', 'after'),
    in: some('body', 'query'),
    parameter,
    before: parameter,
    first: some(0, 1, -1),
    size: parameter,
    defaultSize: some(1, 10, 0),
    maxSize: some(1, 100)
  }),
  filters: map(
    parameter,
    fc.oneof(no, place, members({ at: place, operator: some('equal', 'above', 'like') }))
  ),
  order: some('oldest', 'newest'),
  sort: fc.oneof(
    no,
    members({
      parameter,
      direction: parameter,
      values: map(member, place),
      defaultDirection: some('ascending')
    })
  ),
  envelope: map(member, fc.oneof(no, role)),
  headers: map(some('link', 'x-total'), fc.oneof(no, role))
})

/** A pack, or something like one. */
export const anyPack: fc.Arbitrary<unknown> = mostly(
  members({
    $schema: some('https://example.com/pack.json'),
    format: some('sandbed-pack', 'pack'),
    version: some(1, 2),
    name: some('mine'),
    resources: map(resource, resourceOverride),
    operations: map(operation, operationOverride),
    events: map(
      some('dog.adopted', 'POST x', '__proto__'),
      fc.oneof(
        no,
        members({
          resource,
          on: some('created', 'made'),
          state,
          member: place,
          at: place,
          type: some('a', '')
        })
      )
    ),
    ...simulationMembers
  })
)
