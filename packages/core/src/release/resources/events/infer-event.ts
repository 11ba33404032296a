// One webhook or callback -> the change that it tells of: the thing that its name speaks of and its payload shows, and what became of it.
import type { Schema } from '../../../schema/schema.js'
import type { Operation } from '../../release.js'
import { bodySchema } from '../../schema-of-media.js'
import { inferred } from '../evidence.js'
import type { Inferred } from '../inferred.js'
import type { EventBinding } from '../event-model.js'
import { namedWords, namesOf, type EventName } from './event-names.js'
import { standingIn, type Standing, type Subjects } from './event-subject.js'
import { tellingMember, valueNamed } from './payload-place.js'
import type { ReadChange } from './read-change.js'
import { readings, readingsOfPayload, type Reading } from './readings.js'

/** What a webhook tells of. */
export interface Told {
  readonly event: Inferred<EventBinding>
  /** No word speaks of the resource: only its looks do. */
  readonly byLooks: boolean
}

/** Infers what a webhook tells of; `undefined` where it is about nothing that is kept. `raw`: as the author wrote it. */
export function inferEvent(
  subjects: Subjects,
  operation: Operation,
  raw: Readonly<Record<string, unknown>>
): Told | undefined {
  const payload = bodySchema(operation.requestBody?.content)
  const label = ownName(operation)
  const first = payload === undefined ? undefined : tellingMember(subjects.source, payload, undefined)
  const says = first?.values.length === 1 ? first.values[0] : undefined
  const names = namesOf(operation, raw, payload, says)
  const best = bestReading(subjects, payload, names)
  if (!best) return undefined
  const { reading, standing } = best
  const { resource, change, from, fit } = reading
  const confidence = confidenceOf(fit, standing, payload, change)
  if (confidence < leastSure) return undefined
  const reasons = [
    `${from} speaks of \`${resource}\``,
    ...(standing ? [standing.reason] : []),
    change?.reason ?? 'what happened to it is not in the model'
  ]
  const event = {
    resource,
    ...changeOf(change),
    ...(standing?.at ? { at: standing.at } : {}),
    ...typeOf(subjects, payload, standing, label, names)
  }
  return { event: inferred(event, confidence, reasons.join('; ')), byLooks: reading.byLooks }
}

/** Below this, words only sound alike. */
const leastSure = 0.3

/**
 * Infers what a callback tells of the things of a resource: of every change where its name says nothing; `undefined` where it speaks of
 * something else.
 */
export function inferCallback(
  subjects: Subjects,
  resource: string,
  name: string,
  operation: Operation
): Inferred<EventBinding> | undefined {
  const payload = bodySchema(operation.requestBody?.content)
  const words = namedWords(name)
  const { change, noun } = readCallback(subjects, resource, words)
  if (noun.some((_word, start) => isOther(subjects, resource, noun.slice(start)))) return undefined
  if (change && noun.length > 0 && !isNamed(subjects, resource, noun)) return undefined
  const standing = payload === undefined ? undefined : standingIn(subjects, payload, resource, [])
  const reasons = [
    `the operation is about \`${resource}\``,
    ...(standing ? [standing.reason] : []),
    change?.reason ?? 'its name says nothing of a certain change'
  ]
  return inferred(
    {
      resource,
      ...changeOf(change),
      ...(standing?.at ? { at: standing.at } : {}),
      ...typeOf(subjects, payload, standing, name, [{ words, from: '' }])
    },
    (change?.confidence ?? 0.6) * (standing || payload === undefined ? 1 : 0.8),
    reasons.join('; ')
  )
}

/** What the last words say of a thing, and the words before; all of them where nothing is said. */
function readCallback(
  subjects: Subjects,
  resource: string,
  words: readonly string[]
): { readonly change: ReadChange | undefined; readonly noun: readonly string[] } {
  for (let start = 0; start < words.length; start++) {
    const change = subjects.changeOf(resource, words.slice(start))
    if (change) return { change, noun: words.slice(0, start) }
  }
  return { change: undefined, noun: words }
}

function isNamed(subjects: Subjects, resource: string, words: readonly string[]): boolean {
  return words.some((_word, start) =>
    subjects.named(words.slice(start)).some((one) => one.resource === resource)
  )
}

/** Whether words are the noun of other things, and not of these or what they stand below. */
function isOther({ named, resources }: Subjects, resource: string, words: readonly string[]): boolean {
  const found = named(words).map((one) => one.resource)
  const own = new Set([resource, ...resources.get(resource)!.parents.map((parent) => parent.resource)])
  return found.length > 0 && !found.some((name) => own.has(name))
}

function changeOf(change: ReadChange | undefined): Pick<EventBinding, 'on' | 'state' | 'member'> {
  if (!change) return {}
  const { on, state, member } = change
  return { ...(on && { on }), ...(state === undefined ? {} : { state }), ...(member && { member }) }
}

function bestReading(
  subjects: Subjects,
  payload: Schema | undefined,
  names: readonly EventName[]
): { readonly reading: Reading; readonly standing: Standing | undefined } | undefined {
  let best: { readonly reading: Reading; readonly standing: Standing | undefined } | undefined
  let most = 0
  const consider = (reading: Reading, rank: number): void => {
    const weigh = (sure: number): number =>
      reading.fit + sure * 0.8 + (reading.change ? 0.3 + reading.change.confidence * 0.2 : 0) - rank * 0.12
    // To look for it in the payload is most of the work.
    if (weigh(payload === undefined ? 0 : 1) <= most) return
    const standing =
      payload === undefined ? undefined : standingIn(subjects, payload, reading.resource, reading.noun)
    const weight = weigh(standing?.sure ?? 0)
    if (weight > most) {
      best = { reading, standing }
      most = weight
    }
  }
  names.forEach((name, rank) => {
    for (const reading of readings(subjects, name)) consider(reading, rank)
  })
  if (payload !== undefined && (!best || most < sureByName))
    names.forEach((name, rank) => {
      for (const reading of readingsOfPayload(subjects, payload, name)) consider(reading, rank)
    })
  return best
}

/** With less than this, what stands in the payload is asked first. */
const sureByName = 1.2

function typeOf(
  { source }: Subjects,
  payload: Schema | undefined,
  standing: Standing | undefined,
  label: string,
  names: readonly EventName[]
): Pick<EventBinding, 'type' | 'says'> {
  const member = payload === undefined ? undefined : tellingMember(source, payload, standing?.at)
  if (!member) return { type: label }
  const value =
    member.values.length === 0
      ? label
      : valueNamed(
          member.values,
          names.map(({ words }) => words)
        )
  if (value === undefined) return { type: label }
  // An action by itself (`opened`) says too little to listen for.
  const isWhole = namedWords(value).length > 1
  return { type: isWhole ? value : label, says: { at: member.at, value } }
}

function confidenceOf(
  fit: number,
  standing: Standing | undefined,
  payload: Schema | undefined,
  change: ReadChange | undefined
): number {
  const shown = standing ? 0.7 + 0.3 * standing.sure : payload === undefined ? 0.8 : 0.6
  return Math.max(0.2, Math.min(1, fit + 0.05) * shown * (change?.confidence ?? 0.7))
}

/** What a webhook is called: its key without the method. */
export function ownName({ key, method }: Operation): string {
  return key.endsWith(` ${method}`) ? key.slice(0, -method.length - 1) : key
}
