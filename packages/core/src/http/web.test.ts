import { describe, expect, it } from 'vitest'
import { defaultLimits, resolveLimits } from './limits.js'
import { fromWebRequest, toWebResponse } from './web.js'

describe('fromWebRequest', () => {
  it('gives method, URL, headers and the bytes of the body', async () => {
    const request = await accepted(
      new Request('https://h/pets?x=%41', { method: 'POST', body: '{"a":1}', headers: { 'X-A': '1' } })
    )
    expect(request).toMatchObject({ method: 'POST', url: 'https://h/pets?x=%41', headers: { 'x-a': '1' } })
    expect(new TextDecoder().decode(request.body as Uint8Array)).toBe('{"a":1}')
  })

  it('gives no body for a GET', async () => {
    expect((await accepted(new Request('https://h/'))).body).toBeNull()
  })

  it('accepts a body as large as the limit and refuses a larger one', async () => {
    const limits = resolveLimits({ bodyBytes: 10 })
    const post = (size: number) =>
      fromWebRequest(new Request('https://h/', { method: 'POST', body: 'x'.repeat(size) }), limits)
    expect((await post(9)).truncated).toBeUndefined()
    expect((await post(10)).truncated).toBeUndefined()
    expect((await post(11)).truncated).toBe(true)
  })

  it('stops reading an endless body, whatever length it claims', async () => {
    let pulled = 0
    const body = new ReadableStream({
      pull(controller) {
        pulled++
        controller.enqueue(new Uint8Array(65_536))
      }
    })
    const init = { method: 'POST', body, duplex: 'half', headers: { 'content-length': '5' } }
    expect((await read(new Request('https://h/', init as RequestInit))).truncated).toBe(true)
    expect(pulled).toBeLessThan(30)
  })

  it('does not read a body that announces too much', async () => {
    const init = { method: 'POST', body: 'x', headers: { 'content-length': '99999999' } }
    expect((await read(new Request('https://h/', init))).truncated).toBe(true)
  })
})

describe('toWebResponse', () => {
  it('gives status, headers and body', async () => {
    const response = toWebResponse({
      status: 201,
      headers: { 'content-type': 'application/json' },
      body: '{}'
    })
    expect(response.status).toBe(201)
    expect(response.headers.get('content-type')).toBe('application/json')
    expect(await response.text()).toBe('{}')
  })

  it('keeps several cookies apart', () => {
    const response = toWebResponse({ status: 200, headers: { 'set-cookie': ['a=1', 'b=2'] }, body: null })
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
  })

  it.each([204, 205, 304])('sends no body with %d', async (status) => {
    const response = toWebResponse({ status, headers: {}, body: '' })
    expect(response.body).toBeNull()
  })

  it('adds no content type by itself', async () => {
    const response = toWebResponse({ status: 200, headers: {}, body: 'a' })
    expect(response.headers.get('content-type')).toBeNull()
    expect(await response.text()).toBe('a')
  })

  it('sends bytes', async () => {
    const response = toWebResponse({ status: 200, headers: {}, body: new Uint8Array([0, 255]) })
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(new Uint8Array([0, 255]))
  })
})

function read(request: Request) {
  return fromWebRequest(request, defaultLimits)
}

async function accepted(request: Request) {
  const result = await read(request)
  expect(result.truncated).toBeUndefined()
  return result
}
