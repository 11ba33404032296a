// A rule that is in force, made ready: its spec is opened once.
import { BoundedMap } from '../../../internal/bounded-map.js'
import { gatherIssues } from '../../../release/readers/report.js'
import { faultFormat, responseFormat } from '../../../release/simulation/formats/rule-format.js'
import { openRule } from '../../../release/simulation/opening/open-rule.js'
import type { OpenRule } from '../../../release/simulation/opened.js'
import type { Engine } from '../../engine.js'
import type { Rule, RuleKnowledge } from './rules.js'
import { specAt, type RuleSpec } from './spec-places.js'

/** Opened rules by what the world keeps of their specs (sized in characters); `null` for one that cannot be opened. */
const opened = new WeakMap<Engine, BoundedMap<OpenRule | null>>()

/** The rule, ready to be looked at; `undefined` where it cannot be opened here: it came in a snapshot of a sandbox with another pack. */
export function openedRule(engine: Engine, rule: Rule): OpenRule | undefined {
  let rules = opened.get(engine)
  if (!rules) opened.set(engine, (rules = new BoundedMap(16_000_000)))
  const key = `${rule.from ?? ''}\n${rule.spec}\n${rule.known ?? ''}`
  let open = rules.get(key)
  if (open === undefined) {
    open = openSpec(engine, rule) ?? null
    rules.set(key, open, key.length + 500)
  }
  return open ?? undefined
}

/** The spec of a rule, with its functions. `undefined` where it is of another pack. */
export function specOf({ simulation }: Engine, { from, spec }: Rule): RuleSpec | undefined {
  const written = JSON.parse(spec) as RuleSpec
  if (from === undefined) return written
  const rest = specAt(simulation, from)
  return rest && { ...rest, ...written }
}

function openSpec(engine: Engine, rule: Rule): OpenRule | undefined {
  const spec = specOf(engine, rule)
  const { model } = engine.understanding
  const known = knowledgeOf(rule)
  const named = Object.entries(known?.named ?? {}).flatMap(([name, { resource }]) => {
    const of = Object.hasOwn(model.resources, resource) ? model.resources[resource] : undefined
    return of ? [[name, of] as const] : []
  })
  // What is wrong was said when it was put in force: what cannot be read at all has come in a snapshot.
  if (!isReadable(spec, rule.kind)) return undefined
  return openRule(spec, { source: engine.release, model }, () => {}, '', {
    ...(known && { params: 'any' }),
    named: new Map(named)
  })
}

function isReadable(spec: RuleSpec | undefined, kind: Rule['kind']): spec is RuleSpec {
  if (spec === undefined) return false
  const { issues, report } = gatherIssues()
  const read = kind === 'fault' ? faultFormat(spec, '', report) : responseFormat(spec, '', report)
  return read !== undefined && issues.every(({ severity }) => severity !== 'error')
}

/** What the scenario knew that put the rule in force. */
export function knowledgeOf({ known }: Rule): RuleKnowledge | undefined {
  return known === undefined ? undefined : (JSON.parse(known) as RuleKnowledge)
}
