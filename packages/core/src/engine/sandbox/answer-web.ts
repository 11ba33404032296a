// An answer on its way to a client of `fetch`: dated by the clock of the sandbox, held up and broken off where a fault says so.
import { httpDate } from '../../effects/delivery/http-date.js'
import type { SandboxResponse } from '../../http/message.js'
import { connectionEnded, isDropped, toWebResponse } from '../../http/web.js'
import type { SandboxHost } from '../host.js'

/** What hosts wait at most for a fault, in milliseconds. */
const longestDelay = 60_000

/** Rejects as `fetch` does where the connection ends before the answer, and with the signal's reason where that is aborted meanwhile. */
export async function answerWeb(
  { response: answer, trace }: { readonly response: SandboxResponse; readonly trace: string | null },
  now: number,
  signal: AbortSignal,
  { sleep }: SandboxHost
): Promise<Response> {
  const { delay = 0 } = answer.wire ?? {}
  if (delay > 0 && sleep) {
    await sleep(Math.min(delay, longestDelay), signal).catch(() => {})
    signal.throwIfAborted()
  }
  if (isDropped(answer)) throw connectionEnded()
  const web = toWebResponse(answer, httpDate(now))
  if (trace !== null) web.headers.append('sandbed-trace', trace)
  return web
}
