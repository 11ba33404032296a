import { expect, it } from 'vitest'
import type { Issue } from './issue.js'
import { reportOnce } from './report-once.js'

it('an issue is reported once, others at its place or of its kind are others', () => {
  const issue: Issue = { code: 'a', severity: 'error', pointer: '/x', message: 'A.' }
  const others = [
    { ...issue, code: 'b' },
    { ...issue, pointer: '/y' },
    { ...issue, message: 'B.' }
  ]
  const reported: Issue[] = []
  const report = reportOnce((one) => reported.push(one))
  for (const one of [issue, { ...issue }, ...others, issue]) report(one)
  expect(reported).toEqual([issue, ...others])
})
