// XML out of plain values, as the `xml` objects of a schema ask (OpenAPI 3.1.2 section 4.8.26). Nothing is ever left unescaped.

import { isObject } from '../../internal/json.js'

/** An OpenAPI XML Object with those of the parts below it. */
export interface XmlHint {
  readonly name?: string
  readonly prefix?: string
  readonly namespace?: string
  readonly attribute?: boolean
  readonly wrapped?: boolean
  readonly properties?: ReadonlyMap<string, XmlHintSource>
  readonly additional?: XmlHintSource
  readonly items?: XmlHintSource
}

/** A hint, or a function that makes it when it is needed, so that recursive schemas work. */
export type XmlHintSource = XmlHint | (() => XmlHint | undefined)

/**
 * Prints a value as an XML 1.0 document, UTF-8 declared. The root element is named by the hint, else `root`; items of a
 * root list by theirs, else `item`. Names that XML does not allow are made allowed with `_`; characters it does not
 * allow become U+FFFD. `null` is an empty element.
 */
export function serialiseXml(value: unknown, source?: XmlHintSource): string {
  const hint = resolve(source)
  const root = hint?.name ?? 'root'
  const body = Array.isArray(value)
    ? list(value, root, 'item', { ...hint, wrapped: true })
    : element(root, value, hint)
  return `<?xml version="1.0" encoding="UTF-8"?>\n${body}`
}

function element(name: string, value: unknown, hint: XmlHint | undefined): string {
  if (Array.isArray(value)) return list(value, name, hint?.name ?? name, hint)
  const tag = tagName(name, hint)
  let attributes = namespaceOf(hint)
  let content = ''
  if (isObject(value)) {
    for (const [key, member] of Object.entries(value)) {
      if (member === undefined) continue
      const memberHint = resolve(hint?.properties?.get(key) ?? hint?.additional)
      const memberName = memberHint?.name ?? key
      if (memberHint?.attribute && !Array.isArray(member) && !isObject(member)) {
        attributes += ` ${tagName(memberName, memberHint)}="${escape(textOf(member))}"`
      } else {
        // A list that is not wrapped is named by its items, else by its property (never by its own xml.name).
        content +=
          Array.isArray(member) && !memberHint?.wrapped
            ? list(member, key, key, memberHint)
            : element(memberName, member, memberHint)
      }
    }
  } else content = escape(textOf(value))
  return content === '' ? `<${tag}${attributes}/>` : `<${tag}${attributes}>${content}</${tag}>`
}

function list(items: readonly unknown[], name: string, itemName: string, hint: XmlHint | undefined): string {
  const itemHint = resolve(hint?.items)
  const content = items.map((item) => element(itemHint?.name ?? itemName, item, itemHint)).join('')
  if (!hint?.wrapped) return content
  const tag = tagName(name, hint)
  const open = `${tag}${namespaceOf(hint)}`
  return content === '' ? `<${open}/>` : `<${open}>${content}</${tag}>`
}

function namespaceOf(hint: XmlHint | undefined): string {
  if (hint?.namespace === undefined || hint.attribute) return ''
  const attribute = hint.prefix === undefined ? 'xmlns' : `xmlns:${xmlName(hint.prefix)}`
  return ` ${attribute}="${escape(hint.namespace)}"`
}

function tagName(name: string, hint: XmlHint | undefined): string {
  const local = name.includes(':') ? name.split(':').map(xmlName).join(':') : xmlName(name)
  return hint?.prefix === undefined ? local : `${xmlName(hint.prefix)}:${local}`
}

// The Name production of XML 1.0 (fifth edition) without the colon. By number: character classes change with engines.
const nameStart =
  'A-Z_a-z\\u{c0}-\\u{d6}\\u{d8}-\\u{f6}\\u{f8}-\\u{2ff}\\u{370}-\\u{37d}\\u{37f}-\\u{1fff}\\u{200c}\\u{200d}\\u{2070}-\\u{218f}' +
  '\\u{2c00}-\\u{2fef}\\u{3001}-\\u{d7ff}\\u{f900}-\\u{fdcf}\\u{fdf0}-\\u{fffd}\\u{10000}-\\u{effff}'
const outsideName = new RegExp(`[^${nameStart}\\-.0-9\\u{b7}\\u{300}-\\u{36f}\\u{203f}\\u{2040}]`, 'gu')
const startsName = new RegExp(`^[${nameStart}]`, 'u')

function xmlName(text: string): string {
  const name = text.toWellFormed().replace(outsideName, '_')
  return startsName.test(name) ? name : `_${name}`
}

const entities = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&apos;'],
  ['\t', '&#9;'],
  ['\n', '&#10;'],
  ['\r', '&#13;']
])

function escape(text: string): string {
  return (
    text
      .toWellFormed()
      // oxlint-disable-next-line no-control-regex
      .replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '\ufffd')
      .replace(/[&<>"'\t\n\r]/g, (character) => entities.get(character) as string)
  )
}

function textOf(value: unknown): string {
  return value === null || value === undefined ? '' : String(value as string | number | bigint | boolean)
}

function resolve(source: XmlHintSource | undefined): XmlHint | undefined {
  return typeof source === 'function' ? source() : source
}
