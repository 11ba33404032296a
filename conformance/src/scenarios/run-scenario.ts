// A scenario's steps, sent to one host.
import type { Host, HostName, WireRequest, WireResponse } from '../hosts/host.js'
import { fillStep } from './fill-step.js'
import type { Scenario, Step } from './scenario.js'

/** What became of a step. */
export interface Played {
  /** The step as it was sent, every reference to earlier answers filled in. */
  readonly step: Step
  /** Status 0 stands for no answer. */
  readonly response: WireResponse
  /** The hashes of the whole state before the step and after it; only of scenarios in stateful mode. */
  readonly hashes: readonly [before: string, after: string] | undefined
}

/** Sends every step in order; `undefined` stands for a step that this host skips. */
export async function runScenario(
  scenario: Scenario,
  host: Host,
  hostName: HostName
): Promise<(Played | undefined)[]> {
  const keepsState = scenario.options.mode === 'stateful'
  const hash = async () => (keepsState ? await host.stateHash('everything') : '')
  const played: (Played | undefined)[] = []
  const earlier = new Map<string, WireResponse>()
  let before = await hash()
  for (const raw of scenario.steps) {
    if (raw.skip[hostName] !== undefined) {
      played.push(undefined)
      continue
    }
    const response = await send(host, raw, earlier).catch(unanswered)
    const after = await hash()
    // What is expected may point at this very answer.
    if (raw.name !== undefined) earlier.set(raw.name, response)
    played.push({ step: expected(raw, earlier), response, hashes: keepsState ? [before, after] : undefined })
    before = after
  }
  return played
}

/** With expectations that lead to nothing left as they are: they fit no answer, and say why. */
function expected(step: Step, earlier: ReadonlyMap<string, WireResponse>): Step {
  try {
    return fillStep(step, earlier)
  } catch {
    return step
  }
}

async function send(
  host: Host,
  { expect, ...asked }: Step,
  earlier: ReadonlyMap<string, WireResponse>
): Promise<WireResponse> {
  return host.send(wireRequest({ ...fillStep(asked, earlier), expect }))
}

function wireRequest(step: Step): WireRequest {
  const [method, path] = step.request.split(/ (.*)/s) as [string, string]
  if (step.json !== undefined) {
    const headers = { 'content-type': 'application/json', ...step.headers }
    return { method, path, headers, body: Buffer.from(JSON.stringify(step.json)) }
  }
  const { text, base64, headers } = step
  const body =
    text !== undefined ? Buffer.from(text) : base64 !== undefined ? Buffer.from(base64, 'base64') : null
  return { method, path, headers, body }
}

function unanswered(error: unknown): WireResponse {
  return { status: 0, headers: [], body: Buffer.from(error instanceof Error ? error.message : String(error)) }
}
