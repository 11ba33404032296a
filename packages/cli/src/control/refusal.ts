// What the control plane refuses (RFC 9457, with a `code`), as errors of commands.
import { SandboxError, type SandboxErrorCode } from '@sandbed/core'
import type { ControlFile } from '@sandbed/node'
import { version } from '../version.js'

interface Problem {
  readonly code?: unknown
  readonly detail?: unknown
  readonly title?: unknown
  /** What is wrong with the request, by place. */
  readonly errors?: unknown
  readonly issues?: unknown
}

/** Where commands list what the server says that there is not. */
const lists: { readonly [code: string]: string } = {
  'unknown-sandbox': 'sdb sandbox list',
  'unknown-snapshot': 'sdb snapshot list',
  'unknown-trace': 'sdb trace list',
  'unknown-client': 'sdb auth list',
  'unknown-policy': 'sdb policy list',
  'unknown-endpoint': 'sdb webhook list',
  'unknown-delivery': 'sdb webhook deliveries'
}

/** Codes of a server that does not know the operation at all. */
const notUnderstood: ReadonlySet<string> = new Set(['path-not-found', 'method-not-allowed'])

/** The error that an answer stands for. `asked` is what was asked for: `POST /sandboxes/main:reset`. */
export function refusalOf(server: ControlFile, asked: string, status: number, text: string): SandboxError {
  const { code, detail, title, errors, issues } = readProblem(text)
  const said = typeof detail === 'string' ? detail : typeof title === 'string' ? title : undefined
  if (typeof code !== 'string' || said === undefined || notUnderstood.has(code)) {
    const what = said === undefined ? '' : ` (${said.replace(/\.$/, '')})`
    return new SandboxError(
      'server-failed',
      `The server at ${server.api} answered ${asked} with ${status}${what}.${difference(server)}`
    )
  }
  const list = lists[code]
  const message =
    list === undefined
      ? said
      : `${said.split('. ', 1)[0]!.replace(/\.$/, '')}. ${list} shows those that there are.`
  // Servers of later versions have codes that this one does not know.
  return new SandboxError(code as SandboxErrorCode, `${message}${placesOf(errors)}`, {
    issues: Array.isArray(issues) ? issues : []
  })
}

function difference({ version: theirs }: ControlFile): string {
  return theirs === version
    ? ''
    : ` It is version ${theirs ?? 'unknown'} and this is sdb ${version}: use the same version of both.`
}

/** What is wrong with the request, as far as the message does not say it. */
function placesOf(errors: unknown): string {
  if (!Array.isArray(errors) || errors.length === 0) return ''
  const places = errors
    .slice(0, 5)
    .map((one: { detail?: unknown; pointer?: unknown; parameter?: unknown }) => {
      const place = [one.parameter, one.pointer]
        .filter((part) => typeof part === 'string' && part !== '')
        .join('')
      return `${place === '' ? 'it' : place} ${String(one.detail)}`
    })
  return `: ${places.join('; ')}`
}

function readProblem(text: string): Problem {
  try {
    const problem: unknown = JSON.parse(text)
    return typeof problem === 'object' && problem !== null ? problem : {}
  } catch {
    return {}
  }
}
