// Places in a step that point at earlier answers, filled in: `{{order/id}}`, `{{order@etag}}`, `{{page@link next}}`.
import type { WireResponse } from '../hosts/host.js'
import type { Step } from './scenario.js'

/**
 * A step with every `{{...}}` of its request and its expectations filled from the answers of earlier steps on the same host:
 * - `{{name/pointer}}` what the JSON Pointer leads to in the body; text that is nothing else becomes the value itself, not its text.
 * - `{{name@header}}` a header.
 * - `{{name@link rel}}` the path and query of the link with that relation (RFC 8288).
 * Throws, naming the place, when there is nothing to fill in.
 */
export function fillStep<T extends Partial<Step>>(step: T, earlier: ReadonlyMap<string, WireResponse>): T {
  return fill(step, earlier) as T
}

function fill(value: unknown, earlier: ReadonlyMap<string, WireResponse>): unknown {
  if (typeof value === 'string') return fillText(value, earlier)
  if (Array.isArray(value)) return value.map((item) => fill(item, earlier))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [String(fillText(name, earlier)), fill(member, earlier)])
  )
}

const place = /\{\{([\w-]+)([/@][^}]*)\}\}/g

function fillText(text: string, earlier: ReadonlyMap<string, WireResponse>): unknown {
  const [only] = text.matchAll(place)
  if (only === undefined) return text
  if (only[0].length === text.length) return lookUp(only, earlier)
  return text.replaceAll(place, (...match) => String(lookUp(match as unknown as RegExpMatchArray, earlier)))
}

function lookUp([whole, name, rest]: RegExpMatchArray, earlier: ReadonlyMap<string, WireResponse>): unknown {
  const response = earlier.get(name as string)
  const path = rest as string
  const found =
    response && (path.startsWith('@') ? inHeaders(response, path.slice(1)) : inBody(response, path))
  if (found === undefined) throw new Error(`${whole} leads to nothing`)
  return found
}

function inHeaders({ headers }: WireResponse, path: string): string | undefined {
  const [name, rel] = path.split(' ')
  const value = headers.find(([known]) => known === name)?.[1]
  if (rel === undefined || value === undefined) return value
  const target = value
    .split(/,\s*(?=<)/)
    .find((link) => new RegExp(`;\\s*rel="?${rel}"?`).test(link))
    ?.match(/<([^>]*)>/)?.[1]
  return target === undefined ? undefined : fromPath(target)
}

function inBody({ body }: WireResponse, pointer: string): unknown {
  let value: unknown = JSON.parse(Buffer.from(body).toString('utf8'))
  for (const token of pointer.slice(1).split('/')) {
    const name = token.replaceAll('~1', '/').replaceAll('~0', '~')
    value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined
  }
  return typeof value === 'string' && /^https?:\/\/world-\d+\.test\//.test(value) ? fromPath(value) : value
}

/** The target of a request to a URL. */
function fromPath(url: string): string {
  return url.replace(/^https?:\/\/[^/?#]+/, '')
}
