import { describe, expect, it } from 'vitest'
import { isActionWord, isPlural, pluralOf, singularOf, verbness, wordsOf } from './words.js'

describe('words of a name', () => {
  it.each([
    ['markAsRead', ['mark', 'as', 'read']],
    ['mark-as-read', ['mark', 'as', 'read']],
    ['MARK_AS_READ', ['mark', 'as', 'read']],
    ['HTTPStatus', ['http', 'status']],
    ['', []]
  ])('%s is %j', (name, words) => expect(wordsOf(name)).toEqual(words))
})

describe('one and many', () => {
  it.each(
    (
      'customer customers,company companies,category categories,address addresses,box boxes,branch branches,cache caches,person people,' +
      'child children,index indices,status statuses,alias aliases,analysis analyses,database databases,case cases,release releases,' +
      'response responses,size sizes,house houses,warehouse warehouses,hash hashes,movie movies,cookie cookies,photo photos,video videos,' +
      'archive archives,leaf leaves,quiz quizzes,tax taxes,business businesses,key keys,day days,api apis,menu menus,class classes,' +
      'orderLine orderLines,order-line order-lines,pull_request pull_requests,Person People,taxRate taxRates,API APIs,salesperson salespeople,' +
      'ipaddress ipaddresses,property properties,repository repositories,policy policies,lens lenses,bus buses,invoice invoices,price prices,' +
      'time times,expense expenses,license licenses,course courses,purchase purchases,dispute disputes,hero heroes'
    )
      .split(',')
      .map((pair) => pair.split(' '))
  )('one %s, many %s', (one, many) => {
    expect(singularOf(many!)).toBe(one)
    expect(singularOf(one!)).toBe(one)
    expect(pluralOf(one!)).toBe(many)
    expect(pluralOf(many!)).toBe(many)
    expect(isPlural(many!)).toBe(true)
    expect(isPlural(one!)).toBe(false)
  })

  it.each(['data', 'media', 'series', 'news', 'metadata'])('%s is both one and many', (word) => {
    expect(singularOf(word)).toBe(word)
    expect(pluralOf(word)).toBe(word)
    expect(isPlural(word)).toBe(true)
  })

  it.each([
    'status',
    'address',
    'analytics',
    'sms',
    'dns',
    'process',
    'access',
    'bus',
    'canvas',
    '',
    '123',
    'é'
  ])('%j is no plural', (word) => {
    expect(isPlural(word)).toBe(false)
    expect(singularOf(word)).toBe(word)
  })

  it('a second word for many an index is understood, too', () => {
    expect(singularOf('indexes')).toBe('index')
  })

  it('a very long name is read in no time', () => {
    const name = `${'a'.repeat(1_000_000)}1`
    expect(singularOf(name)).toBe(name)
    expect(verbness(name)).toBeLessThan(0.5)
  })

  it.each(['__proto__', 'constructor', 'toString'])('%s is a word like any other', (word) => {
    expect(typeof singularOf(word)).toBe('string')
    expect(verbness(word)).toBeLessThan(0.5)
  })
})

describe('something to do', () => {
  it.each(
    (
      'capture cancel send verify rotate-secret add_lines batchUpdate search mark-as-read markAsRead mark_uncollectible finalize void pay ' +
      'reopen close archive unarchive publish activate deactivate enable disable approve reject confirm pause resume start stop complete accept ' +
      'decline suspend restore duplicate copy clone fork merge sync-now resend bulkDelete batch_delete force-cancel check-in sign_up lock unlock ' +
      'reset_auth update-branch apply_customer_balance process_payment_intent deliver_card calculate rebuild resize regenerate-token re-authorize ' +
      'recover reprioritize reclassify transfer refund'
    ).split(' ')
  )('%s', (word) => expect(isActionWord(word)).toBe(true))
})

describe('something to have', () => {
  it.each(
    (
      'settings comments status events invoice order customer items captures refunds search_results order_lines test_clocks export_jobs state ' +
      'members history balance cancellation verification permissions billing owner metadata data payment_methods subscription lines ' +
      'preferences usage label tags attachment file content configuration kubeconfig address process_steps'
    ).split(' ')
  )('%s', (word) => expect(verbness(word)).toBeLessThan(0.5))
})

describe('words that are both are left to other evidence', () => {
  it.each(['review', 'follow', 'hold', 'charge', 'dispute', 'return', 'backup'])('%s', (word) => {
    expect(verbness(word)).toBe(0.5)
    expect(isActionWord(word)).toBe(false)
  })
})
