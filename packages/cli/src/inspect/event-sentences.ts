// What the webhooks and callbacks of a description tell of, in sentences.
import type { EventBinding, Inferred } from '@sandbed/core'
import type { ModelView } from './model-view.js'
import { found, sureEnough, type Sentence } from './sentence.js'
import { dotted, named } from './wording.js'

/** What the webhooks about a resource tell of it. */
export function eventSentences(resource: string, model: ModelView): Sentence[] {
  return model.eventsOf(resource).map(([webhook, event]) => found(eventWords(webhook, event), event))
}

/** What the callbacks of an operation tell of. */
export function callbackSentences(operation: string, model: ModelView): Sentence[] {
  return model.callbacksOf(operation).map(([name, event]) => {
    const { value } = event
    const what = value.on === undefined ? 'every change that follows' : changeWords(value)
    return found(`The callback ${named(name)} tells of ${what}${placeWords(value)}.`, event)
  })
}

function eventWords(webhook: string, { value, confidence }: Inferred<EventBinding>): string {
  const name = webhook.replace(/ [A-Z]+$/, '')
  const type = value.type === name ? '' : `, as ${named(value.type)}`
  if (value.on === undefined)
    return `The webhook ${named(name)} is about it${type}${placeWords(value)}; it is sent when it is asked for.`
  const isSent = confidence >= sureEnough
  const asked = isSent ? '' : '; it is sent when it is asked for'
  return `The webhook ${named(name)} tells of ${changeWords(value)}${type}${placeWords(value)}${asked}.`
}

function changeWords({ on, state, member }: EventBinding): string {
  if (state !== undefined)
    return on === 'created' ? `one made in ${named(state)}` : `one that comes into ${named(state)}`
  if (member) {
    const { at, to } = member
    const what = to === undefined ? 'changes' : to ? 'is set or grows' : 'is emptied or shrinks'
    return `one whose member ${named(dotted(at))} ${what}`
  }
  return on === 'created' ? 'a new one' : on === 'deleted' ? 'one that is deleted' : 'one that changes'
}

function placeWords({ at }: EventBinding): string {
  return at === undefined
    ? ''
    : at.length === 0
      ? ', with that as its payload'
      : `, with that in ${named(dotted(at))}`
}

/** `6 webhooks: 5 are sent when it happens, 1 when it is asked for`; nothing where there are none. */
export function eventsLine(model: ModelView): string[] {
  const { events } = model
  if (events.length === 0) return []
  const sent = events.filter(
    ([, { value, confidence }]) => value.on !== undefined && confidence >= sureEnough
  ).length
  const others = events.length - sent
  const asked = others === 0 ? '' : `, ${others} when ${others === 1 ? 'it is' : 'they are'} asked for`
  return [
    `${events.length} ${events.length === 1 ? 'webhook is' : 'webhooks are'} about resources: ${sent} ${sent === 1 ? 'is' : 'are'} sent when what ${sent === 1 ? 'it tells' : 'they tell'} of happens${asked}`
  ]
}
