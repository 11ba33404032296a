import { expect, it } from 'vitest'
import { identityOf } from './identity.js'

it.each([
  ['/pets/{id}', 'id', false],
  ['/pets/{petId}', 'petId', false],
  ['/pets/{pet_id}', 'pet_id', false],
  ['/pets/{pet-uuid}', 'pet-uuid', false],
  ['/pets/{pet}', 'pet', false],
  ['/pet/{pet}', 'pet', false],
  ['/cities/{city}', 'city', false],
  ['/boxes/{box}', 'box', false],
  ['/posts/{slug}', 'slug', false],
  ['/orders/{order_number}', 'order_number', false],
  ['/repos/{owner}/{repo}', 'repo', false],
  ['/files/{id}.{key}', 'key', false],
  ['/colours/{name}', 'name', true],
  ['/users/{username}', 'username', true]
])('%s is about its {%s}', (path, parameter, isName) => {
  expect(identityOf(path)).toEqual({ parameter, isName })
})

it.each([
  '/',
  '/pets',
  '/pets/{petId}/photos',
  '/reports/{year}',
  '/{page}',
  '/pets/{petId}.json',
  '/repos/{owner}'
])('%s does not say which thing is meant', (path) => {
  expect(identityOf(path)).toBeUndefined()
})
