// The scenarios of the clock, which are data and are played by a pure function, give the same everywhere: in this process, in Node in
// another place of the world, and in workerd; and where the host is evicted at every step.
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { describe, expect, test } from 'vitest'
import { clockScenarios } from '../../packages/core/test/support/clock-scenarios.js'
import { playClockScenario } from '../../packages/core/test/support/play-clock-scenario.js'
import { runWorkerd } from '../src/hosts/run-workerd.js'
import { places } from '../src/replay/spawn-replay.js'

const playAll = `
import { clockScenarios } from './clock-scenarios.js'
import { playClockScenario } from './play-clock-scenario.js'
const playAll = () =>
  clockScenarios.map((scenario) => [false, true].map((evicts) => playClockScenario(scenario, { evicts })))
`

describe('every scenario of the clock gives the same', () => {
  const expected = clockScenarios.map((scenario) => {
    const played = playClockScenario(scenario)
    return [played, played]
  })

  test.each(Object.entries(places))('in a Node process in %s', async (_, environment) => {
    const program = await bundle(`${playAll} console.log(JSON.stringify(playAll()))`)
    const running = promisify(execFile)(process.execPath, ['--input-type=module'], {
      env: { ...process.env, ...environment, NODE_OPTIONS: '' },
      maxBuffer: 2 ** 26
    })
    running.child.stdin!.end(program)
    const { stdout } = await running
    expect(JSON.parse(stdout)).toEqual(expected)
  })

  test('in workerd', async () => {
    const module = await bundle(`${playAll} export default { fetch: () => Response.json(playAll()) }`)
    const workerd = await runWorkerd([{ module }])
    try {
      const response = await fetch(`http://127.0.0.1:${workerd.ports[0]}/`)
      expect(await response.json()).toEqual(expected)
    } finally {
      await workerd.stop()
    }
  })
})

async function bundle(contents: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: {
      contents,
      resolveDir: fileURLToPath(new URL('../../packages/core/test/support', import.meta.url))
    },
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2024',
    conditions: ['@sandbed/source', 'workerd'],
    logLevel: 'silent'
  })
  return outputFiles[0]!.text
}
