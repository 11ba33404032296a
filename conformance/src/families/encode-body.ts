// A composed value as the bytes of a request body: JSON, form, or multipart.
import { isRawObject, locate, member, pointerTo } from '../oracle/raw-document.js'
import { isJsonType, type PlainMedia } from './plain-operation.js'
import { shapeOf } from './schema-shape.js'

/** A body to send. */
export interface EncodedBody {
  readonly contentType: string
  readonly text: string
}

/** Writes a value in a media type; `undefined` for media types that nothing can be composed for. */
export function encodeBody(document: unknown, media: PlainMedia, value: unknown): EncodedBody | undefined {
  const { type } = media
  if (isJsonType(type))
    return { contentType: type === '*/*' ? 'application/json' : type, text: JSON.stringify(value) }
  if (/^application\/x-www-form-urlencoded/i.test(type))
    return { contentType: type, text: formText(document, media, value) }
  if (/^multipart\/form-data/i.test(type)) return multipart(document, media, value)
  return undefined
}

function formText(document: unknown, media: PlainMedia, value: unknown): string {
  if (!isRawObject(value)) return ''
  const pairs = Object.entries(value).flatMap(([name, one]) => {
    const encoding = locate(document, pointerTo(media.pointer, 'encoding', name))
    return formPairs(name, one, member(encoding?.value, 'style') === 'deepObject')
  })
  return pairs.map(([name, text]) => `${encodeURIComponent(name)}=${encodeURIComponent(text)}`).join('&')
}

function formPairs(name: string, value: unknown, deep: boolean): [string, string][] {
  if (Array.isArray(value)) {
    if (deep) return value.flatMap((item, index) => formPairs(`${name}[${index}]`, item, true))
    return value.map((item) => [name, typeof item === 'object' ? JSON.stringify(item) : String(item)])
  }
  if (!isRawObject(value)) return [[name, value === null ? '' : String(value)]]
  if (!deep) return [[name, JSON.stringify(value)]]
  return Object.entries(value).flatMap(([inner, one]) => formPairs(`${name}[${inner}]`, one, true))
}

function multipart(document: unknown, media: PlainMedia, value: unknown): EncodedBody {
  const boundary = 'zq-boundary-0451'
  const shape = shapeOf(document, media.schema === undefined ? [] : [media.schema])
  const parts = Object.entries(isRawObject(value) ? value : {}).flatMap(([name, one]) => {
    const part = shapeOf(document, shape.properties.get(name) ?? [])
    const isFile = part.keywords.get('format') === 'binary' || part.types.size === 0
    return [one].flat().map((item: unknown) => {
      const file = isFile && typeof item === 'string'
      const disposition = `form-data; name="${name}"${file ? `; filename="${name}.txt"` : ''}`
      const isObject = typeof item === 'object' && item !== null
      const type = file ? 'application/octet-stream' : isObject ? 'application/json' : undefined
      const head = `Content-Disposition: ${disposition}${type === undefined ? '' : `\r\nContent-Type: ${type}`}`
      return `--${boundary}\r\n${head}\r\n\r\n${isObject ? JSON.stringify(item) : String(item)}\r\n`
    })
  })
  const contentType = `multipart/form-data; boundary=${boundary}`
  return { contentType, text: `${parts.join('')}--${boundary}--\r\n` }
}
