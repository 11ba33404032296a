// The control document: who is told what happens, and what became of that.
import {
  answers,
  bodyProblems,
  closed,
  done,
  instant,
  listOf,
  name,
  object,
  parameter,
  path,
  query,
  schema,
  takes,
  text,
  type DocumentPart
} from './parts.js'

const tags = ['Webhooks']
const id = path('id', 'The id of an endpoint.', 'we_1')
const endpoint = {
  id: 'we_1',
  url: 'https://partner.example/hooks',
  events: ['payment.*'],
  description: '',
  style: 'standard',
  headers: {},
  enabled: true,
  sink: false,
  mode: 'normal',
  signatureTime: 'host',
  jitter: 0,
  created: 1767225600000,
  source: 'user'
}
const withSecret = { ...endpoint, secret: 'whsec_...' }
const delivery = {
  id: 'dlv_1',
  event: 'evt_1',
  type: 'payment.created',
  endpoint: 'we_1',
  status: 'succeeded',
  attempts: []
}
const span = { type: ['integer', 'string'], minimum: 0, maxLength: 100 }
const statuses = { enum: ['pending', 'succeeded', 'failed', 'suppressed', 'cancelled'] }

/** Endpoints and deliveries. */
export const webhooksPart: DocumentPart = {
  paths: {
    '/sandboxes/{name}/webhooks': {
      parameters: [name],
      get: {
        operationId: 'listWebhooks',
        tags,
        summary: 'The endpoints, oldest first, without their secrets.',
        responses: answers(200, 'The endpoints.', listOf('Webhook'), { items: [endpoint] }, 404)
      },
      post: {
        operationId: 'registerWebhook',
        tags,
        summary: 'Registers an endpoint. Its secret is in this answer and nowhere else.',
        parameters: [parameter('IdempotencyKey')],
        requestBody: takes(schema('NewWebhook'), {
          url: 'https://partner.example/hooks',
          events: ['payment.*']
        }),
        responses: answers(
          201,
          'The endpoint with its secret.',
          schema('WebhookWithSecret'),
          withSecret,
          404,
          409,
          ...bodyProblems
        )
      }
    },
    '/sandboxes/{name}/webhooks/{id}': {
      parameters: [name, id],
      get: {
        operationId: 'getWebhook',
        tags,
        summary: 'One endpoint.',
        responses: answers(200, 'The endpoint.', schema('Webhook'), endpoint, 404)
      },
      delete: {
        operationId: 'removeWebhook',
        tags,
        summary: 'Removes an endpoint; what was on its way is cancelled.',
        responses: done('It is gone.', 404)
      }
    },
    '/sandboxes/{name}/webhooks/{id}:rotate': {
      parameters: [name, id],
      post: {
        operationId: 'rotateWebhook',
        tags,
        summary: 'Gives an endpoint a new secret; for `overlap` (24 hours) the one before signs as well.',
        requestBody: takes(
          closed({ overlap: span, secret: text('Made up where it is not given.', 1000) }),
          { overlap: '1h' },
          false
        ),
        responses: answers(
          200,
          'The endpoint with its secret.',
          schema('WebhookWithSecret'),
          withSecret,
          404,
          409,
          ...bodyProblems
        )
      }
    },
    '/sandboxes/{name}/deliveries': {
      parameters: [name],
      get: {
        operationId: 'listDeliveries',
        tags,
        summary: 'The deliveries, oldest first, each with all of its attempts.',
        parameters: [
          query('event', 'The id of an event.', text('An id.')),
          query('endpoint', 'The id of an endpoint.', text('An id.')),
          query('type', 'The type of the event, with `*` for anything.', text('A type.'), 'payment.*'),
          query('status', 'What became of them.', statuses),
          query('limit', 'The last so many.', { type: 'integer', minimum: 1, maximum: 10000, default: 1000 })
        ],
        responses: answers(200, 'The deliveries.', listOf('Delivery'), { items: [delivery] }, 404)
      }
    },
    '/sandboxes/{name}/deliveries/{id}:redeliver': {
      parameters: [name, path('id', 'The id of a delivery.', 'dlv_1')],
      post: {
        operationId: 'redeliver',
        tags,
        summary: 'Makes a delivery again now, whatever became of it: the same event with the same id.',
        responses: answers(200, 'The delivery as it is then.', schema('Delivery'), delivery, 404, 409)
      }
    }
  },
  schemas: {
    NewWebhook: closed(
      {
        url: text('Where events are sent.', 2048),
        events: { type: 'array', maxItems: 100, items: text('A type of events; `*` stands for anything.') },
        description: text('What it is for.', 1000),
        secret: text('Made up where it is not given.', 1000),
        style: { enum: ['standard', 'stripe', 'github'] },
        headers: { type: 'object', additionalProperties: text('A value.', 4096) },
        retries: { type: 'array', maxItems: 100, items: span },
        jitter: { type: 'number', minimum: 0, maximum: 1 },
        mode: { enum: ['normal', 'duplicates', 'out-of-order'] },
        signatureTime: { enum: ['host', 'sandbox'] }
      },
      ['url']
    ),
    Webhook: object(
      {
        id: { type: 'string' },
        url: { type: 'string' },
        events: { type: 'array', items: { type: 'string' } },
        description: { type: 'string' },
        style: { enum: ['standard', 'stripe', 'github'] },
        headers: { type: 'object', additionalProperties: { type: 'string' } },
        enabled: { type: 'boolean' },
        reason: { type: 'string', description: 'Why it is disabled.' },
        sink: { type: 'boolean', description: 'Whether it is a receiver within the sandbox.' },
        mode: { enum: ['normal', 'duplicates', 'out-of-order'] },
        signatureTime: { enum: ['host', 'sandbox'] },
        jitter: { type: 'number' },
        retries: { type: 'array', items: { type: 'integer' } },
        rotatingUntil: instant,
        created: instant,
        source: { enum: ['user', 'pack', 'callback'] }
      },
      ['id', 'url', 'events', 'style', 'enabled', 'sink', 'created', 'source']
    ),
    WebhookWithSecret: {
      allOf: [
        schema('Webhook'),
        object({ secret: { type: 'string', description: 'Not shown again.' } }, ['secret'])
      ]
    },
    Delivery: object(
      {
        id: { type: 'string' },
        event: { type: 'string' },
        type: { type: 'string' },
        endpoint: { type: 'string' },
        status: statuses,
        reason: { type: 'string' },
        attempts: { type: 'array', items: { type: 'object' } },
        nextAttemptAt: instant
      },
      ['id', 'event', 'type', 'endpoint', 'status', 'attempts']
    )
  }
}
