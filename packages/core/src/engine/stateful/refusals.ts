// Why a request to a resource is refused: the answers that its operations share, in the API's own error shape.
import { joinPointer } from '../../internal/json-pointer.js'
import type { Place } from '../../release/resources/inferred.js'
import { weigh } from '../../state/weigh.js'
import type { World } from '../../state/world.js'
import type { Engine } from '../engine.js'
import { refuse, type Refusal } from '../errors/refusal.js'
import type { RequestFinding } from '../trace.js'
import type { Facts } from './facts.js'

/** 404, or what the operation declares in its stead. */
export function notFound(what: string, id: string): Refusal {
  return refuse(
    { slug: 'not-found', detail: `There is no ${what} '${id.slice(0, 200)}'` },
    { statuses: [404, 410] }
  )
}

/** 409, or what the operation declares in its stead. */
export function conflict(detail: string, findings: readonly RequestFinding[] = []): Refusal {
  return refuse({ slug: 'conflict', detail }, { statuses: [409, 422, 400], findings })
}

/** A refusal of something in the body, by what it says rather than by its form. */
export function unprocessable(
  place: Place,
  message: string,
  statuses: readonly number[] = [422, 404, 400]
): Refusal {
  return refuse(
    // A description that has only 404 for it is told in the words of that.
    { slug: statuses[0] === 404 ? 'not-found' : 'unprocessable', detail: `${place.join('.')} ${message}` },
    {
      statuses,
      findings: [{ in: 'body', name: '', pointer: pointerTo(place), keyword: 'reference', message }]
    }
  )
}

/** The JSON Pointer of a place. */
export function pointerTo(place: Place): string {
  return place.reduce(joinPointer, '')
}

/** 413, or what the operation declares in its stead, for a thing that becomes larger than things may be. */
export function tooLarge({ options }: Engine, facts: Facts, before?: Facts): Refusal | undefined {
  const { entityBytes, objectKeys } = options.limits
  const bytes = weigh(facts)
  const members = Object.keys(facts).length
  const over =
    bytes > entityBytes && !(before && bytes <= weigh(before))
      ? `${entityBytes} bytes (limits.entityBytes)`
      : // Beside what one request may say there is what the server adds.
        members > 2 * objectKeys && !(before && members <= Object.keys(before).length)
        ? `${2 * objectKeys} members (limits.objectKeys)`
        : undefined
  if (over === undefined) return undefined
  return refuse(
    { slug: 'entity-too-large', detail: `It would have more than ${over}` },
    { statuses: [413, 422, 400] }
  )
}

/** 507 for a request after which more would be kept than may be; what leaves less than there was is let through. */
export function tooMuch({ options }: Engine, before: World, after: World): Refusal | undefined {
  const { entities, stateBytes } = options.limits
  const over =
    after.size > entities && after.size > before.size
      ? `${entities} things (limits.entities)`
      : after.bytes > stateBytes && after.bytes > before.bytes
        ? `${stateBytes} bytes (limits.stateBytes)`
        : undefined
  return over === undefined
    ? undefined
    : refuse({ slug: 'sandbox-full', detail: `The sandbox would keep more than ${over}` })
}

/** 507 for an answer that would be longer than answers may be. */
export function tooLong({ options }: Engine): Refusal {
  return refuse({
    slug: 'answer-too-large',
    detail: `The answer would have more than ${options.limits.answerBytes} bytes (limits.answerBytes); ask for less of it`
  })
}
