// The `Date` of an answer (RFC 9110, 6.6.1): what the clock of the sandbox shows.
import { httpDate, type Sandbox } from '@sandbed/core'

// Many answers go out within one second.
let latest = { second: Number.NaN, text: '' }

/** The date as the header has it. */
export function dateOf({ clock }: Sandbox): string {
  const second = Math.floor(clock.now / 1000)
  if (second !== latest.second) latest = { second, text: httpDate(second * 1000) }
  return latest.text
}
