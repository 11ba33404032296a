// The official JSON Schema Test Suite, drafts 2020-12, 2019-09 and 4, against lowering and checking together.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import { createChecker } from './check/create-checker.js'
import type { Dialect } from './dialects.js'
import { createSchemaDocuments } from './schema-documents.js'

const SUITE = new URL('../../../../../shared/suites/json-schema-test-suite/', import.meta.url)
const present = existsSync(SUITE)
const require = createRequire(import.meta.url)

interface Group {
  description: string
  schema: unknown
  tests: { description: string; data: unknown; valid: boolean }[]
}

interface Draft {
  folder: string
  dialect: Dialect
  /** Every required test that we answer otherwise, with the reason. */
  exceptions: { [test: string]: string }
  required: number
}

const DRAFTS: Draft[] = [
  { folder: 'draft2020-12', dialect: '2020-12', exceptions: {}, required: 1299 },
  { folder: 'draft2019-09', dialect: '2019-09', exceptions: {}, required: 1259 },
  { folder: 'draft4', dialect: 'draft-4', exceptions: {}, required: 618 }
]

/** What the optional format tests say and we do not; a format is a matter of judgement at its edges. */
const FORMAT_EXCEPTIONS: { [test: string]: string } = {}

function readJson(url: URL): unknown {
  return JSON.parse(readFileSync(url, 'utf8'))
}

function filesBelow(folder: URL, prefix = ''): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory()
      ? filesBelow(new URL(`${entry.name}/`, folder), `${prefix}${entry.name}/`)
      : [prefix + entry.name]
  )
}

function metaSchemas(dialect: Dialect): { [uri: string]: unknown } {
  if (dialect === 'draft-4') {
    const text = readFileSync(
      require.resolve('@hyperjump/json-schema/draft-04').replace('index.js', 'schema.js'),
      'utf8'
    )
    return {
      'http://json-schema.org/draft-04/schema': JSON.parse(
        text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1)
      )
    }
  }
  const names = ['applicator', 'content', 'core', 'meta-data', 'validation']
  names.push(...(dialect === '2020-12' ? ['format-annotation', 'unevaluated'] : ['format']))
  const folder = `ajv/dist/refs/json-schema-${dialect}`
  const uri = `https://json-schema.org/draft/${dialect}/`
  return Object.fromEntries([
    [`${uri}schema`, require(`${folder}/schema.json`)],
    ...names.map((name) => [`${uri}meta/${name}`, require(`${folder}/meta/${name}.json`)])
  ])
}

function remotes(): { [uri: string]: unknown } {
  const folder = new URL('remotes/', SUITE)
  const own = filesBelow(folder).filter((file) => !/^(draft[367]|v1)/.test(file))
  return Object.fromEntries(
    own.map((file) => [`http://localhost:1234/${file}`, readJson(new URL(file, folder))])
  )
}

/** Runs files of the suite; gives the names of the tests that came out wrong, and how many there were. */
function runSuite(
  draft: Draft,
  folder: string,
  formats: 'assert' | 'annotate'
): { wrong: string[]; count: number } {
  const shared = {
    ...remotes(),
    ...DRAFTS.reduce((all, { dialect }) => ({ ...all, ...metaSchemas(dialect) }), {})
  }
  const wrong: string[] = []
  let count = 0
  const url = new URL(`tests/${draft.folder}/${folder}`, SUITE)
  for (const file of readdirSync(url).filter((name) => name.endsWith('.json'))) {
    for (const group of readJson(new URL(file, url)) as Group[]) {
      const source = createSchemaDocuments({ ...shared, 'urn:test': group.schema }, () => undefined, {
        dialect: draft.dialect
      })
      const checker = createChecker(source, { formats })
      for (const { description, data, valid } of group.tests) {
        count++
        const name = `${file} | ${group.description} | ${description}`
        const result = verdict(() => checker.check({ $ref: 'urn:test#' }, data).length === 0)
        if (result !== valid) wrong.push(typeof result === 'boolean' ? name : `${name} | ${result}`)
      }
    }
  }
  return { wrong, count }
}

function verdict(run: () => boolean): boolean | string {
  try {
    return run()
  } catch (error) {
    return String(error)
  }
}

for (const draft of DRAFTS) {
  test.skipIf(!present)(
    `${draft.folder}: every required test but the listed ones (skipped without the suite)`,
    () => {
      const { wrong, count } = runSuite(draft, '', 'annotate')
      expect(wrong).toEqual(Object.keys(draft.exceptions))
      expect(count).toBe(draft.required)
    }
  )
}

test.skipIf(!present)(
  'the optional format tests of 2020-12, asserted, but the listed ones (skipped without the suite)',
  () => {
    const { wrong, count } = runSuite(DRAFTS[0] as Draft, 'optional/format/', 'assert')
    expect(wrong).toEqual(Object.keys(FORMAT_EXCEPTIONS))
    expect(count).toBe(764)
  }
)

/** The other optional tests: how many there are, and which files we answer otherwise, how often, and why. */
const OPTIONAL: {
  draft: Draft
  count: number
  exceptions: { [file: string]: { wrong: number; reason: string } }
}[] = [
  {
    draft: DRAFTS[0] as Draft,
    count: 162,
    exceptions: {
      'dependencies-compatibility.json': { wrong: 14, reason: '2020-12 has no "dependencies" any more' },
      'format-assertion.json': {
        wrong: 2,
        reason: 'whether formats are asserted is an option, not read from a vocabulary'
      }
    }
  },
  { draft: DRAFTS[1] as Draft, count: 158, exceptions: {} },
  {
    draft: DRAFTS[2] as Draft,
    count: 100,
    exceptions: {
      'zeroTerminatedFloats.json': {
        wrong: 1,
        reason: '1.0 and 1 are the same number here, as in later drafts'
      }
    }
  }
]

for (const { draft, count: expected, exceptions } of OPTIONAL) {
  test.skipIf(!present)(
    `${draft.folder}: the other optional tests but the listed ones (skipped without the suite)`,
    () => {
      const { wrong, count } = runSuite(draft, 'optional/', 'annotate')
      expect(wrong.filter((name) => !Object.hasOwn(exceptions, name.split(' | ', 1)[0] as string))).toEqual(
        []
      )
      expect(wrong).toHaveLength(
        Object.values(exceptions).reduce((sum, exception) => sum + exception.wrong, 0)
      )
      expect(count).toBe(expected)
    }
  )
}
