import { describe, expect, test } from 'vitest'
import { defaultIn, firstIn, mostIn, orderIn } from './read-text.js'

describe('sizes in words', () => {
  test.each<[text: string, usual: number | undefined, most: number | undefined]>([
    ['The number of results per page (max 100).', undefined, 100],
    ['Limit can range between 1 and 100, and the default is 10.', 10, 100],
    ['How many items. Default: **20**. Maximum: **1,000**', 20, 1000],
    ['Defaults to 25, at most 50', 25, 50],
    ['Page size, default 30, maximum is 200', 30, 200],
    ['An integer between 1 and 250', undefined, 250],
    ['Up to 500 may be asked for; 50 by default', 50, 500],
    ['Must not exceed 99', undefined, 99],
    ['If omitted, 15 are returned', 15, undefined],
    ['The maximum number of items to return. Default value is `10`', 10, undefined],
    ['Max page size of 5,000', undefined, 5000],
    ['Items per page', undefined, undefined],
    ['Added in version 2.1', undefined, undefined],
    ['', undefined, undefined]
  ])('%s', (text, usual, most) => {
    expect([defaultIn(text), mostIn(text)]).toEqual([usual, most])
  })
})

describe('where counting starts', () => {
  test.each<[string, number | undefined]>([
    ['Zero-based page index', 0],
    ['The page number (1-indexed)', 1],
    ['Page number, starting at 0', 0],
    ['Pages start from 1', 1],
    ['The first page is 0.', 0],
    ['Page number of the results to fetch.', undefined]
  ])('%s', (text, first) => {
    expect(firstIn(text)).toBe(first)
  })
})

describe('which comes first', () => {
  test.each<[string, 'oldest' | 'newest' | undefined]>([
    ['The things are returned in sorted order, with the most recent things appearing first.', 'newest'],
    ['Returned sorted by creation date, with the most recently created appearing first', 'newest'],
    ['Newest first.', 'newest'],
    ['Events in reverse chronological order', 'newest'],
    ['Sorted by created_at descending', 'newest'],
    ['Listed in descending order by creation date', 'newest'],
    ['Ordered oldest first', 'oldest'],
    ['In chronological order', 'oldest'],
    ['Sorted by creation date in ascending order', 'oldest'],
    ['Lists the latest version of each thing', undefined],
    ['Lists things', undefined]
  ])('%s', (text, order) => {
    expect(orderIn(text)?.order).toBe(order)
  })

  test('a long text costs no long time', () => {
    expect(orderIn(`most recent ${'a '.repeat(200_000)}`)).toBeUndefined()
    expect(mostIn('maximum '.repeat(100_000))).toBeUndefined()
  })
})
