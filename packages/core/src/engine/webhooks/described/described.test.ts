// Webhooks of a description: which changes they are sent for, and that what they send is what the description describes.
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it, test } from 'vitest'
import {
  api,
  description,
  json,
  ownDescriptions,
  realDescription,
  realDescriptions,
  takes,
  type Document
} from '../../../../test/support/descriptions.js'
import type { SimulationPack } from '../../../release/pack/simulation-pack.js'
import { bodySchema } from '../../../release/schema-of-media.js'
import { openDescription, type Description } from '../../../spec/description.js'
import { readDescription } from '../../../release/read-description.js'
import { begin } from '../../sandbox/begin.js'
import { createSandbox } from '../../sandbox/create-sandbox.js'
import type { Sandbox } from '../../sandbox/sandbox.js'
import { describedPayload } from './described-payload.js'

const schemas = {
  Owner: {
    type: 'object',
    required: ['id', 'name'],
    properties: { id: { type: 'integer', readOnly: true }, name: { type: 'string' } }
  },
  Pet: {
    type: 'object',
    required: ['id', 'name', 'status'],
    properties: {
      id: { type: 'integer', readOnly: true },
      name: { type: 'string' },
      status: { enum: ['available', 'pending', 'sold'] },
      status_reason: { type: 'string' },
      sold_at: { type: 'string', format: 'date-time', readOnly: true },
      locked: { type: 'boolean' }
    }
  },
  PetEvent: {
    type: 'object',
    required: ['id', 'type', 'created_at', 'data', 'livemode'],
    properties: {
      id: { type: 'string' },
      type: { type: 'string' },
      created_at: { type: 'string', format: 'date-time' },
      livemode: { type: 'boolean' },
      owner: { $ref: '#/components/schemas/Owner' },
      data: { $ref: '#/components/schemas/Pet' }
    }
  }
}
const ref = (name: string): { $ref: string } => ({ $ref: `#/components/schemas/${name}` })
const hook = (payload: unknown, more: object = {}) => ({
  post: { requestBody: takes('application/json', payload), responses: { 204: { description: 'x' } }, ...more }
})

const collection = (name: string, more: object = {}): object => ({
  get: { responses: { 200: json({ type: 'array', items: ref(name) }) } },
  post: { requestBody: takes('application/json', ref(name)), responses: { 201: json(ref(name)) }, ...more }
})
const item = (name: string): object => ({
  get: { responses: { 200: json(ref(name)) } },
  patch: {
    requestBody: takes('application/json', { type: 'object', properties: schemas[name as 'Pet'].properties }),
    responses: { 200: json(ref(name)) }
  },
  delete: { responses: { 204: { description: 'x' } } }
})

function shelter(webhooks: { [name: string]: object } = {}, callbacks?: object): Document {
  return api(
    {
      '/owners': collection('Owner'),
      '/owners/{ownerId}': item('Owner'),
      '/owners/{ownerId}/pets': collection('Pet', callbacks && { callbacks }),
      '/owners/{ownerId}/pets/{petId}': item('Pet')
    },
    { webhooks, components: { schemas } }
  )
}

interface Heard {
  readonly type: string
  readonly body: Record<string, any> // oxlint-disable-line typescript/no-explicit-any
  readonly headers: { readonly [name: string]: string }
}

function call(sandbox: Sandbox, method: string, url: string, body?: unknown): void {
  sandbox.handle({
    method,
    url,
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) })
  })
}

/** A sandbox with an owner, a pet of theirs, and a sink that has heard nothing of that. */
function started(document: Document, pack?: object): { sandbox: Sandbox; heard: () => Heard[] } {
  const sandbox = createSandbox({ description: document, mode: 'stateful', ...(pack && { pack }) })
  call(sandbox, 'POST', '/owners', { name: 'Ann' })
  call(sandbox, 'POST', '/owners/1/pets', { name: 'Rex', status: 'available' })
  const sink = sandbox.webhooks.sink()
  return {
    sandbox,
    heard: () => sink.all().map(({ type, json: body, headers }) => ({ type, body, headers }))
  }
}

