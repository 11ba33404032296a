import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findDescriptions } from './find-descriptions.js'
import { printReports, totalOf } from './print-reports.js'
import { readDescription } from './read-description.js'
import { verifyDescription } from './verify-description.js'

const folder = fileURLToPath(new URL('../../../descriptions/', import.meta.url))
const own = readdirSync(folder).filter((name) => /\.(?:json|ya?ml)$/.test(name))

describe('our own descriptions', () => {
  test.each(own)('every call to %s is as declared', async (name) => {
    const report = verifyDescription(await readDescription(folder + name))
    expect(report.failure).toBeUndefined()
    expect(report.calls).toBe(2 * report.operations)
    expect(report.misses).toEqual([])
    expect(report.headerRemarks).toBe(0)
  })
})

describe('counting', () => {
  const document = {
    openapi: '3.0.3',
    paths: {
      '/good': {
        get: {
          responses: {
            '200': { description: '', content: { 'application/json': { schema: { type: 'integer' } } } }
          }
        }
      },
      '/none': { get: { responses: { '404': { description: '' } } } }
    }
  }

  test('an operation that declares only errors is not expected to succeed', () => {
    const report = verifyDescription({ ...document, info: { title: 'a', version: '1' } })
    expect(report).toMatchObject({ operations: 2, calls: 4, declaredStatus: 4, validBody: 4, misses: [] })
  })

  test('the table has a line for each description, one for the total, and every failure', () => {
    const reports = ['a.yaml', 'b.yaml'].map((file) => ({ file, report: verifyDescription(document) }))
    const refused = { file: 'c.yaml', report: verifyDescription({ swagger: '2.0' }) }
    const text = printReports([...reports, refused], 20)
    expect(text).toMatch(/^a\.yaml .*\nb\.yaml .*\nc\.yaml .*FAILED\ntotal /m)
    expect(text).toContain('c.yaml: nothing was called')
    expect(totalOf(reports)).toMatchObject({ operations: 4, calls: 8, misses: 0, share: 1 })
  })
})

describe('whatever it is given', () => {
  test.each([
    null,
    undefined,
    7,
    'text',
    [],
    {},
    { openapi: 3 },
    { openapi: '3.0.3', paths: null },
    { openapi: '3.1.0', paths: { '/a': { get: null } } }
  ])('a document such as %j ends in a report', (document) => {
    expect(verifyDescription(document)).toMatchObject({ misses: [] })
  })

  test('a callback that leads back to all paths ends in a report', () => {
    const responses = { '200': { description: '' } }
    const callbacks = { back: { $ref: '#/paths' } }
    const report = verifyDescription({
      openapi: '3.0.3',
      paths: { '/a': { post: { callbacks, responses } } }
    })
    expect(report).toMatchObject({ calls: 2, misses: [] })
    expect(report.failure).toBeUndefined()
  })

  test('descriptions with random parts replaced end in a report, and no call throws', async () => {
    const documents = new Map<string, unknown>()
    for (const name of own) documents.set(name, await readDescription(folder + name))
    const junk = fc.constantFrom<unknown>(
      null,
      true,
      0,
      -1,
      '',
      'text',
      '#',
      '#/',
      '#/nowhere',
      [],
      {},
      [null],
      { $ref: '#/paths' },
      { $ref: '#/components/schemas/Pet' },
      { $ref: 7 },
      { type: 'nonsense' },
      { type: [] },
      { enum: [] },
      { '': {} },
      '__proto__',
      1e308,
      '((('
    )
    fc.assert(
      fc.property(
        fc.constantFrom(...own),
        fc.array(fc.record({ at: fc.nat(), junk }), { minLength: 1, maxLength: 6 }),
        (name, changes) => {
          const document = changes.reduce(
            (changed, { at, junk: value }) => replacePart(changed, at, value),
            documents.get(name)
          )
          const { failure, misses } = verifyDescription(document)
          expect(misses.filter(({ reason }) => reason === 'threw')).toEqual([])
          // The only ways to fail are the ones that `compile` names.
          if (failure !== undefined) expect(failure).not.toMatch(/TypeError|RangeError|\n\s+at /)
        }
      ),
      { numRuns: 40 }
    )
  })
})

test('a folder gives its descriptions and nothing else', async () => {
  const found = await findDescriptions([folder])
  expect(found).toContain(`${folder}petstore.yaml`)
  expect(found).toContain(`${folder}broken/swagger-2.0.yaml`)
  expect(found.some((path) => path.endsWith('.md'))).toBe(false)
  await expect(findDescriptions([`${folder}missing.yaml`])).rejects.toThrow('missing.yaml')
})

/** A copy in which one member, chosen by number, holds another value. */
function replacePart(document: unknown, at: number, value: unknown): unknown {
  const copy = structuredClone(document)
  const places: { holder: Record<string, unknown>; key: string }[] = []
  const stack: unknown[] = [copy]
  while (stack.length > 0) {
    const holder = stack.pop()
    if (typeof holder !== 'object' || holder === null) continue
    for (const key of Object.keys(holder)) {
      places.push({ holder: holder as Record<string, unknown>, key })
      stack.push((holder as Record<string, unknown>)[key])
    }
  }
  const place = places[at % places.length]
  if (place !== undefined && place.key !== 'openapi') place.holder[place.key] = value
  return copy
}
