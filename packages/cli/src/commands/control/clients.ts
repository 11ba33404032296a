// `sdb auth`: clients of a running sandbox. A new secret is printed once, and is nowhere else.
import { SandboxError, type Client, type ClientWithSecret } from '@sandbed/core'
import { actionPath, connect, sandboxPath } from '../../control/control-client.js'
import type { ControlOptions, Items } from '../../control/control-options.js'
import { instantText, table } from '../../control/wording.js'
import { exitCodes } from '../../exit-codes.js'
import { printResult, style, visible } from '../../output.js'

/** Runs `sdb auth list`. */
export async function authListCommand(options: ControlOptions): Promise<number> {
  const client = await connect(options)
  const list = await client.send<Items<Client>>({ path: sandboxPath(options, 'clients') })
  const columns = [
    { head: 'client', keep: true },
    { head: 'status', keep: true },
    { head: 'label', most: 40 },
    { head: 'scopes', most: 60 },
    { head: 'expires' },
    { head: 'last token' }
  ] as const
  const rows = list.items.map(({ id, status, label, scopes, expires, lastUsed }) => [
    id,
    status,
    label,
    scopeText(scopes),
    instantText(expires),
    instantText(lastUsed)
  ])
  printResult(options.output, list, () =>
    table(columns, rows, 'No clients. Let one in with: sdb auth issue <label> --scope <scope>')
  )
  return exitCodes.ok
}

/** The options of `sdb auth issue`. */
export interface IssueOptions extends ControlOptions {
  readonly scope?: readonly string[]
  readonly allScopes?: boolean
  readonly id?: string
  readonly expires?: string
  readonly redirectUri?: readonly string[]
  readonly secretPrefix?: string
  readonly public?: boolean
}

/** Runs `sdb auth issue`. */
export async function authIssueCommand(label: string, options: IssueOptions): Promise<number> {
  const { scope, allScopes, id, expires, redirectUri, secretPrefix, public: isPublic } = options
  if ((scope === undefined) === !allScopes)
    throw new SandboxError(
      'invalid-option',
      'Say what it may do: --scope <scope>, once or more, or --all-scopes.'
    )
  const client = await connect(options)
  const issued = await client.send<ClientWithSecret>({
    method: 'POST',
    path: sandboxPath(options, 'clients'),
    body: {
      label,
      scopes: scope ?? 'all',
      ...(id !== undefined && { id }),
      ...(expires !== undefined && { expires: /^\d+$/.test(expires) ? Number(expires) : expires }),
      ...(redirectUri && { redirectUris: redirectUri }),
      ...(secretPrefix !== undefined && { secretPrefix }),
      ...(isPublic && { public: true })
    }
  })
  printResult(options.output, issued, () => [
    `Client ${style('cyan', visible(issued.id))} (${visible(issued.label)}) may do: ${visible(scopeText(issued.scopes))}`,
    ...secretLines(issued)
  ])
  return exitCodes.ok
}

/** Runs `sdb auth rotate`. */
export async function authRotateCommand(
  id: string,
  options: ControlOptions & { readonly overlap?: string }
): Promise<number> {
  const { overlap } = options
  const client = await connect(options)
  const rotated = await client.send<ClientWithSecret>({
    method: 'POST',
    path: actionPath(sandboxPath(options, 'clients', id), 'rotate'),
    body: overlap === undefined ? {} : { overlap }
  })
  const until = rotated.rotatingUntil
  printResult(options.output, rotated, () => [
    `Client ${style('cyan', visible(rotated.id))} has another secret${until === undefined ? '' : `; the one before is taken until ${instantText(until)}`}.`,
    ...secretLines(rotated)
  ])
  return exitCodes.ok
}

function secretLines({ secret, public: isPublic }: ClientWithSecret): string[] {
  return isPublic
    ? ['It has no secret.']
    : [`Secret ${style('cyan', visible(secret))}  (it is not shown again)`]
}

/** Runs `sdb auth revoke`. */
export async function authRevokeCommand(id: string, options: ControlOptions): Promise<number> {
  const client = await connect(options)
  const revoked = await client.send<Client>({
    method: 'POST',
    path: actionPath(sandboxPath(options, 'clients', id), 'revoke')
  })
  printResult(options.output, revoked, () => [
    `Client ${visible(revoked.id)} (${visible(revoked.label)}) is shut out, with every token that it had.`
  ])
  return exitCodes.ok
}

function scopeText(scopes: 'all' | readonly string[]): string {
  return scopes === 'all'
    ? 'everything'
    : scopes.length === 0
      ? 'nothing that needs a scope'
      : scopes.join(' ')
}