describe('a webhook', () => {
  it('keeps its type for what it tells of: others of that noun have the name of their kind', () => {
    const owner = { type: 'object', required: ['owner'], properties: { owner: { type: 'string' } } }
    const { sandbox, heard } = started(
      shelter({
        'pet.deleted': {
          post: {
            tags: ['Owners'],
            summary: 'ownerDeleted',
            requestBody: takes('application/json', owner),
            responses: { 204: { description: 'x' } }
          }
        }
      })
    )
    call(sandbox, 'DELETE', '/owners/1/pets/1')
    const told = heard().filter(({ type }) => type === 'pet.deleted')
    expect(told.every(({ body }) => 'owner' in body)).toBe(true)
    expect(heard()).toHaveLength(1)
  })

  it('takes the place of the default event, with the payload that is described', () => {
    const { sandbox, heard } = started(shelter({ 'pet.created': hook(ref('PetEvent')) }))
    call(sandbox, 'POST', '/owners/1/pets', { name: 'Tom', status: 'pending' })
    const { type, body } = heard()[0]!
    expect(heard()).toHaveLength(1)
    expect(type).toBe('pet.created')
    expect(body.data).toEqual({ id: 2, name: 'Tom', status: 'pending' })
    expect(body.type).toBe('pet.created')
    expect(body.owner).toEqual({ id: 1, name: 'Ann' })
    expect(body.id).toMatch(/^evt_/)
    expect(Date.parse(body.created_at)).toBe(sandbox.clock.now)
    const validate = new Ajv2020({ strict: false, validateFormats: false }).compile({
      ...ref('PetEvent'),
      components: { schemas }
    })
    expect([validate(body), validate.errors]).toEqual([true, null])
  })

  it('other changes stay default events', () => {
    const { sandbox, heard } = started(shelter({ 'pet.created': hook(ref('PetEvent')) }))
    call(sandbox, 'PATCH', '/owners/1/pets/1', { name: 'Rexy' })
    expect(heard().map(({ type }) => type)).toEqual(['pet.updated'])
  })

  it('is sent when the thing comes into a state, and only then', () => {
    const { sandbox, heard } = started(shelter({ petSold: hook(ref('PetEvent')) }))
    call(sandbox, 'PATCH', '/owners/1/pets/1', { status: 'sold' })
    call(sandbox, 'PATCH', '/owners/1/pets/1', { status: 'sold', name: 'R' })
    call(sandbox, 'POST', '/owners/1/pets', { name: 'Tom', status: 'sold' })
    expect(heard().map(({ type }) => type)).toEqual(['petSold', 'pet.updated', 'petSold'])
  })

  it('about every update is not sent for a move that another tells of, unless more has changed', () => {
    const webhooks = { petSold: hook(ref('PetEvent')), 'pet-edited': hook(ref('PetEvent')) }
    const { sandbox, heard } = started(shelter(webhooks))
    call(sandbox, 'PATCH', '/owners/1/pets/1', { status: 'sold', status_reason: 'found a home' })
    call(sandbox, 'PATCH', '/owners/1/pets/1', { status: 'available' })
    call(sandbox, 'PATCH', '/owners/1/pets/1', { status: 'sold', name: 'Rexy' })
    const types = heard().map(({ type }) => type)
    expect(types.slice(0, 2)).toEqual(['petSold', 'pet-edited'])
    expect(types.slice(2).toSorted()).toEqual(['pet-edited', 'petSold'])
    expect(heard()[0]!.body.data).toMatchObject({ status: 'sold', sold_at: expect.any(String) })
  })

  it('is sent when a flag is set, not when it is taken back', () => {
    const { sandbox, heard } = started(shelter({ 'pet-locked': hook(ref('PetEvent')) }))
    call(sandbox, 'PATCH', '/owners/1/pets/1', { locked: true })
    call(sandbox, 'PATCH', '/owners/1/pets/1', { locked: false })
    expect(heard().map(({ type }) => type)).toEqual(['pet-locked', 'pet.updated'])
  })

  it('tells of what is gone as it was', () => {
    const { sandbox, heard } = started(shelter({ 'pet.deleted': hook(ref('PetEvent')) }))
    call(sandbox, 'DELETE', '/owners/1/pets/1')
    expect(heard()[0]!.body.data).toMatchObject({ id: 1, name: 'Rex' })
  })

  it('declares headers, which are sent', () => {
    const header = (name: string, more: object = {}): object => ({
      name,
      in: 'header',
      schema: { type: 'string' },
      ...more
    })
    const parameters = [
      header('X-Event-Type'),
      header('X-Delivery-Id'),
      header('X-Tier', { example: 'gold' }),
      header('X-Note')
    ]
    const { sandbox, heard } = started(shelter({ 'pet.deleted': hook(ref('PetEvent'), { parameters }) }))
    call(sandbox, 'DELETE', '/owners/1/pets/1')
    expect(heard()[0]!.headers).toMatchObject({ 'x-event-type': 'pet.deleted', 'x-tier': 'gold' })
    expect(heard()[0]!.headers['x-delivery-id']).toMatch(/^[0-9a-f-]{36}$/)
    expect(heard()[0]!.headers).not.toHaveProperty('x-note')
  })

  it('without a described body has the envelope of the style', () => {
    const bare = { post: { responses: { 204: { description: 'x' } } } }
    const { sandbox, heard } = started(shelter({ 'pet.deleted': bare }))
    call(sandbox, 'DELETE', '/owners/1/pets/1')
    expect(heard()[0]!.body).toMatchObject({ type: 'pet.deleted', data: { id: 1 } })
  })

  it('is put right by a pack', () => {
    const webhooks = { 'pet.created': hook(ref('PetEvent')), hello: hook(ref('PetEvent')) }
    const pack = {
      events: { 'pet.created': false, hello: { resource: 'pets', on: 'updated', member: 'name', at: 'data' } }
    }
    const { sandbox, heard } = started(shelter(webhooks), pack)
    call(sandbox, 'POST', '/owners/1/pets', { name: 'Tom', status: 'sold' })
    call(sandbox, 'PATCH', '/owners/1/pets/2', { name: 'Tim' })
    expect(heard().map(({ type }) => type)).toEqual(['pet.created', 'hello'])
    expect(heard()[0]!.body).toHaveProperty('timestamp')
    expect(heard()[1]!.body.data.name).toBe('Tim')
    expect(sandbox.model.events).toEqual({
      'hello POST': {
        value: {
          resource: 'pets',
          on: 'updated',
          member: { at: ['name'] },
          at: ['data'],
          type: 'hello',
          says: { at: ['type'], value: 'hello' }
        },
        confidence: 1,
        reason: 'set by the pack'
      }
    })
  })

  it('says what of a pack leads nowhere', () => {
    const pack: SimulationPack = {
      events: { nothing: false, 'pet.created': { resource: 'cats', state: 'eaten' } }
    }
    const { issues } = createSandbox({ description: shelter({ 'pet.created': hook(ref('PetEvent')) }), pack })
    const said = issues.filter(({ code }) => code.startsWith('override'))
    expect(said.map(({ code, pointer }) => `${code} ${pointer}`)).toEqual([
      'override-stale /events/nothing',
      'override-stale /events/pet.created/resource'
    ])
  })

  it('tells the same to every run', () => {
    const told = (): unknown => {
      const { sandbox, heard } = started(shelter({ 'pet.deleted': hook(ref('PetEvent')) }))
      call(sandbox, 'DELETE', '/owners/1/pets/1')
      return heard()
    }
    expect(told()).toEqual(told())
  })
})

