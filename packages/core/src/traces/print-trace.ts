// A record in words, for people: what was asked, what was decided at each step, and what came of it. Safe to print on any terminal.
import { unreachableOrigin } from '../http/request-target.js'
import { printJson } from '../internal/print-json.js'
import { instantText } from '../time/instant.js'
import type { TraceMessage, TraceRecord } from './record.js'
import { traceReason } from './trace-reason.js'

/** Lines of text, without a line break at the end. Whatever clients sent shows as text: control characters are escaped. */
export function printTrace(record: TraceRecord): string {
  const reason = traceReason(record)
  const lines = [headline(record), `  ${record.id}, ${instantText(record.at)} by the sandbox's clock`]
  if (record.cause !== null) lines.push(`  because of ${record.cause}`)
  if (record.input !== null) lines.push(`  with ${short(record.input, 200)}`)
  if (reason !== null) lines.push(`  why: ${reason}`)
  for (const { step, result, detail } of record.steps) {
    const mark = result === 'refused' ? 'no' : result === 'answered' ? 'answers' : 'ok'
    lines.push(`  ${step.padEnd(14)} ${mark}${detail === null ? '' : `: ${detail}`}`)
  }
  for (const { pack, rule, effect, reason: said } of record.policies)
    lines.push(`  policy ${pack}, rule ${rule}: ${effect}${said === null ? '' : `, ${said}`}`)
  for (const { in: place, name, pointer, message } of record.findings)
    lines.push(`  ${place}${name === '' ? '' : ` ${name}`}${pointer === '' ? '' : ` ${pointer}`}: ${message}`)
  const last = record.steps.at(-1)?.detail
  for (const note of record.notes) if (note !== last) lines.push(`  note: ${note}`)
  for (const { kind, resource, id, fields } of record.changes) {
    const which =
      kind === 'updated'
        ? `: ${fields.map(({ pointer, before, after }) => `${pointer} ${short(before)} -> ${short(after)}`).join(', ')}`
        : ''
    lines.push(`  ${kind} ${resource} ${id}${which}`)
  }
  const { scheduled, cancelled } = record.timers
  for (const { name, kind, dueAt } of scheduled)
    lines.push(`  timer ${name ?? kind} at ${instantText(dueAt)}`)
  for (const { name, kind } of cancelled) lines.push(`  timer ${name ?? kind} cancelled`)
  for (const { type, deliveries } of record.events)
    lines.push(`  event ${type}, ${deliveries.length} ${deliveries.length === 1 ? 'delivery' : 'deliveries'}`)
  lines.push(
    ...partLines(record),
    ...messageLines('sent', record.request),
    ...messageLines('answered', record.response)
  )
  return lines.map(visible).join('\n')
}

function headline({ kind, method, url, status, name, outcome, delivery }: TraceRecord): string {
  // Where a path alone was fetched.
  if (kind === 'request') return `${method} ${url?.replace(`${unreachableOrigin}/`, '/')} -> ${status}`
  const answer = delivery?.status ? `, answered ${delivery.status}` : ''
  return `${kind} ${name ?? ''}: ${outcome}${answer}`
}

function partLines({ parts }: TraceRecord): string[] {
  const entries = Object.entries(parts ?? {})
  if (entries.length === 0) return []
  const byOrigin = Map.groupBy(entries, ([, from]) => from)
  return [
    `  parts: ${Array.from(byOrigin, ([from, members]) => `${members.map(([name]) => name).join(', ')} (${from})`).join('; ')}`
  ]
}

function messageLines(what: string, message: TraceMessage | null): string[] {
  if (!message?.body) return []
  const { text, omitted, bytes, cut } = message.body
  return [`  ${what}: ${text === null ? `${bytes} bytes, not kept: ${omitted}` : `${text}${cut ? '…' : ''}`}`]
}

function short(value: unknown, longest = 60): string {
  if (value === undefined) return '(nothing)'
  const text = printJson(value)
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text
}

/** Control characters and those that turn the direction of text as escapes: a trace is data, and a terminal would take them as commands. */
function visible(line: string): string {
  return line
    .toWellFormed()
    .replaceAll(
      /[\p{Cc}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu,
      (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`
    )
}
