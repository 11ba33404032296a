// An instant of the sandbox's clock as members and headers write it.
import { httpDate } from '../../../effects/delivery/http-date.js'
import type { Timestamp } from '../../../release/resources/model.js'
import { dateText, dateTimeText } from '../../../schema/generate/realistic/instants.js'

/** Prints epoch milliseconds; `http-date` as RFC 9110, 5.6.7. */
export function printInstant(instant: number, format: Timestamp['format']): string | number {
  switch (format) {
    case 'seconds':
      return Math.floor(instant / 1000)
    case 'milliseconds':
      return instant
    case 'date-time':
      return dateTimeText(instant)
    case 'date':
      return dateText(instant)
    case 'http-date':
      return httpDate(instant)
  }
}
