import { expect, it } from 'vitest'
import { checkRequestHeaders } from './request-headers.js'

it('signatures, credentials and headers of the endpoint are sent', () => {
  expect(
    checkRequestHeaders({
      'webhook-id': 'evt_1',
      Authorization: 'Basic eDp5',
      'X-Team': 'a\tb c',
      'content-type': 'application/json; charset=utf-8',
      'x-empty': ''
    })
  ).toBeUndefined()
})

it.each([
  'Host',
  'content-length',
  'Transfer-Encoding',
  'CONNECTION',
  'keep-alive',
  'Upgrade',
  'TE',
  'trailer',
  'expect',
  'Accept-Encoding',
  'proxy-authorization'
])('%s belongs to the connection', (name) => {
  expect(checkRequestHeaders({ [name]: 'x' })).toBe(`The header ${name.toLowerCase()} is not yours to set.`)
})

it.each(['a\r\nHost: evil', 'a\nb', 'a\0b', 'naïve', ' a', 'a ', '\u007f', '\u{1f98a}'])(
  'the value %j cannot be sent',
  (value) => {
    expect(checkRequestHeaders({ 'x-a': value })).toBe('The header x-a has a value that cannot be sent.')
  }
)

it.each(['', 'a b', 'a:', 'a\r\nb', 'ä', 'a'.repeat(129), ':path'])('%j is no name', (name) => {
  expect(checkRequestHeaders({ [name]: 'x' })).toBe('A header has a name that is none.')
})

it('there is an end to how much', () => {
  const many = Object.fromEntries(Array.from({ length: 65 }, (_, index) => [`x-${index}`, 'x']))
  expect(checkRequestHeaders(many)).toBe('There are more than 64 headers.')
  expect(checkRequestHeaders({ 'x-a': 'x'.repeat(33_000) })).toBe(
    'The headers have more than 32768 characters.'
  )
  expect(checkRequestHeaders({ 'x-a': 'x', 'X-A': 'y' })).toBe('The header x-a is there twice.')
})
