import { expect, test } from 'vitest'
import { descriptionPath, sdb } from '../../test/run.js'
import { exitCodes } from '../exit-codes.js'

const petstore = descriptionPath('petstore.yaml')

test('lists every operation with its answer, and where the body comes from', async () => {
  const { code, out, err } = await sdb('inspect', petstore)
  expect([code, err]).toEqual([exitCodes.ok, ''])
  expect(out).toMatch(/^Pet shelter 1\.0\.0\n/)
  expect(out).toMatch(/GET \/pets +listPets +200 application\/json +example/)
  expect(out).toMatch(/DELETE \/pets\/\{petId\} +deletePet +204 +none/)
  expect(out).toMatch(/\n9 operations: \d+ answer from an example, .*\n$/)
})

test.each(['getPet', 'GET /pets/{petId}'])('--operation %s tells everything about it', async (operation) => {
  const { code, out } = await sdb('inspect', petstore, '--operation', operation)
  expect(code).toBe(exitCodes.ok)
  expect(out).toContain('GET /pets/{petId}')
  expect(out).toMatch(/Parameters +path petId: integer, required/)
  expect(out).toMatch(/Responses +200; application\/json; examples cat, dog/)
  expect(out).toMatch(/Sample +curl -s http:\/\/127\.0\.0\.1:4010\/pets\/\d+/)
})

test('with --output json both are one document', async () => {
  const all = JSON.parse((await sdb('inspect', petstore, '--output', 'json')).out) as {
    operations: { key: string }[]
  }
  expect(all).toMatchObject({ title: 'Pet shelter', version: '1.0.0', basePaths: ['/api'] })
  expect(all.operations).toHaveLength(9)
  const { out } = await sdb('inspect', petstore, '--operation', 'getPet', '--output', 'json')
  expect(JSON.parse(out)).toMatchObject({
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
