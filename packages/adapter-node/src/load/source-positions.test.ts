import { expect, test } from 'vitest'
import { loadText } from './load-description.js'

async function placeOf(text: string, pointer: string): Promise<string | undefined> {
  const { locate } = await loadText(text, { name: 'api' })
  const place = locate(pointer)
  return place && `${place.file}:${place.line}:${place.column}`
}

const yaml = `# pets
openapi: 3.1.0
paths:
  /pets/{id}:
    get:
      tags: [pets, "quoted"]
      parameters:
        - name: id
          in: path
        - {name: q, in: query}
      description: |
        a: b
      empty:
shared: &s
  type: string
copy: *s
merged:
  <<: *s
  format: uuid
`

test.each([
  ['', 2, 1],
  ['/openapi', 2, 10],
  ['/paths', 3, 1],
  ['/paths/~1pets~1{id}/get', 5, 5],
  ['/paths/~1pets~1{id}/get/tags/1', 6, 20],
  ['/paths/~1pets~1{id}/get/parameters/0', 8, 11],
  ['/paths/~1pets~1{id}/get/parameters/0/in', 9, 15],
  ['/paths/~1pets~1{id}/get/parameters/1/in', 10, 25],
  ['/paths/~1pets~1{id}/get/description', 11, 7],
  ['/paths/~1pets~1{id}/get/empty', 13, 7],
  ['/copy', 16, 7],
  ['/copy/type', 15, 9],
  ['/merged/type', 15, 9],
  ['/merged/format', 19, 11]
])('in YAML %s stands in line %i, column %i', async (pointer, line, column) => {
  expect(await placeOf(yaml, pointer)).toBe(`api:${line}:${column}`)
})

test.each([
  ['/paths/~1pets~1{id}/get/responses/200', 5, 5],
  ['/paths/~1nothing', 3, 1],
  ['/paths/~1pets~1{id}/get/parameters/7', 7, 7],
  ['/openapi/further', 2, 10],
  ['/__proto__', 2, 1]
])('what is not there, %s, is at its nearest parent in line %i', async (pointer, line, column) => {
  expect(await placeOf(yaml, pointer)).toBe(`api:${line}:${column}`)
})

test('in JSON, places are found whatever the line ends, escapes and order', async () => {
  const text = '\ufeff{\r\n\t"a\\/b": {"\\u0078": [1, "two",\r\n\r\n {"\u{1f600}": null}]},\r"": 5}'
  expect(await placeOf(text, '/a~1b')).toBe('api:2:2')
  expect(await placeOf(text, '/a~1b/x/0')).toBe('api:2:22')
  expect(await placeOf(text, '/a~1b/x/1')).toBe('api:2:25')
  expect(await placeOf(text, '/a~1b/x/2/\u{1f600}')).toBe('api:4:9')
  expect(await placeOf(text, '/')).toBe('api:5:5')
})

test('nothing is located in a text that was not parsed', async () => {
  expect(await placeOf('{', '/a')).toBeUndefined()
})

test('looking for a thousand places in a large text does not parse it a thousand times', async () => {
  const paths = Object.fromEntries(
    Array.from({ length: 5000 }, (_, i) => [`/p${i}`, { get: { responses: {} } }])
  )
  const { locate } = await loadText(JSON.stringify({ paths }, null, 1))
  for (let i = 0; i < 1000; i++) expect(locate(`/paths/~1p${i * 5}/get`)?.line).toBe(4 + i * 25)
})
