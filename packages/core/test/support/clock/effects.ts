// Time that stands still while the host carries something out, and moves that are gone on with.
import type { ClockScenario } from './scenario.js'

/** The scenarios. */
export const effectsScenarios: readonly ClockScenario[] = [
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
