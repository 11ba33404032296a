import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import { descriptionPath, sdb } from '../../test/run.js'
import { exitCodes } from '../exit-codes.js'

const petstore = descriptionPath('petstore.yaml')
const parse = async (...args: string[]) => JSON.parse((await sdb('inspect', petstore, ...args)).out)

describe('the overview', () => {
  test('lists the resources with their ids, parents and states', async () => {
    const { code, out, err } = await sdb('inspect', petstore)
    expect([code, err]).toEqual([exitCodes.ok, ''])
    expect(out).toMatch(/^Pet shelter 1\.0\.0\n\nRESOURCES\n/)
    expect(out).toMatch(/\d\.\d\d +adoptions +collection +yes +id: a UUID +pets\n/)
    expect(out).toMatch(/\d\.\d\d +pets +collection +yes +id: 1, 2, 3 … +status: available \(of 3\)\n/)
  })

  test('groups the operations by resource: what each does, how sure that is, its answer and where the body comes from', async () => {
    const { out } = await sdb('inspect', petstore)
    const [, group] = /\npets\n((?: {2}.*\n)+)/.exec(out)!
    expect(group).toMatch(/\d\.\d\d +list +GET \/pets +listPets +200 application\/json +example\n/)
    expect(group).toMatch(/\d\.\d\d +delete +DELETE \/pets\/\{petId\} +deletePet +204 +none\n/)
    expect(out).toMatch(/\nabout no resource\n {2}\d\.\d\d +dynamic +GET \/pets\/\{petId\}\/photo /)
  })

  test('sums up what stateful mode covers, and what static mode answers', async () => {
    const { out } = await sdb('inspect', petstore)
    expect(out).toMatch(/\n9 operations: 8 stateful, 1 dynamic, 0 static\n/)
    expect(out).toMatch(/\nIn static mode \d+ answer from an example, .*\n/)
  })

  test('ends with the weakest guesses, and what to do about them', async () => {
    const { out } = await sdb('inspect', petstore)
    expect(out).toMatch(
      /\n\d+ findings, \d+ of them below 0\.5: guesses to look at\n {2}0\.\d\d {2}.+: .+ \(.+\)\n/
    )
    expect(out).toMatch(/\nAsk why: +sdb inspect \S+petstore\.yaml --(explain|resource) /)
    expect(out).toMatch(/docs\/guides\/correct-a-guess\.md\n$/)
  })

  test.each([40, 60, 80, 120])('in a terminal of %d columns every row of a table fits', async (columns) => {
    const { isTTY, columns: before } = process.stdout
    onTestFinished(() => void Object.assign(process.stdout, { isTTY, columns: before }))
    Object.assign(process.stdout, { isTTY: true, columns })
    const { out } = await sdb('inspect', descriptionPath('bank-payments.yaml'))
    const lines = stripVTControlCharacters(out).split('\n')
    const tables = lines.slice(
      0,
      lines.findIndex((line) => /^\d+ operations: /.test(line))
    )
    // The name of a resource and the key of an operation are never cut.
    const isLeast = (line: string): boolean => /^ *\d\.\d\d +\S+( +[A-Z]+ \/\S*)?$/.test(line)
    const cut = tables.filter((line) => line.length > columns && !isLeast(line))
    expect(cut).toEqual([])
  })

  test('an operation without a body, or with nothing but an example, is static', async () => {
    const { out } = await sdb('inspect', descriptionPath('every-feature-3.1.yaml'), '--json')
    const { coverage, operations } = JSON.parse(out)
    const count = (support: string) =>
      operations.filter((one: { support: string }) => one.support === support).length
    expect(coverage).toMatchObject({
      operations: operations.length,
      stateful: count('stateful'),
      dynamic: count('dynamic'),
      static: count('static')
    })
    for (const { support, binding, answer } of operations) {
      expect(support === 'stateful').toBe(binding.does.value !== 'none')
      if (support === 'dynamic') expect(answer.body).not.toBe('none')
    }
  })
})

