// What a pack holds, in short: for `sdb pack check` and `sdb inspect`.
import type { FaultSpec, SimulationPack, TimerSpec } from '@sandbed/core'
import { layOut, type Column } from '../inspect/columns.js'
import { style, visible } from '../output.js'

/** What a pack holds, by name where it has names. */
export interface PackContents {
  readonly name: string | null
  readonly transitions: readonly Described[]
  readonly timers: readonly Described[]
  readonly scenarios: readonly Described[]
  readonly faults: readonly Described[]
  readonly responses: number
  /** Types of events beyond the changes of things. */
  readonly events: readonly string[]
  readonly endpoints: number
  readonly seeds: number
  /** How many resources and operations are corrected. */
  readonly corrections: number
}

/** Something with a name. */
export interface Described {
  readonly name: string
  /** What it does, in short: `payments: authorized -> captured`. */
  readonly does: string
  /** As the pack says it. */
  readonly description?: string
}

/** Looks at a pack of the right form. */
export function packContents(pack: SimulationPack): PackContents {
  const { transitions = {}, timers = {}, scenarios = {}, faults = {}, responses = [], webhooks = {} } = pack
  const resources = Object.values(pack.resources ?? {})
  const corrected = resources.filter((one) => Object.keys(one).some((name) => name !== 'seed'))
  return {
    name: pack.name ?? null,
    transitions: described(transitions, ({ resource, from, to }) =>
      to === undefined ? resource : `${resource}: ${from === undefined ? 'any state' : listOf(from)} -> ${to}`
    ),
    timers: described(timers, timerWords),
    scenarios: described(scenarios, ({ steps, byRequest = false, parameters = {} }) =>
      [
        `${steps.length} ${steps.length === 1 ? 'step' : 'steps'}`,
        ...(Object.keys(parameters).length === 0 ? [] : [`with ${Object.keys(parameters).join(', ')}`]),
        ...(byRequest ? ['by request'] : [])
      ].join(', ')
    ),
    faults: described(faults, faultWords),
    responses: responses.length,
    events: (webhooks.events ?? []).map(({ type }) => type),
    endpoints: webhooks.endpoints?.length ?? 0,
    seeds: resources.reduce((count, { seed = [] }) => count + seed.length, 0),
    corrections:
      corrected.length + Object.keys(pack.operations ?? {}).length + Object.keys(pack.events ?? {}).length
  }
}

function described<T extends { readonly description?: string }>(
  map: { readonly [name: string]: T },
  does: (one: T) => string
): Described[] {
  return Object.entries(map).map(([name, one]) => {
    const { description } = one
    return { name, does: does(one), ...(description === undefined ? {} : { description }) }
  })
}

/** `payments: 7d after authorize`. */
function timerWords({ resource, after = 'create', in: span, at, every }: TimerSpec): string {
  const words = [
    ...(span === undefined
      ? []
      : [
          resource === undefined
            ? `after ${spanWords(span)}`
            : `${span === 0 ? 'right' : spanWords(span)} after ${listOf(after)}`
        ]),
    ...(at === undefined ? [] : [`at ${spanWords(at)}`]),
    ...(every === undefined ? [] : [`every ${spanWords(every)}`])
  ]
  return `${resource === undefined ? '' : `${resource}: `}${words.join(', ')}`
}

/** `503, 3 times`. */
function faultWords({
  status,
  delay,
  drop,
  malformed,
  rateLimit,
  nth,
  count,
  probability,
  armed
}: FaultSpec): string {
  return [
    ...(status === undefined ? [] : [String(status)]),
    ...(delay === undefined ? [] : [`${spanWords(delay)} late`]),
    ...(drop === undefined ? [] : [`dropped ${drop} the answer`]),
    ...(malformed ? ['cut off'] : []),
    ...(rateLimit ? [`more than ${rateLimit.limit} in ${spanWords(rateLimit.window)}`] : []),
    ...(nth === undefined ? [] : [`request ${nth}`]),
    ...(count === undefined ? [] : [count === 1 ? 'once' : `${count} times`]),
    ...(probability === undefined ? [] : [`one in ${Number((1 / probability).toFixed(1))}`]),
    ...(armed ? ['armed'] : [])
  ].join(', ')
}

function listOf(names: string | readonly string[]): string {
  return typeof names === 'string' ? names : names.join(', ')
}

function spanWords(value: unknown): string {
  return typeof value === 'number'
    ? `${value} ms`
    : typeof value === 'function'
      ? '(a function)'
      : String(value)
}

/** `3 transitions, 2 timers, 1 scenario`. */
export function countContents(contents: PackContents): string {
  const { transitions, timers, scenarios, faults, responses, events, endpoints, seeds, corrections } =
    contents
  const counts: readonly (readonly [number, string])[] = [
    [transitions.length, 'transition'],
    [timers.length, 'timer'],
    [scenarios.length, 'scenario'],
    [faults.length, 'fault'],
    [responses, 'response rule'],
    [events.length, 'event'],
    [endpoints, 'endpoint'],
    [seeds, 'seed'],
    [corrections, 'correction']
  ]
  const said = counts.flatMap(([count, noun]) =>
    count === 0 ? [] : [`${count} ${noun}${count === 1 ? '' : 's'}`]
  )
  return said.length === 0 ? 'nothing is said in it' : said.join(', ')
}

const columns: readonly Column[] = [
  { head: 'part', keep: true },
  { head: 'name', keep: true },
  { head: 'does', most: 60 },
  { head: 'description' }
]

/** The parts that have names, a line each. */
export function contentLines(
  { name, transitions, timers, scenarios, faults }: PackContents,
  width: number | undefined
): string[] {
  const rows = Object.entries({
    transition: transitions,
    timer: timers,
    scenario: scenarios,
    fault: faults
  }).flatMap(([part, some]) => some.map((one) => [part, one.name, one.does, one.description ?? '']))
  if (rows.length === 0) return []
  const { head, line } = layOut(columns, rows, width)
  return ['', style('bold', `PACK${name === null ? '' : ` ${visible(name)}`}`), head, ...rows.map(line)]
}
