// What is known of the secrets of a request that is made again: they were taken out before it was kept, what was decided about them was not.
import type { Credential } from '../auth/credentials.js'
import type { AuthDial } from '../auth/open-auth.js'
import type { Requirements, Verdict } from '../auth/requirements.js'
import type { World } from '../state/world.js'
import type { Problem } from '../http/problem.js'
import type { Refusal } from './errors/refusal.js'
import type { Answer, Plan } from './stages.js'
import type { RequestFinding } from './trace.js'

/** A memory of the request that is being answered. */
export interface Recall {
  /** What the credential for a scheme is worth in a world at an instant; `undefined` where it is there to be judged. */
  verdict(
    world: World,
    now: number,
    scheme: string,
    credential: Credential,
    security: Requirements,
    dial: AuthDial
  ): Verdict | undefined
  /** The findings about a part of the request, as they would be with the secrets in their places. */
  findings(part: 'parameters' | 'body', found: readonly RequestFinding[]): readonly RequestFinding[]
  /** What came of reading a body that is gone; `undefined` where it is there to be read. */
  body(): RecalledBody | undefined
  /** What a request did whose body is gone; `undefined` where it can be carried out. */
  outcome(world: World, plan: Plan): RecalledOutcome | undefined
}

/** What came of reading a body. */
export interface RecalledBody {
  readonly value: undefined
  readonly findings: readonly RequestFinding[]
  /** Why it could not be read, and with which status that was answered. */
  readonly problem?: Problem
  readonly statuses?: readonly number[]
}

/** What a request did, and what was answered. */
export interface RecalledOutcome {
  readonly world: World
  readonly answer: Answer
  readonly refusal?: Refusal
}
