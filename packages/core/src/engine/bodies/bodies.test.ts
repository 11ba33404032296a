import { expect, it } from 'vitest'
import { json, takes } from '../../../test/support/descriptions.js'
import { bodyOf, post, sandboxOf } from '../../../test/support/sandboxes.js'

const pet = {
  type: 'object',
  required: ['name'],
  properties: {
    name: { type: 'string' },
    age: { type: 'integer' },
    tags: { type: 'array', items: { type: 'string' } },
    owner: { type: 'object', properties: { id: { type: 'integer' } } }
  }
}
const taking = (requestBody: unknown) =>
  sandboxOf({ '/a': { post: { requestBody, responses: { '200': json({ const: 1 }) } } } })
const status = (sandbox: ReturnType<typeof sandboxOf>, body: unknown, type?: string) =>
  sandbox.handle(post('/a', body, type)).status

it('JSON is checked, and faults are told by pointer', () => {
  const sandbox = taking(takes('application/json', pet))
  expect(status(sandbox, { name: 'Rex', age: 3 })).toBe(200)
  const refused = sandbox.handle(post('/a', { age: 'three', tags: [1] }))
  expect(refused.status).toBe(422)
  expect(
    bodyOf(refused)
      .errors.map((error: { pointer: string }) => error.pointer)
      .toSorted()
  ).toEqual(['', '/age', '/tags/0'])
})

it('a JSON type answers for another where only that is described', () => {
  expect(
    status(taking(takes('application/json', pet)), { name: 'Rex' }, 'application/vnd.pets.v1+json')
  ).toBe(200)
  expect(
    status(
      taking(takes('application/vnd.pets+json', pet)),
      { name: 'Rex' },
      'application/json; charset=utf-8'
    )
  ).toBe(200)
  expect(status(taking(takes('application/vnd.pets+json', pet)), {}, 'application/json')).toBe(422)
})

it('a body without Content-Type is taken for the described JSON, and for nothing else', () => {
  const untyped = { method: 'POST', url: '/a', body: '{"name":"Rex"}' }
  expect(taking(takes('application/json', pet)).handle(untyped).status).toBe(200)
  expect(taking(takes('text/plain')).handle(untyped)).toMatchObject({
    status: 415,
    body: expect.stringContaining('no Content-Type')
  })
})

it('a type that is not described is a 415 that names those that are', () => {
  const sandbox = taking({ content: { 'application/json': {}, 'text/csv': {} } })
  for (const type of [
    'text/plain',
    'image/png',
    'json',
    ';;;',
    'application/json, text/csv',
    '*/*',
    'application/*'
  ]) {
    expect(sandbox.handle(post('/a', 'x', type))).toMatchObject({
      status: 415,
      body: expect.stringContaining('application/json, text/csv')
    })
  }
})

it('a range takes every type in it', () => {
  expect(status(taking(takes('image/*')), 'bytes', 'image/png')).toBe(200)
  expect(status(taking(takes('*/*')), 'bytes', 'x/y')).toBe(200)
  expect(status(taking(takes('image/*')), 'bytes', 'audio/mpeg')).toBe(415)
})

it('what cannot be parsed is a 400', () => {
  const sandbox = taking(takes('application/json', pet))
  for (const text of ['{', '{"name":', "{'name':1}", '[1,]', 'NaN', '{"a":1e999}', '\ud800'])
    expect([text, status(sandbox, text)]).toEqual([text, 400])
  expect(status(sandbox, '[['.repeat(40))).toBe(400)
})

it('codings and character sets that are not understood are a 415', () => {
  const sandbox = taking(takes('application/json', pet))
  expect(status(sandbox, { name: 'x' }, 'application/json; charset=utf-16')).toBe(415)
  const gzip = { 'content-type': 'application/json', 'content-encoding': 'gzip' }
  expect(sandbox.handle({ method: 'POST', url: '/a', headers: gzip, body: '{"name":"x"}' }).status).toBe(415)
})

it('an empty body is refused only where one is required', () => {
  for (const body of [undefined, null, '', new Uint8Array()]) {
    expect(
      taking(takes('application/json', pet)).handle({ method: 'POST', url: '/a', body: body ?? null }).status
    ).toBe(422)
    expect(
      taking({ content: { 'application/json': { schema: pet } } }).handle({
        method: 'POST',
        url: '/a',
        body: body ?? null
      }).status
    ).toBe(200)
  }
})

