import { describe, expect, it } from 'vitest'
import type { Schema } from '../../../schema/schema.js'
import type { Operation } from '../../release.js'
import type { Evidence } from '../evidence.js'
import type { Inferred } from '../inferred.js'
import type { ActionSpec } from '../model.js'
import { inferAction } from './infer-action.js'
import { inferState } from './infer-state.js'

const source = { schema: () => undefined } as unknown as Evidence['source']

interface Case {
  readonly states?: string
  readonly flags?: string
  readonly words?: string
  readonly method?: string
}

function infer(word: string, { states, flags, words = '', method = 'POST' }: Case): Inferred<ActionSpec> {
  const properties: Record<string, Schema> = {}
  if (states !== undefined) properties['status'] = { type: 'string', enum: states.split(' ') }
  for (const flag of flags?.split(' ') ?? []) properties[flag] = { type: 'boolean' }
  const entity = { properties }
  const evidence: Evidence = { source, document: {}, raw: () => ({ description: words }) }
  return inferAction(evidence, { key: '', method } as Operation, word, entity, inferState(source, entity))
}

describe('the state it leads to', () => {
  it.each([
    ['cancel', 'active canceled', 'canceled'],
    ['cancel', 'active cancelled', 'cancelled'],
    ['cancel', 'PENDING CANCELED DONE', 'CANCELED'],
    ['cancel', 'STATUS_PENDING STATUS_CANCELLED STATUS_DONE', 'STATUS_CANCELLED'],
    ['cancelOrder', 'active canceled', 'canceled'],
    ['force-cancel', 'active canceled', 'canceled'],
    ['capture', 'pending captured', 'captured'],
    ['capture', 'requires_capture succeeded', 'succeeded'],
    ['close', 'open closed', 'closed'],
    ['check-in', 'confirmed checked_in checked_out no_show', 'checked_in'],
    ['checkOut', 'CONFIRMED CHECKED_IN CHECKED_OUT', 'CHECKED_OUT'],
    ['checkin', 'booked checked_in', 'checked_in'],
    ['sign-off', 'draft signedOff', 'signedOff'],
    ['reopen', 'open closed', 'open'],
    ['publish', 'draft published', 'published'],
    ['archive', 'active archived', 'archived'],
    ['activate', 'active inactive', 'active'],
    ['deactivate', 'active inactive', 'inactive'],
    ['enable', 'enabled disabled', 'enabled'],
    ['disable', 'active disabled_manually disabled_inactivity', 'disabled_manually'],
    ['approve', 'pending approved rejected', 'approved'],
    ['reject', 'pending accepted declined', 'declined'],
    ['confirm', 'pending confirmed', 'confirmed'],
    ['finalize', 'draft open paid void', 'open'],
    ['void', 'draft open paid void', 'void'],
    ['void', 'open voided', 'voided'],
    ['pay', 'open paid', 'paid'],
    ['refund', 'paid refunded partially_refunded', 'refunded'],
    ['pause', 'running on_hold', 'on_hold'],
    ['resume', 'running paused', 'running'],
    ['start', 'queued in_progress', 'in_progress'],
    ['stop', 'running stopped', 'stopped'],
    ['complete', 'open completed', 'completed'],
    ['ship', 'paid shipped', 'shipped'],
    ['ship', 'paid in_transit', 'in_transit'],
    ['send', 'draft sent', 'sent'],
    ['hold', 'active held', 'held'],
    ['suspend', 'active suspended', 'suspended'],
    ['unsuspend', 'active suspended', 'active'],
    ['restore', 'active deleted', 'active'],
    ['mark_uncollectible', 'open uncollectible', 'uncollectible'],
    ['mark-as-paid', 'open paid', 'paid'],
    ['moveToReview', 'draft review', 'review'],
    ['power_off', 'on off', 'off'],
    ['graduate', 'enrolled graduated', 'graduated']
  ])('%s among %s: %s', (word, states, to) => expect(infer(word, { states }).value.to).toBe(to))

  it.each([
    ['capture', 'requires_capture failed'],
    ['search', 'open closed'],
    ['cancellations', 'active canceled'],
    ['rotate-secret', 'active expired'],
    ['', 'a b']
  ])('%s among %s leads nowhere', (word, states) => {
    expect(infer(word, { states })).toMatchObject({ value: {}, confidence: 0.3 })
  })

  it.each([
    ['return', 'sent returned_to_sender back', 'Marks the parcel as `back`.', 'back'],
    ['escalate', 'open urgent', 'The status will change from `open` to `urgent`.', 'urgent'],
    ['process', 'new sent_out', 'Transitions it to the sent_out status.', 'sent_out']
  ])('the words may say it: %s among %s: %s', (word, states, words, to) => {
    expect(infer(word, { states, words }).value.to).toBe(to)
  })
})

