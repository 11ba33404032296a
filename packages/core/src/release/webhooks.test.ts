import { expect, it } from 'vitest'
import { api, description, json, takes } from '../../test/support/descriptions.js'
import { compileDescription } from './compile-description.js'
import { loadRelease, readRelease } from './load-release.js'

const hook = {
  post: {
    requestBody: takes('application/json', { $ref: '#/components/schemas/Event' }),
    responses: { '204': { description: 'x' } }
  }
}
const components = { schemas: { Event: { type: 'object' } } }

it('webhooks are kept with their bodies, and what they refer to', () => {
  const release = compileDescription(api({}, { webhooks: { 'payment.captured': hook }, components })).release!
  const source = readRelease(release)
  expect(source.webhookNames).toEqual(['payment.captured POST'])
  expect(source.webhook('payment.captured POST').requestBody?.content[0]?.schema).toEqual({
    $ref: '#/components/schemas/Event'
  })
  expect(source.schema('#/components/schemas/Event')).toEqual({ type: 'object' })
})

it('3.0 descriptions write them as x-webhooks', () => {
  const release = compileDescription({
    ...api({}),
    openapi: '3.0.3',
    'x-webhooks': { created: hook },
    components
  }).release!
  expect(Object.keys(release.webhooks)).toEqual(['created POST'])
})

it('a webhook may be a reference, and a faulty one does not hurt the others', () => {
  const pathItems = { Shared: hook }
  const webhooks = { a: { $ref: '#/components/pathItems/Shared' }, b: { $ref: '#/nowhere' }, c: 'text' }
  const { release, issues } = compileDescription(
    api({}, { webhooks, components: { ...components, pathItems } })
  )
  expect(Object.keys(release!.webhooks)).toEqual(['a POST'])
  expect(issues.map(({ code }) => code)).toEqual(['ref-not-found', 'not-an-object'])
})

it('a description may be nothing but webhooks', () => {
  const { release, issues } = compileDescription({
    openapi: '3.1.0',
    info: { title: 'x', version: '1' },
    webhooks: { a: hook },
    components
  })
  expect(issues).toEqual([])
  expect(release!.index.operations).toEqual([])
})

it('callbacks keep their runtime expressions and what they answer', () => {
  const callbacks = {
    done: {
      '{$request.body#/url}': { put: { responses: { '200': json({ type: 'integer' }) } } },
      'x-note': 1
    }
  }
  const release = compileDescription(api({ '/a': { post: { callbacks, responses: {} } } })).release!
  const { callbacks: kept } = readRelease(release).operation('POST /a')
  expect(Object.keys(kept!['done']!)).toEqual(['{$request.body#/url}'])
  expect(kept!['done']!['{$request.body#/url}']![0]!.responses['200']!.content[0]!.schema).toEqual({
    type: 'integer'
  })
})

it('the bank of this repository has its webhooks', () => {
  const release = loadRelease(compileDescription(description('bank-payments.yaml')).release!)
  expect(Object.keys(release.webhooks).length).toBeGreaterThan(0)
})
