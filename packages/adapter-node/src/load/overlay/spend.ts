// What overlays may cost, counted as it is spent.

import { WalkBudgetError, type WalkBudget } from '../map-references.js'

/** Takes an amount from a budget; throws a `WalkBudgetError` when it is used up. */
export function spend(budget: WalkBudget, amount: number): void {
  budget.left -= amount
  if (budget.left < 0) throw new WalkBudgetError()
}
