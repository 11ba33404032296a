// Faults and response rules, ready to be looked at with every request. Those of a pack, and those that are armed while a sandbox runs.
import { suggest } from '../../../internal/suggest.js'
import type { OperationSummary } from '../../release.js'
import type { Classification, Resource } from '../../resources/model.js'
import type { Report } from '../../readers/report.js'
import { openFormula, openTest } from './formulas.js'
import { namesHere, type Around, type NamesHere } from '../names/names-here.js'
import type { OpenMatch, OpenRule } from '../opened.js'
import type { Grounds } from '../grounds.js'
import { eachOf, opening as openingOf, type Opening } from './opening.js'
import type { FaultSpec, RequestMatch, ResponseRule } from '../fault-spec.js'
import { said } from './said.js'
import { openInterval, openSpan } from './spans.js'

/**
 * Opens a fault or a response rule of the right form (see `faultFormat`, `responseFormat`) that stands at a pointer; `around` is what the scenario
 * knows that puts it in force. `undefined` where there are errors, which are reported.
 */
export function openRule(
  spec: FaultSpec | ResponseRule,
  place: Grounds,
  report: Report,
  at: string,
  around: Pick<Around, 'params' | 'named'> = {}
): OpenRule | undefined {
  let isSound = true
  const opening = openingOf(place, (make) => {
    const issue = make()
    if (issue.severity === 'error') isSound = false
    report(() => issue)
  })
  const { nth, count, probability } = spec
  const [match, names] = openMatch(opening, spec, at, around)
  const counted = { ...said({ nth, count, probability }), match }
  const rule =
    'respond' in spec
      ? openResponse(opening, spec, match, `${at}/respond`)
      : openFault(opening, spec, match, at)
  const bodyAt = 'respond' in spec ? `${at}/respond/body` : `${at}/body`
  const { body } = 'respond' in spec ? spec.respond : spec
  const formula = body === undefined ? undefined : openFormula(opening, body, bodyAt, names)
  return isSound ? { ...counted, ...rule, ...said({ body: formula }) } : undefined
}

function openMatch(
  opening: Opening,
  match: RequestMatch,
  at: string,
  around: Pick<Around, 'params' | 'named'>
): [OpenMatch, NamesHere] {
  const operations = eachOf(match.operation, `${at}/operation`).map(([name, pointer]) =>
    opening.operation(name, pointer)
  )
  const resources = eachOf(match.resource, `${at}/resource`).map(([name, pointer]) =>
    opening.resource(name, pointer)
  )
  const does = eachOf(match.does, `${at}/does`).map(([one]) => one as Classification)
  const about = new Set(
    resources.length > 0 ? resources : operations.map((operation) => aboutOf(opening, operation))
  )
  const [only = null] = about
  const entity = about.size === 1 ? only : null
  const names = namesHere(opening, { ...around, entity, perhaps: true, request: true })
  const when = openTest(opening, match.when, `${at}/when`, names)
  const opened: OpenMatch = {
    ...(operations.length > 0 && { operations: new Set(operations.flatMap((one) => one?.key ?? [])) }),
    ...(resources.length > 0 && { resources: new Set(resources.flatMap((one) => one?.name ?? [])) }),
    ...(does.length > 0 && { does: new Set(does) }),
    ...said({ when })
  }
  return [opened, names]
}

/** The resource that an operation is about. */
function aboutOf({ model }: Opening, operation: OperationSummary | undefined): Resource | undefined {
  const binding = operation && Object.hasOwn(model.bindings, operation.key) && model.bindings[operation.key]
  const name = binding ? binding.resource?.value : undefined
  return name !== undefined && Object.hasOwn(model.resources, name) ? model.resources[name] : undefined
}

function openFault(
  opening: Opening,
  fault: FaultSpec,
  { operations }: OpenMatch,
  at: string
): Omit<OpenRule, 'match'> {
  const { status, message, body, example, headers, realDelay, drop, malformed, rateLimit } = fault
  const delay = openSpan(opening, fault.delay, `${at}/delay`)
  const span = openInterval(opening, rateLimit?.window, `${at}/rateLimit/window`)
  const effects = [
    status,
    headers,
    fault.delay,
    realDelay,
    drop,
    malformed,
    rateLimit,
    message,
    body,
    example
  ]
  if (effects.every((effect) => effect === undefined || effect === false))
    opening.invalid(
      at,
      'The fault does not say what goes wrong.',
      'Give it a `status`, `delay`, `realDelay`, `drop`, `malformed` or `rateLimit`.'
    )
  for (const [name, value] of Object.entries({ message, body, example }))
    if (value !== undefined && status === undefined && !rateLimit)
      opening.invalid(
        `${at}/${name}`,
        `\`${name}\` says what an error says, and there is no \`status\` of one.`
      )
  if (message !== undefined && body !== undefined)
    opening.doubtful(`${at}/message`, 'The body stands in place of the message.', 'Leave one of them out.')
  if (example !== undefined && (status !== undefined || rateLimit))
    checkNamed(opening, { operations, status: status ?? 429, example, body }, `${at}/example`)
  return {
    ...said({ status, message, example, headers, delay, realDelay, drop, malformed }),
    ...(rateLimit && span && { rateLimit: { limit: rateLimit.limit, window: span } })
  }
}

function openResponse(
  opening: Opening,
  { respond: { status, message, headers, example, body } }: ResponseRule,
  { operations }: OpenMatch,
  at: string
): Omit<OpenRule, 'match'> {
  if (example !== undefined) checkNamed(opening, { operations, status, example, body }, `${at}/example`)
  return said({ status, message, headers, example })
}

/** An example that is named beside a body has no say, and one of certain operations has to be there. */
function checkNamed(
  opening: Opening,
  {
    operations,
    status,
    example,
    body
  }: Pick<OpenMatch, 'operations'> &
    Pick<FaultSpec, 'body'> & { readonly status: number; readonly example: string },
  at: string
): void {
  if (body !== undefined)
    opening.doubtful(at, 'The body stands in place of the example.', 'Leave one of them out.')
  else if (operations) checkExample(opening, operations, status, example, at)
}

/** Whether one of the operations has such an example. */
function checkExample(
  opening: Opening,
  operations: ReadonlySet<string>,
  status: number,
  example: string,
  at: string
): void {
  const names = new Set<string>()
  for (const key of operations) {
    const { responses } = opening.source.operation(key)
    const declared = [String(status), `${Math.floor(status / 100)}XX`, 'default'].find((one) =>
      Object.hasOwn(responses, one)
    )
    for (const { examples } of declared === undefined ? [] : responses[declared]!.content)
      for (const name of Object.keys(examples ?? {})) names.add(name)
  }
  if (names.has(example)) return
  const nearest = suggest(example, [...names])
  opening.invalid(
    at,
    `No response with the status ${status} has an example \`${example.slice(0, 100)}\`.`,
    nearest !== undefined
      ? `Did you mean \`${nearest}\`?`
      : names.size === 0
        ? 'It has no named examples.'
        : `It has: ${[...names].slice(0, 12).join(', ')}.`
  )
}
