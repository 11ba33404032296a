// What is known of the secrets of a request that is made again: they were taken out before it was kept, what was decided about them was not.
import type { Credential } from '../auth/credentials.js'
import type { Requirements, Verdict } from '../auth/requirements.js'
import type { World } from '../state/world.js'
import type { ReadBody } from './bodies/read-request-body.js'
import type { Engine } from './engine.js'
import type { Plan } from './stages.js'
import type { Settled } from './stateful/answer-stateful.js'
import type { RequestFinding } from './trace.js'

/** A memory of the request that is being answered. */
export interface Recall {
  /** What the credential for a scheme is worth in a world at an instant; `undefined` where it is there to be judged. */
  verdict(
    world: World,
    now: number,
    scheme: string,
    credential: Credential,
    security: Requirements
  ): Verdict | undefined
  /** The findings about a part of the request, as they would be with the secrets in their places. */
  findings(part: 'parameters' | 'body', found: readonly RequestFinding[]): readonly RequestFinding[]
  /** What came of reading a body that is gone; `undefined` where it is there to be read. */
  body(): ReadBody | undefined
  /** What a request did whose body is gone; `undefined` where it can be carried out. */
  outcome(engine: Engine, world: World, plan: Plan): Settled | undefined
}
