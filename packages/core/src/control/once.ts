// Idempotency keys of the control plane: the same request under the same key is carried out once, also while the first is under way.
import { digestTexts } from '../internal/digest.js'
import { ControlError } from './problems.js'

interface Remembered<T> {
  /** What the key was used for. */
  readonly request: string
  readonly answer: Promise<T>
}

/** Remembers answers by key. */
export interface Once<T> {
  /**
   * The answer that was given under the key, or what `act` gives, which is remembered. `request`: the parts that tell one request from another. Rejects with
   * `ControlError` for a key that was used for another request.
   */
  run(key: string, request: readonly string[], act: () => Promise<T>): Promise<T>
}

/** Keeps the last `most` keys. */
export function createOnce<T>(most = 1000): Once<T> {
  const remembered = new Map<string, Remembered<T>>()
  return {
    run(key, parts, act) {
      const request = digestTexts(parts.map((part) => `${part.length}:${part}`))
      const known = remembered.get(key)
      if (known?.request === request) return known.answer
      if (known)
        return Promise.reject(
          new ControlError(
            'idempotency-key-in-use',
            'Another request came with this Idempotency-Key. Make a new one for each.'
          )
        )
      const answer = act()
      remembered.set(key, { request, answer })
      // What was refused has done nothing: it may be tried again.
      answer.catch(() => remembered.delete(key))
      const [oldest] = remembered.keys()
      if (remembered.size > most) remembered.delete(oldest!)
      return answer
    }
  }
}
