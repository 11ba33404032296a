// What a pack does to a sandbox: it corrects what was inferred, of a description and of a release, and is refused when it cannot be used.
import { describe, expect, it } from 'vitest'
import { json, takes, api } from '../../../test/support/descriptions.js'
import { bodyOf, get, post } from '../../../test/support/sandboxes.js'
import {
  compile,
  createSandbox,
  isSandboxError,
  type SandboxError,
  type SimulationPack
} from '../../index.js'
import { createSandbox as createFromRelease } from '../../runtime.js'

const dog = {
  type: 'object',
  required: ['id', 'name'],
  properties: { id: { type: 'string' }, name: { type: 'string' }, tag: { type: 'string' } }
}
const dogId = { name: 'dog', in: 'path', required: true, schema: { type: 'string' } }
const described = (more = {}) =>
  api(
    {
      '/dogs': {
        get: { operationId: 'listDogs', responses: { '200': json({ type: 'array', items: dog }) } },
        post: {
          operationId: 'addDog',
          requestBody: takes('application/json', {
            type: 'object',
            properties: { name: { type: 'string' }, tag: { type: 'string' } }
          }),
          responses: { '201': json(dog) }
        }
      },
      '/dogs/{dog}': {
        parameters: [dogId],
        get: { operationId: 'getDog', responses: { '200': json(dog), '404': { description: 'none' } } }
      },
      '/dogs/{dog}/walk': {
        parameters: [dogId],
        post: { operationId: 'walkDog', responses: { '200': json(dog) } }
      }
    },
    more
  )
const description = described()
const shaped: SimulationPack = { resources: { dogs: { shape: 'dog_{6}' } } }

function refusal(pack: unknown): SandboxError {
  try {
    createSandbox({ description, pack: pack as SimulationPack })
  } catch (error) {
    if (isSandboxError(error)) return error
    throw error
  }
  throw new Error('The pack was taken.')
}

describe('a pack', () => {
  it('corrects what requests meet, and what `model` says of it', () => {
    const sandbox = createSandbox({
      description,
      mode: 'stateful',
      pack: { name: 'kennel', ...shaped, operations: { walkDog: { sets: { tag: 'tired' } } } }
    })
    const { id } = bodyOf(sandbox.handle(post('/dogs', { name: 'Rex' })))
    expect(id).toMatch(/^dog_[0-9A-Za-z]{6}$/)
    expect(bodyOf(sandbox.handle({ method: 'POST', url: `/dogs/${id}/walk` }))).toMatchObject({
      tag: 'tired'
    })
    expect(sandbox.model.resources['dogs']!.id!.shape).toMatchObject({
      confidence: 1,
      reason: "set by the pack 'kennel'"
    })
    expect(sandbox.issues).toEqual([])
  })

  it('does the same to a release, which stays as it is, in both doors', () => {
    const { release } = compile(description)
    const before = JSON.stringify(release)
    const answers = [createSandbox, createFromRelease].map((create) => {
      const sandbox = create({ release: release!, mode: 'stateful', pack: shaped })
      return sandbox.handle(post('/dogs', { name: 'Rex' })).body
    })
    const direct = createSandbox({ description, mode: 'stateful', pack: shaped })
    expect(answers).toEqual(Array(2).fill(direct.handle(post('/dogs', { name: 'Rex' })).body))
    expect(JSON.stringify(release)).toBe(before)
    expect(createSandbox({ release: release! }).model.resources['dogs']!.id!.shape.reason).not.toMatch(/pack/)
  })

  it('wins over `x-sandbed`', () => {
    const description = described({
      'x-sandbed': { resources: { dogs: { shape: 'uuid', creatable: false } } }
    })
    const { dogs } = createSandbox({ description, pack: shaped }).model.resources
    expect(dogs!.id!.shape.reason).toBe('set by the pack')
    expect(dogs!.creatable).toMatchObject({ value: false, reason: 'set by x-sandbed' })
  })

  it('that speaks of things which are not there is used all the same, and `issues` says so', () => {
    const { issues } = createSandbox({
      description,
      pack: {
        resources: { dogs: { id: 'nmae' } },
        operations: { getCat: { does: 'read' } },
        more: 1
      } as object
    })
    expect(issues.map(({ code, severity, pointer, file }) => [code, severity, pointer, file])).toEqual([
      ['override-unknown', 'warning', '/more', '(pack)'],
      ['override-stale', 'warning', '/operations/getCat', '(pack)'],
      ['override-stale', 'warning', '/resources/dogs/id', '(pack)']
    ])
  })

  it('of the wrong form is refused, with everything that is wrong', () => {
    const { code, message, issues } = refusal({
      format: 'sandbed-pack',
      resources: { dogs: { kind: 'heap', shape: 7 } },
      operations: { getDog: { does: 'fetch' } }
    })
    expect(code).toBe('invalid-pack')
    expect(message).toMatch(
      /^The pack cannot be used\. \/resources\/dogs\/kind: "heap" stands here; .* There are 2 more; see `issues`\.$/
    )
    expect(issues.map(({ code, pointer, file }) => [code, pointer, file])).toEqual([
      ['override-invalid', '/resources/dogs/kind', '(pack)'],
      ['override-invalid', '/resources/dogs/shape', '(pack)'],
      ['override-invalid', '/operations/getDog/does', '(pack)']
    ])
  })

  it.each([null, 'pack.yaml', [], 7, new Date(0), { version: 2 }, { resources: [] }])('is not %j', (pack) => {
    expect(refusal(pack).code).toBe('invalid-pack')
  })
})

it('without a pack and without seeds nothing is inferred before it is asked for', () => {
  // What is wrong with `x-sandbed` is found out when the model is made.
  const sandbox = createSandbox({
    description: described({ 'x-sandbed': { more: 1, resources: { dogs: {} } } })
  })
  sandbox.handle(get('/dogs'))
  expect(sandbox.issues).toEqual([])
  expect(sandbox.model.resources).toHaveProperty('dogs')
  expect(sandbox.issues).toMatchObject([{ code: 'override-unknown', pointer: '/x-sandbed/more' }])
})

describe('what the description seeds itself', () => {
  const seeded = described({
    'x-sandbed': {
      resources: {
        dogs: {
          seed: [
            { id: 'a', name: 'Rex' },
            { id: 'a', name: 'Twice' }
          ]
        }
      }
    }
  })

  it('is there; what cannot be is left out and reported', () => {
    const sandbox = createSandbox({ description: seeded, mode: 'stateful' })
    expect(bodyOf(sandbox.handle(get('/dogs')))).toEqual([{ id: 'a', name: 'Rex' }])
    expect(sandbox.issues).toEqual([
      {
        code: 'seed-invalid',
        severity: 'error',
        pointer: '/x-sandbed/resources/dogs/seed/1/id',
        message: "There is one with the id 'a' already."
      }
    ])
  })

  it('is there in its release too', () => {
    const sandbox = createFromRelease({ release: compile(seeded).release!, mode: 'stateful' })
    expect(bodyOf(sandbox.handle(get('/dogs')))).toEqual([{ id: 'a', name: 'Rex' }])
  })

  it('makes room for what a pack seeds', () => {
    const pack = { resources: { dogs: { seed: [{ id: 'b', name: 'Bo' }] } } }
    const sandbox = createSandbox({ description: seeded, mode: 'stateful', pack })
    expect(bodyOf(sandbox.handle(get('/dogs')))).toEqual([{ id: 'b', name: 'Bo' }])
    expect(sandbox.issues).toEqual([])
  })
})
