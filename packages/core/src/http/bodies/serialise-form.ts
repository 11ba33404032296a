// Objects as form bodies: application/x-www-form-urlencoded and multipart/form-data.

import { isObject } from '../../internal/json.js'
import { printJson } from '../../internal/print-json.js'
import { hashText } from '../../internal/random.js'
import { percentEncode } from '../percent.js'
import { bracketPairs, serialiseParameter, textOf } from '../params/serialise-parameter.js'
import type { EncodingHint, EncodingHints } from './body-hints.js'
import { encodeText, latin1 } from './charset.js'

/**
 * Prints an object as a form. A property with a style or explode in its encoding is written by it; one with a JSON
 * content type as JSON; lists of plain values repeat the name; whatever nests deeper uses brackets.
 */
export function serialiseForm(value: unknown, encoding?: EncodingHints): string {
  const parts: string[] = []
  for (const [name, member] of Object.entries(isObject(value) ? value : { value })) {
    if (member === undefined) continue
    const hint = encoding?.get(name)
    const shape = Array.isArray(member) ? 'array' : isObject(member) ? 'object' : 'primitive'
    if (writtenAsParameter(hint)) {
      parts.push(serialiseParameter({ name, in: 'query', shape, ...hint }, member))
    } else if (hint?.contentType?.includes('json') && shape !== 'primitive') {
      parts.push(`${percentEncode(name)}=${percentEncode(printJson(member))}`)
    } else {
      const flat = Array.isArray(member) && member.every((item) => typeof item !== 'object' || item === null)
      const pairs = flat
        ? member.map((item): [string, string] => [name, textOf(item)])
        : bracketPairs(name, member)
      parts.push(pairs.map(([key, text]) => `${percentEncode(key)}=${percentEncode(text)}`).join('&'))
    }
  }
  return parts.filter((part) => part !== '').join('&')
}

/** Whether a property is written like a query parameter. `deepObject` is how nested forms are written anyway, lists and plain values included. */
export function writtenAsParameter(encoding: EncodingHint | undefined): boolean {
  const { style, explode } = encoding ?? {}
  return style !== 'deepObject' && (style !== undefined || explode !== undefined)
}

interface FormPart {
  readonly name: string
  readonly contentType?: string
  readonly filename?: string
  readonly bytes: Uint8Array
}

/**
 * Prints an object as a multipart form (RFC 7578): one part a property, one each for the items of a list. Bytes become
 * files, structures JSON. The boundary is made from the content, so equal values give equal bytes.
 */
export function serialiseMultipart(
  value: unknown,
  encoding?: EncodingHints
): { readonly boundary: string; readonly body: Uint8Array } {
  const parts: FormPart[] = []
  for (const [name, member] of Object.entries(
    isObject(value) && !(value instanceof Uint8Array) ? value : { value }
  )) {
    for (const item of Array.isArray(member) ? member : [member]) {
      if (item !== undefined) parts.push(partOf(name, item, encoding?.get(name)?.contentType))
    }
  }
  const content = parts.map((part) => part.name + latin1(part.bytes)).join('\n')
  let key = hashText(content)
  let boundary = boundaryOf(key)
  while (content.includes(boundary)) boundary = boundaryOf((key = hashText(boundary, key)))
  return {
    boundary,
    body: concatenate(
      parts.flatMap((part) => printPart(part, boundary)),
      encodeText(`--${boundary}--\r\n`)
    )
  }
}

function boundaryOf(key: number): string {
  return `sandbed-${key.toString(16).padStart(8, '0')}`
}

function partOf(name: string, item: unknown, contentType: string | undefined): FormPart {
  // An encoding may list several types or a range; only a single one can be sent.
  const declared = contentType === undefined || /[,*]/.test(contentType) ? {} : { contentType }
  if (item instanceof Uint8Array) {
    return { name, filename: name, contentType: 'application/octet-stream', ...declared, bytes: item }
  }
  const structure = typeof item === 'object' && item !== null
  return {
    name,
    ...(structure && { contentType: 'application/json' }),
    ...declared,
    bytes: encodeText(textOf(item))
  }
}

function printPart(part: FormPart, boundary: string): Uint8Array[] {
  const filename = part.filename === undefined ? '' : `; filename="${quote(part.filename)}"`
  const type =
    part.contentType === undefined ? '' : `Content-Type: ${part.contentType.replace(/[^\x20-\x7e]/g, '')}\r\n`
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="${quote(part.name)}"${filename}\r\n${type}\r\n`
  return [encodeText(head), part.bytes, encodeText('\r\n')]
}

// As browsers do (WHATWG HTML, multipart/form-data encoding algorithm).
function quote(text: string): string {
  return text.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function concatenate(pieces: readonly Uint8Array[], end: Uint8Array): Uint8Array {
  const all = [...pieces, end]
  const result = new Uint8Array(all.reduce((size, piece) => size + piece.length, 0))
  let offset = 0
  for (const piece of all) {
    result.set(piece, offset)
    offset += piece.length
  }
  return result
}
