// An entry of the log -> the record of it. Made when somebody asks: most entries nobody ever looks at.
import { stateHash } from '../../state/hash.js'
import { isLive, nowOf } from '../../time/clock-state.js'
import { engineVersion } from '../../traces/engine-version.js'
import { knownValues, noValues, type KnownValues } from '../../traces/redact/hide-values.js'
import { traceVersion, type TraceRecord } from '../../traces/record.js'
import { attemptKind } from '../webhooks/deliveries/keep-delivery.js'
import { deliveryWithId } from '../webhooks/deliveries/delivery.js'
import type { Entry } from './entry.js'
import { happenedBetween, nothingHappened, timerName } from './happened.js'
import { liveSecrets } from './live-secrets.js'
import { partsSaid } from './said.js'
import type { SensitivePlaces } from './sensitive-places.js'
import { stepsOf } from './steps.js'

/** What records are made with. */
export interface Recorder {
  readonly places: SensitivePlaces
  /** Where a clock stands that never moved. */
  readonly start: number
  readonly wantsHashes: boolean
  readonly wantsFields: boolean
  readonly digest: () => string
  readonly idOf: (seq: number) => string
  /** The entry that made a timer, or brought an event about: by their numbers. */
  readonly causeOf: (seq: number, entry: Entry) => string | null
}

/** The mark of what cannot be done again exactly by doing the same again. */
const wasLive = 'The clock was live: at which instant this happened was up to the host.'

/** Makes it; `more` are secrets to look for beside those that the sandbox knows. */
export function makeRecord(
  recording: Recorder,
  seq: number,
  entry: Entry,
  more: KnownValues = noValues
): TraceRecord {
  const { digest, places, start, idOf, wantsFields } = recording
  const { kind, before, after, decisions, said, timer } = entry
  const values = more.secrets.length > 0 ? more : secretsOf(before, after)
  const happened =
    kind === 'restore'
      ? nothingHappened
      : happenedBetween(before, after, places.of(decisions?.operation ?? null), values)
  const delivery = timer?.kind === attemptKind ? deliveryOf(entry) : null
  const parts = said && decisions && (said.parts ?? partsSaid(decisions, said, wantsFields))
  return {
    version: traceVersion,
    id: idOf(seq),
    seq,
    kind,
    at: nowOf(kind === 'restore' ? after : before, start),
    // The digest of a description that has not been compiled takes a pass over all of it.
    get release() {
      return digest()
    },
    engine: engineVersion,
    name: entry.name ?? (timer && (delivery?.type ?? timerName(timer))),
    cause: recording.causeOf(seq, entry),
    outcome: entry.outcome,
    input: entry.input,
    method: decisions?.method ?? null,
    url: decisions?.url ?? null,
    operation: decisions?.operation ?? null,
    mode: decisions?.mode ?? null,
    does: decisions?.does ?? null,
    resource: decisions?.resource ?? null,
    status: decisions?.status ?? null,
    problem: decisions?.problem ?? null,
    steps: decisions ? stepsOf(decisions, (decisions.policies?.length ?? 0) > 0) : [],
    auth: decisions?.auth ?? null,
    policies: decisions?.policies ?? [],
    findings: decisions?.findings ?? [],
    rule: decisions?.rule ?? null,
    provenance: decisions?.provenance ?? 'none',
    parts: parts?.parts ?? null,
    fields: parts?.fields ?? null,
    request: said?.request ?? null,
    response: said?.response ?? null,
    changes: happened.changes,
    timers: happened.timers,
    events: happened.events,
    delivery: delivery && delivery.shown,
    hashes: recording.wantsHashes ? { before: stateHash(before), after: stateHash(after) } : null,
    notes: [
      ...(decisions?.notes ?? []),
      ...entry.notes,
      ...happened.notes,
      ...(isLive(before) ? [wasLive] : [])
    ]
  }
}

/** The secrets of either world: one that was replaced in between was one too. */
export function secretsOf(before: Entry['before'], after: Entry['after']): KnownValues {
  const [was, is] = [liveSecrets(before), liveSecrets(after)]
  return was === is || was.secrets.length === 0 ? is : knownValues([...was.secrets, ...is.secrets])
}

function deliveryOf({ timer, after }: Entry) {
  const { delivery: id } = timer!.payload as { readonly delivery: string }
  const found = deliveryWithId(after, id)?.[1]
  if (!found) return null
  const attempt = found.attempts.at(-1)
  return {
    type: found.type,
    shown: {
      id,
      event: found.event,
      endpoint: found.endpoint,
      attempt: attempt?.number ?? 0,
      status: attempt?.response?.status ?? null
    }
  }
}
