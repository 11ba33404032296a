// Secrets stay out of traces: canaries in every place and every spelling, and then a search through all that leaves the log.
import { describe, expect, it } from 'vitest'
import { api, json, takes } from '../../../test/support/descriptions.js'
import { createSandbox, type Sandbox, type SandboxRequest } from '../../index.js'
import { formsOf } from '../../traces/redact/secret-forms.js'

const any = { type: 'object', additionalProperties: true }
const described = api(
  {
    '/login/{code}': {
      parameters: [
        { name: 'code', in: 'path', required: true, schema: { type: 'string', format: 'password' } },
        { name: 'x-partner', in: 'header', schema: { type: 'string', 'x-sensitive': true } },
        { name: 'pin_text', in: 'query', schema: { type: 'string', format: 'password' } }
      ],
      post: {
        requestBody: {
          content: {
            'application/json': {
              schema: {
                type: 'object',
                properties: {
                  pass_word: { type: 'string' },
                  vault: { type: 'string', writeOnly: true },
                  iban: { type: 'string', 'x-sensitive': true }
                }
              }
            },
            'application/x-www-form-urlencoded': { schema: any },
            'multipart/form-data': { schema: any },
            'text/plain': { schema: { type: 'string' } },
            'application/xml': { schema: any }
          }
        },
        responses: { 200: json(any), 422: json() }
      }
    },
    '/notes': {
      get: { responses: { 200: json({ type: 'array', items: any }) } },
      post: {
        requestBody: takes('application/json', any),
        responses: {
          201: json({ type: 'object', properties: { id: { type: 'string' }, text: { type: 'string' } } })
        }
      }
    }
  },
  {
    components: {
      securitySchemes: {
        key: { type: 'apiKey', in: 'header', name: 'X-Acme-Key' },
        queryKey: { type: 'apiKey', in: 'query', name: 'acme' },
        cookie: { type: 'apiKey', in: 'cookie', name: 'sid' }
      }
    }
  }
)

const open = (): Sandbox =>
  createSandbox({
    description: described,
    mode: 'stateful',
    tracing: { level: 'full', fields: true, redact: ['header:x-listed', 'listed_name'] }
  })

/** 64 secrets, some of them with signs that every format escapes. */
const canaries = Array.from(
  { length: 64 },
  (_, i) =>
    `cnry${i.toString(36)}${['', '+/=', '&x=', '"q\\', ' ü%', '<b>'][i % 6]}Zq7${(i * 7919 + 104729).toString(36)}wK`
)

const bytes = (text: string) => Buffer.from(text)
const spellings: { readonly [name: string]: (text: string) => string } = {
  plain: (text) => text,
  percent: encodeURIComponent,
  'percent, lower case': (text) => encodeURIComponent(text).replaceAll(/%../g, (one) => one.toLowerCase()),
  'every byte as percent': (text) =>
    [...bytes(text)].map((one) => `%${one.toString(16).padStart(2, '0')}`).join(''),
  'percent twice': (text) => encodeURIComponent(encodeURIComponent(text)),
  form: (text) => encodeURIComponent(text).replaceAll('%20', '+'),
  base64: (text) => bytes(text).toString('base64'),
  'base64, in the middle': (text) => bytes(`user:${text}!`).toString('base64'),
  base64url: (text) => bytes(`x${text}`).toString('base64url'),
  hex: (text) => bytes(text).toString('hex'),
  'hex, upper case': (text) => bytes(text).toString('hex').toUpperCase(),
  json: (text) => JSON.stringify(text).slice(1, -1),
  'json escapes': (text) =>
    Array.from(
      { length: text.length },
      (_, i) => `\\u${text.charCodeAt(i).toString(16).padStart(4, '0')}`
    ).join('')
}

/** How a canary begins in each of the spellings; of base64 what does not depend on what stands around it. */
const beginnings = new RegExp(
  [
    ...Object.values(spellings).map((spell) => spell('cnry')),
    ...[0, 1, 2].map((before) => {
      const text = bytes(`${'x'.repeat(before)}cnry`).toString('base64')
      return text.slice(Math.ceil((before * 4) / 3), Math.floor(((before + 4) * 4) / 3))
    })
  ]
    .map((one) => one.replaceAll(/=+$/g, '').replaceAll('\\', '\\\\'))
    .join('|'),
  'i'
)

