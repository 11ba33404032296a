// Whatever a description holds, it is compiled and answers, or is refused with an issue: quickly, and with nothing broken behind it.
import { afterAll, expect, it } from 'vitest'
import { check, compile, createSandbox } from '../src/index.js'
import { hostileDescriptions } from './support/hostile-descriptions.js'

const prototypes = [Object.prototype, Array.prototype, Function.prototype, String.prototype, Map.prototype]
const before = prototypes.map((prototype) => Reflect.ownKeys(prototype).length)

afterAll(() => {
  expect(prototypes.map((prototype) => Reflect.ownKeys(prototype).length)).toEqual(before)
})

it('there are at least 150 of them', () => {
  expect(hostileDescriptions.length).toBeGreaterThanOrEqual(150)
})

it.each(hostileDescriptions)('%s', (_, make) => {
  const description = make()
  const started = performance.now()
  const { release, issues } = compile(description)
  for (const issue of issues) expect(issue).toMatchObject({ code: expect.any(String), pointer: expect.any(String), message: expect.any(String) })
  if (!release) {
    expect(issues).toHaveLength(1)
    expect(() => createSandbox({ description })).toThrow(issues[0]!.message.slice(0, 40))
    return
  }
  for (const mode of ['static', 'dynamic'] as const) {
    const sandbox = createSandbox({ description, mode })
    for (const { key } of sandbox.operations.slice(0, 20)) {
      const request = sandbox.sampleRequest(key)
      for (const asked of [request, { ...request, url: '/a' }, { ...request, body: '{"a":[1,{"b":null}],"p":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!"}' }, { ...request, method: 'DELETE' }]) {
        const { status, headers, body } = sandbox.handle(asked)
        expect(status).toBeGreaterThanOrEqual(200)
        expect(status).toBeLessThan(500)
        expect(body?.length ?? 0).toBeLessThan(5 * 1024 * 1024)
        for (const [name, value] of Object.entries(headers)) expect(`${name}: ${String(value)}`).toMatch(/^[!-~]+: [\t -~]*$/)
      }
    }
  }
  // The ceiling is 2 s on a machine of its own; tests share theirs.
  expect(performance.now() - started).toBeLessThan(6_000)
  const again = performance.now()
  check(description)
  expect(performance.now() - again).toBeLessThan(15_000)
})
