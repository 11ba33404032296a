// One example of each thing a pack can say about behaviour, with the names of the API at hand: to be uncommented, and made into what is wanted.
import type { Resource } from '@sandbed/core'
import type { ExampleSeed } from './example-seed.js'
import { plainName, type FoundTransition } from './found-transitions.js'
import { magicAnswer } from './magic-answer.js'
import type { PackPart, Section } from './pack-part.js'
import { aThing, createOf, memberExpression, nounOf, type PackSubject } from './pack-subject.js'

/** What examples are made of. */
export interface ExampleSource {
  readonly subject: PackSubject
  readonly transitions: readonly FoundTransition[]
  readonly seed: ExampleSeed | undefined
}

/** All of them. */
export function exampleParts(source: ExampleSource): PackPart[] {
  return [timer(source), scenario(source), fault(source), answer(source), endpoint(source)].flatMap(
    (part) => part ?? []
  )
}

/** A transition for things as they are made: one that no operation does, where there is one. */
function firstMove(
  { transitions }: ExampleSource,
  resource: Resource | undefined
): FoundTransition | undefined {
  const initial = resource?.state?.initial.value
  const moves = transitions.filter(
    (one) => one.resource === resource && one.to !== initial && (one.from?.includes(initial!) ?? true)
  )
  return moves.find(({ bindings }) => bindings.length === 0) ?? moves[0]
}

function timer(source: ExampleSource): PackPart | undefined {
  const { subject, transitions } = source
  const resource = transitions.find(({ bindings }) => bindings.length === 0)?.resource ?? subject.resources[0]
  if (!resource)
    return example('timers', 'every-day', { every: '1d', do: { emit: { type: 'day.over' } } }, [
      'Every day of the sandbox something is told to its webhooks.'
    ])
  const move = firstMove(source, resource)
  const noun = nounOf(resource)
  if (!move)
    return example(
      'timers',
      plainName(`${noun}-reminder`),
      { resource: resource.name, in: '1d', do: { emit: { type: `${noun}.reminder`, data: '=entity' } } },
      [`A day after ${aThing(resource)} was made something is told to the webhooks of the sandbox.`]
    )
  const cancel = transitions
    .filter(
      (one) =>
        one !== move &&
        one.resource === resource &&
        (one.from?.includes(resource.state!.initial.value) ?? true)
    )
    .map(({ name }) => name)
  return example(
    'timers',
    plainName(`${move.name}-by-itself`),
    {
      resource: resource.name,
      in: '7d',
      ...(cancel.length === 0 ? {} : { cancel }),
      do: { transition: move.name }
    },
    [
      `Seven days after ${aThing(resource)} was made it goes through \`${move.name}\`${cancel.length === 0 ? '' : ', unless something else happens to it before'}.`
    ]
  )
}

// Names that expressions know already.
const taken = new Set(['entity', 'previous', 'request', 'params', 'things', 'now'])

function scenario(source: ExampleSource): PackPart | undefined {
  const { seed, subject } = source
  // Of a singleton the seed is the only one there can be.
  if (!seed || seed.resource.kind.value === 'singleton') return outage(subject)
  const { resource, parents, member } = seed
  const move = firstMove(source, resource)
  const at = resource.id?.at?.value
  const noun = nounOf(resource).replaceAll('-', '_')
  const as = /^[A-Za-z_]/.test(noun) && !taken.has(noun) ? noun : `the_${noun}`
  const state = resource.state?.at.length === 1 ? resource.state : undefined
  const value = {
    ...(member && { [member[0]]: `=${memberExpression('params', [member[0]])}` }),
    ...(state && { [state.at[0]!]: state.initial.value }),
    ...(parents && { $parents: parents })
  }
  return example(
    'scenarios',
    plainName(`old-${nounOf(resource)}`),
    {
      description: `${capital(aThing(resource))} from yesterday${move && at ? `, after \`${move.name}\`` : ''}.`,
      ...(member && { parameters: { [member[0]]: { default: member[1] } } }),
      steps: [
        { insert: { resource: resource.name, ...(Object.keys(value).length > 0 && { value }), as } },
        { advance: '1d' },
        ...(move && at ? [{ transition: { name: move.name, id: `=${memberExpression(as, at)}` } }] : [])
      ]
    },
    scenarioNote
  )
}

function outage(subject: PackSubject): PackPart | undefined {
  const key = usualOperation(subject)
  if (key === undefined) return undefined
  const fault = { operation: subject.operationName(key), status: 503 }
  return example(
    'scenarios',
    'outage',
    {
      description: 'One operation fails from now on.',
      steps: [{ fault }, { advance: '1d' }]
    },
    scenarioNote
  )
}

const scenarioNote = ['A place worth testing, for `sandbox.apply(name, parameters)`.']

function fault({ subject }: ExampleSource): PackPart | undefined {
  const key = usualOperation(subject)
  if (key === undefined) return undefined
  return example(
    'faults',
    'unavailable',
    {
      operation: subject.operationName(key),
      status: 503,
      message: 'This cannot be done right now.',
      count: 3
    },
    [
      'In force once a test arms it with `sandbox.faults.arm(name)`, or from the start with `armed: true`: the next three requests fail.'
    ]
  )
}

function answer({ subject }: ExampleSource): PackPart | undefined {
  const key = usualOperation(subject)
  const magic = key === undefined ? undefined : magicAnswer(subject, key)
  return magic && { section: 'responses', isExample: true, ...magic }
}

function endpoint({ subject: { resources } }: ExampleSource): PackPart {
  const noun =
    resources[0] && (resources[0].noun ?? resources[0].name.split('.').at(-1)!).replaceAll(/\s+/g, '_')
  return example(
    'webhooks',
    'endpoints',
    [{ url: 'https://example.com/webhooks', events: [noun === undefined ? '*' : `${noun}.*`] }],
    ['An address that is told of changes; `*` alone stands for all events.']
  )
}

/** The operation that examples are about: one that makes things. */
function usualOperation({ resources, model, sandbox }: PackSubject): string | undefined {
  const create = resources
    .map((resource) => createOf(resource, model))
    .find((binding) => binding !== undefined)
  return create?.operation ?? sandbox.operations[0]?.key
}

function example(
  section: Section,
  name: string,
  value: PackPart['value'],
  comments: readonly string[]
): PackPart {
  return { section, name, value, comments, isExample: true }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
