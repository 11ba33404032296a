// A body without its secrets, by its media type. What cannot be read is not kept: nobody could say what is in it.
import { decodeText, encodeText } from '../../http/bodies/charset.js'
import { splitParts } from '../../http/bodies/multipart-parts.js'
import {
  isForm,
  isJson,
  isMultipartForm,
  isText,
  isXml,
  parseMediaType,
  type MediaType
} from '../../http/media-type.js'
import { parseExactJson } from '../../internal/parse-exact-json.js'
import { printJson } from '../../internal/print-json.js'
import { redacted } from './marker.js'
import { mayNameSecret } from './may-name-secret.js'
import { redactJson } from './redact-json.js'
import { redactPairs } from './redact-url.js'
import { isSensitive, type Sensitive } from './sensitive.js'

/** Why a body is not kept. */
export type Omitted = 'binary' | 'encoded' | 'unreadable' | 'too-long'

/** A body as a trace holds it. */
export interface TraceBody {
  /** The media type as it was sent; null where none was. */
  readonly type: string | null
  /** Bytes, as sent. */
  readonly bytes: number
  /** Redacted, then cut to the bound of the dial; null where it is not kept. */
  readonly text: string | null
  readonly omitted: Omitted | null
  /** Whether there is more of it than `text` shows. */
  readonly cut: boolean
}

/** What takes secrets out. */
export interface BodyRedaction {
  readonly sensitive: Sensitive
  readonly hide: (text: string) => string
  readonly found: (value: string) => void
  /** Whether `hide` has to see each text of its own, without the escapes of JSON. */
  readonly hidesEach?: boolean
  /** Whether the body was printed here: where it says that it is JSON, it is. */
  readonly isOwn?: boolean
}

/** Bodies that are longer are not looked into. */
const longestLookedInto = 4 * 1024 * 1024
const mostParts = 1000

/** Redacts, without cutting. */
export function redactBody(
  body: string | Uint8Array,
  contentType: string | null,
  contentEncoding: string | null,
  redaction: BodyRedaction
): TraceBody {
  const bytes = typeof body === 'string' ? bytesOf(body) : body.length
  const of = (text: string | null, omitted: Omitted | null): TraceBody => ({
    type: contentType === null ? null : redaction.hide(contentType),
    bytes,
    text,
    omitted,
    cut: false
  })
  if (contentEncoding !== null && contentEncoding.toLowerCase() !== 'identity') return of(null, 'encoded')
  if (bytes > longestLookedInto) return of(null, 'too-long')
  const type = contentType === null ? undefined : parseMediaType(contentType)
  if (type && isMultipartForm(type)) {
    const shown = redactParts(typeof body === 'string' ? encodeText(body) : body, type, redaction)
    return shown === undefined ? of(null, 'unreadable') : of(shown, null)
  }
  const text = typeof body === 'string' ? body : decodeText(body)
  if (text === undefined || (type && !isReadable(type))) return of(null, 'binary')
  const shown = redactText(text, type, redaction)
  return shown === undefined ? of(null, 'unreadable') : of(shown, null)
}

function bytesOf(text: string): number {
  return /[^\0-\x7f]/.test(text) ? encodeText(text).length : text.length
}

function isReadable(type: MediaType): boolean {
  return isJson(type) || isForm(type) || isText(type) || isXml(type) || type.essence.includes('json')
}

function redactText(text: string, type: MediaType | undefined, redaction: BodyRedaction): string | undefined {
  const { sensitive, hide, found } = redaction
  if (type && isForm(type)) return hide(redactPairs(text, sensitive, 'member', found))
  if (type && isXml(type)) return hide(redactXml(text, redaction))
  if (type && isText(type) && !isJson(type)) return hide(redactLines(text, redaction))
  if (isPlainJson(text, type, redaction)) return hide(text)
  try {
    return hide(printJson(redactJson(parseExactJson(text), sensitive, hide, found)))
  } catch {
    // JSON that is broken, or something that nobody named.
    return type && type.essence.includes('json') && !isJson(type)
      ? hide(redactLines(text, redaction))
      : undefined
  }
}

/** Whether a text is JSON with no member for a secret: it need not be taken apart. */
function isPlainJson(text: string, type: MediaType | undefined, redaction: BodyRedaction): boolean {
  const { sensitive, hidesEach = false, isOwn = false } = redaction
  if (mayNameSecret(text, sensitive) || (hidesEach && text.includes('\\'))) return false
  if (isOwn && type && isJson(type)) return true
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** Texts and rows of JSON: line by line, each as JSON where it is that, else `password: …` and `password=…` by their names. */
function redactLines(text: string, { sensitive, hide, found }: BodyRedaction): string {
  return text
    .split('\n')
    .map((line) => {
      if (/^\s*(?:data:\s*)?[[{]/.test(line)) {
        const start = line.search(/[[{]/)
        try {
          const value = redactJson(parseExactJson(line.slice(start)), sensitive, hide, found)
          return line.slice(0, start) + printJson(value)
        } catch {
          // A line that only looks like JSON.
        }
      }
      return line.replaceAll(
        /(?<![\w.-])([\w.-]{2,60})(["']?\s{0,2}[:=]\s{0,2}["']?)([^\s"',;&]+)/g,
        (whole, name: string, sign: string, value: string) => {
          if (!isSensitive(sensitive, 'member', name)) return whole
          found(value)
          return name + sign + redacted
        }
      )
    })
    .join('\n')
}

function redactXml(text: string, { sensitive, found }: BodyRedaction): string {
  const out = (value: string): string => {
    found(value)
    return redacted
  }
  return text
    .replaceAll(
      /<((?:[\w-]{1,60}:)?([\w.-]{1,60}))((?:\s[^<>]{0,1000})?)>([^<]*)<\/\1\s?>/g,
      (whole, tag: string, name: string, rest: string, value: string) =>
        isSensitive(sensitive, 'member', name) ? `<${tag}${rest}>${out(value)}</${tag}>` : whole
    )
    .replaceAll(
      /(?<![\w.-])([\w.-]{1,60})=(["'])([^"'<>]*)\2/g,
      (whole, name: string, quote: string, value: string) =>
        isSensitive(sensitive, 'member', name) ? `${name}=${quote}${out(value)}${quote}` : whole
    )
}

/** Parts one below the other, without what a multipart body has around them: files as their sizes. */
function redactParts(body: Uint8Array, type: MediaType, redaction: BodyRedaction): string | undefined {
  const split = splitParts(body, type, mostParts)
  if (split.problem) return undefined
  const members = split.parts.map(({ name, isFile, mediaType, bytes }) => {
    const text = decodeText(bytes)
    if (isSensitive(redaction.sensitive, 'member', name)) {
      if (text !== undefined) redaction.found(text)
      return [redaction.hide(name), redacted]
    }
    const isShown = text !== undefined && !isFile && (mediaType === undefined || isReadable(mediaType))
    const shown = isShown ? redactText(text, mediaType ?? parseMediaType('text/plain'), redaction) : undefined
    return [redaction.hide(name), shown ?? `(${bytes.length} bytes)`]
  })
  return redaction.hide(JSON.stringify(members))
}
