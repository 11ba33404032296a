// A record as the memory of its request: what credentials were worth, and what was found at places whose values were taken out.
import { clientFault, clientWithId } from '../../auth/clients/client.js'
import type { Credential } from '../../auth/credentials.js'
import type { Requirements, Verdict } from '../../auth/requirements.js'
import { isForm, parseMediaType } from '../../http/media-type.js'
import { parseQuery, type Pair } from '../../http/query.js'
import { problemSlugs } from '../../http/problem.js'
import { joinPointer } from '../../internal/json-pointer.js'
import type { World } from '../../state/world.js'
import { redactedPlaces } from '../../traces/compare/compare-records.js'
import { redacted } from '../../traces/redact/marker.js'
import type { TraceRecord } from '../../traces/record.js'
import type { Engine } from '../engine.js'
import { refuse } from '../errors/refusal.js'
import type { Recall } from '../recall.js'
import type { RequestFinding } from '../trace.js'
import { withRecordedChanges } from './recorded-changes.js'
import { standIn } from './request-of.js'

/** Makes it. With `isGone` the request has to be taken as it was recorded, from its body on. */
export function recallOf(engine: Engine, record: TraceRecord, isGone: boolean): Recall {
  const places = secretPlaces(record)
  const isBare = [record.request?.headers['authorization'] ?? []].flat().includes(redacted)
  const last = record.steps.at(-1)
  // What the mode refused for is not what validation found.
  const was = last?.result === 'refused' && last.step !== 'validate' ? [] : record.findings
  const gone = isGone ? goneFrom(engine, record) : { body: () => undefined, outcome: () => undefined }
  return {
    ...gone,
    verdict: (world, now, scheme, credential, security, dial) => {
      // Of one word alone (`Bearer` without a token) nothing was kept: whether it named this scheme, the reason tells.
      const isRemembered = isStandIn(credential) || (isBare && reasonOf(record, scheme) !== undefined)
      const verdict = isRemembered ? verdictOf(record, world, now, scheme, security) : undefined
      // Where presence is enough, what has ended is good for no less than what nobody knows.
      return verdict?.is === 'ended'
        ? dial === 'presence'
          ? { is: 'valid', client: null, scopes: null }
          : { is: 'invalid', reason: verdict.reason }
        : verdict
    },
    findings(part, found) {
      if (isGone) return was.filter((one) => (part === 'body') === (one.in === 'body'))
      if (places.isEmpty) return found
      const kept = found.filter((one) => !places.touch(one))
      const told = was.filter(
        (one) =>
          (part === 'body') === (one.in === 'body') &&
          (places.touch(one) || kept.some((other) => isSame(one, other)))
      )
      return [...told, ...kept.filter((one) => !told.some((other) => isSame(one, other)))]
    }
  }
}

/** What a body that is gone led to. */
function goneFrom(engine: Engine, record: TraceRecord): Pick<Recall, 'body' | 'outcome'> {
  const { problem, findings, provenance, response, status, notes } = record
  const slug = problemSlugs.find((one) => one === problem)
  const last = record.steps.at(-1)
  const refused = slug && last?.result === 'refused' ? { slug, detail: notes[0] ?? '' } : undefined
  const isUnread = last?.step === 'validate' && problem !== 'invalid-request'
  return {
    body: () => ({
      value: undefined,
      findings,
      ...(isUnread && refused && { problem: refused, statuses: [status ?? 400] })
    }),
    outcome(world, plan) {
      const answer = {
        response: {
          status: status ?? plan.status,
          headers: response?.headers ?? {},
          body: response?.body?.text ?? null
        },
        provenance,
        notes: []
      }
      const changed = withRecordedChanges(engine, world, plan, record.changes)
      return { world: changed, answer, ...(refused && { refusal: refuse(refused, { findings }) }) }
    }
  }
}

function isStandIn(credential: Credential): boolean {
  switch (credential.is) {
    case 'key':
      return credential.key.includes(redacted) || credential.key.includes(standIn)
    case 'password':
      return credential.user === standIn
    case 'token':
      return credential.token === standIn
    case 'unreadable':
      return true
    case 'malformed':
      return credential.problem.includes('Bearer')
    default:
      return false
  }
}

