// `sdb trace tail`: what happens, while it happens.
import { SandboxError, type TraceRecord } from '@sandbed/core'
import { connect, parseAnswer, sandboxPath } from '../../control/control-client.js'
import { traceQuery, type FilterOptions } from '../../control/trace-filter.js'
import { traceLine } from '../../control/trace-lines.js'
import { exitCodes } from '../../exit-codes.js'
import { print } from '../../output.js'

/** Runs `sdb trace tail`, until SIGINT or SIGTERM. Throws `server-failed` when the server ends before that. */
export async function traceTailCommand(options: FilterOptions): Promise<number> {
  const stop = new AbortController()
  const onSignal = (): void => stop.abort()
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal)
  try {
    const client = await connect(options)
    const lines = client.lines({
      path: sandboxPath(options, 'traces'),
      query: { ...traceQuery(options), follow: true },
      signal: stop.signal
    })
    for await (const line of lines) {
      const record = parseAnswer(client.server, line) as TraceRecord
      print(options.output === 'json' ? JSON.stringify(record) : traceLine(record))
    }
    throw new SandboxError('server-failed', `The server at ${client.server.api} has ended.`)
  } catch (error) {
    if (stop.signal.aborted) return exitCodes.ok
    throw error
  } finally {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal)
  }
}
