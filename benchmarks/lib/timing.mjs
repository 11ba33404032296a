// Times a call inside one process: warm it up, then batches until the time is used; the median batch counts.

import { median } from './pairs.mjs'

// What the last call gave, kept so that no call can be dropped as unused.
export let kept

/** Microseconds per call of `call(n)`, sync or async; `n` counts up from 0 and never repeats. */
export async function microsPerCall(call, { seconds = 1 } = {}) {
  let count = 0
  const isAsync = typeof call(count++)?.then === 'function'
  const batch = async (size) => {
    const started = performance.now()
    if (isAsync) for (let index = 0; index < size; index++) await call(count++)
    else for (let index = 0; index < size; index++) kept = call(count++)
    return performance.now() - started
  }
  const until = (ms) => performance.now() + ms
  let size = 1
  for (const end = until(seconds * 400); performance.now() < end;) if ((await batch(size)) < 5) size *= 2
  const batches = []
  for (const end = until(seconds * 1_000); performance.now() < end || batches.length < 3;)
    batches.push(((await batch(size)) * 1_000) / size)
  return median(batches)
}
