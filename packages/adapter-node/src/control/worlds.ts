// Many worlds on the port of one API: which sandbox a request is for, by its path (`/s/{name}/...`) or the header `Sandbed-World`.
import type { IncomingMessage } from 'node:http'
import type { Sandbox } from '@sandbed/core'
import type { Registry } from '@sandbed/core/control'
import type { HostProblem } from '../last-answer.js'

/** What a request is for: a sandbox, with the target as that sees it; or nothing that is there. */
export type Choice = { readonly sandbox: Sandbox; readonly url: string } | { readonly problem: HostProblem }

const below = /^\/s\/([^/?#]*)([/?#].*)?$/s

/**
 * Chooses; `undefined` where the request says nothing about it, which is for the sandbox at the root. A path under `/s/` that names no sandbox is one of the
 * API, which may have such paths itself. Where path and header both name one, the path counts.
 */
export function chooseWorld(
  sandboxes: Pick<Registry, 'get'>,
  { url, headers }: Pick<IncomingMessage, 'url' | 'headers'>
): Choice | undefined {
  const wanted = headers['sandbed-world']
  const target = url!
  if (wanted === undefined && target.startsWith('/') && !target.startsWith('/s/')) return undefined
  const path = target.startsWith('/') ? target : target.replace(/^https?:\/\/[^/?#]*/i, '')
  const [, name, rest = '/'] = below.exec(path) ?? []
  const named = name === undefined ? undefined : sandboxes.get(name)
  if (named) return { sandbox: named.sandbox, url: rest.startsWith('/') ? rest : `/${rest}` }
  if (wanted === undefined) return undefined
  const found = sandboxes.get(String(wanted))
  return found ? { sandbox: found.sandbox, url: target } : { problem: noWorld }
}

const noWorld: HostProblem = {
  status: 404,
  type: 'path-not-found',
  title: 'No path of the API matches',
  detail: 'The header Sandbed-World names no sandbox of this server.'
}
