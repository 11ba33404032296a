// Every scenario on every host: what core answers is checked against the scenario, what the others answer against core, byte for byte.
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { compile } from '@sandbed/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  hostNames,
  printResponse,
  type Host,
  type HostName,
  type WireResponse,
  type World
} from '../src/hosts/host.js'
import { startHosts } from '../src/hosts/start-hosts.js'
import { createJudge } from '../src/oracle/judge-response.js'
import { checkStep } from '../src/scenarios/check-step.js'
import { runScenario, type Played } from '../src/scenarios/run-scenario.js'
import { readScenario, type Scenario } from '../src/scenarios/scenario.js'
import { readDescription } from '../src/verify/read-description.js'

const folder = fileURLToPath(new URL('../scenarios/', import.meta.url))
const descriptions = fileURLToPath(new URL('../../descriptions/', import.meta.url))
const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'))
const scenarios: Scenario[] = await Promise.all(files.map((name) => readScenario(folder + name)))
const documents = await Promise.all(
  scenarios.map(({ description }) => readDescription(descriptions + description))
)
const hosts = new Map<HostName, readonly Host[]>()
const answers = new Map<HostName, (Played | undefined)[][]>()

beforeAll(async () => {
  const worlds = scenarios.map(({ options }, index): World => {
    const { release } = compile(documents[index])
    if (release === undefined) throw new Error(`${scenarios[index]?.description} does not compile`)
    return { release, options }
  })
  for (const name of hostNames) {
    const started = await startHosts(name, worlds)
    hosts.set(name, started)
    answers.set(
      name,
      await Promise.all(
        scenarios.map((scenario, index) => runScenario(scenario, started[index] as Host, name))
      )
    )
  }
})

afterAll(async () => {
  await Promise.all([...hosts.values()].flat().map((host) => host.close()))
})

for (const [index, scenario] of scenarios.entries()) {
  describe(`${files[index]}: ${scenario.about}`, () => {
    test('core answers as the scenario says', () => {
      const judge = createJudge(documents[index])
      const earlier = new Map<string, WireResponse>()
      const faults: string[] = []
      for (const [position, step] of scenario.steps.entries()) {
        const played = answers.get('core')?.[index]?.[position]
        if (played === undefined) continue
        for (const fault of checkStep(played, judge, earlier))
          faults.push(`step ${position + 1}, ${played.step.request}: ${fault}`)
        if (step.name !== undefined) earlier.set(step.name, played.response)
      }
      expect(faults).toEqual([])
    })

    for (const name of hostNames.filter((host) => host !== 'core')) {
      test(`${name} answers with the same bytes as core, and keeps the same state`, () => {
        const expected = answers.get('core')?.[index] as (Played | undefined)[]
        const actual = answers.get(name)?.[index] as (Played | undefined)[]
        for (const [position] of scenario.steps.entries()) {
          const [one, other] = [expected[position], actual[position]]
          if (one === undefined || other === undefined) continue
          expect(print(other)).toBe(print(one))
        }
      })
    }
  })
}

function print({ step, response, hashes }: Played): string {
  return [step.request, printResponse(response), ...(hashes ?? [])].join('\n')
}
