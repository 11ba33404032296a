// The smallest valid files of the kinds descriptions name most: what is sent where a description promises an image and has none.

import { encodeText } from './charset.js'

// One white pixel each; the archive has no entries.
const base64 = new Map([
  [
    'image/png',
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mP4DwABAQEAHLCMmQAAAABJRU5ErkJggg=='
  ],
  [
    'image/jpeg',
    '/9j/2wBDAAEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQH/wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAAP/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AP//Z'
  ],
  ['image/gif', 'R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs='],
  ['application/zip', 'UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA==']
])

/** A tiny valid file of that media type; `undefined` for types other than PNG, JPEG, GIF, ZIP and PDF. */
export function sampleFile(essence: string): Uint8Array | undefined {
  const type = essence === 'image/jpg' ? 'image/jpeg' : essence
  if (type === 'application/pdf') return emptyPdf()
  const encoded = base64.get(type)
  return encoded === undefined
    ? undefined
    : Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0))
}

// One blank page (ISO 32000-1 section 7.5); the cross-reference table holds the byte offset of each object.
function emptyPdf(): Uint8Array {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 72 72] /Resources << >> >>'
  ]
  let text = '%PDF-1.4\n'
  let table = '0000000000 65535 f \n'
  for (const [index, object] of objects.entries()) {
    table += `${String(text.length).padStart(10, '0')} 00000 n \n`
    text += `${index + 1} 0 obj\n${object}\nendobj\n`
  }
  const size = objects.length + 1
  const start = text.length
  return encodeText(
    `${text}xref\n0 ${size}\n${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`
  )
}
