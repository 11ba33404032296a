// What packs say about behaviour, of all sorts: sound, and with something wrong in it; the names are mostly those of the kennel.
import fc from 'fast-check'

type Any = fc.Arbitrary<unknown>

const some = <T>(...values: T[]) => fc.constantFrom(...values)
const junk = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  some<unknown>(null, '', 'nonsense', '=', '=1 +', -1, 1.5, [], {}, true, false)
)
const mostly = (value: Any): Any => fc.oneof({ weight: 14, arbitrary: value }, { weight: 1, arbitrary: junk })

/** These members, some of those, and at times one that nobody knows. */
function members(required: { [name: string]: Any }, others: { [name: string]: Any } = {}): Any {
  const all = { ...required, ...others }
  const known = Object.fromEntries(Object.entries(all).map(([name, value]) => [name, mostly(value)]))
  return fc
    .subarray(Object.keys(others), { maxLength: Math.min(3, Object.keys(others).length) })
    .chain((names) =>
      fc.record(Object.fromEntries([...Object.keys(required), ...names].map((name) => [name, known[name]!])))
    )
    .chain((value) =>
      fc.oneof({ weight: 20, arbitrary: fc.constant(value) }, some({ ...(value as object), nam: 1 }))
    )
}
const map = (name: fc.Arbitrary<string>, value: Any): Any =>
  fc.dictionary(name, mostly(value), { maxKeys: 2 })
const oneOrMore = (value: Any): Any => fc.oneof(value, fc.array(value, { minLength: 1, maxLength: 2 }))

const resource = some('dogs', 'kennels', 'owners', 'cats')
const name = some('adopt', 'lose', 'feed', '__proto__', 'toString', 'a b', '')
const state = some('new', 'adopted', 'lost')
const operation = some('adoptDog', 'addDog', 'GET /kennels/{kennel}/dogs', 'nobody')
const member = some('status', 'owner', 'vet.id', 'nome', 'a..b')
const span = some<unknown>(0, 5000, '5m', 'P1M', 'soon', '', '=entity.born')
const condition = some(
  '=true',
  '=entity.name == "Rex"',
  "=things.dogs.exists(d, d.nome == 'x')",
  '=now',
  '==1',
  'now > 1',
  '=1 +'
)
const template = fc.oneof(
  some<unknown>(1, 'text', '=now', '=entity.name', '=params.x', '=request.body.x', '==', null),
  fc.dictionary(member, some<unknown>('=now', '=entity', 1))
)
const text = some('words', '')
const set = fc.dictionary(member, template, { maxKeys: 2 })
const headers = fc.dictionary(some('x-a', 'Retry-After', 'a b', ''), some('1', ' 1', 'é'), { maxKeys: 2 })
const eventType = some('dog.fed', 'dog fed', '*')

const match = {
  operation: oneOrMore(operation),
  does: oneOrMore(some('create', 'list', 'sing')),
  resource: oneOrMore(resource),
  when: condition,
  nth: some(1, 0),
  count: some(2, 0.5),
  probability: some(0, 0.5, 2)
}
const fault = members(
  {},
  {
    ...match,
    description: text,
    armed: fc.boolean(),
    status: some(500, 404, 600),
    message: text,
    body: template,
    headers,
    delay: span,
    realDelay: some(0, 60_000, 60_001),
    drop: some('before', 'after'),
    malformed: fc.boolean(),
    rateLimit: members({ limit: some(5, -1), window: span })
  }
)
const response = members(
  {
    respond: members(
      { status: some(200, 402, 99) },
      { message: text, body: template, headers, example: text }
    )
  },
  { ...match, name, description: text }
)

const step: Any = fc.oneof(
  fc.record({
    insert: members(
      { resource },
      { value: fc.oneof(set, some<unknown>('=params', 7)), as: some<unknown>('rex', 'a-b', 'now') }
    )
  }),
  fc.record({ patch: members({ resource, set }, { id: template }) }),
  fc.record({ remove: members({ resource, id: template }) }),
  fc.record({
    transition: fc.oneof(name, members({ name }, { id: template, with: map(some('x', 'a-b'), template) }))
  }),
  fc.record({ fault: fc.oneof(name, fault) }),
  fc.record({ respond: response }),
  fc.record({ clear: some('faults', 'x', '') }),
  fc.record({ advance: span }),
  fc.record({ emit: members({ type: eventType }, { data: template }) }),
  some({}, { clear: 'faults', advance: 1 }, { wait: 1 })
)
const steps = fc.array(mostly(step), { maxLength: 2 })

/** The members of a pack that are about behaviour. */
export const simulationMembers: { readonly [name: string]: Any } = {
  clock: members({}, { start: some<unknown>(0, '2026-01-01T00:00:00Z', 'today', '') }),
  transitions: map(
    name,
    members(
      { resource },
      {
        description: text,
        from: oneOrMore(state),
        to: state,
        when: condition,
        otherwise: members({}, { status: some(409, 200), message: text }),
        set,
        on: oneOrMore(operation),
        id: template,
        emit: oneOrMore(eventType)
      }
    )
  ),
  timers: map(
    name,
    members(
      { do: fc.oneof(step, steps) },
      {
        description: text,
        resource,
        after: oneOrMore(name),
        in: span,
        at: some<unknown>(0, '2026-01-01T00:00:00Z', '=now + 1', ''),
        every: span,
        when: condition,
        cancel: oneOrMore(name)
      }
    )
  ),
  scenarios: map(
    name,
    members(
      { steps },
      {
        description: text,
        byRequest: fc.boolean(),
        parameters: map(some('x', 'a-b'), members({}, { description: text, default: junk }))
      }
    )
  ),
  faults: map(name, fault),
  responses: fc.array(mostly(response), { maxLength: 2 }),
  webhooks: members(
    {},
    {
      changes: fc.boolean(),
      style: some('standard', 'svix'),
      events: fc.array(
        members(
          { type: eventType, resource, on: oneOrMore(some('created', 'adopt', '')) },
          { when: condition, data: template }
        ),
        { maxLength: 2 }
      ),
      endpoints: fc.array(
        members(
          { url: some('https://example.com/', 'example', '') },
          {
            events: fc.array(eventType, { maxLength: 2 }),
            description: text,
            secret: text,
            style: some('github', 'x'),
            headers
          }
        ),
        { maxLength: 2 }
      ),
      retries: fc.array(span, { maxLength: 2 })
    }
  )
}
