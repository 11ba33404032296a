// The descriptions that stateful mode is measured on, and the requests to each: a collection of small things in pages, and
// one of large things sent as forms.

import { fileURLToPath } from 'node:url'
import { descriptions } from './descriptions.mjs'

const kinds = ['dog', 'cat', 'bird']
const json = { 'content-type': 'application/json' }
const form = { ...descriptions.stripe.item.headers, 'content-type': 'application/x-www-form-urlencoded' }

/** The body of the n-th pet, as every contestant is sent it or filled with it. */
export const petOf = (n) => ({
  name: `Rex ${n}`,
  kind: kinds[n % 3],
  tag: `t${n % 500}`,
  weight: 12.5,
  owner: { email: `ann${n}@example.com`, phone: '+31 6 1234 5678' }
})

/**
 * `bodyOf(n)` makes the n-th thing; `change(n)` changes one; `refused(n)` is not valid. `pageAt(step, ids, size)` is the URL of 20 things
 * around the middle, `filterFor(n)` that of those which share an indexed member with the n-th.
 */
export const statefulDescriptions = {
  shelter: {
    file: fileURLToPath(new URL('../specs/shelter.yaml', import.meta.url)),
    collection: '/pets',
    headers: json,
    bodyOf: (n) => JSON.stringify(petOf(n)),
    change: (n) => `{"name":"Bob ${n}"}`,
    refused: (n) => `{"name":"","kind":"fish","weight":-${n + 1}}`,
    pageAt: (step, _ids, size) => `/pets?limit=20&offset=${(size >> 1) - step}`,
    filterFor: (n) => `/pets?limit=20&tag=t${n % 500}`,
    statuses: {
      created: 201,
      deleted: 204,
      changeBy: 'PATCH',
      unknown: (n) => 1_000_000_000 + n
    }
  },
  stripe: {
    file: descriptions.stripe.file,
    collection: '/v1/customers',
    headers: form,
    bodyOf: (n) =>
      `email=ann${n}%40example.com&name=Ann+${n}&balance=250&metadata[plan]=pro&address[city]=Utrecht`,
    change: (n) => `name=Bob+${n}`,
    refused: (n) => `email=ann&balance=lots${n}`,
    pageAt: (step, ids, size) => `/v1/customers?limit=20&starting_after=${ids[(size >> 1) - step]}`,
    filterFor: (n) => `/v1/customers?limit=20&email=ann${n}%40example.com`,
    statuses: {
      created: 200,
      deleted: 200,
      changeBy: 'POST',
      unknown: (n) => `cus_unknown${n}`
    }
  }
}
