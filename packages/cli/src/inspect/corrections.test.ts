import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { Binding, Resource } from '@sandbed/core'
import { loadDescription, loadText } from '@sandbed/node'
import { descriptionPath, sdb } from '../../test/run.js'
import { operationOverride, resourceOverride } from './corrections.js'
import { printYaml } from './print-yaml.js'

const folder = mkdtempSync(join(tmpdir(), 'sandbed-corrections-'))
afterAll(() => rmSync(folder, { recursive: true }))
const names = readdirSync(descriptionPath(''), { withFileTypes: true }).flatMap((one) =>
  one.isFile() ? [one.name] : []
)

interface Everything {
  readonly operations: readonly { readonly key: string; readonly binding: Binding }[]
  readonly resources: readonly Resource[]
  readonly issues: readonly { readonly code: string }[]
}
const inspect = async (path: string): Promise<Everything> =>
  JSON.parse((await sdb('inspect', path, '--json')).out) as Everything

describe.each(names)('what is suggested for %s', (name) => {
  test('can be said as it is: nothing changes, and nothing is wrong with it', async () => {
    const path = descriptionPath(name)
    const before = await inspect(path)
    const operations = before.operations
      .filter(({ binding }) => binding.does.value !== 'none')
      .map(({ key, binding }) => [key, operationOverride(binding)])
    const resources = before.resources.map((resource) => [resource.name, resourceOverride(resource)])
    const { document } = await loadDescription(path)
    const said = join(folder, `${name}.json`)
    const overrides = { operations: Object.fromEntries(operations), resources: Object.fromEntries(resources) }
    writeFileSync(said, JSON.stringify({ ...(document as object), 'x-sandbed': overrides }))
    const after = await inspect(said)
    expect(after.issues.map(({ code }) => code)).toEqual(before.issues.map(({ code }) => code))
    expect(after.operations.map(({ binding }) => operationOverride(binding))).toEqual(
      before.operations.map(({ binding }) => operationOverride(binding))
    )
    expect(after.resources.map(resourceOverride)).toEqual(before.resources.map(resourceOverride))
  })

  test('is YAML that means the same', async () => {
    const { operations, resources } = await inspect(descriptionPath(name))
    const said = Object.fromEntries([
      ...operations.map(({ key, binding }) => [key, operationOverride(binding)]),
      ...resources.map((resource) => [resource.name, resourceOverride(resource)])
    ])
    const { document } = await loadText(['x-sandbed:', ...printYaml(said, '  ')].join('\n'))
    expect((document as { 'x-sandbed': unknown })['x-sandbed']).toEqual(said)
  })
})
