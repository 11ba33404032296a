// `sandbox.policies`: what clients may do is said, and taken back, while a sandbox runs. Every change is a commit of the world.
import { SandboxError } from '../../errors.js'
import type { Json } from '../../internal/json.js'
import { suggest } from '../../internal/suggest.js'
import { defaultOf, policyEffects, type PolicyEffect, type PolicyPack } from '../../policies/policy-pack.js'
import type { Issue } from '../../spec/issue.js'
import type { Running } from '../sandbox/running.js'
import { checkedPolicy } from './checked-policy.js'
import { policiesIn, withoutPolicy, withPolicy } from './policies-in-world.js'

/** A pack that is in force. */
export interface PolicySummary {
  readonly name: string
  readonly description: string | null
  /** What becomes of requests that no rule of it is about. */
  readonly default: 'allow' | 'deny'
  readonly rules: readonly { readonly name: string; readonly effect: PolicyEffect }[]
  /** Warnings, such as names that the API does not have. Their `file` is `(policy <name>)`. */
  readonly issues: readonly Issue[]
}

/** What clients may do. It is part of the state, but going back in time changes nothing about it: what is forbidden now stays so. */
export interface Policies {
  /**
   * Attaches a pack; one of the same name gives way, and its limits count from the start. Throws `invalid-policy`, with issues, for one that is not of the form of
   * `policy.schema.json` or cannot be carried out.
   *
   * @example
   * sandbox.policies.attach({ name: 'fence', rules: [{ name: 'reads-only', readOnly: true }] })
   */
  attach(pack: PolicyPack): PolicySummary
  /** Detaches a pack. Throws `unknown-policy`. */
  detach(name: string): void
  /** The packs in force, in the order in which they were attached. */
  list(): readonly PolicySummary[]
}

/** The policies of a running sandbox. */
export function policiesOn(running: Running): Policies {
  const { engine } = running
  const summary = (pack: PolicyPack, issues: readonly Issue[]): PolicySummary => ({
    name: pack.name,
    description: pack.description ?? null,
    default: defaultOf(pack),
    rules: pack.rules.map((rule) => ({
      name: rule.name,
      effect: policyEffects.find((effect) => rule[effect] !== undefined)!
    })),
    issues
  })
  return {
    attach(given) {
      running.tick()
      const { pack, issues } = checkedPolicy(engine, given)
      running.change('policies.attach', pack as unknown as Json, withPolicy(running.world(), pack))
      return summary(pack, issues)
    },
    detach(name) {
      running.tick()
      const world = withoutPolicy(running.world(), name)
      if (!world)
        throw unknown(
          name,
          Array.from(policiesIn(running.world()), ([, policy]) => policy.name)
        )
      running.change('policies.detach', { name }, world)
    },
    list: () =>
      Array.from(policiesIn(running.world()), ([, { name, pack: text }]) => {
        const pack = JSON.parse(text) as PolicyPack
        try {
          return summary(pack, checkedPolicy(engine, pack).issues)
        } catch (error) {
          // It came in a snapshot of a sandbox with another simulation pack.
          if (!(error instanceof SandboxError)) throw error
          return { name, description: null, default: 'deny', rules: [], issues: error.issues }
        }
      })
  }
}

function unknown(name: unknown, known: readonly string[]): SandboxError {
  const text = String(name).slice(0, 100)
  const nearest = suggest(text, known)
  const others = known.length === 0 ? 'None is attached.' : `Attached are: ${known.slice(0, 50).join(', ')}.`
  const hint = nearest === undefined ? others : `Did you mean '${nearest}'?`
  return new SandboxError('unknown-policy', `There is no policy '${text}'. ${hint}`)
}
