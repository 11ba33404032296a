// Traces as lines for people. What clients sent is in them: it shows as text and nothing else.
import type { TraceRecord } from '@sandbed/core'
import { style, visible } from '../output.js'

/** What happened, without what came of it: `POST /pets`, `timer reminder`. */
export function whatOf({ kind, method, url, name, delivery }: TraceRecord): string {
  if (kind === 'request') return `${method ?? ''} ${pathOf(url ?? '')}`
  const which = kind === 'delivery' && delivery ? `${name ?? ''} to ${delivery.endpoint}` : (name ?? '')
  return kind === 'restore' ? which : `${kind} ${which}`
}

/** What came of it: a status, or a word. */
export function resultOf({ kind, status, outcome, delivery }: TraceRecord): string {
  if (kind === 'request') return String(status)
  return delivery?.status ? `${delivery.status} ${outcome ?? ''}`.trimEnd() : (outcome ?? '')
}

/** Why it was refused, in a clause; else what it changed. */
export function reasonOf({ steps, changes }: TraceRecord): string {
  const last = steps.at(-1)
  if (last?.result === 'refused') return `${last.step}: ${last.detail ?? 'refused'}`
  return changes.map(({ kind, resource, id }) => `${kind} ${resource} ${id}`).join(', ')
}

/** One line: what, what came of it, why, and its id. */
export function traceLine(record: TraceRecord): string {
  const { id, kind, status } = record
  const colour =
    kind !== 'request' || status === null ? 'cyan' : status < 400 ? 'green' : status < 500 ? 'yellow' : 'red'
  const reason = reasonOf(record)
  return [
    style('dim', visible(id)),
    visible(cut(whatOf(record), 200)),
    style(colour, visible(resultOf(record))),
    ...(reason === '' ? [] : [style('dim', visible(cut(reason, 300)))])
  ].join('  ')
}

function pathOf(url: string): string {
  return url.replace(/^[a-z]+:\/\/[^/?#]+(?=\/)/i, '')
}

function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text
}
