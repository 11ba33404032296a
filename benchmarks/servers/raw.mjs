// The limit: node:http answering the very bytes a contestant answered. It reads and parses a body where there is one, so
// that its refusal is a fair measure of ours. Arguments: port, file with { status, type, body, parse, stringify }.

import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'

const [port, file] = process.argv.slice(2)
const { status, type, body, parse, stringify } = JSON.parse(readFileSync(file, 'utf8'))
const bytes = Buffer.from(body, 'base64')
// Up to some kilobytes node:http sends a string a little faster than a Buffer; raw gets the faster one.
const constant = bytes.length <= 8_192 ? bytes.toString() : bytes
const headers = { 'content-type': type, 'content-length': String(bytes.length) }
const value = stringify ? JSON.parse(bytes.toString()) : undefined

function answer(response) {
  if (value === undefined) return response.writeHead(status, headers).end(constant)
  const text = JSON.stringify(value)
  response
    .writeHead(status, { 'content-type': type, 'content-length': String(Buffer.byteLength(text)) })
    .end(text)
}

createServer((request, response) => {
  if (parse === undefined || request.method === 'GET') return answer(response)
  const chunks = []
  request.on('data', (chunk) => chunks.push(chunk))
  request.on('end', () => {
    const text = Buffer.concat(chunks).toString()
    const parsed = parse === 'form' ? new URLSearchParams(text).get('name') : JSON.parse(text).name
    if (parsed === undefined) throw new Error('the body has no name')
    answer(response)
  })
}).listen(Number(port), '127.0.0.1')