describe('--json', () => {
  test.each([[['--json']], [['--output', 'json']]])(
    '%j prints everything as one document',
    async (format) => {
      const all = await parse(...format)
      expect(all).toMatchObject({ title: 'Pet shelter', version: '1.0.0', basePaths: ['/api'], issues: [] })
      expect(all.coverage).toMatchObject({ operations: 9, stateful: 8, dynamic: 1, static: 0 })
      expect(all.resources.map(({ name }: { name: string }) => name)).toEqual(['adoptions', 'pets'])
      expect(all.operations).toHaveLength(9)
      expect(all.operations).toContainEqual(
        expect.objectContaining({
          key: 'GET /pets',
          support: 'stateful',
          answer: expect.objectContaining({ body: 'example' }),
          binding: expect.objectContaining({
            does: { value: 'list', confidence: expect.any(Number), reason: expect.any(String) }
          })
        })
      )
    }
  )

  test('lists every guess, the weakest first, and counts them', async () => {
    const { coverage, guesses } = await parse('--json')
    expect(guesses).toHaveLength(coverage.guesses)
    const confidences = guesses.map(({ confidence }: { confidence: number }) => confidence)
    expect(confidences).toEqual(confidences.toSorted((a: number, b: number) => a - b))
    expect(Math.max(...confidences)).toBeLessThan(0.5)
  })

  test('with --explain it is the binding and its resource, with --resource the resource and its bindings', async () => {
    expect(await parse('--explain', 'getPet', '--json')).toMatchObject({
      key: 'GET /pets/{petId}',
      operationId: 'getPet',
      support: 'stateful',
      binding: { does: { value: 'read' }, key: { value: { in: 'path', name: 'petId' } } },
      resource: { name: 'pets' }
    })
    const { resource, bindings } = await parse('--resource', 'pets', '--json')
    expect(resource).toMatchObject({ name: 'pets', state: { at: ['status'] } })
    expect(bindings.map(({ operation }: { operation: string }) => operation)).toContain('POST /pets')
  })

  test('of a description that cannot be read is the error', async () => {
    const { code, out } = await sdb('inspect', descriptionPath('broken/swagger-2.0.yaml'), '--json')
    expect(code).toBe(exitCodes.unusable)
    expect(JSON.parse(out)).toMatchObject({ error: { code: 'invalid-description' } })
  })
})

