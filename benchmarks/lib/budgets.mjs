// The budgets that this project sets itself, and the figure each is held against.

import { number, ratio } from './table.mjs'

const atMost = (what, figure, limit, unit) => ({
  what,
  figure,
  limit,
  unit,
  isMet: (value) => value <= limit
})
const atLeast = (what, figure, limit) => ({ what, figure, limit, isMet: (value) => value >= limit })

const budgets = [
  atMost('compile Stripe', 'compile/stripe', 300, 'ms'),
  atMost('compile GitHub', 'compile/github', 600, 'ms'),
  atMost('`sdb serve` to first 200, petstore', 'cold-start/petstore/sandbed', 150, 'ms'),
  atMost('`sdb serve` to first 200, Stripe', 'cold-start/stripe/sandbed', 250, 'ms'),
  atMost('`sdb serve` to first 200, GitHub', 'cold-start/github/sandbed', 400, 'ms'),
  atMost('release to first answer, Stripe, Node', 'first-answer/node/stripe', 50, 'ms'),
  atMost('release to first answer, Stripe, workerd', 'first-answer/workerd/stripe', 50, 'ms'),
  atLeast('static GET ÷ raw, petstore, same request', 'static/petstore/same/sandbed', 0.9),
  atLeast('static GET ÷ raw, petstore, varying', 'static/petstore/varying/sandbed', 0.9),
  atLeast('static GET ÷ raw, Stripe, same request', 'static/stripe/same/sandbed', 0.9),
  atLeast('static GET ÷ raw, Stripe, varying', 'static/stripe/varying/sandbed', 0.9),
  atLeast('static GET ÷ raw, GitHub, same request', 'static/github/same/sandbed', 0.9),
  atLeast('static GET ÷ raw, GitHub, varying', 'static/github/varying/sandbed', 0.9),
  atLeast('dynamic GET ÷ raw, petstore, same request', 'dynamic/petstore/same/sandbed', 0.7),
  atLeast('dynamic GET ÷ raw, petstore, varying', 'dynamic/petstore/varying/sandbed', 0.7),
  atLeast('dynamic GET ÷ raw, Stripe customer, same request', 'dynamic/stripe/same/sandbed', 0.5),
  atLeast('dynamic GET ÷ raw, Stripe customer, varying', 'dynamic/stripe/varying/sandbed', 0.5),
  atLeast('refused body ÷ raw, petstore', 'body/petstore/refused/sandbed', 0.7),
  atLeast('refused body ÷ raw, Stripe form', 'body/stripe/refused/sandbed', 0.7),
  atMost('`handle()` static, petstore, same request', 'in-process/petstore/static same', 5, 'µs'),
  atMost('`handle()` static, petstore, varying', 'in-process/petstore/static varying', 5, 'µs'),
  atMost('`handle()` static, Stripe, same request', 'in-process/stripe/static same', 5, 'µs'),
  atMost('`handle()` static, Stripe, varying', 'in-process/stripe/static varying', 5, 'µs'),
  atMost('`handle()` static, GitHub, same request', 'in-process/github/static same', 5, 'µs'),
  atMost('`handle()` static, GitHub, varying', 'in-process/github/static varying', 5, 'µs'),
  atLeast('stateful mix ÷ raw, 0 things', 'crud/0/sandbed', 0.6),
  atLeast('stateful mix ÷ raw, 10,000 things', 'crud/10000/sandbed', 0.6),
  atLeast('stateful mix ÷ raw, 100,000 things', 'crud/100000/sandbed', 0.6),
  atLeast('stateful mix ÷ raw, 1,000,000 things', 'crud/1000000/sandbed', 0.6),
  atLeast('stateful read ÷ raw', 'read/10000/sandbed', 0.8),
  atLeast('stateful create ÷ raw', 'create/10000/sandbed', 0.6),
  atMost('`handle()` stateful read, 10,000 things', 'stateful/shelter/10000/read', 10, 'µs'),
  atMost('`handle()` stateful read, 1,000,000 things', 'stateful/shelter/1000000/read', 10, 'µs'),
  atMost('`handle()` stateful create, 10,000 things', 'stateful/shelter/10000/create', 40, 'µs'),
  atMost('`handle()` stateful create, 1,000,000 things', 'stateful/shelter/1000000/create', 40, 'µs'),
  atMost('create at 1,000,000 ÷ at 100 things', 'stateful/growth', 10, ''),
  ...['snapshot', 'fork', 'restore', 'reset'].flatMap((kind) =>
    ['10000', '1000000'].map((size) =>
      atMost(
        `${kind}, ${Number(size).toLocaleString('en-US')} things`,
        `stateful/shelter/${size}/${kind}`,
        10,
        'µs'
      )
    )
  ),
  atMost('page of 20, middle of 1,000,000', 'stateful/shelter/1000000/page', 100, 'µs'),
  atMost('20 of 1,000,000 by an indexed member', 'stateful/shelter/1000000/filtered', 100, 'µs'),
  atMost('idle sandbox sharing a release', 'stateful/shelter/10000/idleBytes', 10_000, 'bytes'),
  atMost('core, minified and gzipped', 'size/core-gzip', 60, 'kB'),
  atMost('`npm i @sandbed/cli`, packages', 'size/cli-packages', 60, ''),
  atMost('`npm i @sandbed/cli`, size', 'size/cli-megabytes', 20, 'MB')
]

/** Rows of budget, limit, figure and verdict for the figures that were taken. */
export function budgetRows(figures) {
  return budgets.map(({ what, figure, limit, unit, isMet }) => {
    const value = figures.get(figure)
    const isRatio = unit === undefined
    const bound = isRatio ? `≥ ${limit}` : `≤ ${limit} ${unit}`.trim()
    if (!Number.isFinite(value)) return [what, bound, '-', 'not measured']
    const measured = isRatio ? ratio(value) : `${number(value)} ${unit}`.trim()
    return [what, bound, measured, isMet(value) ? 'met' : '**not met**']
  })
}
