// A policy pack from a user -> one that may be attached, or everything that is wrong with it.
import { SandboxError } from '../../errors.js'
import { getOwn, isObject } from '../../internal/json.js'
import { joinPointer } from '../../internal/json-pointer.js'
import { openPolicy, type PolicyGrounds } from '../../policies/open-policy.js'
import { policyFile } from '../../policies/policy-issues.js'
import type { PolicyPack } from '../../policies/policy-pack.js'
import { readPolicyPack } from '../../policies/read-policy.js'
import type { AuthDial } from '../../auth/open-auth.js'
import type { Issue } from '../../spec/issue.js'
import type { Engine } from '../engine.js'
import { policyGrounds } from './opened-policies.js'

/** A pack that may be attached, with warnings. */
export interface CheckedPolicy {
  readonly pack: PolicyPack
  readonly issues: readonly Issue[]
}

/** Everything that is to be said about a pack. Never throws. Without `pack` there are errors among the issues. */
export function examinePolicy(
  value: unknown,
  grounds: PolicyGrounds,
  dial: AuthDial
): { readonly pack: PolicyPack | undefined; readonly issues: readonly Issue[] } {
  const { pack, issues: misread } = readPolicyPack(value)
  const isWhole = pack !== undefined && !misread.some(isError)
  const found = pack ? openPolicy(pack, grounds).issues : []
  const issues = [...misread, ...found, ...(pack ? aboutClients(pack, dial) : [])]
  const file = policyFile(pack?.name ?? nameIn(value))
  return {
    pack: isWhole && !found.some(isError) ? pack : undefined,
    issues: issues.map((issue) => ({ ...issue, file }))
  }
}

/** Checks a pack for a sandbox. Throws `invalid-policy` with every issue. */
export function checkedPolicy(engine: Engine, value: unknown): CheckedPolicy {
  const { pack, issues } = examinePolicy(value, policyGrounds(engine), engine.options.auth.mode)
  if (pack) return { pack, issues }
  const errors = issues.filter(isError)
  const [first] = errors
  const others = errors.length < 2 ? '' : ` There are ${errors.length - 1} more; see \`issues\`.`
  const where = first === undefined || first.pointer === '' ? '' : `${first.pointer}: `
  throw new SandboxError(
    'invalid-policy',
    `The policy cannot be used. ${where}${first?.message ?? ''}${others}`,
    { issues }
  )
}

/** The name of what cannot be used, so that whoever loaded it knows whose issues these are. */
function nameIn(value: unknown): string | undefined {
  try {
    const name = isObject(value) ? getOwn(value, 'name') : undefined
    return typeof name === 'string' ? name : undefined
  } catch {
    return undefined
  }
}

function isError({ severity }: Issue): boolean {
  return severity === 'error'
}

/** Rules about clients say little where nobody has to be one. */
function aboutClients({ rules }: PolicyPack, dial: AuthDial): readonly Issue[] {
  if (dial === 'enforced') return []
  return rules.flatMap(({ match = {}, requireScope }, i) => {
    const at = joinPointer('/rules', i)
    const places = [
      ...(requireScope === undefined ? [] : [`${at}/requireScope`]),
      ...(match.client === undefined ? [] : [`${at}/match/client`]),
      ...(match.scope === undefined ? [] : [`${at}/match/scope`])
    ]
    return places.map((pointer): Issue => ({
      code: 'policy-doubtful',
      severity: 'warning',
      pointer,
      message: `Nobody has to be a known client here, as auth is '${dial}': those who are none carry no scopes.`,
      hint: `Let auth be 'enforced'.`
    }))
  })
}