/** All that leaves the log, and every record as it is given. */
function artefacts(sandbox: Sandbox): string {
  const { traces } = sandbox
  const formats = ['jsonl', 'har', 'otlp'] as const
  return [
    ...formats.map((format) => traces.export(format)),
    ...traces.list().map(({ id }) => traces.explain(id)!)
  ].join('\n')
}

function foundIn(text: string, canary: string, spelled: string): boolean {
  return (
    text.includes(canary) ||
    (spelled.length >= 8 && text.includes(spelled)) ||
    text.includes(JSON.stringify(spelled).slice(1, -1)) ||
    formsOf(canary).some((form) => text.includes(form))
  )
}

const multipart = (name: string, value: string) =>
  `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n--b--\r\n`
const header = (text: string) => encodeURI(text).replaceAll(/[\r\n]/g, '')

/** Requests that carry a secret where secrets belong. */
const inDeclaredPlaces: { readonly [place: string]: (secret: string) => SandboxRequest } = {
  bearer: (secret) => ({
    method: 'GET',
    url: '/notes',
    headers: { authorization: `Bearer ${header(secret)}` }
  }),
  basic: (secret) => ({
    method: 'GET',
    url: '/notes',
    headers: { Authorization: `Basic ${bytes(`me:${secret}`).toString('base64')}` }
  }),
  'key in a header': (secret) => ({
    method: 'GET',
    url: '/notes',
    headers: { 'x-acme-key': header(secret) }
  }),
  'marked header': (secret) => ({
    method: 'POST',
    url: '/login/x',
    headers: { 'X-Partner': header(secret) }
  }),
  'listed header': (secret) => ({ method: 'GET', url: '/nowhere', headers: { 'x-listed': header(secret) } }),
  cookie: (secret) => ({ method: 'GET', url: '/notes', headers: { cookie: `a=b; sid=${header(secret)}` } }),
  'key in the query': (secret) => ({ method: 'GET', url: `/notes?acme=${encodeURIComponent(secret)}&b=1` }),
  'marked query': (secret) => ({ method: 'POST', url: `/login/x?pin_text=${encodeURIComponent(secret)}` }),
  path: (secret) => ({ method: 'POST', url: `/login/${encodeURIComponent(secret)}` }),
  user: (secret) => ({ method: 'GET', url: `http://me:${encodeURIComponent(secret)}@api.test/notes` }),
  'json member': (secret) => withBody('application/json', JSON.stringify({ pass_word: secret, a: secret })),
  'nested json': (secret) =>
    withBody('application/json', JSON.stringify({ deep: [{ ApiKey: { v: secret } }], again: secret })),
  'json in json': (secret) =>
    withBody('application/json', JSON.stringify({ raw: JSON.stringify({ token: secret }) })),
  writeOnly: (secret) =>
    withBody('application/json', JSON.stringify({ vault: secret, iban: secret, listed_name: secret })),
  form: (secret) =>
    withBody('application/x-www-form-urlencoded', `a=1&user[password]=${encodeURIComponent(secret)}`),
  multipart: (secret) => withBody('multipart/form-data; boundary=b', multipart('client_secret', secret)),
  xml: (secret) =>
    withBody('application/xml', `<a><password>${secret.replaceAll(/[<>&]/g, '')}xx</password></a>`),
  'broken json': (secret) => withBody('application/json', `{"password": "${secret}`),
  'unknown type': (secret) => withBody('application/x-odd', `password is ${secret}`)
}

function withBody(type: string, body: string): SandboxRequest {
  return { method: 'POST', url: '/login/x', headers: { 'content-type': type }, body }
}

