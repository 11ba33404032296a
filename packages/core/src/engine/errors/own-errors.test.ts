// A refused request is answered in the API's own error shape where the description has one.
import { expect, it } from 'vitest'
import { api, json, takes } from '../../../test/support/descriptions.js'
import { bodyOf, post, sandboxOf } from '../../../test/support/sandboxes.js'
import { createSandbox } from '../sandbox/create-sandbox.js'

const schema = {
  type: 'object',
  required: ['name'],
  properties: { name: { type: 'string' }, age: { type: 'integer' } }
}
const text = { type: 'string' }
const object = (properties: { [name: string]: unknown }, required = Object.keys(properties)) => ({
  type: 'object',
  required,
  properties
})

/** The answer to a body whose `age` is no integer. */
function refused(responses: { [status: string]: unknown }) {
  const sandbox = sandboxOf({
    '/a': {
      post: { requestBody: takes('application/json', schema), responses: { '200': json({}), ...responses } }
    }
  })
  return sandbox.handle(post('/a', { name: 'Rex', age: 'old' }))
}

it('{ error: { message, code } }', () => {
  const response = refused({
    '400': json(object({ error: object({ message: text, code: text, param: text }) }))
  })
  expect(response).toMatchObject({ status: 400, headers: { 'content-type': 'application/json' } })
  expect(bodyOf(response)).toEqual({
    error: { message: expect.stringContaining('/age'), code: 'invalid_request', param: 'age' }
  })
})

it('members that may be null say what they can: the place where there is one', () => {
  const orNull = { type: ['string', 'null'] }
  for (const members of ['error', 'wrong', 'fault', 'problem', 'failure']) {
    const response = refused({
      '422': json(object({ [members]: object({ code: text, message: orNull, param: orNull, help: orNull }) }))
    })
    expect(bodyOf(response)[members]).toMatchObject({
      code: 'invalid_request',
      message: expect.stringContaining('/age'),
      param: 'age'
    })
  }
})

it('{ errors: [{ field, message }] }, one for each place', () => {
  const response = refused({
    '422': json(object({ errors: { type: 'array', items: object({ field: text, message: text }) } }))
  })
  expect(response.status).toBe(422)
  expect(bodyOf(response)).toEqual({
    errors: [{ field: 'age', message: expect.stringContaining('whole number') }]
  })
})

it("application/problem+json of the API's own", () => {
  const problem = object({
    type: { type: 'string', format: 'uri' },
    title: text,
    status: { type: 'integer' },
    detail: text
  })
  const response = refused({
    '422': { description: 'x', content: { 'application/problem+json': { schema: problem } } }
  })
  expect(response).toMatchObject({ status: 422, headers: { 'content-type': 'application/problem+json' } })
  expect(bodyOf(response)).toMatchObject({ status: 422, detail: expect.stringContaining('/age') })
})

it('{ message, documentation_url }', () => {
  const response = refused({
    '4XX': json(object({ message: text, documentation_url: { type: 'string', format: 'uri' } }))
  })
  expect(response.status).toBe(400)
  expect(bodyOf(response).message).toContain('/age')
  expect(bodyOf(response).documentation_url).toMatch(/^https?:/)
})

it('{ code, status } as numbers', () => {
  expect(
    bodyOf(refused({ default: json(object({ code: { type: 'integer' }, status: { type: 'integer' } })) }))
  ).toEqual({ code: 400, status: 400 })
})

it('422 where the operation tells its errors apart, 400 where it declares one for all', () => {
  const problem = json(object({ message: text }))
  expect(refused({ '404': problem, default: problem }).status).toBe(422)
  expect(refused({ '422': problem, default: problem }).status).toBe(422)
  expect(refused({ default: problem }).status).toBe(400)
})

