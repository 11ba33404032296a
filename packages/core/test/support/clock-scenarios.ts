// What the clock has to do, as data: schedules, moves, and what fires. Played by play-clock-scenario.ts on every host alike. Times are
// milliseconds from the start of the scenario, or ISO 8601 instants.
import type { Json } from '../../src/internal/json.js'
import type { AdvanceLimits } from '../../src/time/travel.js'

/** An instant: milliseconds from the start of the scenario, or ISO 8601. */
export type When = number | string

/** What a timer of a scenario does, one thing after the other. */
export type Act =
  | { readonly schedule: Planned }
  | { readonly cancel: string }
  | { readonly throws: string }
  | { readonly waitFor: string }
  | { readonly advance: number }

/** A timer of a scenario; `name` is its kind, and what cancels the last one of the name. */
export interface Planned {
  readonly name: string
  readonly at?: When
  /** A span: milliseconds, or a text. */
  readonly after?: number | string
  readonly priority?: number
  readonly does?: readonly Act[]
  readonly every?: number | string
  readonly anchor?: When
  readonly catchUp?: 'each' | 'last'
  /** Makes the very same timer again, whenever it fires, after so long. */
  readonly renewsAfter?: number
}

/** What is looked at; what is left out may be anything. */
export interface Expected {
  readonly status?: 'done' | 'stopped' | 'waiting'
  readonly reason?: string
  readonly now?: When
  /** Names and due times. */
  readonly fired?: readonly (readonly [name: string, dueAt: When, outcome?: string])[]
  readonly firedCount?: number
  readonly failures?: readonly (readonly [name: string, message: string, retryAt: When | null])[]
  readonly pending?: number
  readonly nextDueAt?: When | null
  readonly hottest?: readonly (readonly [name: string, count: number])[]
  readonly effect?: string
  /** The code of the error that it throws. */
  readonly error?: string
  /** That a result came too late, and was dropped. */
  readonly dropped?: true
  /** What the handlers wrote down, all in all: what was rolled back is not there. */
  readonly journal?: readonly string[]
}

/** One step of a scenario. */
export type ClockStep =
  | { readonly schedule: Planned }
  | { readonly cancel: string }
  | (MoveStep & { readonly expect: Expected })
  /** Keeps a snapshot; goes back to one; goes through the text of one, as another process does. */
  | { readonly keep: string }
  | { readonly restore: string }
  | { readonly reload: true }

/** One move of the clock. */
export type MoveStep = { readonly id?: string; readonly limits?: Partial<AdvanceLimits> } & (
  | { readonly advance: { readonly by?: number | string; readonly to?: When } }
  | { readonly next: number }
  | { readonly runUntil: { readonly fired: string; readonly max?: number | string } }
  | { readonly drain: true }
  /** Gives a result to the effect that is waited for; or to the one that was when a snapshot was kept. */
  | { readonly resume: Json; readonly of?: string }
)

/** A scenario: its name is the rule that it shows. */
export interface ClockScenario {
  readonly name: string
  /** @default '2026-01-01T00:00:00Z' */
  readonly start?: string
  /** When a timer that failed is tried again, by how often it failed before: spans in milliseconds. */
  readonly retries?: { readonly [name: string]: readonly number[] }
  readonly steps: readonly ClockStep[]
}