describe('--explain', () => {
  test.each(['getPet', 'GET /pets/{petId}'])('%s says what it does, and why', async (operation) => {
    const { code, out } = await sdb('inspect', petstore, '--explain', operation)
    expect(code).toBe(exitCodes.ok)
    expect(out).toMatch(/^GET \/pets\/\{petId\} {2}getPet\n/)
    expect(out).toMatch(/\n {2}It reads one of `pets`\. \(\d\.\d\d: .+\)\n/)
    expect(out).toMatch(/\n {2}The path parameter `petId` names the one it is about\. \(/)
    expect(out).toMatch(/\nWhat is known of pets\n/)
  })

  test('tells of a list how it is paged, filtered, ordered and wrapped', async () => {
    const { out } = await sdb('inspect', petstore, '--explain', 'listPets')
    expect(out).toMatch(/`offset` is the number of items to skip\. \(/)
    expect(out).toMatch(/`limit` says how many items a page has: 10 where it is not said, 50 at most\.\n/)
    expect(out).toMatch(/The header `x-total-count` says how many items there are in all\. \(/)
    expect(out).toMatch(/`species` keeps the items whose `species` is the same\. \(/)
    expect(out).toMatch(/The oldest come first\. \(0\.\d\d, a guess: /)
  })

  test('ends with what to write where it is wrong', async () => {
    const { out } = await sdb('inspect', petstore, '--explain', 'listPets')
    expect(out).toContain('\n  paths:\n    /pets:\n      get:\n        x-sandbed:\n          does: list\n')
    expect(out).toMatch(/\n {2}x-sandbed:\n {4}resources:\n {6}pets:/)
    expect(out).toMatch(/docs\/guides\/correct-a-guess\.md\n$/)
  })

  test('of an operation about no resource says so', async () => {
    const { out } = await sdb('inspect', petstore, '--explain', 'getPhoto')
    expect(out).toMatch(/It is about no resource: stateful mode answers it as dynamic mode does\. \(/)
    expect(out).not.toContain('What is known of')
  })

  test('of an operation that does not exist names the nearest', async () => {
    const { code, out, err } = await sdb('inspect', petstore, '--explain', 'getPot')
    expect([code, out]).toEqual([exitCodes.usage, ''])
    expect(err).toMatch(/no operation 'getPot'.*getPet/)
  })

  test('goes with neither --resource nor --operation', async () => {
    const { code, err } = await sdb('inspect', petstore, '--explain', 'getPet', '--resource', 'pets')
    expect(code).toBe(exitCodes.usage)
    expect(err).toMatch(/--explain .*cannot be used with .*--resource/)
  })
})

describe('--resource', () => {
  test('tells everything that is known of one, and its operations', async () => {
    const { code, out } = await sdb('inspect', petstore, '--resource', 'pets')
    expect(code).toBe(exitCodes.ok)
    expect(out).toMatch(/^pets\n {2}`pets` is a collection: /)
    expect(out).toMatch(/\n {2}The member `status` says its state: available, reserved or adopted\. \(/)
    expect(out).toMatch(/\nIts operations\n(?: {2}\w+ +[A-Z]+ \S+\n)*? {2}create +POST \/pets\n/)
  })

  test('of one that does not exist names the nearest', async () => {
    const { code, out, err } = await sdb('inspect', petstore, '--resource', 'pest')
    expect([code, out]).toEqual([exitCodes.usage, ''])
    expect(err).toMatch(/no resource 'pest'\. Did you mean 'pets'\?/)
  })
})

test.each(['getPet', 'GET /pets/{petId}'])('--operation %s tells what is on the wire', async (operation) => {
  const { code, out } = await sdb('inspect', petstore, '--operation', operation)
  expect(code).toBe(exitCodes.ok)
  expect(out).toContain('GET /pets/{petId}')
  expect(out).toMatch(/Parameters +path petId: integer, required/)
  expect(out).toMatch(/Responses +200; application\/json; examples cat, dog/)
  expect(out).toMatch(/Sample +curl -s http:\/\/127\.0\.0\.1:4010\/pets\/\d+/)
  expect(await parse('--operation', operation, '--json')).toMatchObject({
    key: 'GET /pets/{petId}',
    sample: { method: 'GET' },
    answer: { status: 200, body: 'example' }
  })
})

test('the sample request is a whole line for a shell: method, headers and body', async () => {
  const { out } = await sdb('inspect', petstore, '--operation', 'POST /pets')
  expect(out).toMatch(
    /Sample +curl -s http:\/\/127\.0\.0\.1:4010\/pets .*-H 'content-type: application\/json'.* -d '\{.*\}'\n$/
  )
})

describe('with a pack', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sandbed-inspect-'))
  const pack = join(folder, 'shelter.pack.yaml')
  writeFileSync(
    pack,
    'name: shelter\nresources:\n  pets: { shape: "pet_{8}" }\n  cats: { creatable: false }\n'
  )
  afterAll(() => rmSync(folder, { recursive: true }))

  test('shows what the pack says, and warns of what is not there', async () => {
    const { code, out, err } = await sdb('inspect', petstore, '--pack', pack, '--resource', 'pets')
    expect(code).toBe(exitCodes.ok)
    expect(out).toContain("set by the pack 'shelter'")
    expect(err).toMatch(/^warning .*shelter\.pack\.yaml:4:3 override-stale\n/)
    expect((await sdb('inspect', petstore, '--pack', pack)).out).toMatch(/pets +collection +yes +id: pet_/)
  })

  test('the overview lists its transitions, timers and scenarios', async () => {
    const other = join(folder, 'moves.pack.yaml')
    writeFileSync(
      other,
      'name: moves\ntransitions: { adopt: { resource: pets, to: adopted } }\ntimers: { daily: { every: 1d, do: { emit: { type: day.over } } } }\n'
    )
    const { out } = await sdb('inspect', petstore, '--pack', other)
    expect(out).toMatch(
      /^PACK moves\n.*\ntransition +adopt +pets: any state -> adopted\ntimer +daily +every 1d$/m
    )
    const { pack: contents } = await parse('--json', '--pack', other)
    expect(contents).toMatchObject({ name: 'moves', timers: [{ name: 'daily', does: 'every 1d' }] })
  })

  test('as JSON it has its issues among those of the description', async () => {
    const { resources, issues } = await parse('--json', '--pack', pack)
    const pets = resources.find(({ name }: { name: string }) => name === 'pets')
    expect(pets.id.shape).toMatchObject({ value: { prefix: 'pet_' }, reason: "set by the pack 'shelter'" })
    expect(issues).toMatchObject([{ code: 'override-stale', file: pack, line: 4 }])
  })
})
