import { expect, test } from 'vitest'
import { layOut } from './columns.js'

const columns = [
  { head: 'sure', keep: true },
  { head: 'name', most: 12, keep: true },
  { head: 'id', most: 20 },
  { head: 'state' }
] as const
const rows = [
  ['0.90', 'pets', 'id: 1, 2, 3 …', 'status: available'],
  ['0.85', 'a-name-longer-than-that', 'id: cus_ + 14 characters', '']
]
const print = (width: number | undefined): string[] => {
  const { line } = layOut(columns, rows, width)
  return rows.map(line)
}

test('in a pipe nothing is left out or cut', () => {
  expect(print(undefined)).toEqual([
    '0.90  pets          id: 1, 2, 3 …         status: available',
    '0.85  a-name-longer-than-that  id: cus_ + 14 characters'
  ])
})

test('in a terminal the last column is cut, and left out where little would be left of it', () => {
  expect(print(54)[0]).toBe('0.90  pets          id: 1, 2, 3 …         status: ava…')
  expect(print(50)[0]).toBe('0.90  pets          id: 1, 2, 3 …')
  expect(print(32)[0]).toBe('0.90  pets          id: 1, 2, 3…')
})

test('what is to be kept is whole even where there is no room', () => {
  expect(print(10)).toEqual(['0.90  pets', '0.85  a-name-longer-than-that'])
})

test('a column that is empty throughout still has its head', () => {
  expect(layOut([{ head: 'a' }, { head: 'b' }], [['1', '']], undefined).head).toContain('b')
})

test('what would drive the terminal is made visible', () => {
  const { line } = layOut([{ head: 'a' }], [['\u001b[2J']], undefined)
  expect(line(['\u001b[2J'])).toBe('\\u001b[2J')
})
