// Everything at a glance: the resources, the operations of each, how much is covered, and what to look at.
import type { OperationReport, Resource, Sandbox } from '@sandbed/core'
import { style, visible } from '../output.js'
import { contentLines, type PackContents } from '../pack/pack-contents.js'
import { layOut, type Column } from './columns.js'
import { coverageLine, type Support } from './coverage.js'
import { eventsLine } from './event-sentences.js'
import { guide } from './explain.js'
import { gatherAlike, type AlikeGuesses, type Certainty } from './guesses.js'
import type { ModelView } from './model-view.js'
import { formatConfidence, wrap } from './sentence.js'
import { idWords, marked } from './wording.js'

/** An operation with all that the overview says of it. */
export interface Inspected {
  readonly report: OperationReport
  readonly support: Support
}

/** The overview as lines. `args` name the description on the command line. */
export function formatOverview(
  api: Sandbox['api'],
  model: ModelView,
  operations: readonly Inspected[],
  certainty: Certainty,
  pack: PackContents | undefined,
  args: readonly string[],
  width: number | undefined
): string[] {
  return [
    style('bold', `${visible(api.title)} ${visible(api.version)}`),
    ...resourceLines(model.resources, width),
    ...operationLines(model, operations, width),
    ...(pack ? contentLines(pack, width) : []),
    '',
    coverageLine(operations.map(({ support }) => support)),
    answersLine(operations.map(({ report }) => report)),
    ...eventsLine(model),
    ...guessLines(certainty, args, width)
  ]
}

const resourceColumns: readonly Column[] = [
  { head: 'sure', keep: true },
  { head: 'resource', most: 36, keep: true },
  { head: 'kind' },
  { head: 'creatable' },
  { head: 'id', most: 44 },
  { head: 'below', most: 36 },
  { head: 'state', most: 48 }
]

function resourceLines(resources: readonly Resource[], width: number | undefined): string[] {
  if (resources.length === 0) return []
  const rows = resources.map((resource) => {
    const { name, kind, creatable, parents, state } = resource
    return [
      formatConfidence(leastSure(resource)),
      name,
      kind.value,
      creatable.value ? 'yes' : 'no',
      idWords(resource),
      parents.map((parent) => parent.resource).join(', '),
      state
        ? `${marked(state.at.join('.'), state)}: ${marked(state.initial.value, state.initial)} (of ${state.value.length})`
        : ''
    ]
  })
  const { head, line } = layOut(resourceColumns, rows, width)
  return ['', style('bold', 'RESOURCES'), head, ...rows.map(line)]
}

/** A resource is as certain as the least certain of what makes it out: its kind, its schema and its id member. */
function leastSure({ kind, schema, id }: Resource): number {
  return Math.min(...[kind, schema, id?.at].map((finding) => finding?.confidence ?? 1))
}

const operationColumns: readonly Column[] = [
  { head: 'sure', keep: true },
  { head: 'does', keep: true },
  { head: 'operation', most: 72, keep: true },
  { head: 'operation id', most: 44 },
  { head: 'answers', most: 36 },
  { head: 'static body' }
]

function operationLines(
  model: ModelView,
  operations: readonly Inspected[],
  width: number | undefined
): string[] {
  if (operations.length === 0) return []
  const groups = new Map<string, string[][]>()
  const others: string[][] = []
  for (const { report, support } of operations) {
    const { key, operationId, answer } = report
    const { does, resource } = model.binding(key)
    const row = [
      formatConfidence(does.confidence),
      does.value === 'none' ? support : does.value,
      key,
      operationId ?? '',
      `${answer.status}${answer.type === null ? '' : ` ${answer.type}`}`,
      answer.body
    ]
    const group = resource && does.value !== 'none' ? groups.get(resource.value) : others
    if (group) group.push(row)
    else groups.set(resource!.value, [row])
  }
  const sections = [...groups].toSorted(([a], [b]) => (a < b ? -1 : 1))
  const { head, line } = layOut(
    operationColumns,
    [...sections.flatMap(([, rows]) => rows), ...others],
    width,
    2
  )
  return [
    '',
    style('bold', 'OPERATIONS'),
    head,
    ...[...sections, ['about no resource', others] as const].flatMap(([name, rows]) =>
      rows.length === 0 ? [] : [style('cyan', visible(name)), ...rows.map(line)]
    )
  ]
}

function answersLine(reports: readonly OperationReport[]): string {
  const count = (body: string): number => reports.filter(({ answer }) => answer.body === body).length
  return `In static mode ${count('example')} answer from an example, ${count('repaired')} from a repaired example, ${count('generated')} generated, ${count('none')} without a body`
}

const mostGuesses = 10

function guessLines(
  { findings, guesses }: Certainty,
  args: readonly string[],
  width: number | undefined
): string[] {
  if (guesses.length === 0) return [`${findings} findings, none of them a guess (below 0.5)`]
  const alike = gatherAlike(guesses)
  const { first } = alike[0]!
  const option =
    first.operation === undefined
      ? `--resource ${quoted(first.resource!)}`
      : `--explain ${quoted(first.operation)}`
  const command = `sdb inspect ${visible(args.map(quoted).join(' '))}`
  return [
    `${findings} findings, ${guesses.length} of them below 0.5: guesses to look at${alike.length > mostGuesses ? ', the weakest first' : ''}`,
    ...alike.slice(0, mostGuesses).flatMap((guess) => guessRow(guess, width)),
    '',
    `Ask why:             ${command} ${visible(option)}`,
    `See every guess:     ${command} --json`,
    `Put a guess right:   ${guide}`
  ]
}

function guessRow({ first, others }: AlikeGuesses, width: number | undefined): string[] {
  const { operation, resource, confidence, text, reason } = first
  const about = `${operation ?? resource!}${others === 0 ? '' : ` and ${others} more`}`
  return wrap(
    visible(`${formatConfidence(confidence)}  ${about}: ${text} (${reason})`),
    width,
    '  ',
    ' '.repeat(8)
  )
}

function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `"${text}"`
}
