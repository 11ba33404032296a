// Plain-data HTTP: what every host hands to a sandbox and gets back. No streams, no platform objects.

/** Request headers as hosts have them: any letter case; an array stands for repeated header lines. */
export type HeadersInput = { readonly [name: string]: string | readonly string[] | undefined }

/** A request to a sandbox. */
export interface SandboxRequest {
  /** The HTTP method, upper case. */
  readonly method: string
  /** Origin form (`/pets?limit=2`) or an absolute URL; percent-encoding is kept as sent. */
  readonly url: string
  readonly headers?: HeadersInput
  /** The whole body; text or bytes. Absent, `null` and `''` all mean none. */
  readonly body?: string | Uint8Array | null
  /** Set by a host that stopped reading because the body is longer than the sandbox takes: the request is refused with 413. */
  readonly truncated?: boolean
  /** Whether the client showed a certificate that the host has checked. Set by hosts that can tell, and never by what the request says. */
  readonly clientCertificate?: boolean
}

/** The answer of a sandbox. Header names are lower case. Treat it as immutable: constant answers are shared between requests. */
export interface SandboxResponse {
  readonly status: number
  readonly headers: { readonly [name: string]: string | readonly string[] }
  /** Text, bytes, or `null` where the status or the method allows none. */
  readonly body: string | Uint8Array | null
  /** What a fault does to the answer on its way to the client; hosts carry it out. */
  readonly wire?: WireFault
}

/** What goes wrong between the sandbox and its client. */
export interface WireFault {
  /** Milliseconds of real time that the client waits. */
  readonly delay?: number
  /** The connection ends before the answer, or in the middle of it. */
  readonly drop?: 'before' | 'during'
}

/** Request headers in the form the engine works on: lower-case names, repeated lines joined (`cookie` with `; `, the others with `, `). */
export type Headers = { readonly [name: string]: string }
