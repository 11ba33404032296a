// Declared response headers, judged leniently: remarks, not misses. Scalars and lists of scalars only.
import { locate, member, pointerTo, type Located } from './raw-document.js'
import type { SchemaSet } from './schema-set.js'
import type { JudgedResponse } from './judge-response.js'

/** One sentence for each declared header that is required and missing, or whose value breaks its schema. */
export function judgeHeaders(
  document: unknown,
  schemas: SchemaSet,
  declared: Located,
  response: JudgedResponse
): string[] {
  const headers = locate(document, pointerTo(declared.pointer, 'headers'))
  if (headers === undefined) return []
  const remarks: string[] = []
  for (const name of Object.keys(headers.value)) {
    if (name.toLowerCase() === 'content-type') continue
    const header = locate(document, pointerTo(headers.pointer, name))
    if (header === undefined) continue
    const sent = response.headers[name.toLowerCase()]
    if (sent === undefined) {
      if (member(header.value, 'required') === true) remarks.push(`${name} is required and missing`)
      continue
    }
    if (member(header.value, 'schema') === undefined) continue
    const validate = schemas.validator(pointerTo(header.pointer, 'schema'))
    if (typeof validate === 'string') continue
    const text = typeof sent === 'string' ? sent : sent.join(', ')
    const errors = readings(text).map(validate)
    if (errors.every((list) => list !== undefined && list.length > 0))
      remarks.push(`${name}: ${text}: ${errors[0]?.[0]}`)
  }
  return remarks
}

/** What a header's text can mean: itself, a JSON scalar, a list of either, an object written in one of the two ways of `simple`. */
function readings(text: string): unknown[] {
  const items = text === '' ? [] : text.split(',').map((item) => item.trim())
  const scalars = items.map(scalar)
  const pairs = items.map((item) => item.split('=')).filter((pair) => pair.length === 2) as [string, string][]
  const exploded = Object.fromEntries(pairs.map(([key, value]) => [key, scalar(value)]))
  const flat = Object.fromEntries(
    items.flatMap((item, index) => (index % 2 === 0 ? [[item, scalar(items[index + 1] ?? '')]] : []))
  )
  return [text, scalar(text), items, scalars, exploded, flat]
}

function scalar(text: string): unknown {
  return /^(?:true|false|null|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)$/i.test(text)
    ? JSON.parse(text.toLowerCase())
    : text
}
