// Matched -> Matched, with what is known of the client; or 400, 401 or 403. Bodies have not been looked at by then.
import { authorise, denialOf, type Denial } from '../../auth/authorise.js'
import type { Credential } from '../../auth/credentials.js'
import type { ProblemSlug } from '../../http/problem.js'
import type { World } from '../../state/world.js'
import { nowOf } from '../../time/clock-state.js'
import type { Engine } from '../engine.js'
import { refuse, type Refusal } from '../errors/refusal.js'
import type { Matched } from '../stages.js'
import { decisionOf } from './decision.js'

const slugs = {
  invalid_request: 'malformed-credential',
  missing_credential: 'missing-credential',
  invalid_token: 'invalid-credential',
  insufficient_scope: 'insufficient-scope'
} as const satisfies { [code in Denial['code']]: ProblemSlug }

/** Decides whether the request may pass. Where auth is off it may, and nothing is noted. */
export function admit(engine: Engine, world: World, matched: Matched): Matched | Refusal {
  if (!engine.auth) return matched
  const { open } = engine.auth
  const { operation, headers, query, request } = matched
  const { clientCertificate } = request
  const carrying = { headers, query, ...(clientCertificate !== undefined && { clientCertificate }) }
  const now = nowOf(world, engine.options.now)
  const recalled =
    engine.recall &&
    ((scheme: string, credential: Credential) =>
      engine.recall!.verdict(world, now, scheme, credential, operation.security, open.dial))
  const decided = authorise(open, world, operation, carrying, now, recalled)
  const auth = decisionOf(decided)
  if (decided.allowed) return { ...matched, auth }
  const { status, code, detail, challenges } = denialOf(open, decided)
  return refuse(
    { slug: slugs[code], detail },
    {
      statuses: [status],
      ...(challenges.length > 0 && {
        headers: { 'www-authenticate': challenges.length === 1 ? challenges[0]! : challenges }
      }),
      auth
    }
  )
}
