// Timers that recur: what each occurrence counts from, and which are made up for.
import type { ClockScenario } from './scenario.js'

/** The scenarios. */
export const seriesScenarios: readonly ClockScenario[] = [
  {
    name: 'the 31st of a month does not drift: each occurrence counts from the anchor',
    start: '2026-01-31T12:00:00Z',
    steps: [
      { schedule: { name: 'bill', at: 0, every: 'P1M' } },
      {
        advance: { to: '2026-06-01T00:00:00Z' },
        expect: {
          fired: [
            ['bill', '2026-01-31T12:00:00Z'],
            ['bill', '2026-02-28T12:00:00Z'],
            ['bill', '2026-03-31T12:00:00Z'],
            ['bill', '2026-04-30T12:00:00Z'],
            ['bill', '2026-05-31T12:00:00Z']
          ],
          nextDueAt: '2026-06-30T12:00:00Z'
        }
      }
    ]
  },
  {
    name: 'a leap day comes back on the last of February, and on the 29th where there is one',
    start: '2024-02-29T00:00:00Z',
    steps: [
      { schedule: { name: 'year', after: 'P1Y', every: 'P1Y', anchor: 0 } },
      {
        advance: { to: '2028-03-01T00:00:00Z' },
        expect: {
          fired: [
            ['year', '2025-02-28T00:00:00Z'],
            ['year', '2026-02-28T00:00:00Z'],
            ['year', '2027-02-28T00:00:00Z'],
            ['year', '2028-02-29T00:00:00Z']
          ]
        }
      }
    ]
  },
  {
    name: 'missed occurrences fire one by one, now; later ones on time',
    steps: [
      { advance: { by: 35 }, expect: { now: 35, fired: [] } },
      { schedule: { name: 'a', at: 10, every: 10 } },
      {
        advance: { by: 5 },
        expect: {
          fired: [
            ['a', 35],
            ['a', 35],
            ['a', 35],
            ['a', 40]
          ],
          nextDueAt: 50
        }
      }
    ]
  },
  {
    name: 'with catchUp last, only the last of the occurrences that a move passes over fires',
    steps: [
      { schedule: { name: 'a', at: 10, every: 10, catchUp: 'last' } },
      { schedule: { name: 'b', at: 15 } },
      {
        advance: { by: 45 },
        expect: {
          fired: [
            ['b', 15],
            ['a', 40]
          ],
          pending: 1,
          nextDueAt: 50
        }
      },
      { next: 1, expect: { fired: [['a', 50]] } }
    ]
  },
  {
    name: 'the number of the first cancels a series, also from within',
    steps: [
      { schedule: { name: 'a', at: 10, every: 10 } },
      { schedule: { name: 'b', at: 10, every: 10, does: [{ cancel: 'b' }] } },
      {
        advance: { by: 25 },
        expect: {
          fired: [
            ['a', 10],
            ['b', 10],
            ['a', 20]
          ],
          pending: 1
        }
      },
      { cancel: 'a' },
      { advance: { by: 25 }, expect: { fired: [], pending: 0 } }
    ]
  }
]