function reasonOf({ auth }: TraceRecord, scheme: string): string | undefined {
  return auth?.reasons.find((one) => one.scheme === scheme)?.problem
}

/** The client is looked up in the world of the replay: it may have been revoked, have expired, or have other scopes there. */
function verdictOf(
  record: TraceRecord,
  world: World,
  now: number,
  scheme: string,
  security: Requirements
): Verdict | { readonly is: 'ended'; readonly reason: string } {
  const { auth, problem } = record
  const reason = reasonOf(record, scheme)
  if (reason !== undefined)
    return problem === 'malformed-credential'
      ? { is: 'malformed', problem: reason }
      : { is: 'invalid', reason }
  // What was none, such as an empty key, was taken out as well.
  if (problem === 'missing-credential') return { is: 'absent' }
  const tookPart = auth?.alternative !== null && auth !== null && (auth.allowed || auth.missing.length > 0)
  const alternative = tookPart ? security[auth.alternative!] : undefined
  if (!tookPart || (alternative && !Object.hasOwn(alternative, scheme)))
    return { is: 'invalid', reason: 'it was not taken when it was recorded' }
  const client = auth.client === null ? undefined : clientWithId(world, auth.client)?.[1]
  const fault = client && clientFault(client, now)
  // As the one who judges credentials says it.
  const ended = fault ?? (auth.expires !== null && auth.expires <= now ? 'it has expired' : undefined)
  if (ended !== undefined) return { is: 'ended', reason: ended }
  const most = client?.scopes
  const scopes = most && auth.scopes ? auth.scopes.filter((scope) => most.includes(scope)) : auth.scopes
  return { is: 'valid', client: auth.client, scopes, ...(auth.expires !== null && { expires: auth.expires }) }
}

function isSame(a: RequestFinding, b: RequestFinding): boolean {
  return (
    a.in === b.in &&
    a.name === b.name &&
    a.pointer === b.pointer &&
    a.keyword === b.keyword &&
    a.property === b.property
  )
}

/** Keywords that judge a value by what stands deep in it. */
const wholeValue = new Set(['oneOf', 'anyOf', 'not', 'if', 'const', 'enum', 'uniqueItems', 'contains'])

function secretPlaces({ url, request }: TraceRecord): {
  readonly isEmpty: boolean
  touch(finding: RequestFinding): boolean
} {
  const parameters = new Set<string>()
  const query = url?.split('#', 1)[0]!.split('?').slice(1).join('?') ?? ''
  for (const { name, value } of query.includes(redacted) ? pairsOf(query) : [])
    if (value.includes(redacted)) parameters.add(`query ${name}`)
  for (const [name, value] of Object.entries(request?.headers ?? {}))
    for (const line of [value].flat())
      if (line.includes(redacted)) {
        parameters.add(`header ${name}`)
        if (name === 'cookie')
          for (const pair of line.split(';'))
            if (pair.includes(redacted)) parameters.add(`cookie ${pair.split('=', 1)[0]!.trim()}`)
      }
  const body = bodyPlaces(request?.body?.text ?? '', request?.body?.type ?? null)
  return {
    isEmpty: parameters.size === 0 && body.length === 0,
    touch({ in: place, name, pointer, keyword }) {
      if (place !== 'body')
        return parameters.has(`${place} ${place === 'header' ? name.toLowerCase() : name}`)
      return body.some(
        (secret) =>
          pointer === secret ||
          pointer.startsWith(`${secret}/`) ||
          (secret.startsWith(`${pointer}/`) && wholeValue.has(keyword))
      )
    }
  }
}

function pairsOf(text: string): readonly Pair[] {
  const parsed = parseQuery(text, 10_000)
  return 'pairs' in parsed ? parsed.pairs : []
}

function bodyPlaces(text: string, contentType: string | null): string[] {
  if (!text.includes(redacted)) return []
  const type = contentType === null ? undefined : parseMediaType(contentType)
  if (type && isForm(type))
    return pairsOf(text)
      .filter(({ value }) => value.includes(redacted))
      .map(({ name }) => joinPointer('', name))
  try {
    return redactedPlaces(JSON.parse(text))
  } catch {
    return []
  }
}
