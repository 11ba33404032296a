// Lists as streams of text: server-sent events, JSON lines, JSON text sequences. A sandbox sends the whole stream at once.

import { isObject } from '../../internal/json.js'
import { printJson } from '../../internal/print-json.js'

/**
 * Prints a list as an event stream (WHATWG HTML section 9.2). An item that is an object of `data` with nothing but
 * `event`, `id`, `retry` and `comment` beside it is one event; any other item is the JSON `data` of one.
 */
export function serialiseEventStream(value: unknown): string {
  return itemsOf(value).map(serialiseEvent).join('')
}

const eventFields = new Set(['data', 'event', 'id', 'retry', 'comment'])

function serialiseEvent(item: unknown): string {
  const isEvent =
    isObject(item) && Object.hasOwn(item, 'data') && Object.keys(item).every((key) => eventFields.has(key))
  const event = new Map<string, unknown>(isEvent ? Object.entries(item) : [['data', item]])
  let text = ''
  for (const field of ['comment', 'id', 'event', 'retry', 'data']) {
    const value = event.get(field)
    if (value === undefined) continue
    const lines = (typeof value === 'string' ? value : printJson(value)).split(/\r\n|\r|\n/)
    // Only data and comments may have several lines; the others would start a field of their own.
    const kept = field === 'data' || field === 'comment' ? lines : [lines.join(' ')]
    for (const line of kept) text += `${field === 'comment' ? '' : field}: ${line}\n`
  }
  return `${text}\n`
}

/** Prints a list as one JSON text a line (NDJSON, JSON Lines). */
export function serialiseJsonLines(value: unknown): string {
  return itemsOf(value)
    .map((item) => `${printJson(item)}\n`)
    .join('')
}

/** Prints a list as a JSON text sequence (RFC 7464). */
export function serialiseJsonSequence(value: unknown): string {
  return itemsOf(value)
    .map((item) => `\u001e${printJson(item)}\n`)
    .join('')
}

function itemsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : value === undefined ? [] : [value]
}