describe('a secret in a declared place, however it is spelled', () => {
  it.each(Object.keys(inDeclaredPlaces))('%s', (place) => {
    const sandbox = open()
    const sent: string[] = []
    for (const canary of canaries) {
      for (const spell of Object.values(spellings)) {
        const spelled = spell(place === 'xml' ? canary.replaceAll(/[<>&]/g, '') : canary)
        sent.push(spelled)
        sandbox.handle(inDeclaredPlaces[place]!(spelled))
      }
    }
    // All canaries begin alike, in every spelling: one search finds any of them, and what is left of one that was cut.
    expect(sent.filter((spelled) => !beginnings.test(spelled))).toEqual([])
    expect(beginnings.exec(artefacts(sandbox))).toBeNull()
    expect(sandbox.traces.size).toEqual({ kept: sent.length, dropped: 0 })
  })
})

/** Places that nobody declared: there secrets are known by their values. */
const anywhere: { readonly [place: string]: (text: string) => SandboxRequest } = {
  header: (text) => ({
    method: 'GET',
    url: '/notes',
    headers: { 'x-any': text.replaceAll(/[^\x20-\x7e]/g, '?') }
  }),
  query: (text) => ({ method: 'GET', url: `/notes?any=${encodeURIComponent(text)}` }),
  'query as it is': (text) => ({ method: 'GET', url: `/notes?any=${text.replaceAll(/[^\x21-\x7e]/g, '')}` }),
  path: (text) => ({ method: 'GET', url: `/nowhere/${encodeURIComponent(text)}` }),
  json: (text) => ({
    method: 'POST',
    url: '/notes',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ text, [text]: 1 })
  }),
  form: (text) => withBody('application/x-www-form-urlencoded', `text=${encodeURIComponent(text)}`),
  multipart: (text) => withBody('multipart/form-data; boundary=b', multipart('text', text)),
  text: (text) => withBody('text/plain', `it is ${text}, you know`)
}

describe('a secret that the sandbox knows, in any place', () => {
  it.each(Object.keys(anywhere))('%s', (place) => {
    const sandbox = open()
    const endpoint = sandbox.webhooks.register({ url: 'https://hooks.example.com/x' })
    const secrets = [endpoint.secret, endpoint.secret.slice('whsec_'.length)]
    for (const secret of secrets)
      for (const spell of Object.values(spellings)) sandbox.handle(anywhere[place]!(spell(secret)))
    const text = artefacts(sandbox)
    for (const secret of secrets)
      for (const [name, spell] of Object.entries(spellings))
        expect([name, foundIn(text, secret, spell(secret))]).toEqual([name, false])
  })
})

describe('a secret that is cut, repeated or answered', () => {
  it('is taken out before the body is cut', () => {
    for (let before = 20; before < 60; before++) {
      const sandbox = createSandbox({ description: described, tracing: { level: 'full', bodyLength: 64 } })
      const { secret } = sandbox.webhooks.register({ url: 'https://hooks.example.com/x' })
      sandbox.handle(withBody('text/plain', `${'x'.repeat(before)} ${secret} rest`))
      expect(artefacts(sandbox)).not.toContain(secret.slice(0, 12))
    }
  })

  it('stays out of the rest of the record', () => {
    const sandbox = open()
    const secret = 'correct-horse-battery'
    sandbox.handle({
      method: 'POST',
      url: `/notes?note=${secret}`,
      headers: {
        authorization: `Bearer ${secret}`,
        'content-type': 'application/json',
        'x-any': `a ${secret}`
      },
      body: JSON.stringify({ text: secret })
    })
    sandbox.handle({ method: 'GET', url: `/nowhere/${secret}`, headers: { 'x-acme-key': secret } })
    expect(sandbox.traces.list()[0]!.changes).toMatchObject([{ kind: 'created' }])
    expect(artefacts(sandbox)).not.toContain(secret)
  })

  it('is not in traces of decisions either', () => {
    const sandbox = createSandbox({ description: described, validation: 'reject' })
    const secret = 'correct-horse-battery'
    for (const place of Object.keys(inDeclaredPlaces)) sandbox.handle(inDeclaredPlaces[place]!(secret))
    sandbox.handle({ method: 'GET', url: `/nowhere/${secret}`, headers: { 'x-acme-key': secret } })
    expect(artefacts(sandbox)).not.toContain(secret)
  })
})
