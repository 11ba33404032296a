// The sandbox that the examples of the control document show.

/** A sandbox as the control plane shows it. */
export const sandbox = {
  name: 'partner-a',
  main: false,
  title: 'Petstore',
  version: '1.0.0',
  operations: 19,
  path: '/s/partner-a',
  url: 'http://127.0.0.1:4010/s/partner-a',
  clock: { now: 1767225600000, mode: 'manual', pending: { count: 0, nextDueAt: null } },
  snapshots: 0,
  settings: { seed: 'partner-a' },
  scenarios: ['late payment']
}