test('the events of the bank are valid, whatever is sent', () => {
  const document = description('bank-payments.yaml')
  const sandbox = createSandbox({ description: document, mode: 'stateful', references: 'off' })
  const sink = sandbox.webhooks.sink()
  const made = sandbox.handle(sandbox.sampleRequest('POST /payments'))
  const payment = JSON.parse(String(made.body))
  expect(made.status).toBe(201)
  call(sandbox, 'POST', `/payments/${payment.id}/cancel`, {})
  const heard = sink.all()
  expect(heard.map(({ type }) => type)).toEqual(['payment.created', 'payment.canceled'])
  const { components, webhooks } = document as {
    components: object
    webhooks: { [name: string]: ReturnType<typeof hook> }
  }
  for (const { type, json: body } of heard) {
    if (!Object.hasOwn(webhooks, type)) continue
    const { content } = webhooks[type]!.post.requestBody as {
      content: { [type: string]: { schema: object } }
    }
    const { schema } = content['application/json']!
    const validate = new Ajv2020({ strict: false, validateFormats: false }).compile({ ...schema, components })
    expect([type, validate(body), validate.errors]).toEqual([type, true, null])
    expect(body.data.id).toBe(payment.id)
  }
})

const all: readonly (readonly [string, () => Document])[] = [
  ...ownDescriptions.map((name) => [name, () => description(name)] as const),
  ...realDescriptions.map((name) => [name, () => realDescription(name)] as const)
]

test.each(all)('every webhook of %s has a valid payload, or a note that says why not', (_name, read) => {
  const document = read()
  if (!('webhooks' in document) && !('x-webhooks' in document)) return
  const source = readDescription(openDescription(document) as Description, () => {})
  const { engine, world } = begin(source, { mode: 'stateful' })
  for (const name of source.webhookNames) {
    const operation = source.webhook(name)
    const binding = source.model.events?.[name]?.value ?? { resource: '', type: name }
    const { body, notes } = describedPayload(engine, world, { operation, binding, id: 'evt_1', now: 1e12 })
    const schema = bodySchema(operation.requestBody?.content)
    const isValid = schema !== undefined && engine.checker.isValid(schema, body, 'response')
    if (!isValid) expect([name, notes]).not.toEqual([name, []])
  }
})
