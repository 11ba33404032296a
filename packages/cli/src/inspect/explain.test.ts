import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { loadDescription, sandboxOf } from '@sandbed/node'
import { descriptionPath } from '../../test/run.js'
import { openCoverage } from './coverage.js'
import { explainOperation, explainResource } from './explain.js'
import { viewModel, type ModelView } from './model-view.js'

const names = readdirSync(descriptionPath(''), { withFileTypes: true }).flatMap((one) =>
  one.isFile() ? [one.name] : []
)

interface Story {
  readonly about: string
  readonly lines: readonly string[]
}

async function everyStory(name: string, width: number | undefined): Promise<Story[]> {
  const loaded = await loadDescription(descriptionPath(name))
  const { sandbox, supportOf } = openCoverage((options) => sandboxOf(loaded, options))
  const model: ModelView = viewModel(sandbox.model)
  return [
    ...sandbox.operations.map(({ key }) => ({
      about: key,
      lines: explainOperation(sandbox.describe(key), supportOf(key), model, width)
    })),
    ...model.resources.map((resource) => ({
      about: resource.name,
      lines: explainResource(resource, model, width)
    }))
  ]
}

describe.each(names)('%s', (name) => {
  test('every operation and every resource is told of in words', async () => {
    for (const { about, lines } of await everyStory(name, undefined)) {
      expect(lines[0]).toContain(about)
      const told = lines.slice(
        0,
        lines.findIndex((line) => line.includes('To put it right') || line.includes('To have it kept'))
      )
      expect(told.length).toBeGreaterThan(1)
      for (const line of lines) expect(line).not.toMatch(/undefined|\[object Object\]|NaN|\bnull\b|\n/)
      // A sentence ends; a finding says how sure it is, and why.
      for (const line of told.filter((one) => /^ {2}[A-Z`]/.test(one)))
        expect(line).toMatch(/(\.|\(\d\.\d\d(, a guess)?: .+\))$/)
    }
  })

  test('in a narrow terminal sentences go on below themselves', async () => {
    for (const { lines } of await everyStory(name, 60)) {
      const long = lines.filter((line) => line.length > 60 && /^ {2,4}\S+ \S+ \S/.test(line))
      // Only snippets, which are to be copied, are wider.
      const snippets = lines.findIndex((line) => /To put it right|To have it kept/.test(line))
      for (const line of long) expect(lines.indexOf(line)).toBeGreaterThan(snippets)
    }
  })
})
