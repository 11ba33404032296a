// What fires, in which order, and what becomes of timers that fail or are cancelled.
import type { ClockScenario } from './scenario.js'

/** The scenarios. */
export const firingScenarios: readonly ClockScenario[] = [
  {
    name: 'what a timer schedules counts from its own instant: 15, not 20 or 25',
    steps: [
      { schedule: { name: 'a', at: 10, does: [{ schedule: { name: 'b', after: 5 } }] } },
      {
        advance: { by: 20 },
        expect: {
          status: 'done',
          now: 20,
          fired: [
            ['a', 10],
            ['b', 15]
          ],
          pending: 0,
          nextDueAt: null
        }
      }
    ]
  },
  {
    name: 'ties fire in the order of insertion, lower priorities first',
    steps: [
      { schedule: { name: 'a', at: 5 } },
      { schedule: { name: 'b', at: 5 } },
      { schedule: { name: 'first', at: 5, priority: 0 } },
      { schedule: { name: 'early', at: 4, priority: 9 } },
      {
        advance: { by: 5 },
        expect: {
          fired: [
            ['early', 4],
            ['first', 5],
            ['a', 5],
            ['b', 5]
          ]
        }
      }
    ]
  },
  {
    name: 'a timer that throws is rolled back and gone, and what follows fires',
    steps: [
      {
        schedule: {
          name: 'bad',
          at: 1,
          does: [{ schedule: { name: 'ghost', after: 1 } }, { throws: 'no luck' }]
        }
      },
      { schedule: { name: 'good', at: 3 } },
      {
        advance: { by: 5 },
        expect: {
          status: 'done',
          now: 5,
          fired: [
            ['bad', 1, 'failed'],
            ['good', 3]
          ],
          failures: [['bad', 'no luck', null]],
          pending: 0,
          journal: ['good@3']
        }
      }
    ]
  },
  {
    name: 'a timer that fails comes back as its policy says, and no longer',
    retries: { flaky: [10, 100] },
    steps: [
      { schedule: { name: 'flaky', at: 1, does: [{ throws: 'no luck' }] } },
      {
        advance: { by: 1000 },
        expect: {
          fired: [
            ['flaky', 1, 'failed'],
            ['flaky', 11, 'failed'],
            ['flaky', 111, 'failed']
          ],
          failures: [
            ['flaky', 'no luck', 11],
            ['flaky', 'no luck', 111],
            ['flaky', 'no luck', null]
          ],
          pending: 0
        }
      }
    ]
  },
  {
    name: 'a series goes on when one of its occurrences fails',
    steps: [
      { schedule: { name: 'bad', at: 10, every: 10, does: [{ throws: 'no luck' }] } },
      {
        advance: { by: 25 },
        expect: {
          fired: [
            ['bad', 10],
            ['bad', 20]
          ],
          pending: 1,
          nextDueAt: 30
        }
      }
    ]
  },
  {
    name: 'a timer cancelled at its own instant never fires',
    steps: [
      { schedule: { name: 'a', at: 5, does: [{ cancel: 'b' }] } },
      { schedule: { name: 'b', at: 5 } },
      { schedule: { name: 'c', at: 5 } },
      {
        advance: { by: 5 },
        expect: {
          fired: [
            ['a', 5],
            ['c', 5]
          ],
          pending: 0
        }
      }
    ]
  },
  {
    name: 'cancelling what has fired, or was cancelled before, does nothing',
    steps: [
      { schedule: { name: 'a', at: 1 } },
      { schedule: { name: 'b', at: 2 } },
      { schedule: { name: 'c', at: 3 } },
      { cancel: 'b' },
      { cancel: 'b' },
      { advance: { by: 1 }, expect: { fired: [['a', 1]] } },
      { cancel: 'a' },
      { advance: { by: 5 }, expect: { fired: [['c', 3]], pending: 0 } }
    ]
  },
  {
    name: 'a timer for the past is due now, and fires before time moves',
    steps: [
      { advance: { by: 100 }, expect: { now: 100 } },
      { schedule: { name: 'a', at: 50 } },
      { advance: { by: 0 }, expect: { status: 'done', now: 100, fired: [['a', 100]] } }
    ]
  },
  {
    name: 'a timer that moves the clock fails, and only it',
    steps: [
      { schedule: { name: 'bad', at: 1, does: [{ advance: 5 }] } },
      { schedule: { name: 'good', at: 2 } },
      {
        advance: { by: 5 },
        expect: {
          fired: [
            ['bad', 1, 'failed'],
            ['good', 2]
          ],
          failures: [['bad', 'A timer that fires cannot move the clock. Let it make another timer.', null]]
        }
      }
    ]
  }
]