it('a listed word that nothing comes near: the one for requests that cannot be carried out', () => {
  const type = { enum: ['api_error', 'card_error', 'invalid_request_error'] }
  const taken = post('/a', { name: 'Rex' })
  const sandbox = sandboxOf(
    {
      '/a': {
        post: {
          requestBody: takes('application/json', schema),
          responses: { '201': json(schema), default: json(object({ type })) }
        }
      },
      '/a/{name}': { get: { responses: { '200': json(schema) } } }
    },
    { mode: 'stateful' }
  )
  sandbox.handle(taken)
  expect(bodyOf(sandbox.handle(taken))).toEqual({ type: 'invalid_request_error' })
})

it('a missing member is the field that is blamed', () => {
  const sandbox = sandboxOf({
    '/a': {
      post: {
        requestBody: takes('application/json', schema),
        responses: { '400': json(object({ error: object({ param: text }) })) }
      }
    }
  })
  expect(bodyOf(sandbox.handle(post('/a', {})))).toEqual({ error: { param: 'name' } })
})

it('plain text', () => {
  const response = refused({ '400': { description: 'x', content: { 'text/plain': { schema: text } } } })
  expect(response).toMatchObject({
    status: 400,
    headers: { 'content-type': 'text/plain' },
    body: expect.stringContaining('/age')
  })
})

it('a code that the schema does not allow is left as the schema wants it', () => {
  const response = refused({
    '400': json(object({ message: { type: 'string', maxLength: 10 }, code: { enum: ['E_INVALID'] } }))
  })
  expect(bodyOf(response)).toMatchObject({ code: 'E_INVALID', message: expect.stringMatching(/^.{0,10}$/) })
})

it('an example of the description gives what the schema leaves open', () => {
  const example = { type: 'https://docs.example/errors', message: 'An example message', trace: 't-1' }
  const response = refused({ '400': json(object({ type: text, message: text, trace: text }), { example }) })
  expect(bodyOf(response)).toMatchObject({ trace: 't-1', message: expect.stringContaining('/age') })
})

it.each([
  ['nothing is described for errors', {}],
  ['the error has no body', { '422': { description: 'x' } }],
  ['the error is not text', { '422': { description: 'x', content: { 'image/png': {} } } }]
])('problem+json with pointers, where %s', (_, responses) => {
  const response = refused(responses)
  expect(response).toMatchObject({ status: 422, headers: { 'content-type': 'application/problem+json' } })
  expect(bodyOf(response)).toMatchObject({
    status: 422,
    errors: [{ pointer: '/age', detail: expect.stringContaining('whole number') }]
  })
})

it('the status is the one that the description has', () => {
  const error = json(object({ message: text }))
  expect(refused({ '400': error }).status).toBe(400)
  expect(refused({ '422': error, '400': error }).status).toBe(422)
  expect(refused({ '400': error, default: error }).status).toBe(400)
})

it('what is sent is valid, whatever the error schema asks for', () => {
  const awkward = [
    object({ error: { oneOf: [object({ message: { const: 'fixed' } }), object({ reason: text })] } }),
    object({ errors: { type: 'object', additionalProperties: { type: 'array', items: text, minItems: 1 } } }),
    { type: 'array', minItems: 1, items: object({ code: { type: 'string', pattern: '^E[0-9]{4}$' } }) },
    { type: 'string', maxLength: 5 },
    {
      allOf: [object({ message: text }), object({ code: { type: 'integer', maximum: 99 } })],
      unevaluatedProperties: false
    }
  ]
  for (const schema of awkward) {
    const body = bodyOf(refused({ '400': json(schema) }))
    const judge = createSandbox({
      description: api({
        '/judge': { post: { requestBody: takes('application/json', schema), responses: {} } }
      })
    })
    expect(judge.handle(post('/judge', JSON.stringify(body))).status).toBe(200)
  }
})

it('text of the request comes back shortened and without control characters', () => {
  const sandbox = sandboxOf({
    '/a': { post: { requestBody: takes('application/json', { additionalProperties: false }), responses: {} } }
  })
  const response = sandbox.handle(post('/a', { ['\u0007'.repeat(5000)]: 1 }))
  expect(String(response.body).length).toBeLessThan(40_000)
  expect(bodyOf(response).status).toBe(422)
})
