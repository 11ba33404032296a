// Before a request is answered as usual: the faults that it meets, up to the first that answers, then the first response rule.
import { isSandboxError } from '../../../errors.js'
import type { WireFault } from '../../../http/message.js'
import type { OpenRule } from '../../../release/simulation/opened.js'
import type { World } from '../../../state/world.js'
import { advance } from '../../../time/advance.js'
import { nowOf } from '../../../time/clock-state.js'
import { addDuration } from '../../../time/duration.js'
import { driverFor } from '../../driver.js'
import type { Engine } from '../../engine.js'
import type { Refusal } from '../../errors/refusal.js'
import { meetPolicyFault } from '../../policies/policy-faults.js'
import type { Answer, Plan, Validated } from '../../stages.js'
import { limitHeaders, type LimitState } from './count-rule.js'
import { findRule, type FoundRule, type Search } from './find-rule.js'
import type { Met } from './met.js'
import { ruledAnswer, writtenHeaders } from './ruled-answer.js'

/** What the request meets with. Where nothing in force counts requests, and nothing delays this one, the world stays as it is. */
export function interpose(engine: Engine, from: World, request: Validated, planned: Plan | Refusal): Met {
  const faults: FoundRule[] = []
  const limits: LimitState[] = []
  const notes: string[] = []
  let world = from
  let answer: Answer | undefined
  const meet = (search: Search): FoundRule | undefined => {
    limits.push(...search.limits)
    notes.push(...search.notes)
    world = search.world
    const { found } = search
    if (!found) return undefined
    notes.push(`The fault '${found.name}' is in force.`)
    faults.push(found)
    if (found.limit) limits.push(found.limit)
    world = delayed(engine, world, found.open.delay, notes)
    answer = ruledAnswer(engine, request, planned, found, 'fault')
    return found
  }
  for (const fault of request.policy?.faults ?? [])
    if (!answer) meet(meetPolicyFault(engine, world, request, fault))
  // Faults that only delay or disturb the answer let the next one through.
  let last: number | undefined = answer ? undefined : -1
  while (last !== undefined) {
    const found = meet(findRule(engine, world, request, 'fault', last))
    last = answer ? undefined : found?.seq
  }
  const disturbance = {
    headers: Object.assign(
      {},
      limitHeaders(limits),
      ...faults.map(({ open }) => writtenHeaders(open.headers))
    ),
    ...wireOf(faults),
    malformed: faults.some(({ open }) => open.malformed === true)
  }
  if (answer) return { world, answer, rule: faults.at(-1)!.name, isFault: true, ...disturbance, notes }
  const rules = findRule(engine, world, request, 'response')
  notes.push(...rules.notes)
  const rule = rules.found
  const said = rule && ruledAnswer(engine, request, planned, rule, 'rule')
  const met = { world: rules.world, rule: faults[0]?.name ?? null, isFault: false, ...disturbance, notes }
  if (!rule || !said) return met
  notes.push(`The response rule '${rule.name}' answers.`)
  const { response } = said
  // These are kept under an idempotency key with the rest of the answer; what a fault adds is not.
  const headers = { ...response.headers, ...writtenHeaders(rule.open.headers) }
  return { ...met, answer: { ...said, response: { ...response, headers } }, rule: rule.name }
}

/** Moves the clock on, as far as it can be moved now. */
function delayed(engine: Engine, world: World, by: OpenRule['delay'], notes: string[]): World {
  if (!by) return world
  try {
    const to = addDuration(nowOf(world, engine.options.now), by)
    const moved = advance(world, driverFor(engine), { to })
    if (nowOf(moved.world, engine.options.now) < to)
      notes.push('The clock is still on its way through the delay.')
    return moved.world
  } catch (error) {
    if (!isSandboxError(error)) throw error
    notes.push(`The delay was left out. ${error.message}`)
    return world
  }
}

/** All that hosts are to do to the answer: they wait for the longest, and the first end of the connection is its end. */
function wireOf(faults: readonly FoundRule[]): { readonly wire?: WireFault } {
  const delay = faults.reduce((longest, { open }) => Math.max(longest, open.realDelay ?? 0), 0)
  const drop = faults.find(({ open }) => open.drop)?.open.drop
  if (delay === 0 && !drop) return {}
  return { wire: { ...(delay > 0 && { delay }), ...(drop && { drop }) } }
}
