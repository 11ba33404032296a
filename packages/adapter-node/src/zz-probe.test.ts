import { createSandbox } from '@sandbed/core'
import { connect } from 'node:net'
import { test } from 'vitest'
import { serve } from './serve.js'
const description = { openapi: '3.1.0', info: { title: 't', version: '1' }, paths: { '/x': { get: { responses: { 200: { description: '', content: { 'application/json': { schema: { type: 'object', properties: { a: { type: 'string' } } } } } } } }, post: { requestBody: {content: {'application/json': {schema: {}}}}, responses: { 200: { description: '', content: { 'application/json': { schema: { type: 'object' } } } } } } } } }
function raw(port: number, bytes: (string)[], ms = 1500, end = false): Promise<string> {
  return new Promise((resolve) => {
    const t0 = Date.now(); let out = ''
    const s = connect({ port, host: '127.0.0.1', allowHalfOpen: true }, () => { for (const b of bytes) s.write(b); if (end) s.end() })
    const done = (w: string) => { clearTimeout(t); resolve(`[${w} after ${Date.now() - t0}ms] ${out}`); s.destroy() }
    const t = setTimeout(() => done('open'), ms)
    s.on('data', (d) => (out += d)).on('end', () => (out += '<FIN>')).on('error', (e) => done(e.message)).on('close', () => done('close'))
  })
}
test('x', async () => {
  const server = await serve(createSandbox({ description }), { port: 0, timeouts: { headers: 600, request: 1200 } })
  const p = server.port
  const show = async (n: string, b: string[], ms?: number, end?: boolean) => console.log(n, JSON.stringify(await raw(p, b, ms, end)))
  await show('get', ['GET /x HTTP/1.1\r\nhost: a\r\n\r\n'], 300)
  await show('head', ['HEAD /x HTTP/1.1\r\nhost: a\r\n\r\n'], 300)
  await show('connect', ['CONNECT a:1 HTTP/1.1\r\nhost: a:1\r\n\r\n'], 300)
  await show('upgrade', ['GET /x HTTP/1.1\r\nhost: a\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n'], 300)
  await show('upgrade post', ['POST /x HTTP/1.1\r\nhost: a\r\nconnection: upgrade\r\nupgrade: h2c\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}'], 300)
  await show('trace', ['TRACE /x HTTP/1.1\r\nhost: a\r\n\r\n'], 300)
  await show('QUERY', ['QUERY /x HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\n\r\na'], 300)
  await show('foo', ['FOO /x HTTP/1.1\r\nhost: a\r\n\r\n'], 1000)
  await show('bad', ['GET /x HTTP/1.1\r\nhost : a\r\n\r\n'], 3000)
  await show('pri', ['PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'], 1000)
  await show('options*', ['OPTIONS * HTTP/1.1\r\nhost: a\r\n\r\n'], 300)
  await show('slow', ['GET /x HTTP/1.1\r\nhost: a\r\n'], 4000)
  await show('slowbody', ['POST /x HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{'], 4000)
  await show('expect', ['POST /x HTTP/1.1\r\nhost: a\r\nexpect: 100-continue\r\ncontent-type: application/json\r\ncontent-length: 99999999\r\n\r\n'], 2000)
  await show('expect2', ['POST /x HTTP/1.1\r\nhost: a\r\nexpect: tea\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n'], 2000)
  await show('half', ['GET /x HTTP/1.1\r\nhost: a\r\n\r\n'], 2000, true)
  await show('nohost', ['GET /x HTTP/1.1\r\n\r\n'], 300)
  await show('http10', ['GET /x HTTP/1.0\r\n\r\n'], 300)
  await show('two lengths', ['POST /x HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab'], 1300)
  await show('cl te', ['POST /x HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n'], 1300)
  await show('long url', [`GET /${'a'.repeat(20000)} HTTP/1.1\r\nhost: a\r\n\r\n`], 300)
  await show('long header', [`GET /x HTTP/1.1\r\nhost: a\r\na: ${'a'.repeat(40000)}\r\n\r\n`], 1300)
  const big = Buffer.alloc(60e6, 'a')
  for (let i = 0; i < 5; i++) {
  await fetch(server.url + '/x', { method: 'POST', body: big, headers: { 'content-type': 'application/json' } }).then(async r => console.log(r.status, r.headers.get('connection'), await r.text()), e => console.log(e, e.cause))
  await fetch(server.url + '/x', { method: 'POST', body: (async function*(){ for (let i=0;i<300;i++) yield big.subarray(0, 200000) })(), duplex: 'half', headers: { 'content-type': 'application/json' } } as any).then(async r => console.log(r.status, r.headers.get('connection'), await r.text()), e => console.log(e, e.cause))
  }
  // graceful
  const s = connect(p, '127.0.0.1'); let out=''; s.on('data', d => out += d)
  s.write('POST /x HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{')
  await new Promise(r => setTimeout(r, 100))
  const t0 = Date.now(); const c = server.close(); s.write('}'); await c; console.log('closed in', Date.now() - t0, out)
})
