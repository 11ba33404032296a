// Why a request to a resource is refused: the answers that its operations share, in the API's own error shape.
import { refuse, type Refusal } from '../errors/refusal.js'
import type { RequestFinding } from '../trace.js'

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
  place: string,
  message: string,
  statuses: readonly number[] = [422, 404, 400]
): Refusal {
  const pointer = place === '' ? '' : `/${place.split('.').join('/')}`
  return refuse(
    // A description that has only 404 for it is told in the words of that.
    { slug: statuses[0] === 404 ? 'not-found' : 'unprocessable', detail: `${place} ${message}` },
    { statuses, findings: [{ in: 'body', name: '', pointer, keyword: 'reference', message }] }
  )
}
