// `sdb status`: what is running, and what is in it.
import { connect, sandboxPath } from '../../control/control-client.js'
import type { ControlOptions } from '../../control/control-options.js'
import type { SandboxList } from '../../control/sandbox-view.js'
import { counted } from '../../control/wording.js'
import { exitCodes } from '../../exit-codes.js'
import { printResult, style, visible } from '../../output.js'
import { sandboxLines } from './sandboxes.js'

interface State {
  readonly resources: readonly { readonly resource: string; readonly count: number }[]
  readonly hash: string
}

/** Runs `sdb status`. */
export async function statusCommand(options: ControlOptions): Promise<number> {
  const client = await connect(options)
  const [{ items }, state] = await Promise.all([
    client.send<SandboxList>({ path: '/sandboxes' }),
    client.send<State>({ path: sandboxPath(options, 'state') })
  ])
  const { api, url, pid } = client.server
  const main = items.find((one) => one.main) ?? items[0]
  printResult(options.output, { server: { api, control: url, pid }, sandboxes: items, state }, () => [
    ...(main
      ? [
          `${style('bold', visible(main.title))} ${visible(main.version)}: ${counted(main.operations, 'operation')}`
        ]
      : []),
    `Listening on ${style('cyan', visible(api))}, process ${pid}; control plane on ${visible(url)}`,
    '',
    ...sandboxLines(items),
    '',
    stateLine(options.sandbox, state),
    ...(main && main.scenarios.length > 0 ? [visible(`Scenarios: ${main.scenarios.join(', ')}`)] : [])
  ])
  return exitCodes.ok
}

function stateLine(sandbox: string, { resources }: State): string {
  const things = resources.map(({ resource, count }) => `${count} ${resource}`).join(', ')
  return visible(`Sandbox ${sandbox} keeps ${things || 'nothing so far'}.`)
}
