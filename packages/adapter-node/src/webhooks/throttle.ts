// How fast webhooks leave: on real time, so that a clock that is moved by years does not make a flood of them.

/** So many seconds' worth may go at once. */
const burstSeconds = 5
/** All destinations together may be sent as much as so many of them. */
const destinationsAtOnce = 5
/** Milliseconds that a webhook waits for its turn, at most: this bounds how many can wait. */
const longestWait = 60_000
const mostDestinations = 1_000

/** Gives each webhook its turn. */
export interface Throttle {
  /** Milliseconds until one more may go to a destination, which is then counted; `undefined` where that is too long, and it is not. */
  turn(destination: string, now: number): number | undefined
}

/** Lets so many webhooks a second go to each destination, and five times as many to all together; five seconds' worth at once. */
export function createThrottle(perSecond: number): Throttle {
  const all = { next: 0, interval: 1_000 / (perSecond * destinationsAtOnce) }
  const destinations = new Map<string, Bucket>()

  return {
    turn(destination, now) {
      const one = destinations.get(destination) ?? { next: 0, interval: 1_000 / perSecond }
      const wait = Math.max(waitFor(one, now), waitFor(all, now))
      if (wait > longestWait) return undefined
      take(one, now)
      take(all, now)
      // The one that was used last is the last to go.
      destinations.delete(destination)
      destinations.set(destination, one)
      if (destinations.size > mostDestinations) destinations.delete(destinations.keys().next().value!)
      return wait
    }
  }
}

/** A token bucket, told by one instant: when the next token would come if tokens were only made when they are used. */
interface Bucket {
  next: number
  readonly interval: number
}

/** A bucket that was left alone for long enough is full, and no fuller. */
function earliest({ next }: Bucket, now: number): number {
  return Math.max(next, now - burstSeconds * 1_000)
}

function waitFor(bucket: Bucket, now: number): number {
  return Math.max(0, earliest(bucket, now) + bucket.interval - now)
}

function take(bucket: Bucket, now: number): void {
  bucket.next = earliest(bucket, now) + bucket.interval
}
