// What policies said about a request, on its answer and in its trace.
import type { SandboxResponse } from '../../http/message.js'
import type { Decisions } from '../trace.js'
import type { PolicyMet } from './policy-met.js'

/** The response with the headers that tell of rate limits, before those of faults; as it is where there are none. */
export function withPolicyHeaders(response: SandboxResponse, policy: PolicyMet | undefined): SandboxResponse {
  if (!policy) return response
  const names = Object.keys(policy.headers)
  if (names.length === 0) return response
  const headers = { ...response.headers }
  for (const name of names) {
    const said = headers[name]
    headers[name] =
      said === undefined ? policy.headers[name]! : [policy.headers[name]!, said].flat().join(', ')
  }
  return { ...response, headers }
}

/** Each rule that was about the request, with what it came to. */
export function policyDecisions(
  policy: PolicyMet | undefined,
  redacted: readonly { readonly pack: string; readonly rule: string; readonly reason: string }[] = []
): Pick<Decisions, 'policies'> {
  if (!policy) return {}
  const byRule = new Map(redacted.map(({ pack, rule, reason }) => [`${pack}\n${rule}`, reason]))
  const policies = policy.said.map((one) => {
    const done = byRule.get(`${one.pack}\n${one.rule}`)
    return done === undefined
      ? one
      : { ...one, reason: one.reason === null ? done : `${done}; ${one.reason}` }
  })
  return { policies }
}
