// The limit for a mix of requests: node:http with one constant answer for each kind. Bodies are read and parsed. Arguments: port, file
// with `{ create, read, page, update, delete }`, each `{ status, type, body }`.

import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'

const [port, file] = process.argv.slice(2)
const answers = new Map(
  Object.entries(JSON.parse(readFileSync(file, 'utf8'))).map(([kind, { status, type, body }]) => {
    const text = Buffer.from(body, 'base64').toString()
    const length = status === 204 ? {} : { 'content-length': String(Buffer.byteLength(text)) }
    const headers = { ...(type === undefined ? {} : { 'content-type': type }), ...length }
    return [kind, { status, headers, text }]
  })
)
const kinds = { POST: 'create', PATCH: 'update', DELETE: 'delete' }

createServer((request, response) => {
  const kind = kinds[request.method] ?? (request.url.includes('?') ? 'page' : 'read')
  const { status, headers, text } = answers.get(kind)
  if (kind !== 'create' && kind !== 'update') return response.writeHead(status, headers).end(text)
  const chunks = []
  request.on('data', (chunk) => chunks.push(chunk))
  request.on('end', () => {
    if (JSON.parse(Buffer.concat(chunks).toString()).name === undefined) throw new Error('there is no name')
    response.writeHead(status, headers).end(text)
  })
}).listen(Number(port), '127.0.0.1')
