// The descriptions measured and, for each, the requests every contestant gets. Stripe and GitHub are read from
// ../../shared/specs (or SANDBED_SPECS) and left out, with a word, where that folder is absent.

import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { load } from 'js-yaml'

const shared = process.env.SANDBED_SPECS ?? fileURLToPath(new URL('../../../shared/specs', import.meta.url))
const json = { 'content-type': 'application/json' }
const form = { 'content-type': 'application/x-www-form-urlencoded' }
const bearer = { authorization: 'Bearer sk_test_benchmarks' }

/**
 * `item` is a GET of one item; `varying` the same with `{n}`, which the load client counts up; `create` a POST with an
 * `accepted` and a `refused` body, where the description is measured for bodies.
 */
export const descriptions = {
  petstore: {
    file: fileURLToPath(new URL('../specs/petstore.yaml', import.meta.url)),
    item: { method: 'GET', path: '/pets/1' },
    varying: { method: 'GET', path: '/pets/{n}' },
    create: {
      method: 'POST',
      path: '/pets',
      headers: json,
      accepted: JSON.stringify({
        name: 'Rex',
        kind: 'dog',
        weight: 12.5,
        owner: { email: 'ann@example.com', phone: '+31 6 1234 5678' }
      }),
      refused: JSON.stringify({ name: '', kind: 'fish', weight: -1, owner: { phone: 'x' } })
    },
    itemSchema: '#/components/schemas/Pet'
  },
  stripe: {
    file: `${shared}/stripe.json`,
    item: { method: 'GET', path: '/v1/customers/cus_9s6XKzkNRiz8i3', headers: bearer },
    varying: { method: 'GET', path: '/v1/customers/cus_{n}', headers: bearer },
    create: {
      method: 'POST',
      path: '/v1/customers',
      headers: { ...bearer, ...form },
      accepted: 'email=ann%40example.com&name=Ann&balance=250&metadata[plan]=pro&address[city]=Utrecht',
      refused: 'email=ann%40example.com&name=Ann&balance=lots&tax_exempt=maybe&metadata=x'
    },
    itemSchema: '#/components/schemas/customer'
  },
  github: {
    file: `${shared}/github.json`,
    item: { method: 'GET', path: '/repos/octocat/hello-world' },
    varying: { method: 'GET', path: '/repos/octocat/repo-{n}' },
    itemSchema: '#/components/schemas/full-repository'
  }
}

/** The names whose file is there, in order. */
export const presentDescriptions = () =>
  Object.keys(descriptions).filter((name) => existsSync(descriptions[name].file))

/** A description's file as an object. */
export function readDescriptionFile(file) {
  const text = readFileSync(file, 'utf8')
  return file.endsWith('.yaml') ? load(text) : JSON.parse(text)
}

/** The description of that name as an object. */
export const readDescription = (name) => readDescriptionFile(descriptions[name].file)
