// The control plane of a running server, as commands speak to it: JSON out, JSON in, and every failure a `SandboxError`.
import { SandboxError } from '@sandbed/core'
import type { ControlFile } from '@sandbed/node'
import { findServer } from './find-server.js'
import { refusalOf } from './refusal.js'

/** Where a command goes, as its options say. */
export interface ControlTarget {
  /** A URL or port; the only running server where it is not given. */
  readonly server?: string
  /** The name of a sandbox of that server. */
  readonly sandbox: string
}

/** Values that are left out are not sent. */
export type Query = { readonly [name: string]: string | number | boolean | undefined }

/** What is asked for. */
export interface ControlRequest {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** Below the control plane; `sandboxPath` makes those of a sandbox. */
  readonly path: string
  readonly query?: Query
  readonly body?: unknown
  readonly signal?: AbortSignal
}

/** A control plane that was found. */
export interface ControlClient {
  readonly server: ControlFile
  /** Sends a request; resolves to the JSON of the answer, `undefined` where there is none. Throws what the server refuses, and `server-failed`. */
  send<T>(request: ControlRequest): Promise<T>
  /** The same for an answer that is taken as it is. */
  text(request: ControlRequest): Promise<string>
  /** The same for an answer that comes line by line. */
  lines(request: ControlRequest): AsyncGenerator<string>
}

/** Finds the server of a target. Throws `no-server`. */
export async function connect({ server: named }: Pick<ControlTarget, 'server'>): Promise<ControlClient> {
  const server = await findServer(named)
  const ask = (request: ControlRequest): Promise<Response> => exchange(server, request)
  return {
    server,
    async send<T>(request: ControlRequest) {
      const text = await ask(request).then(read(server))
      return (text === '' ? undefined : parseAnswer(server, text)) as T
    },
    text: (request) => ask(request).then(read(server)),
    async *lines(request) {
      yield* linesOf(server, await ask(request))
    }
  }
}

/** The path of something of a sandbox: `sandboxPath(target, 'traces', id)`. Throws `invalid-option` for names that no path can hold. */
export function sandboxPath(
  { sandbox }: Pick<ControlTarget, 'sandbox'>,
  ...parts: readonly string[]
): string {
  return ['/sandboxes', ...[sandbox, ...parts].map(segment)].join('/')
}

/** URLs take `..` for a step up, however it is spelled: nothing is called so. */
function segment(name: string): string {
  if (name !== '' && name !== '.' && name !== '..') return encodeURIComponent(name.toWellFormed())
  throw new SandboxError('invalid-option', `Nothing is called '${name}'.`)
}

/** The path of a custom method: `/sandboxes/main:reset`. */
export function actionPath(path: string, action: string): string {
  return `${path}:${action}`
}

async function exchange(server: ControlFile, request: ControlRequest): Promise<Response> {
  const { method = 'GET', path, query = {}, body, signal } = request
  const url = new URL(server.url.replace(/\/$/, '') + path)
  for (const [name, value] of Object.entries(query))
    if (value !== undefined) url.searchParams.append(name, String(value))
  let response: Response
  try {
    response = await fetch(url, {
      method,
      redirect: 'error',
      headers: {
        authorization: `Bearer ${server.token}`,
        ...(body !== undefined && { 'content-type': 'application/json' })
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(signal && { signal })
    })
  } catch (cause) {
    if (signal?.aborted) throw cause
    throw lost(server, cause)
  }
  if (!response.ok)
    throw refusalOf(server, `${method} ${path}`, response.status, await read(server)(response))
  return response
}

function read(server: ControlFile): (response: Response) => Promise<string> {
  return async (response) => {
    try {
      return await response.text()
    } catch (cause) {
      throw lost(server, cause)
    }
  }
}

async function* linesOf(server: ControlFile, response: Response): AsyncGenerator<string> {
  let rest = ''
  try {
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
      const lines = (rest + chunk).split('\n')
      rest = lines.pop()!
      // Blank lines keep the connection alive.
      yield* lines.filter((line) => line !== '')
    }
  } catch (cause) {
    throw lost(server, cause)
  }
  if (rest !== '') yield rest
}

function lost({ api }: ControlFile, cause: unknown): SandboxError {
  return new SandboxError(
    'server-failed',
    `The server at ${api} cannot be reached (any more). Is it still running?`,
    {
      cause
    }
  )
}

/** The JSON of an answer, or of a line of one. Throws `server-failed`. */
export function parseAnswer({ api }: ControlFile, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new SandboxError('server-failed', `The server at ${api} answered with something that is no JSON.`, {
      cause
    })
  }
}
