// A value as the body of an answer, by its media type.

import { printJson } from '../../internal/print-json.js'
import {
  isForm,
  isJson,
  isMultipartForm,
  isText,
  isXml,
  parseMediaType,
  type MediaType
} from '../media-type.js'
import type { EncodingHints } from './body-hints.js'
import { serialiseCsv } from './csv.js'
import { serialiseEventStream, serialiseJsonLines, serialiseJsonSequence } from './json-streams.js'
import { sampleFile } from './sample-files.js'
import { serialiseForm, serialiseMultipart } from './serialise-form.js'
import { serialiseXml, type XmlHintSource } from './xml.js'

/** What a description says about the body beyond its media type. */
export interface SerialiseHints {
  readonly xml?: XmlHintSource
  readonly encoding?: EncodingHints
}

/** A body and the Content-Type to send with it: the media type asked for, with a boundary where it needs one. */
export interface SerialisedBody {
  readonly contentType: string
  readonly body: string | Uint8Array
}

/**
 * Prints a value. Bytes are sent as they are under every type. JSON types: `printJson`. XML types: strings as they are, else
 * `serialiseXml`. Forms, event streams, JSON lines and sequences, CSV: their own printers, where strings go as they
 * are too. Other text: strings as they are, else JSON. Binary types: strings as UTF-8, except that PNG, JPEG, GIF, PDF
 * and ZIP give a tiny valid file, because no text is one; anything else is JSON.
 */
export function serialiseBody(mediaType: string, value: unknown, hints: SerialiseHints = {}): SerialisedBody {
  if (value instanceof Uint8Array) return { contentType: mediaType, body: value }
  const parsed = parseMediaType(mediaType)
  if (parsed === undefined || isJson(parsed)) return { contentType: mediaType, body: printJson(value) }
  if (isMultipartForm(parsed)) {
    const { boundary, body } = serialiseMultipart(value, hints.encoding)
    return { contentType: `${parsed.essence}; boundary=${boundary}`, body }
  }
  const body =
    sampleFile(parsed.essence) ?? (typeof value === 'string' ? value : printStructure(parsed, value, hints))
  return { contentType: mediaType, body }
}

function printStructure(mediaType: MediaType, value: unknown, hints: SerialiseHints): string {
  if (isXml(mediaType)) return serialiseXml(value, hints.xml)
  if (isForm(mediaType)) return serialiseForm(value, hints.encoding)
  const print = printers.get(mediaType.essence)
  if (print !== undefined) return print(value)
  return isText(mediaType) && (value === null || value === undefined) ? '' : printJson(value)
}

const printers = new Map<string, (value: unknown) => string>([
  ['text/event-stream', serialiseEventStream],
  ['text/csv', serialiseCsv],
  ['application/x-ndjson', serialiseJsonLines],
  ['application/ndjson', serialiseJsonLines],
  ['application/jsonl', serialiseJsonLines],
  ['application/x-jsonlines', serialiseJsonLines],
  ['application/json-lines', serialiseJsonLines],
  ['application/json-seq', serialiseJsonSequence]
])
