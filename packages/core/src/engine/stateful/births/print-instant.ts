// An instant of the sandbox's clock as members and headers write it.
import type { Timestamp } from '../../../release/resources/model.js'
import { dateText, dateTimeText, timeText } from '../../../schema/generate/realistic/instants.js'

const days = ['Thu', 'Fri', 'Sat', 'Sun', 'Mon', 'Tue', 'Wed']
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const day = 86_400_000

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
    case 'http-date': {
      const [year, month, date] = dateText(instant).split('-')
      const weekday = days[((Math.floor(instant / day) % 7) + 7) % 7]
      return `${weekday}, ${date} ${months[Number(month) - 1]} ${year} ${timeText(instant).slice(0, 8)} GMT`
    }
  }
}
