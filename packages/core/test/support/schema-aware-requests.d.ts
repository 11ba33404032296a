import type { Sandbox, SandboxRequest } from '../../src/index.js'
/** Draws numbers below a bound. */
export type Draw = (below: number) => number
/** A small generator of its own: tests do not judge a thing by itself. */
export declare function drawFrom(seed: number): Draw
/** An endless supply of requests to the operations of a sandbox. */
export declare function requestsTo(sandbox: Sandbox, draw: Draw): Generator<SandboxRequest>