it('bytes and text of the same body are read alike', () => {
  const sandbox = taking(takes('application/json', { const: { name: 'ü' } }))
  const bytes = new TextEncoder().encode('{"name":"ü"}')
  expect(
    sandbox.handle({
      method: 'POST',
      url: '/a',
      headers: { 'content-type': 'application/json' },
      body: bytes
    }).status
  ).toBe(200)
  expect(
    sandbox.handle({
      method: 'POST',
      url: '/a',
      headers: { 'content-type': 'application/json' },
      body: new Uint8Array([0x22, 0xff, 0x22])
    }).status
  ).toBe(400)
})

it('an operation that describes no body does not look at one', () => {
  const sandbox = sandboxOf({ '/a': { get: { responses: { '200': json({ const: 1 }) } } } })
  expect(
    sandbox.handle({ method: 'GET', url: '/a', headers: { 'content-type': ';;;' }, body: '{' }).status
  ).toBe(200)
})

it('a form is read by its schema, brackets and all', () => {
  const sandbox = taking(takes('application/x-www-form-urlencoded', pet))
  const form = (text: string) => status(sandbox, text, 'application/x-www-form-urlencoded')
  expect(form('name=Rex&age=3&tags[0]=a&tags[1]=b&owner[id]=7')).toBe(200)
  expect(form('name=Rex&tags[]=a&tags[]=b')).toBe(200)
  expect(form('age=3')).toBe(422)
  expect(form('name=Rex&age=three')).toBe(422)
  expect(form('name=Rex&owner[id]=x')).toBe(422)
  expect(form('name=%zz')).toBe(400)
})

it('the encoding of a form member is heeded', () => {
  const encoding = { tags: { style: 'form', explode: false }, owner: { contentType: 'application/json' } }
  const sandbox = taking(
    takes(
      'application/x-www-form-urlencoded',
      { ...pet, properties: { ...pet.properties, tags: { type: 'array', minItems: 2 } } },
      { encoding }
    )
  )
  const form = (text: string) => status(sandbox, text, 'application/x-www-form-urlencoded')
  expect(form('name=Rex&tags=a,b')).toBe(200)
  expect(form(`name=Rex&owner=${encodeURIComponent('{"id":7}')}`)).toBe(200)
  expect(form(`name=Rex&owner=${encodeURIComponent('{"id":"x"}')}`)).toBe(422)
})

it('multipart has fields and files', () => {
  const schema = {
    type: 'object',
    required: ['file'],
    properties: { file: { type: 'string', format: 'binary' }, count: { type: 'integer' } }
  }
  const sandbox = taking(takes('multipart/form-data', schema))
  const part = (name: string, text: string, more = '') =>
    `--b\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${text}\r\n`
  const send = (text: string) => status(sandbox, text, 'multipart/form-data; boundary=b')
  expect(send(`${part('file', 'bytes', '; filename="a.png"')}${part('count', '3')}--b--\r\n`)).toBe(200)
  expect(send(`${part('count', '3')}--b--\r\n`)).toBe(422)
  expect(send(`${part('file', 'bytes', '; filename="a.png"')}${part('count', 'x')}--b--\r\n`)).toBe(422)
  expect(send('not multipart')).toBe(400)
  expect(status(sandbox, 'x', 'multipart/form-data')).toBe(400)
})

it('text is checked as text', () => {
  const sandbox = taking(takes('text/plain', { type: 'string', maxLength: 3 }))
  expect(status(sandbox, 'abc', 'text/plain')).toBe(200)
  expect(status(sandbox, 'abcd', 'text/plain')).toBe(422)
})

it('bytes and XML are taken as they are', () => {
  expect(
    status(
      taking(takes('application/octet-stream', { type: 'string', maxLength: 1 })),
      '\0\u0001\u0002',
      'application/octet-stream'
    )
  ).toBe(200)
  expect(status(taking(takes('application/xml', pet)), '<pet/>', 'application/xml')).toBe(200)
})
