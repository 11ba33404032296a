import { expect, test } from 'vitest'
import type { ReplayReport } from '@sandbed/core'
import { replayLines } from './replay-lines.js'

test('what was not repeated for the same reason is one line', () => {
  const skipped = [
    ...Array.from({ length: 14 }, (_, i) => ({ trace: `tr_${i}`, reason: 'Its answers are secrets.' })),
    { trace: 'tr_20', reason: 'Its body is binary, and was not kept.' }
  ]
  const report: ReplayReport = {
    equal: true,
    replayed: 1,
    skipped,
    first: null,
    differences: [],
    records: [],
    state: 'start',
    start: null,
    options: {},
    notes: []
  }
  expect(replayLines(report).slice(1)).toEqual([
    '14 records were not repeated: Its answers are secrets.',
    'tr_20 was not repeated: Its body is binary, and was not kept.'
  ])
})
