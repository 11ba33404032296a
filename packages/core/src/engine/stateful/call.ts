// One request to a resource: what every operation of this folder is given, and what it gives back.
import type { Binding } from '../../release/resources/model.js'
import type { World } from '../../state/world.js'
import type { Engine } from '../engine.js'
import { refuse, type Refusal } from '../errors/refusal.js'
import type { Answer, Plan } from '../stages.js'
import type { RequestFinding } from '../trace.js'
import type { ResourceView, Understanding } from './resource-view.js'
import type { Scope } from './scope.js'

/** A request that has been understood. */
export interface Call {
  readonly engine: Engine
  readonly understanding: Understanding
  readonly world: World
  readonly plan: Plan
  readonly binding: Binding
  readonly view: ResourceView
  /** What the path leads through. */
  readonly scope: Scope
  /** The sandbox's clock, epoch milliseconds. */
  readonly now: number
}

/** What became of it. */
export interface Outcome {
  readonly world: World
  readonly answer: Answer
}

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
    { slug: 'unprocessable', detail: `${place} ${message}` },
    { statuses, findings: [{ in: 'body', name: '', pointer, keyword: 'reference', message }] }
  )
}
