// The moves of the clock: how far each goes, and where the limits stop it.
import type { ClockScenario } from './scenario.js'

/** The scenarios. */
export const movesScenarios: readonly ClockScenario[] = [
  {
    name: 'a loop without delay stops at the limit of one instant, and the clock stays there',
    steps: [
      { schedule: { name: 'loop', at: 7, renewsAfter: 0 } },
      {
        advance: { by: 10 },
        expect: {
          status: 'stopped',
          reason: 'maxSameInstant',
          now: 7,
          firedCount: 1000,
          pending: 1,
          hottest: [['loop', 1000]]
        }
      }
    ]
  },
  {
    name: 'a timer that renews itself stops at the limit of timers, and goes on in the next move',
    steps: [
      { schedule: { name: 'tick', at: 1, renewsAfter: 1 } },
      { schedule: { name: 'once', at: 4 } },
      {
        advance: { to: 25 },
        limits: { maxTimers: 10 },
        expect: {
          status: 'stopped',
          reason: 'maxTimers',
          now: 9,
          firedCount: 10,
          pending: 1,
          nextDueAt: 10,
          hottest: [
            ['tick', 9],
            ['once', 1]
          ]
        }
      },
      {
        advance: { to: 25 },
        limits: { maxTimers: 10 },
        expect: { status: 'stopped', now: 19, firedCount: 10 }
      },
      {
        advance: { to: 25 },
        limits: { maxTimers: 10 },
        expect: { status: 'done', now: 25, firedCount: 6, nextDueAt: 26 }
      }
    ]
  },
  {
    name: 'exactly as many timers as the limit are no reason to stop',
    steps: [
      { schedule: { name: 'a', at: 1 } },
      { schedule: { name: 'b', at: 1 } },
      {
        advance: { by: 5 },
        limits: { maxTimers: 2, maxSameInstant: 2 },
        expect: { status: 'done', now: 5, firedCount: 2 }
      }
    ]
  },
  {
    name: 'a move past the longest span goes as far as that, and the next one goes on',
    steps: [
      { schedule: { name: 'late', at: '2037-01-01T00:00:00Z' } },
      {
        advance: { to: '2038-01-01T00:00:00Z' },
        expect: { status: 'stopped', reason: 'maxSpan', now: '2036-01-01T00:00:00Z', fired: [], pending: 1 }
      },
      {
        advance: { to: '2038-01-01T00:00:00Z' },
        expect: { status: 'done', now: '2038-01-01T00:00:00Z', firedCount: 1 }
      }
    ]
  },
  {
    name: 'time goes forward only',
    steps: [
      { advance: { by: 10 }, expect: { now: 10 } },
      { advance: { to: 9 }, expect: { error: 'clock-backwards' } },
      { advance: { to: 10 }, expect: { status: 'done', now: 10 } },
      { advance: {}, expect: { error: 'invalid-time' } },
      { advance: { by: 1, to: 11 }, expect: { error: 'invalid-time' } },
      { advance: { by: '-5m' }, expect: { error: 'invalid-time' } },
      { advance: { by: 'P9000Y' }, expect: { error: 'invalid-time' } }
    ]
  },
  {
    name: 'next goes to the next instants at which something is due, and fires all of each',
    steps: [
      { schedule: { name: 'a', at: 5, does: [{ schedule: { name: 'now', after: 0 } }] } },
      { schedule: { name: 'b', at: 5 } },
      { schedule: { name: 'c', at: 8 } },
      { schedule: { name: 'd', at: 9 } },
      {
        next: 1,
        expect: {
          status: 'done',
          now: 5,
          fired: [
            ['a', 5],
            ['b', 5],
            ['now', 5]
          ]
        }
      },
      { next: 0, expect: { status: 'done', now: 5, fired: [] } },
      {
        next: 2,
        expect: {
          status: 'done',
          now: 9,
          fired: [
            ['c', 8],
            ['d', 9]
          ]
        }
      },
      { next: 1, expect: { status: 'done', now: 9, fired: [] } }
    ]
  },
  {
    name: 'runUntil stops at the timer that makes it true, and says so when none does',
    steps: [
      { schedule: { name: 'a', at: 5 } },
      { schedule: { name: 'b', at: 5 } },
      { schedule: { name: 'c', at: 8 } },
      { runUntil: { fired: 'a' }, expect: { status: 'done', now: 5, fired: [['a', 5]], pending: 2 } },
      { runUntil: { fired: 'a' }, expect: { status: 'done', now: 5, fired: [] } },
      {
        runUntil: { fired: 'c', max: 2 },
        expect: { status: 'stopped', reason: 'unmet', now: 5, fired: [['b', 5]] }
      },
      { runUntil: { fired: 'never' }, expect: { status: 'stopped', reason: 'unmet', now: 8, pending: 0 } }
    ]
  },
  {
    name: 'drain runs up to the last timer that does not recur, so that a series cannot keep it',
    steps: [
      { schedule: { name: 'tick', at: 10, every: 10 } },
      { schedule: { name: 'a', at: 25, does: [{ schedule: { name: 'later', after: 100 } }] } },
      {
        drain: true,
        expect: {
          status: 'done',
          now: 25,
          fired: [
            ['tick', 10],
            ['tick', 20],
            ['a', 25]
          ],
          pending: 2
        }
      }
    ]
  }
]
