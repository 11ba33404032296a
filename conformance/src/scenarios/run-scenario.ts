// A scenario's steps, sent to one host.
import type { Host, HostName, WireRequest, WireResponse } from '../hosts/host.js'
import type { Scenario, Step } from './scenario.js'

/** Sends every step in order; `undefined` stands for a step that this host skips, status 0 for one that got no answer. */
export async function runScenario(
  scenario: Scenario,
  host: Host,
  hostName: HostName
): Promise<(WireResponse | undefined)[]> {
  const responses: (WireResponse | undefined)[] = []
  for (const step of scenario.steps) {
    responses.push(
      step.skip[hostName] === undefined ? await host.send(wireRequest(step)).catch(unanswered) : undefined
    )
  }
  return responses
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
