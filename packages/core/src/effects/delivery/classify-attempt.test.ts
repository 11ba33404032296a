import { expect, it } from 'vitest'
import { classifyAttempt } from './classify-attempt.js'

it('each status means one thing', () => {
  const meaning = (status: number) => classifyAttempt({ kind: 'response', status })
  const all = Array.from({ length: 900 }, (_, index) => index + 100)
  const of = (verdict: string) => all.filter((status) => meaning(status) === verdict)
  expect(of('success')).toEqual(Array.from({ length: 100 }, (_, index) => index + 200))
  expect(of('disable')).toEqual([410])
  expect(of('slow-down')).toEqual([429, 502, 504])
  expect(of('failure')).toHaveLength(900 - 104)
})

it('no answer is a failure, whatever kept it away', () => {
  expect(classifyAttempt({ kind: 'no-response' })).toBe('failure')
})
