// Plan -> response: what a fault or a rule answers, else what was planned, on what the sandbox keeps.
import type { Engine } from '../engine.js'
import { errorResponse } from '../errors/error-response.js'
import { isRefusal, type Refusal } from '../errors/refusal.js'
import type { World } from '../../state/world.js'
import { disturbed } from '../simulation/rules/disturbed.js'
import { interpose } from '../simulation/rules/interpose.js'
import { redactAnswer } from '../policies/redact-answer.js'
import { hasRules } from '../simulation/rules/rules.js'
import { scenarioHeader, stageRequest, withRulesOf } from '../simulation/scenarios/stage-request.js'
import type { Answer, Plan, Validated } from '../stages.js'
import type { Settled } from '../settled.js'
import { answerStateful } from '../stateful/answer-stateful.js'
import { once, type Transaction } from '../stateful/once.js'
import { answerWithoutState } from './answer-without-state.js'

/** Carries the request out. A plan that was refused is answered with that, unless a fault or a rule comes before it. */
export function respond(engine: Engine, world: World, request: Validated, planned: Plan | Refusal): Settled {
  const carryOut = (): Transaction => {
    const staged = stageRequest(engine, world, request)
    if (isRefusal(staged)) return { ...refusedBy(engine, world, request, staged), forgets: true }
    const done = meeting(engine, staged, request, planned)
    if (request.headers[scenarioHeader] === undefined) return done
    const { base = staged } = done
    return { ...done, base: withRulesOf(world, base), world: withRulesOf(world, done.world) }
  }
  const isKept = !isRefusal(planned) && planned.mode === 'stateful' && !planned.asked
  const settled = isKept ? once(engine, world, planned, carryOut) : carryOut()
  // What is kept under an idempotency key is the answer before anything happened to it on its way.
  const { answer, redacted } = shown(engine, request, settled.answer)
  if (!settled.met) return redacted ? { ...settled, answer, redacted } : settled
  return { ...settled, answer: disturbed(answer, settled.met), ...(redacted && { redacted }) }
}

/** Without what policies take out. */
function shown(
  engine: Engine,
  { operation, policy }: Validated,
  answer: Answer
): { readonly answer: Answer; readonly redacted?: Settled['redacted'] } {
  if (!policy || policy.redactions.length === 0) return { answer }
  const { answer: left, done } = redactAnswer(engine, operation, answer, policy.redactions)
  return { answer: left, redacted: done }
}

/** What is in force comes first. */
function meeting(engine: Engine, world: World, request: Validated, planned: Plan | Refusal): Transaction {
  if (!hasRules(world) && !request.policy?.faults.length) return usual(engine, world, request, planned)
  const met = interpose(engine, world, request, planned)
  const { world: base, answer, isFault } = met
  if (answer) return { world: base, base, answer, forgets: isFault, met }
  return { ...usual(engine, base, request, planned), base, met }
}

function usual(engine: Engine, world: World, request: Validated, planned: Plan | Refusal): Transaction {
  if (isRefusal(planned)) return refusedBy(engine, world, request, planned)
  const recalled = engine.recall?.outcome(world, planned)
  if (recalled) return recalled
  if (planned.mode !== 'stateful') return { world, answer: answerWithoutState(engine, planned) }
  const settled = planned.asked ? undefined : answerStateful(engine, world, planned)
  if (settled) return settled
  const answer = answerWithoutState(engine, planned)
  const note = planned.asked ? asked : aboutNothing
  return { world, answer: { ...answer, notes: [note, ...answer.notes] }, forgets: true }
}

function refusedBy(engine: Engine, world: World, request: Validated, refusal: Refusal): Transaction {
  return { world, answer: errorResponse(engine, request.operation, refusal), refusal }
}

const aboutNothing = 'This operation is about no resource: it is answered as in dynamic mode.'
const asked = 'The client asked for this very answer: what is kept plays no part in it.'
