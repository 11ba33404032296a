// A TCP connection that sends bytes as they are, where an HTTP client would repair them, and shows everything that comes back.
import { connect, type Socket } from 'node:net'
import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'

/** A connection to a loopback port. It does not answer a FIN by itself: what the server closes, the server must close. */
export class RawConnection {
  readonly closed: Promise<void>
  #text = ''
  readonly #socket: Socket
  #changed = Promise.withResolvers<void>()

  private constructor(socket: Socket) {
    this.#socket = socket
    const change = (): void => {
      this.#changed.resolve()
      this.#changed = Promise.withResolvers()
    }
    socket.on('data', (chunk) => {
      this.#text += chunk.toString('latin1')
      change()
    })
    socket.on('end', change).on('error', change)
    this.closed = new Promise((resolve) => {
      socket.on('close', () => {
        change()
        resolve()
      })
    })
  }

  /** Connects. */
  static async open(port: number): Promise<RawConnection> {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
    await once(socket, 'connect')
    return new RawConnection(socket)
  }

  /** Everything received so far. */
  get text(): string {
    return this.#text
  }

  /** True once the server has said that it sends no more, or the connection is gone. */
  get ended(): boolean {
    return this.#socket.readableEnded || this.#socket.closed
  }

  /** True once nothing can be sent any more. */
  get gone(): boolean {
    return this.#socket.closed
  }

  /** Sends bytes; resolves when they may be followed by more. */
  async send(bytes: string | Uint8Array): Promise<void> {
    if (!this.#socket.writable || this.#socket.write(bytes)) return
    await Promise.race([once(this.#socket, 'drain').catch(() => {}), this.closed])
  }

  /** Resolves when the server does not take bytes any more: what is sent comes back as a reset. Tries for five seconds. */
  async untilRefused(): Promise<void> {
    for (let tries = 0; !this.gone; tries++) {
      if (tries > 100) throw new Error('The server still takes bytes')
      await this.send('x')
      await Promise.race([this.closed, setTimeout(50)])
    }
  }

  /** Sends FIN, and still reads. */
  finish(): void {
    this.#socket.end()
  }

  /** Cuts the connection with RST. */
  reset(): void {
    this.#socket.resetAndDestroy()
  }

  /** Closes both ways. */
  close(): void {
    this.#socket.destroy()
  }

  /** Waits until what came matches; rejects when the server ends before, or after five seconds. */
  async read(pattern: RegExp): Promise<string> {
    const deadline = globalThis.setTimeout(() => this.#changed.resolve(), 5_000)
    const start = performance.now()
    try {
      while (!pattern.test(this.#text)) {
        if (this.ended || performance.now() - start >= 5_000)
          throw new Error(`${String(pattern)} not in: ${this.#text}`)
        await this.#changed.promise
      }
      return this.#text
    } finally {
      clearTimeout(deadline)
    }
  }

  /** Waits for the server's FIN, at most five seconds, and returns everything that came before. */
  async readAll(): Promise<string> {
    const start = performance.now()
    const deadline = globalThis.setTimeout(() => this.#changed.resolve(), 5_000)
    try {
      while (!this.ended) {
        if (performance.now() - start >= 5_000)
          throw new Error(`The server keeps the connection open: ${this.#text}`)
        await this.#changed.promise
      }
      return this.#text
    } finally {
      clearTimeout(deadline)
    }
  }
}
