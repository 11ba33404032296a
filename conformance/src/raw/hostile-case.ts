// One hostile exchange: bytes as a client might put them on a socket.

/** What is written, and how the exchange is meant to end. */
export interface HostileCase {
  /** `group: what it is`. */
  readonly name: string
  /** Written in turn; a number waits that many milliseconds. */
  readonly writes: readonly (Uint8Array | number)[]
  /**
   * `answer`: a complete request, answered or cut off within the limit. `hang-up`: an incomplete one, after which the client
   * ends its half; the server must let go. `time-out`: an incomplete one that the client leaves open; hosts with time
   * limits must cut it off, the others are not asked. `reset`: the client resets the connection.
   */
  readonly end: 'answer' | 'hang-up' | 'time-out' | 'reset'
  /** How many responses must come, where it matters (pipelines). */
  readonly responses?: number
}

/** Bytes of a text in which each character is one byte. */
export function latin1(text: string): Uint8Array {
  return Buffer.from(text, 'latin1')
}

/** A request with `Host` and `Connection: close`; header lines as they are to be sent. */
export function rawRequest(
  start: string,
  headers: readonly string[] = [],
  body: string | Uint8Array = ''
): Uint8Array {
  const head = latin1([start, 'Host: sandbox.test', 'Connection: close', ...headers, '', ''].join('\r\n'))
  return Buffer.concat([head, typeof body === 'string' ? Buffer.from(body, 'utf8') : body])
}

/** A request with a body and its true length. */
export function withBody(
  start: string,
  type: string,
  body: string | Uint8Array,
  headers: readonly string[] = []
): Uint8Array {
  const length = Buffer.byteLength(body)
  return rawRequest(start, [`Content-Type: ${type}`, `Content-Length: ${length}`, ...headers], body)
}

/** A case that is one complete request. */
export function complete(name: string, bytes: Uint8Array, responses?: number): HostileCase {
  return { name, writes: [bytes], end: 'answer', ...(responses === undefined ? {} : { responses }) }
}

/** A text as part of a case's name: escaped, at most 60 characters. */
export function clip(text: string): string {
  const shown = JSON.stringify(text).slice(1, -1)
  return shown.length > 60 ? `${shown.slice(0, 60)}... (${text.length})` : shown
}
