// The parts of a multipart body (RFC 2046 section 5.1, RFC 7578): found by their boundary, headers read, contents untouched.

import { parseMediaType, type MediaType } from '../media-type.js'
import { percentDecode } from '../percent.js'
import { problem, type Problem } from '../problem.js'
import { decodeText, encodeText, latin1 } from './charset.js'

/** One part of a form. */
export interface Part {
  readonly name: string
  /** True when the part has a file name, be it empty. */
  readonly isFile: boolean
  /** As the part says; `undefined` when it says nothing. */
  readonly mediaType?: MediaType
  /** A view of the body; nothing is copied. */
  readonly bytes: Uint8Array
}

const maxHeaderBytes = 8 * 1024
// RFC 2046 section 5.1.1.
const boundaryPattern = /^[0-9A-Za-z'()+_,\-./:=? ]{0,69}[0-9A-Za-z'()+_,\-./:=?]$/

/**
 * Splits a multipart/form-data body. Refused: a missing or malformed boundary, a body that does not end with the closing
 * delimiter, a part without `Content-Disposition: form-data; name=...`, malformed part headers, more than `maxParts` parts.
 * Preamble and epilogue are ignored; a nested multipart is the bytes of its part.
 */
export function splitParts(
  body: Uint8Array,
  mediaType: MediaType,
  maxParts: number
): { readonly parts: readonly Part[]; readonly problem?: undefined } | { readonly problem: Problem } {
  const boundary = mediaType.parameters.get('boundary')
  if (boundary === undefined || !boundaryPattern.test(boundary)) {
    return malformed('The Content-Type has no valid boundary parameter')
  }
  const delimiter = encodeText(`--${boundary}`)
  const parts: Part[] = []
  let position = findDelimiter(body, delimiter, 0)
  if (position === -1) return malformed('The boundary of the Content-Type does not occur in the body')
  for (;;) {
    position += delimiter.length
    if (body[position] === 0x2d && body[position + 1] === 0x2d) return { parts }
    while (body[position] === 0x20 || body[position] === 0x09) position++
    if (body[position] !== 0x0d || body[position + 1] !== 0x0a)
      return malformed('A boundary is not followed by a line break')
    // The line break may be the one that ends an empty header block.
    const end = findDelimiter(body, delimiter, position)
    if (end === -1) return malformed('The body ends before the closing boundary')
    if (parts.length === maxParts) return problem('too-complex', `More than ${maxParts} parts`)
    const part = readPart(body.subarray(position + 2, Math.max(end - 2, position + 2)))
    if (typeof part === 'string') return malformed(part)
    parts.push(part)
    position = end
  }
}

// Where the next delimiter stands that opens a line. What follows it must be able to follow a delimiter: a nested
// multipart may have a boundary that starts with ours.
function findDelimiter(body: Uint8Array, delimiter: Uint8Array, from: number): number {
  if (from === 0 && startsWith(body, delimiter, 0)) return 0
  for (let at = body.indexOf(0x0d, from); at !== -1; at = body.indexOf(0x0d, at + 1)) {
    if (body[at + 1] !== 0x0a || !startsWith(body, delimiter, at + 2)) continue
    const after = at + 2 + delimiter.length
    const next = body[after]
    if (next === 0x0d || next === 0x20 || next === 0x09 || (next === 0x2d && body[after + 1] === 0x2d))
      return at + 2
  }
  return -1
}

function startsWith(body: Uint8Array, prefix: Uint8Array, offset: number): boolean {
  if (offset + prefix.length > body.length) return false
  for (let i = 0; i < prefix.length; i++) if (body[offset + i] !== prefix[i]) return false
  return true
}

function readPart(bytes: Uint8Array): Part | string {
  const split = headerEnd(bytes)
  if (split === -1) return 'A part has no end of headers'
  if (split > maxHeaderBytes) return `The headers of a part are larger than ${maxHeaderBytes} bytes`
  const head = decodeText(bytes.subarray(0, split)) ?? latin1(bytes.subarray(0, split))
  const headers = new Map<string, string>()
  for (const line of head.split('\r\n')) {
    const found = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+):(.*)$/.exec(line)
    if (found === null) return 'A part has a malformed header'
    const name = (found[1] as string).toLowerCase()
    if (headers.has(name)) return `A part repeats its ${name} header`
    headers.set(name, (found[2] as string).trim())
  }
  const disposition = readDisposition(headers.get('content-disposition') ?? '')
  if (disposition === undefined) return 'A part has no Content-Disposition with a name'
  const contentType = headers.get('content-type')
  const mediaType = contentType === undefined ? undefined : parseMediaType(contentType)
  if (contentType !== undefined && mediaType === undefined) return 'A part has a malformed Content-Type'
  if (
    !['', '7bit', '8bit', 'binary'].includes(headers.get('content-transfer-encoding')?.toLowerCase() ?? '')
  ) {
    return 'A part has a Content-Transfer-Encoding, which RFC 7578 deprecates and nothing here decodes'
  }
  return { ...disposition, ...(mediaType && { mediaType }), bytes: bytes.subarray(split + 4) }
}

// The offset of the empty line.
function headerEnd(bytes: Uint8Array): number {
  for (let at = bytes.indexOf(0x0d); at !== -1; at = bytes.indexOf(0x0d, at + 1)) {
    if (bytes[at + 1] === 0x0a && bytes[at + 2] === 0x0d && bytes[at + 3] === 0x0a) return at
  }
  return -1
}

const dispositionParameter =
  /[ \t]*;[ \t]*([!#$%&'+\-.^_`|~0-9A-Za-z]+\*?)=(?:"((?:[^"\\]|\\.)*)"|([^\s;"]*))/y

function readDisposition(header: string): Pick<Part, 'name' | 'isFile'> | undefined {
  const start = /^form-data(?=[ \t;]|$)/i.exec(header)
  if (start === null) return undefined
  const parameters = new Map<string, string>()
  let position = start[0].length
  while (position < header.length) {
    dispositionParameter.lastIndex = position
    const found = dispositionParameter.exec(header)
    if (found === null) return undefined
    position = dispositionParameter.lastIndex
    const name = (found[1] as string).toLowerCase()
    if (!parameters.has(name))
      parameters.set(name, found[2] === undefined ? (found[3] as string) : unquote(found[2]))
  }
  const name = parameters.get('name')
  const isFile = parameters.has('filename') || isExtendedValue(parameters.get('filename*'))
  return name === undefined ? undefined : { name, isFile }
}

// Browsers percent-encode quotes and line breaks (WHATWG HTML, multipart/form-data encoding algorithm), others use backslashes.
function unquote(text: string): string {
  return text.replace(/\\(["\\])/g, '$1').replace(/%(22|0D|0A)/gi, (escape) => decodeURIComponent(escape))
}

// RFC 8187: `UTF-8''na%C3%AFve.txt`.
function isExtendedValue(value: string | undefined): boolean {
  const found = /^utf-8'[^']*'(.*)$/i.exec(value ?? '')
  return found !== null && percentDecode(found[1] as string) !== undefined
}

function malformed(detail: string): { readonly problem: Problem } {
  return problem('malformed-body', detail)
}
