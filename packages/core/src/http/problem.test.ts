import { describe, expect, it } from 'vitest'
import { echo, problemBody, problemSlugs, problemStatus, problemType } from './problem.js'

describe('problemBody', () => {
  it.each(problemSlugs)('%s has a type, a title and the status it is sent with', (slug) => {
    const body = problemBody(slug)
    expect(body).toEqual({ type: problemType(slug), title: expect.any(String), status: problemStatus(slug) })
    expect(body.type).toMatch(/^https:\/\/sandbed\.dev\/problems\/[a-z-]+$/)
    expect(body.status).toBeGreaterThanOrEqual(400)
    expect(body.status).toBeLessThan(600)
  })

  it('takes a detail and the offending places', () => {
    const errors = [
      { pointer: '/name', detail: 'must be a string' },
      { parameter: 'limit', in: 'query' as const, detail: 'must be at least 1' }
    ]
    expect(JSON.stringify(problemBody('invalid-request', { detail: 'No.', errors }))).toBe(
      '{"type":"https://sandbed.dev/problems/invalid-request","title":"The request does not match the API description","status":400,' +
        '"detail":"No.","errors":[{"pointer":"/name","detail":"must be a string"},{"parameter":"limit","in":"query","detail":"must be at least 1"}]}'
    )
  })
})

describe('echo', () => {
  it('clips at 200 characters and shows control characters', () => {
    expect(echo('abc')).toBe('abc')
    expect(echo('x'.repeat(200))).toHaveLength(200)
    expect(echo('x'.repeat(1000))).toBe(`${'x'.repeat(199)}…`)
    expect(echo('a\r\n\0b\ud800')).toBe('a\\u000d\\u000a\\u0000b\ufffd')
  })
})
