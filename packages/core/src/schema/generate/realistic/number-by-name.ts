// A realistic range for a number, from its name. Ranges are wishes: the schema's own bounds win.
import { byName } from './field-name.js'

/** Where a number usually lies, and how many decimals it has when it is no integer. */
export interface NumberRange {
  readonly low: number
  readonly high: number
  readonly decimals: number
}

const range = (low: number, high: number, decimals = 2): NumberRange => ({ low, high, decimals })

const RANGES = new Map<string, NumberRange>(
  (
    [
      ['id', range(1_000, 9_999_999)],
      ['number', range(1, 5_000)],
      [
        'amount amount_total amount_due amount_paid unit_amount total subtotal balance price cost net gross fee tax value',
        range(500, 50_000)
      ],
      ['quantity qty interval_count copies', range(1, 5)],
      ['count total_count items_count size_count', range(0, 40)],
      [
        'forks watchers stars stargazers open_issues followers following comments commits additions deletions',
        range(0, 400)
      ],
      ['page page_number run_attempt attempt', range(1, 3)],
      ['limit per_page page_size', range(10, 50)],
      ['offset position index sort_order line column start_line end_line', range(0, 30)],
      ['percent percentage percent_off ratio_percent progress', range(1, 95)],
      ['rate ratio probability score_ratio', range(0, 1, 3)],
      ['score rating stars_rating', range(1, 5, 1)],
      ['priority level rank weight', range(1, 10)],
      ['latitude lat', range(-60, 60, 5)],
      ['longitude lng lon', range(-150, 150, 5)],
      ['year exp_year', range(2024, 2032)],
      ['month exp_month', range(1, 12)],
      ['day day_of_month', range(1, 28)],
      ['hour', range(0, 23)],
      ['minute minutes second', range(0, 59)],
      ['age', range(18, 80)],
      ['days trial_period_days days_until_due', range(7, 30)],
      ['hours timeout', range(1, 24)],
      ['duration seconds ttl expires_in', range(60, 3_600)],
      ['port', range(1_024, 9_999)],
      ['size bytes file_size length content_length', range(200, 90_000)],
      ['width height', range(100, 1_600)],
      ['version', range(1, 9)],
      ['temperature top_p', range(0, 1, 1)]
    ] as const
  ).flatMap(([names, wish]) => names.split(' ').map((name) => [name, wish] as const))
)

const ANY = range(1, 1_000)

/** The usual range of a number in a field of this name (in the form `fieldName` gives). */
export function rangeByName(name: string): NumberRange {
  return byName(RANGES, name) ?? ANY
}
