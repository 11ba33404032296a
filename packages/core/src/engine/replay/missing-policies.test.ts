// A log that policies decided in says which it misses where it is replayed without them.
import { expect, it } from 'vitest'
import { api, json } from '../../../test/support/descriptions.js'
import { createSandbox, saveScenario, type PolicyPack, type Sandbox } from '../../index.js'

const agent: PolicyPack = {
  format: 'sandbed-policy',
  version: 1,
  name: 'agent',
  rules: [{ name: 'reads-nothing', match: { method: 'GET' }, deny: { reason: 'Not yours.' } }]
}
const missing =
  "It was recorded with the policy 'agent'; this sandbox has none of that name. Give it with --policy."

function shelter(...policies: PolicyPack[]): Sandbox {
  return createSandbox({
    description: api({ '/pets': { get: { responses: { 200: json({ type: 'array', items: {} }) } } } }),
    mode: 'stateful',
    tracing: 'full',
    policies
  })
}

function recorded(sandbox: Sandbox): Sandbox {
  sandbox.handle({ method: 'GET', url: '/pets' })
  return sandbox
}

const logOf = (sandbox: Sandbox): string => sandbox.traces.export('jsonl')
const recordingOf = (sandbox: Sandbox): string =>
  JSON.stringify(saveScenario(sandbox.replay(logOf(sandbox)), { name: 'x' }))

it.each([
  ['a log', logOf],
  ['a recording', recordingOf]
])('%s of a sandbox with a policy is the same with it, and different without, as a note says', (_, from) => {
  const kept = from(recorded(shelter(agent)))
  expect(shelter(agent).replay(kept)).toMatchObject({ equal: true, notes: [] })
  expect(shelter().replay(kept)).toMatchObject({ equal: false, notes: [missing] })
  expect(shelter({ ...agent, name: 'other' }).replay(kept).notes).toEqual([missing])
})

it('a policy that was attached in the log, or that the state has which it began from, is not missing', () => {
  const sandbox = shelter()
  sandbox.policies.attach(agent)
  sandbox.handle({ method: 'GET', url: '/pets' })
  expect(shelter().replay(logOf(sandbox))).toMatchObject({ equal: true, notes: [] })
  sandbox.handle({ method: 'GET', url: '/pets' })
  const last = sandbox.traces.list().at(-1)!.id
  const one = saveScenario(sandbox.replay(last, { carry: true }), { name: 'one' })
  expect(shelter().replay(one)).toMatchObject({ equal: true, notes: [] })
})
