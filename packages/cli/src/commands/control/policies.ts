// `sdb policy list | attach | detach`: what clients may do in a running sandbox.
import { isSandboxError, SandboxError, type PolicySummary } from '@sandbed/core'
import { loadPolicy } from '@sandbed/node'
import { connect, sandboxPath } from '../../control/control-client.js'
import type { ControlOptions, Items } from '../../control/control-options.js'
import { counted, table } from '../../control/wording.js'
import { exitCodes } from '../../exit-codes.js'
import { formatIssues } from '../../format-issues.js'
import { printError, printResult, style, visible } from '../../output.js'

/** Runs `sdb policy list`. */
export async function policyListCommand(options: ControlOptions): Promise<number> {
  const client = await connect(options)
  const list = await client.send<Items<PolicySummary>>({ path: sandboxPath(options, 'policies') })
  const columns = [
    { head: 'policy', keep: true },
    { head: 'default', keep: true },
    { head: 'rules' },
    { head: 'for', most: 60 }
  ] as const
  const rows = list.items.map(({ name, default: rest, rules, description }) => [
    name,
    rest,
    rules.map((rule) => `${rule.name} (${rule.effect})`).join(', '),
    description ?? ''
  ])
  printResult(options.output, list, () =>
    table(columns, rows, 'No policies. Put one in force with: sdb policy attach <file>')
  )
  return exitCodes.ok
}

/** Runs `sdb policy attach`. */
export async function policyAttachCommand(path: string, options: ControlOptions): Promise<number> {
  const { pack, place } = await loadPolicy(path)
  const client = await connect(options)
  const attached = await client
    .send<PolicySummary>({ method: 'POST', path: sandboxPath(options, 'policies'), body: pack })
    .catch((error: unknown) => {
      if (!isSandboxError(error) || error.issues.length === 0) throw error
      const issues = place(error.issues)
      throw new SandboxError(error.code, `${path} cannot be used as a policy.`, { issues, cause: error })
    })
  printResult(options.output, attached, () => [
    `Policy ${style('cyan', visible(attached.name))} is in force: ${counted(attached.rules.length, 'rule')}, else ${attached.default}.`
  ])
  if (options.output === 'text') printError(...(await formatIssues(place(attached.issues))))
  return exitCodes.ok
}

/** Runs `sdb policy detach`. */
export async function policyDetachCommand(name: string, options: ControlOptions): Promise<number> {
  const client = await connect(options)
  await client.send({ method: 'DELETE', path: sandboxPath(options, 'policies', name) })
  printResult(options.output, { deleted: name }, () => [`${visible(name)} is out of force.`])
  return exitCodes.ok
}
