// Whatever a description holds, it is compiled and answers, or is refused with an issue: quickly, and with nothing broken behind it.
import { expect, it } from 'vitest'
import { check, compile, createSandbox } from '../src/index.js'
import { hostileDescriptions } from './support/hostile-descriptions.js'

/** What this process has used, whatever else the machine does. */
function processorSeconds(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

const prototypes = [Object.prototype, Array.prototype, Function.prototype, String.prototype, Map.prototype]
const before = prototypes.map((prototype) => Reflect.ownKeys(prototype).length)

it('there are at least 150 of them', () => {
  expect(hostileDescriptions.length).toBeGreaterThanOrEqual(150)
})

it.each(hostileDescriptions)('%s', (_, make) => {
  const description = make()
  const started = processorSeconds()
  const { release, issues } = compile(description)
  for (const issue of issues.slice(0, 20))
    expect(issue).toMatchObject({
      code: expect.any(String),
      pointer: expect.any(String),
      message: expect.any(String)
    })
  if (!release) {
    expect(issues).toHaveLength(1)
    expect(() => createSandbox({ description })).toThrow(issues[0]!.message.slice(0, 40))
    return
  }
  for (const mode of ['static', 'dynamic'] as const) {
    const sandbox = createSandbox({ description, mode })
    for (const { key } of sandbox.operations.slice(0, 20)) {
      const request = sandbox.sampleRequest(key)
      for (const asked of [
        request,
        { ...request, url: '/a' },
        { ...request, body: '{"a":[1,{"b":null}],"p":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!"}' },
        { ...request, method: 'DELETE' }
      ]) {
        const { status, headers, body } = sandbox.handle(asked)
        expect(status).toBeGreaterThanOrEqual(200)
        expect(status).toBeLessThan(500)
        expect(body?.length ?? 0).toBeLessThan(5 * 1024 * 1024)
        for (const [name, value] of Object.entries(headers))
          expect(`${name}: ${String(value)}`).toMatch(/^[!-~]+: [\t -~]*$/)
      }
    }
  }
  // Opened three times and asked in two modes: some times the 2 s that one use may take, which cost more beside other tests.
  expect(processorSeconds() - started).toBeLessThan(8)
  const again = processorSeconds()
  check(description)
  expect(processorSeconds() - again).toBeLessThan(6)
})

it('the prototypes are as they were before all this', () => {
  expect(prototypes.map((prototype) => Reflect.ownKeys(prototype).length)).toEqual(before)
})
