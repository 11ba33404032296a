// The names that users may rely on. A change here is a change for them: it needs a changeset.
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import * as core from '../src/index.js'
import * as runtime from '../src/runtime.js'

function typesOf(door: string): string[] {
  const text = readFileSync(new URL(door, import.meta.url), 'utf8')
  const names = [...text.matchAll(/export (type )?\{([^}]*)\}/g)].flatMap(([, all, list]) =>
    list!
      .split(',')
      .map((name) => name.trim())
      .filter((name) => all !== undefined || name.startsWith('type '))
  )
  return names.map((name) => name.replace('type ', '')).toSorted()
}

it('the values of @sandbed/core', () => {
  expect(Object.keys(core).toSorted()).toEqual([
    'SandboxError',
    'check',
    'compile',
    'createFetch',
    'createSandbox',
    'isSandboxError',
    'loadRelease'
  ])
})

it('the types of @sandbed/core', () => {
  expect(typesOf('../src/index.ts')).toEqual([
    'Compiled',
    'HeadersInput',
    'Issue',
    'IssueSeverity',
    'LoadOptions',
    'Mode',
    'OperationReport',
    'OperationSummary',
    'Provenance',
    'Release',
    'ReleaseIndex',
    'ReleaseInput',
    'RequestFinding',
    'RequestLimits',
    'Sandbox',
    'SandboxErrorCode',
    'SandboxOptions',
    'SandboxRequest',
    'SandboxResponse',
    'SandboxSource',
    'Trace',
    'ValidationDial'
  ])
})

it('the values of @sandbed/core/runtime, which are the same ones where both have them', () => {
  expect(Object.keys(runtime).toSorted()).toEqual([
    'SandboxError',
    'createFetch',
    'createSandbox',
    'isSandboxError'
  ])
  expect(runtime.SandboxError).toBe(core.SandboxError)
})

it('a SandboxError is known across copies of the package', () => {
  const other = Object.assign(new Error('x'), { [Symbol.for('sandbed.SandboxError')]: true })
  expect(core.isSandboxError(other)).toBe(true)
  expect(core.isSandboxError(new core.SandboxError('invalid-option', 'x'))).toBe(true)
  for (const value of [new Error('x'), null, undefined, 'invalid-option', {}])
    expect(core.isSandboxError(value)).toBe(false)
})
