// Path templates as data: `/files/{name}.{ext}` -> segments of literals and parameters. Used to compile operations and to route.
import { BoundedMap } from '../internal/bounded-map.js'

/** A piece of a segment: fixed text, or a parameter's name. */
export type TemplatePart =
  { readonly kind: 'literal'; readonly text: string } | { readonly kind: 'parameter'; readonly name: string }

/** One segment between slashes. An empty list of parts is an empty segment (a trailing or doubled slash). */
export interface TemplateSegment {
  readonly parts: readonly TemplatePart[]
}

/** Splits a template that begins with `/`; `/` alone is one empty segment. Braces that do not pair are literal text. */
export function parseTemplate(path: string): readonly TemplateSegment[] {
  let segments = parsed.get(path)
  if (!segments) parsed.set(path, (segments = splitTemplate(path)), 1)
  return segments
}

// Each template is asked for several times while a description is opened.
const parsed = new BoundedMap<readonly TemplateSegment[]>(20_000)

function splitTemplate(path: string): readonly TemplateSegment[] {
  return path
    .slice(1)
    .split('/')
    .map((segment) => ({ parts: parseSegment(segment) }))
}

function parseSegment(segment: string): TemplatePart[] {
  const parts: TemplatePart[] = []
  let literal = ''
  const last = segment.lastIndexOf('}')
  let at = 0
  while (at < segment.length) {
    const close = segment[at] === '{' && at < last ? segment.indexOf('}', at) : -1
    if (close < 0 || close === at + 1) {
      literal += segment[at++]
      continue
    }
    if (literal !== '') parts.push({ kind: 'literal', text: decodeLiteral(literal) })
    literal = ''
    // `{+path}` and `{path*}` are RFC 6570 spellings that some authors use.
    const name = segment
      .slice(at + 1, close)
      .replace(/^\+/, '')
      .replace(/\*$/, '')
    parts.push({ kind: 'parameter', name })
    at = close + 1
  }
  if (literal !== '') parts.push({ kind: 'literal', text: decodeLiteral(literal) })
  return parts
}

function decodeLiteral(text: string): string {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** The parameter names of a template, in order. */
export function templateParameters(path: string): string[] {
  return parseTemplate(path).flatMap((segment) =>
    segment.parts.flatMap((part) => (part.kind === 'parameter' ? [part.name] : []))
  )
}