/** The scenarios. */
export const clockScenarios: readonly ClockScenario[] = [
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
  },
  {
    name: 'time stands still while an effect is carried out, and timers that come meanwhile are seen',
    steps: [
      { schedule: { name: 'hook', at: 10, does: [{ waitFor: 'send' }] } },
      { schedule: { name: 'after', at: 12 } },
      { advance: { by: 20 }, expect: { status: 'waiting', now: 10, effect: 'send', fired: [], pending: 1 } },
      { schedule: { name: 'meanwhile', after: 1 } },
      {
        resume: 'ok',
        expect: {
          status: 'done',
          now: 20,
          fired: [
            ['hook', 10, 'ok'],
            ['meanwhile', 11],
            ['after', 12]
          ],
          journal: ['send started', 'hook@10 ok', 'meanwhile@11', 'after@12']
        }
      }
    ]
  },
  {
    name: 'an effect can be followed by another one, and a refused one fails the timer',
    retries: { hook: [5] },
    steps: [
      { schedule: { name: 'hook', at: 10, does: [{ waitFor: 'send' }] } },
      { advance: { by: 20 }, expect: { status: 'waiting', effect: 'send' } },
      { resume: 'again', expect: { status: 'waiting', effect: 'send', now: 10 } },
      { resume: 'throw', expect: { status: 'waiting', now: 15, failures: [['hook', 'refused', 15]] } },
      {
        resume: 'ok',
        expect: {
          status: 'done',
          now: 20,
          fired: [
            ['hook', 10, 'failed'],
            ['hook', 15, 'ok']
          ]
        }
      }
    ]
  },
  {
    name: 'while a move waits no other one can begin',
    steps: [
      { schedule: { name: 'hook', at: 10, does: [{ waitFor: 'send' }] } },
      { advance: { by: 20 }, id: 'one', expect: { status: 'waiting', effect: 'send' } },
      { advance: { by: 20 }, expect: { error: 'clock-busy' } },
      { next: 1, id: 'two', expect: { error: 'clock-busy' } },
      { advance: { by: 20 }, id: 'one', expect: { status: 'waiting', effect: 'send' } },
      { resume: 'ok', expect: { status: 'done', now: 20 } },
      { advance: { by: 20 }, expect: { status: 'done', now: 40 } }
    ]
  },
  {
    name: 'a move asked for again under its id gives the same result, and does nothing',
    steps: [
      { schedule: { name: 'a', at: 5 } },
      { advance: { by: 10 }, id: 'one', expect: { status: 'done', now: 10, fired: [['a', 5]] } },
      { reload: true },
      { advance: { by: 10 }, id: 'one', expect: { status: 'done', now: 10, fired: [['a', 5]] } },
      { advance: { by: 10 }, id: 'two', expect: { status: 'done', now: 20, fired: [] } }
    ]
  },
  {
    name: 'a restore while an effect is carried out drops the late result, also when the same effect is under way again',
    steps: [
      { schedule: { name: 'hook', at: 10, does: [{ waitFor: 'send' }] } },
      { keep: 'before' },
      { advance: { by: 20 }, expect: { status: 'waiting', effect: 'send' } },
      { keep: 'during' },
      { restore: 'before' },
      { resume: 'ok', of: 'during', expect: { dropped: true } },
      { advance: { by: 20 }, expect: { status: 'waiting', effect: 'send' } },
      { resume: 'ok', of: 'during', expect: { dropped: true } },
      { restore: 'during' },
      { resume: 'ok', of: 'during', expect: { dropped: true } },
      {
        resume: 'ok',
        expect: {
          status: 'done',
          now: 20,
          fired: [['hook', 10, 'ok']],
          journal: ['send started', 'hook@10 ok']
        }
      }
    ]
  },
  {
    name: 'another process goes on with a move that waits, and with what is pending',
    retries: { hook: [5, 50] },
    steps: [
      { schedule: { name: 'hook', at: 10, does: [{ waitFor: 'send' }] } },
      { schedule: { name: 'tick', at: 30, every: 30 } },
      { advance: { by: 100 }, id: 'job', expect: { status: 'waiting' } },
      { reload: true },
      { advance: { by: 100 }, id: 'job', expect: { status: 'waiting', effect: 'send', now: 10 } },
      { resume: 'throw', expect: { status: 'waiting', now: 15 } },
      { reload: true },
      { resume: 'throw', expect: { status: 'waiting', now: 65 } },
      { reload: true },
      {
        resume: 'ok',
        expect: {
          status: 'done',
          now: 100,
          fired: [
            ['hook', 10, 'failed'],
            ['hook', 15, 'failed'],
            ['tick', 30],
            ['tick', 60],
            ['hook', 65, 'ok'],
            ['tick', 90]
          ]
        }
      },
      { advance: { by: 100 }, id: 'job', expect: { status: 'done', now: 100, firedCount: 6 } }
    ]
  }
]