describe('the states it may start from', () => {
  it.each([
    ['finalize', 'draft open paid', 'Only invoices in draft can be finalized.', ['draft']],
    ['cancel', 'pending active done canceled', 'Can only be canceled while pending.', ['pending']],
    [
      'cancel',
      'pending active done canceled',
      'A job can be canceled when it is in one of these statuses: `pending` or `active`.',
      ['pending', 'active']
    ],
    [
      'cancel',
      'pending active done canceled',
      'It may be canceled when it is in one of these states:\n\n- `pending`\n- `active`\n',
      ['pending', 'active']
    ],
    [
      'post',
      'processing failed posted',
      'The transfer must already be in the <code>processing</code> state.',
      ['processing']
    ],
    ['approve', 'pending approved declined', 'Approves a pending authorization.', ['pending']],
    ['cancel', 'open ready failed canceled', 'Cancels a refund with a status of `ready`.', ['ready']],
    ['cancel', 'open paid failed canceled', 'Can be canceled if it has not yet been paid.', ['open']],
    ['cancel', 'open shipped lost canceled', 'Shipped orders cannot be canceled.', ['open']],
    [
      'confirm',
      'new held confirmed failed',
      'If it fails, it will transition to the held status.',
      ['new', 'held']
    ]
  ])('the words say: %s among %s: %s', (word, states, words, from) => {
    expect(infer(word, { states, words }).value.from).toEqual(from)
  })

  it.each([
    ['cancel', 'draft open succeeded refunded canceled', ['draft', 'open']],
    ['pay', 'draft open void paid', ['draft', 'open']],
    ['finalize', 'draft open paid void', ['draft']],
    ['resume', 'active paused canceled', ['paused']],
    ['restore', 'active draft deleted', ['deleted']],
    // Any other will do.
    ['close', 'open closed', undefined],
    ['reopen', 'open closed', undefined]
  ])('else they follow from what the states mean: %s among %s', (word, states, from) => {
    expect(infer(word, { states }).value.from).toEqual(from)
  })

  it('what the words say is surer than what follows', () => {
    const states = 'draft open failed canceled'
    expect(infer('cancel', { states, words: 'Only open orders can be canceled.' }).confidence).toBe(0.9)
    expect(infer('cancel', { states }).confidence).toBe(0.6)
  })

  it('hostile words take no time', () => {
    for (const words of [
      'only '.repeat(50_000),
      'when is '.repeat(50_000),
      '<'.repeat(200_000),
      '`open`, '.repeat(50_000),
      'a_'.repeat(100_000)
    ])
      expect(infer('close', { states: 'open closed', words }).value.to).toBe('closed')
  })
})

describe('flags', () => {
  it.each([
    ['archive', 'archived', { archived: true }],
    ['unarchive', 'is_archived', { is_archived: false }],
    ['lock', 'locked', { locked: true }],
    ['unlock', 'locked', { locked: false }],
    ['enable', 'enabled', { enabled: true }],
    ['disable', 'enabled', { enabled: false }],
    ['activate', 'isActive', { isActive: true }],
    ['deactivate', 'active', { active: false }],
    ['mark-as-read', 'read', { read: true }],
    ['markAsUnread', 'isRead', { isRead: false }],
    ['set_default', 'default', { default: true }],
    ['verify', 'verified other', { verified: true }],
    ['resume', 'paused', { paused: false }]
  ])('%s sets %s', (word, flags, sets) => expect(infer(word, { flags }).value).toEqual({ sets }))

  it('DELETE takes back what the word says', () => {
    expect(infer('lock', { flags: 'locked', method: 'DELETE' }).value).toEqual({ sets: { locked: false } })
  })

  it('what is done to a part sets nothing', () => {
    expect(infer('refund_payment', { flags: 'refunded' }).value).toEqual({})
  })

  it('a state and a flag may go together, and the reason says both', () => {
    expect(infer('pay', { states: 'open paid', flags: 'paid' })).toEqual({
      value: { to: 'paid', sets: { paid: true } },
      confidence: 0.9,
      reason: '`pay` leads to `paid` in `status`; `pay` is what sets `paid`'
    })
  })
})

it.each(['copy', 'duplicate', 'clone', 'fork'])('%s makes another one', (word) => {
  expect(infer(word, { states: 'open closed' }).value).toEqual({ copies: true })
})
